"""The posts that the reasons about posting count: a business's own, not those it paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

ALSO = {"posts": ("paid",)}


def unpaid(posts: pd.DataFrame) -> pd.DataFrame:
    """The posts that nobody noted as paid for, with all their columns; all of them where `paid` is not kept."""
    return posts[posts["paid"] != "yes"] if "paid" in posts else posts
