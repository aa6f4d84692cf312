"""Are we on pace, or just lucky?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"goals": ("metric", "target", "due", "written_on"), "clients": ("first_contact",)}


def sign(shop: Shop) -> finding.Estimate:
    """Leads a day since the target was written (Poisson), to hold against that target.

    A shop without one complete goal has no pace of its own to keep: its leads over all the days
    there are stand against the bar that the course lends.
    """
    target, since = pace_to_keep(shop)
    others = sorted(set(complete(shop.goals)["metric"].str.strip()))
    if target is None and others:
        return finding.nothing(
            "leads a day",
            f"A target is written for {' and '.join(others)}; of leads, which these tables count, none is",
        )
    leads, days = leads_since(shop.clients, since, shop.until("clients"))
    estimate = finding.rate(leads, days, "leads a day")
    if target is None:
        facts = "{who} wrote down no complete target. It got {k:# lead|# leads} in {n:# day|# days}"
        return replace(estimate, facts=facts)
    return replace(estimate, bar=target)


def pace_to_keep(shop: Shop) -> tuple[float | None, pd.Timestamp]:
    """(leads a day, counted from): the complete goals for leads added up, and the latest date of writing.

    (None, the first contact there is or NaT) for a shop with no complete goal for leads.
    """
    goals = complete(shop.goals)
    goals = goals[goals["metric"].str.strip().str.lower() == "leads"]
    if goals.empty:
        return None, shop.clients["first_contact"].min()
    return float(goals["target"].sum()), goals["written_on"].max()


def complete(goals: pd.DataFrame) -> pd.DataFrame:
    """The rows that could be missed: a metric, a target above 0, a due date and a date of writing."""
    has_metric = goals["metric"].fillna("").str.strip() != ""
    has_days = goals["due"].notna() & goals["written_on"].notna()
    return goals[has_metric & has_days & (goals["target"] > 0)]


def leads_since(clients: pd.DataFrame, since: pd.Timestamp, today: pd.Timestamp) -> tuple[int, int]:
    """(leads, days): people first in contact from `since` to `today`, and the days that makes.

    (0, 0) where either day is not known (NaT).
    """
    import pandas as pd

    if pd.isna(since) or pd.isna(today):
        return 0, 0
    first = clients["first_contact"]
    return int(((first >= since) & (first <= today)).sum()), max((today - since).days + 1, 0)
