"""Which accounts serve a named business outcome?"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"goals": ("platform", "why"), "timelog": ("platform", "minutes")}


def sign(shop: Shop) -> finding.Estimate:
    """Share of the logged minutes that went to platforms without a written why (a complete count)."""
    return finding.complete(*minutes_without(shop.timelog, explained(shop.goals)))


def explained(goals: pd.DataFrame) -> set[str]:
    """The platforms with at least one goal whose `why` holds more than spaces."""
    has_why = goals["why"].fillna("").str.strip() != ""
    return set(goals.loc[has_why, "platform"])


def missing_why(accounts: pd.DataFrame, goals: pd.DataFrame) -> list[str]:
    """The accounts without a why, sorted: no goal row at all, or only blank ones."""
    return sorted(set(accounts["platform"]) - explained(goals))


def minutes_without(timelog: pd.DataFrame, with_why: Collection[str]) -> tuple[float, float]:
    """(k, n): of n logged minutes, k went to platforms that are not among `with_why`.

    Minutes on an account that nobody listed count as well: they have no why either.
    """
    other = ~timelog["platform"].isin(list(with_why))
    return float(timelog.loc[other, "minutes"].sum()), float(timelog["minutes"].sum())


def why_grade(why: str, metric: str, business_metrics: Collection[str]) -> str:
    """'none' for a blank why, 'strong' if its metric is one the business lives on, else 'vague'."""
    if not why.strip():
        return "none"
    return "strong" if metric in business_metrics else "vague"
