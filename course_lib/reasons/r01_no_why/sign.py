"""Which accounts serve a named business outcome?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from course_lib import finding, grammar

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"goals": ("platform", "why"), "timelog": ("platform", "minutes")}
ALSO = {"goals": ("who", "outcome")}

PARTS = ("who", "outcome")  # of a why, beside what people can do there, which its own words say


def sign(shop: Shop) -> finding.Estimate:
    """Share of the logged minutes that went to platforms without a why (a complete count).

    Where the tables do not say for whom or with which outcome, only a blank why or a repeated one is none
    for certain.
    """
    goals, timelog = shop.goals, shop.timelog
    minutes = timelog.groupby("platform")["minutes"].sum()
    busy = {str(name): float(length) for name, length in minutes.items()}
    k, n = minutes_without(timelog, explained(goals, busy))
    if set(PARTS) <= set(goals.columns) or k == n:
        return finding.complete(k, n)
    unknown = (
        f"of {grammar.counted(n - k, 'minute', 'minutes')} it is not noted for whom the account is"
    )
    return finding.bounded(finding.complete(k, n), finding.complete(n, n), unknown)


def explained(goals: pd.DataFrame, busy: Mapping[str, float] | None = None) -> set[str]:
    """The platforms with a goal whose `why` is written, and its `who` and `outcome` where they are columns.

    The same why on several platforms serves the busiest alone: `busy` has their minutes, else the first.
    """
    busy = busy or {}
    rows = goals.assign(words=goals["why"].fillna("").str.split().str.join(" ").str.casefold())
    for column in ("words", *(name for name in PARTS if name in goals)):
        rows = rows[rows[column].fillna("").str.strip() != ""]
    rows = rows.assign(busy=[-busy.get(name, 0.0) for name in rows["platform"]])
    rows = rows.sort_values("busy", kind="stable").drop_duplicates("words")
    return set(rows["platform"])


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
