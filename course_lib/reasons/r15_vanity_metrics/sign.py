"""Does this number change a decision?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding
from course_lib.intervals import Triple, corr_ci, detrend

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

WEEKS_A_MONTH = 52 / 12


def sign(shop: Shop) -> finding.Estimate:
    """Leads per 1,000 followers a month, over all the weeks there are (Poisson)."""
    weekly = shop.weekly
    leads, followers = int(weekly["leads"].sum()), float(weekly["followers"].mean())
    months = len(weekly) / WEEKS_A_MONTH
    per = 1000 / followers if followers > 0 else float("inf")
    return finding.rate(leads, months, "leads per 1,000 followers a month", per)


def new_and_leads(weekly: pd.DataFrame) -> pd.DataFrame:
    """One row per week after the first: new followers and leads, both with their trend taken out.

    Columns new, leads (float). Weeks are taken in order of `week`.
    """
    import pandas as pd

    ordered = weekly.sort_values("week")
    new, leads = ordered["followers"].diff().iloc[1:], ordered["leads"].iloc[1:]
    return pd.DataFrame({"new": detrend(new.to_numpy()), "leads": detrend(leads.to_numpy())})


def link(weekly: pd.DataFrame) -> Triple | None:
    """Correlation of new followers with leads, week by week, trends taken out; None under 10 weeks."""
    left = new_and_leads(weekly)
    return corr_ci(left["new"], left["leads"]) if len(left) >= 10 else None
