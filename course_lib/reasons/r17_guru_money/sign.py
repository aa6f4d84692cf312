"""Did spending go to doing, and was the promise tested?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"spend": ("category", "amount")}
ALSO = {"spend": ("paid_on",)}

YEAR = 365  # days before the last payment that count

DAYS = 28  # before the first payment for training, and after it
LeadsAndWeeks = tuple[int, float]  # leads, weeks


def sign(shop: Shop) -> finding.Estimate:
    """Share of the money of the last twelve months that went on training: a complete count.

    Sums of 100 and more are given without their pence. One receipt for training may be less than a
    week's wage, which no table tells, so it alone is no problem yet.
    """
    spend = last_year(shop.spend)
    training, rest = split(spend)
    if training > rest and int(is_training(spend).sum()) == 1:
        once = "More than half went on one single course or adviser"
        return finding.nothing(
            "share", f"{once}; whether that was more than a week's wage, only you can say"
        )
    places = 0 if training + rest >= 100 else 2
    return finding.complete(round(training, places), round(training + rest, places))


def last_year(spend: pd.DataFrame) -> pd.DataFrame:
    """The payments of the twelve months up to the last dated one, and those without a day."""
    import pandas as pd

    if "paid_on" not in spend or spend["paid_on"].isna().all():
        return spend
    days = spend["paid_on"]
    return spend[days.isna() | (days > days.max() - pd.Timedelta(days=YEAR))]


def is_training(spend: pd.DataFrame) -> pd.Series:
    """Whether each payment is of category "training", in capitals or not (bool)."""
    return spend["category"].str.strip().str.lower() == "training"


def split(spend: pd.DataFrame) -> tuple[float, float]:
    """(training, everything else), in the currency of the table."""
    training = is_training(spend)
    return float(spend.loc[training, "amount"].sum()), float(spend.loc[~training, "amount"].sum())


def first_payment(spend: pd.DataFrame) -> pd.Timestamp:
    """The day of the first payment for training; NaT if none is dated, or the table has no `paid_on`."""
    import pandas as pd

    training = is_training(spend)
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
