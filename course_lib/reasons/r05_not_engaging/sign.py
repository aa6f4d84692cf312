"""Do we answer, thank and give back?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"messages": ("conv_id", "ts", "direction", "type")}


def sign(shop: Shop) -> finding.Estimate:
    """Share of questions answered within 24 hours, of those at least 24 hours old."""
    return finding.share(*answered(shop.messages, shop.now))


def answered(messages: pd.DataFrame, now: pd.Timestamp, hours: float = 24) -> tuple[int, int]:
    """(k, n): of n inbound questions at least `hours` old at `now`, k got an answer within `hours`.

    An answer is any later outbound message in the same conversation.
    """
    import pandas as pd

    limit = pd.Timedelta(hours=hours)
    inbound = (messages["direction"] == "in") & (messages["type"] == "question")
    questions = messages[inbound & (messages["ts"] <= now - limit)].sort_values("ts")
    replies = messages[messages["direction"] == "out"].sort_values("ts")
    replies = replies.assign(replied=replies["ts"])[["conv_id", "ts", "replied"]]
    first = pd.merge_asof(
        questions[["conv_id", "ts"]],
        replies,
        on="ts",
        by="conv_id",
        direction="forward",
        allow_exact_matches=False,  # what was sent at the very same moment answers nothing
    )
    return int((first["replied"] - first["ts"] <= limit).sum()), len(first)


def thanked(messages: pd.DataFrame, received: pd.DataFrame) -> tuple[int, int]:
    """(k, n): of n people who shared or liked our things, k were thanked after their first act."""
    first = received.groupby("person_id")["ts"].min()
    thanks = messages[(messages["direction"] == "out") & (messages["type"] == "thanks")]
    return _later(first, thanks)


def gave_back(received: pd.DataFrame, given: pd.DataFrame) -> tuple[int, int]:
    """(k, n): of n people who acted for us first, k got an act of ours in return, later."""
    return _later(received.groupby("person_id")["ts"].min(), given)


def _later(first: pd.Series, acts: pd.DataFrame) -> tuple[int, int]:
    """(k, n): of n people with the moment of their first act, k are in `acts` at a later one."""
    latest = acts.groupby("person_id")["ts"].max().reindex(first.index)
    return int((latest > first).sum()), len(first)
