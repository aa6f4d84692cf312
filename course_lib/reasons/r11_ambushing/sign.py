"""How many of their turns come before our pitch?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"messages": ("conv_id", "ts", "direction", "type")}

LEAST = 2  # what the other person should have written before we offer anything


def sign(shop: Shop) -> finding.Estimate:
    """Share of pitched conversations in which they had written fewer than twice before the pitch."""
    before = inbound_before_pitch(shop.messages)
    return finding.share_over_time(before < LEAST, first_pitch(shop.messages))


def ambush_rate(messages: pd.DataFrame, least: int = LEAST) -> tuple[int, int]:
    """(k, n): of n conversations in which we pitched, k had fewer than `least` inbound messages first."""
    before = inbound_before_pitch(messages)
    return int((before < least).sum()), len(before)


def first_pitch(messages: pd.DataFrame) -> pd.Series:
    """The moment (datetime) of our first pitch in each conversation that has one, by conv_id."""
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    return pitches.groupby("conv_id")["ts"].min().rename("pitched")


def inbound_before_pitch(messages: pd.DataFrame) -> pd.Series:
    """How many messages they had sent before our first pitch (int), by conv_id, pitched ones only."""
    inbound, first = _inbound(messages), first_pitch(messages)
    early = inbound[inbound["ts"] < inbound["pitched"]]
    return early.groupby("conv_id").size().reindex(first.index, fill_value=0)


def reply_after(messages: pd.DataFrame, least: int = LEAST) -> dict[str, tuple[int, int]]:
    """{"early": (k, n), "later": (k, n)}: of n pitched conversations, in k they wrote after the pitch.

    Early ones had fewer than `least` inbound messages before the pitch, later ones at least that many.
    """
    inbound, before = _inbound(messages), inbound_before_pitch(messages)
    replied = before.index.isin(inbound.loc[inbound["ts"] > inbound["pitched"], "conv_id"])
    early = (before < least).to_numpy()
    return {
        "early": (int(replied[early].sum()), int(early.sum())),
        "later": (int(replied[~early].sum()), int((~early).sum())),
    }


def _inbound(messages: pd.DataFrame) -> pd.DataFrame:
    """Messages from the other person in pitched conversations, with the column `pitched` added."""
    inbound = messages[messages["direction"] == "in"]
    return inbound.merge(first_pitch(messages).reset_index(), on="conv_id")
