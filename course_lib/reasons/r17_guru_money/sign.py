"""Did spending go to doing, and was the promise tested?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"spend": ("category", "amount")}

DAYS = 28  # before the first payment for training, and after it
LeadsAndWeeks = tuple[int, float]  # leads, weeks


def sign(shop: Shop) -> finding.Estimate:
    """Share of the money spent on social media that went on training: a complete count.

    Sums of 100 and more are given without their pence.
    """
    training, rest = split(shop.spend)
    places = 0 if training + rest >= 100 else 2
    return finding.complete(round(training, places), round(training + rest, places))


def split(spend: pd.DataFrame) -> tuple[float, float]:
    """(training, everything else), in the currency of the table."""
    training = spend["category"].str.strip().str.lower() == "training"
    return float(spend.loc[training, "amount"].sum()), float(spend.loc[~training, "amount"].sum())


def first_payment(spend: pd.DataFrame) -> pd.Timestamp:
    """The day of the first payment for training; NaT if none is dated, or the table has no `paid_on`."""
    import pandas as pd

    training = spend["category"].str.strip().str.lower() == "training"
    # A column that is not there comes as NaN, which the Series below makes NaT.
    days = spend.loc[training].reindex(columns=["paid_on"])["paid_on"]
    return pd.Series(days, dtype="datetime64[us]").min()


def leads_around(
    clients: pd.DataFrame, day: pd.Timestamp, today: pd.Timestamp
) -> tuple[LeadsAndWeeks, LeadsAndWeeks]:
    """(leads, weeks) in the four weeks before the day `paid`, and in the four weeks from that day.

    Fewer weeks where the table begins later or `today` comes sooner; 0 leads in 0 weeks without a day.
    """
    first = clients["first_contact"]
    wait = (first - day).dt.days
    if wait.isna().all():
        return (0, 0.0), (0, 0.0)
    before = min(DAYS, max((day - first.min()).days, 0))
    after = min(DAYS, max((today - day).days + 1, 0))
    return (
        (int(wait.between(-before, -1).sum()), before / 7),
        (int(wait.between(0, after - 1).sum()), after / 7),
    )


def usual(clients: pd.DataFrame, day: pd.Timestamp, today: pd.Timestamp) -> LeadsAndWeeks:
    """(leads, weeks) in all the weeks that are in neither of those two spans."""
    first = clients["first_contact"]
    if first.isna().all():
        return 0, 0.0
    spans = leads_around(clients, day, today)
    weeks = ((today - first.min()).days + 1) / 7
    return len(first) - sum(k for k, _ in spans), weeks - sum(length for _, length in spans)
