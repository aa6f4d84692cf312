"""Do we credit others, and is anything returned beyond chance?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding
from course_lib.reasons.posts import ALSO as ALSO
from course_lib.reasons.posts import unpaid

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"posts": ("about", "week")}


def sign(shop: Shop) -> finding.Estimate:
    """Share of posts that help somebody else to be known, of all that nobody paid for."""
    posts = unpaid(shop.posts)
    return finding.share_over_time(posts["about"] == "other", posts["week"])


def other_share(posts: pd.DataFrame) -> tuple[int, int]:
    """(k, n): of n posts that nobody paid for, k are about somebody other than us."""
    posts = unpaid(posts)
    return int((posts["about"] == "other").sum()), len(posts)


def mention_back(
    promos: pd.DataFrame, mentions: pd.DataFrame, today: pd.Timestamp, days: int = 30
) -> tuple[int, int]:
    """(k, n): of n people promoted, k mentioned us after that day and at most `days` days later.

    Counted from each person's first promotion. Those promoted fewer than `days` days before `today`
    have not had their time and are left out.
    """
    import pandas as pd

    first = promos.groupby("person_id")["date"].min()
    first = first[first <= today - pd.Timedelta(days=days)]
    back = mentions.merge(first.rename("first").reset_index(), on="person_id")
    waits = (back["date"] - back["first"]).dt.days
    back = back[(waits > 0) & (waits <= days)]
    return int(back["person_id"].nunique()), len(first)


def stand_ins(promos: pd.DataFrame, messages: pd.DataFrame) -> pd.DataFrame:
    """People who wrote with us and were never promoted, each with a day on which another one was.

    The fair comparison: a table like `promos` whose days, spread over the same part of the year, mean
    nothing to these people. In order of person_id; empty if nobody was promoted.
    """
    import pandas as pd

    days = promos.groupby("person_id")["date"].min().sort_values().reset_index(drop=True)
    people = sorted(set(messages["person_id"]) - set(promos["person_id"])) if len(days) else []
    places = [place * len(days) // len(people) for place in range(len(people))]
    return pd.DataFrame(
        {"person_id": pd.Series(people, dtype="str"), "date": days.iloc[places].to_numpy()}
    )
