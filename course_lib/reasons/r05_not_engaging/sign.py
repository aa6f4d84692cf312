"""Are people who ask noticed, and answered by a person in time?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"messages": ("person_id", "ts", "direction", "type")}
ALSO = {"messages": ("by",)}

PERSON, UNKNOWN = "person", ""  # who wrote a message; the other is a machine


def sign(shop: Shop) -> finding.Estimate:
    """Share of people who asked, each by the latest question a day old, whom a person answered in a day."""
    messages, now = shop.messages, shop.now
    if "by" not in messages:
        asked = people(messages.assign(by=PERSON), now)
        estimate = finding.share_over_time(asked["answered"], asked["ts"])
        note = "Who wrote is not noted, so every answer counts as a person's."
        return replace(estimate, remark=note)
    strict = people(messages, now)
    lenient = people(messages.assign(by=messages["by"].replace(UNKNOWN, PERSON)), now)
    return finding.either_way(
        lambda answered: finding.share_over_time(answered, strict["ts"]),
        strict["answered"],
        lenient["answered"],
        "{n:# answer does|# answers do} not say whether a person wrote {n:it|them}",
    )


def answered(messages: pd.DataFrame, now: pd.Timestamp, hours: float = 24) -> tuple[int, int]:
    """(k, n): of n people who asked at least `hours` before `now`, a person answered k within `hours`."""
    asked = people(messages, now, hours)
    return int(asked["answered"].sum()), len(asked)


def people(messages: pd.DataFrame, now: pd.Timestamp, hours: float = 24) -> pd.DataFrame:
    """One row a person who asked: the `ts` of the latest question old enough, and whether it was `answered`.

    An answer is any later message to them within `hours`, in whatever conversation, that a person wrote;
    in messages without a column `by`, all are a person's.
    """
    import pandas as pd

    limit = pd.Timedelta(hours=hours)
    inbound = (messages["direction"] == "in") & (messages["type"] == "question")
    questions = messages[inbound & (messages["ts"] <= now - limit)].sort_values("ts")
    latest = questions.drop_duplicates("person_id", keep="last")[["person_id", "ts"]]
    replies = messages[messages["direction"] == "out"].sort_values("ts")
    if "by" in replies:
        replies = replies[replies["by"] == PERSON]
    replies = replies.assign(replied=replies["ts"])[["person_id", "ts", "replied"]]
    first = pd.merge_asof(
        latest,
        replies,
        on="ts",
        by="person_id",
        direction="forward",
        allow_exact_matches=False,  # what was sent at the very same moment answers nothing
    )
    return first.assign(answered=first["replied"] - first["ts"] <= limit)[["ts", "answered"]]


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
