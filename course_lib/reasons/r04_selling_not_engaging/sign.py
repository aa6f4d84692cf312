"""Do pitches dominate, and draw less talk?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding
from course_lib.intervals import Triple, newcombe
from course_lib.reasons.posts import ALSO as ALSO
from course_lib.reasons.posts import unpaid

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"posts": ("kind", "week")}

FEWEST = 5  # posts of either sort below which a gap is not worth telling: a course convention


def sign(shop: Shop) -> finding.Estimate:
    """Share of posts that sell, of all that nobody paid for."""
    posts = unpaid(shop.posts)
    return finding.share_over_time(sells(posts), posts["week"])


def sells(posts: pd.DataFrame) -> pd.Series:
    """Whether each post is of kind "pitch", in capitals or not (bool)."""
    return posts["kind"].str.strip().str.lower() == "pitch"


def split(posts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(selling, others): the posts of kind "pitch", in capitals or not, and all the rest."""
    selling = sells(posts)
    return posts[selling], posts[~selling]


def commented(posts: pd.DataFrame, least: int = 1) -> tuple[int, int]:
    """(k, n): of n posts whose comments are known, k drew at least so many."""
    return int((posts["comments"] >= least).sum()), int(posts["comments"].notna().sum())


def reply_gap(posts: pd.DataFrame) -> Triple | None:
    """Share of other posts that drew a comment minus that of selling posts (Newcombe's interval).

    None with fewer than five posts of either sort whose comments are known.
    """
    selling, others = map(commented, split(posts))
    if min(selling[1], others[1]) < FEWEST:
        return None
    return newcombe(*others, *selling)
