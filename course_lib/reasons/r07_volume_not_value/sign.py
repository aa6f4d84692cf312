"""Is what we post of any use to its readers?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding, grammar
from course_lib.reasons.posts import ALSO as ALSO
from course_lib.reasons.posts import unpaid

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"posts": ("week", "saves", "shares", "clicks", "comments")}

ACTS = ["saves", "shares", "clicks"]
USES = [*ACTS, "comments"]


def sign(shop: Shop) -> finding.Estimate:
    """Share of posts that somebody used, of those nobody paid for and at least a week old.

    "Not for you" where there is less than one post a week: that is no volume. Weeks hang together, and
    the interval allows for it. A post of which some uses are not known, and the others are 0, may or may
    not have been used.
    """
    posts = unpaid(shop.posts)
    if len(posts) and len(posts) < weeks_of(posts):
        number, weeks = grammar.counted(len(posts), "post", "posts"), weeks_of(posts)
        facts = f"{{who}} put out {number} in {weeks} weeks, fewer than one a week"
        return finding.ruled(finding.NOT_FOR_YOU, facts)
    old = a_week_old(posts)
    is_used = used(old)
    unclear = old[USES].isna().any(axis=1) & ~is_used
    if len(old) and unclear.all():
        number = grammar.counted(len(old), "post", "posts")
        return finding.nothing("share", f"Of {number} not all uses are known, and of none a use")
    return finding.either_way(
        lambda posts: finding.share_over_time(posts, old["week"]),
        is_used,
        unclear,
        "of {n:# post|# posts} not all uses are known",
    )


def used(posts: pd.DataFrame, uses: int = 1) -> pd.Series:
    """Whether each post is known to be saved, passed on, followed or answered, so many times in all (bool)."""
    return posts[USES].sum(axis=1) >= uses


def a_week_old(posts: pd.DataFrame) -> pd.DataFrame:
    """The posts of all weeks but the latest one: those have had their time."""
    return posts[posts["week"] < posts["week"].max()]


def weeks_of(posts: pd.DataFrame) -> int:
    """How many weeks lie between the first post and the last, both included; 0 without posts."""
    return int(posts["week"].max() - posts["week"].min()) + 1 if len(posts) else 0


def useful(posts: pd.DataFrame) -> pd.Series:
    """Saves, shares and clicks of each post, added up: acts that say of what use a post was; NaN if unknown."""
    return posts["saves"] + posts["shares"] + posts["clicks"]


def per_post(weekly: pd.DataFrame) -> float | None:
    """Useful acts for each post, over all these weeks; None without a post."""
    posts = int(weekly["posts"].sum())
    return int(weekly["useful"].sum()) / posts if posts else None


def by_week(posts: pd.DataFrame) -> pd.DataFrame:
    """One row for each week with a post whose uses are known, in order: week, posts, useful (all whole)."""
    acts = useful(posts).dropna().astype("int64")
    weeks = acts.groupby(posts["week"]).agg(["size", "sum"]).reset_index()
    return weeks.rename(columns={"size": "posts", "sum": "useful"})


def halves(weekly: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(quieter, busier) half of the weeks by posts; ties by week, a week in the middle left out."""
    weeks = weekly.sort_values(["posts", "week"])
    half = len(weeks) // 2
    return weeks.head(half), weeks.tail(half)


def extra_posts(weekly: pd.DataFrame) -> float:
    """How many more posts a week the busier half has than the quieter one; 0 with fewer than two weeks."""
    quiet, busy = halves(weekly)
    return float(busy["posts"].mean() - quiet["posts"].mean()) if len(quiet) else 0.0
