"""Does this number change a decision?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from course_lib import finding
from course_lib.intervals import Triple, corr_ci, detrend

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"weekly": ("week", "leads", "followers")}

WEEKS_A_MONTH = 52 / 12
FEWEST_WEEKS = 10  # for a correlation: a course convention
LUCK = math.log(1000)  # leads to expect of weeks that have none once in a thousand times


def sign(shop: Shop) -> finding.Estimate:
    """Leads per 1,000 followers a month, over the weeks in which leads were counted (Poisson)."""
    weekly = covered(shop.weekly)
    leads, followers = int(weekly["leads"].sum()), float(weekly["followers"].mean())
    months = len(weekly) / WEEKS_A_MONTH
    per = 1000 / followers if followers > 0 else float("inf")
    return finding.rate(leads, months, "leads per 1,000 followers a month", per)


def covered(weekly: pd.DataFrame) -> pd.DataFrame:
    """The weeks, in order, that the list of leads covers: without zeros at an end that luck would not bring.

    A run of w weeks counts as not covered where the other weeks' mean would leave it without a lead less
    than once in a thousand times (Poisson: exp(-mean * w)).
    """
    weeks = weekly.sort_values("week", ignore_index=True)
    some = weeks.index[weeks["leads"] > 0]
    if some.empty:
        return weeks
    first, last = int(some[0]), int(some[-1]) + 1
    mean = float(weeks["leads"].iloc[first:last].mean())
    start = first if mean * first > LUCK else 0
    end = last if mean * (len(weeks) - last) > LUCK else len(weeks)
    return weeks.iloc[start:end]


def new_and_leads(weekly: pd.DataFrame) -> pd.DataFrame:
    """One row per week after the first: new followers and leads, both with their trend taken out.

    Columns new, leads (float). Weeks are taken in order of `week`.
    """
    import pandas as pd

    weeks = weekly.sort_values("week")
    new, leads = weeks["followers"].diff().iloc[1:], weeks["leads"].iloc[1:]
    return pd.DataFrame({"new": detrend(new.to_numpy()), "leads": detrend(leads.to_numpy())})


def link(weekly: pd.DataFrame) -> Triple | None:
    """Correlation of new followers with leads, week by week, trends taken out; None under 10 weeks."""
    weeks = new_and_leads(weekly)
    return corr_ci(weeks["new"], weeks["leads"], spent=1) if len(weeks) >= FEWEST_WEEKS else None
