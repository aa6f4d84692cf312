"""Is anything written down to aim at?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from course_lib import finding
from course_lib.intervals import poisson_ci

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"goals": ("metric", "target", "due", "written_on")}
ALSO = {"clients": ("first_contact",)}

UNIT = "targets"


def sign(shop: Shop) -> finding.Estimate:
    """How many written goals could still be missed (a complete count); leads against a target are told beside."""
    import pandas as pd

    if shop.goals.empty and pd.isna(shop.today):
        return finding.nothing(UNIT, f"{shop.name} has neither a goal nor a single day")
    k, n = len(ahead(shop.goals, shop.today)), len(shop.goals)
    return replace(finding.Estimate(k, n, k, k, k, UNIT), remark=pace(shop))


def ahead(goals: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """The complete goals whose date has not passed on `today`; without one (NaT), on the last day of writing."""
    import pandas as pd

    whole = complete(goals)
    return whole[whole["due"] >= (whole["written_on"].max() if pd.isna(today) else today)]


def pace(shop: Shop) -> str:
    """Leads against a target for leads, in a sentence: told, and no part of the verdict; "" without either."""
    if not shop.has("clients"):
        return ""
    target, since = pace_to_keep(shop)
    leads, days = leads_since(shop.clients, since, shop.until("clients"))
    triple = poisson_ci(leads, days)
    if target is None or triple is None:
        return ""
    return (
        f"Told, and not judged: {finding.tell(triple)} leads a day since, where the target is "
        f"{finding.plain(target, '')}."
    )


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
