"""Do people ask before we offer?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"messages": ("person_id", "ts", "direction", "type", "conv_id")}
ALSO = {"messages": ("asked",)}

LEAST = 2  # what the other person should have written before we offer anything


def sign(shop: Shop) -> finding.Estimate:
    """Share of people whose first offer came unasked, before they had written twice.

    Where nobody noted whether they had asked: after no message of theirs it was unasked, after one nobody
    can say.
    """
    first = first_offers(shop.messages)
    silent = (first["asked"] == "") & (first["before"] == 0)
    unasked = ((first["asked"] == "no") & (first["before"] < LEAST)) | silent
    unclear = (first["asked"] == "") & first["before"].between(1, LEAST - 1)
    return finding.either_way(
        lambda too_soon: finding.share_over_time(too_soon, first["pitched"]),
        unasked,
        unclear,
        "{n:# offer answers|# offers answer} one message each that may have asked for it",
    )


def first_offers(messages: pd.DataFrame) -> pd.DataFrame:
    """One row a person who was offered something: `pitched` (datetime), `asked`, and `before`.

    `before` is how many messages they had sent until then (int), `asked` is "yes", "no", or "" where
    nobody noted it.
    """
    ours = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    if "asked" not in ours:
        ours = ours.assign(asked="")
    first = ours.sort_values("ts", kind="stable").drop_duplicates("person_id")
    first = first.rename(columns={"ts": "pitched"})[["person_id", "pitched", "asked"]]
    theirs = messages.loc[messages["direction"] == "in", ["person_id", "ts"]]
    pairs = theirs.merge(first, on="person_id")
    before = pairs[pairs["ts"] < pairs["pitched"]].groupby("person_id").size()
    return first.assign(before=first["person_id"].map(before).fillna(0).astype("int64"))


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
