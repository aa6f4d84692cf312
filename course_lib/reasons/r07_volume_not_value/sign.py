"""Do busier weeks yield more useful action?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from course_lib import finding
from course_lib.intervals import Triple, welch

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"posts": ("week", "saves", "shares", "clicks")}

FEWEST_WEEKS = 8  # four on either side, as far down as the interval was tried (see `welch`)
UNIT = "useful acts per extra post"


def sign(shop: Shop) -> finding.Estimate:
    """Saves, shares and clicks per extra post: busier weeks minus quieter ones (Welch)."""
    weekly = by_week(shop.posts)
    weeks, extra = len(weekly), round(extra_posts(weekly), 1)
    estimate = finding.spread(extra, weeks, per_extra_post(weekly), UNIT)
    if weeks < FEWEST_WEEKS:
        facts = (
            f"{{who}} has {{n:# week|# weeks}} with posts, and it takes {FEWEST_WEEKS} to compare"
        )
        return replace(estimate, facts=facts)
    return estimate


def useful(posts: pd.DataFrame) -> pd.Series:
    """Saves, shares and clicks of each post, added up; comments are another matter."""
    return posts["saves"] + posts["shares"] + posts["clicks"]


def per_post(weekly: pd.DataFrame) -> float | None:
    """Useful acts for each post, over all these weeks; None without a post."""
    posts = int(weekly["posts"].sum())
    return int(weekly["useful"].sum()) / posts if posts else None


def by_week(posts: pd.DataFrame) -> pd.DataFrame:
    """One row for each week with a post, in order: week, posts, useful (all whole)."""
    weeks = useful(posts).groupby(posts["week"]).agg(["size", "sum"]).reset_index()
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


def per_extra_post(weekly: pd.DataFrame) -> Triple | None:
    """Useful acts a week, busier minus quieter half, for each post that the busier half has more.

    None with fewer than eight weeks, or where all weeks have as many posts.
    """
    extra = extra_posts(weekly)
    if len(weekly) < FEWEST_WEEKS or extra <= 0:
        return None
    quiet, busy = halves(weekly)
    gap = welch(busy["useful"], quiet["useful"])
    return None if gap is None else (gap[0] / extra, gap[1] / extra, gap[2] / extra)
