"""Does this number change a decision?"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from course_lib import finding
from course_lib.intervals import Triple, corr_ci, detrend, poisson_ci

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"numbers": ("name", "last_looked", "decision", "decided_on")}
ALSO = {"weekly": ("week", "leads", "followers")}

LOOKED, CHANGED = 28, 91  # days back in which a number was looked at, and changed something

WEEKS_A_MONTH = 52 / 12
FEWEST_WEEKS = 10  # for a correlation: a course convention
LUCK = math.log(1000)  # leads to expect of weeks that have none once in a thousand times


def sign(shop: Shop) -> finding.Estimate:
    """Share of the numbers looked at in four weeks that changed something in three months: a complete count.

    Not for a shop that looked at none. Leads per 1,000 followers are told beside it and never judged.
    """
    if shop.numbers.empty:
        return finding.complete(0, 0)
    watched = shop.numbers[shop.numbers["last_looked"] > shop.today - _ago(LOOKED)]
    if watched.empty:
        looked = f"{{who}} looked at no number in the last {LOOKED} days"
        return finding.ruled(finding.NOT_FOR_YOU, looked)
    has_changed = watched["decision"] != ""
    is_old = watched["decided_on"] <= shop.today - _ago(CHANGED)
    changed = has_changed & watched["decided_on"].notna() & ~is_old
    undated = has_changed & watched["decided_on"].isna()
    estimate = finding.either_way(
        finding.complete_rows,
        changed,
        undated,
        "{n:# decision has|# decisions have} no day, so nobody can say whether it was in three months",
    )
    return estimate if estimate.remark else replace(estimate, remark=_beside(shop))


def _ago(days: int) -> pd.Timedelta:
    import pandas as pd

    return pd.Timedelta(days=days)


def _beside(shop: Shop) -> str:
    """What comes of the followers, in a sentence, where the weeks are on file; else ""."""
    triple = per_thousand(shop.weekly) if shop.has("weekly") else None
    if triple is None:
        return ""
    return f"Beside it, never judged: leads a month per 1,000 followers, {finding.tell(triple)}."


def per_thousand(weekly: pd.DataFrame) -> Triple | None:
    """Leads per 1,000 followers a month, over the weeks in which leads were counted (Poisson's interval)."""
    weeks = covered(weekly)
    leads, followers = int(weekly["leads"].sum()), float(weeks["followers"].mean())
    months = len(weeks) / WEEKS_A_MONTH
    return poisson_ci(leads, months * followers / 1000)


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
