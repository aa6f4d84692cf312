"""Is it too soon to judge?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"clients": ("first_contact", "won_on"), "goals": ("platform",)}
ALSO = {"goals": ("judge_days", "judge_by")}

AT_ONCE = ("replies", "enquiries", "visits")  # what moves without waiting for buyers
MOST = 0.8  # of the buyers: by then it is time to judge
RECORDS = 4  # times the days that one waits: younger records hold too few slow buyers
UNIT = "share"


def sign(shop: Shop) -> finding.Estimate:
    """Of the latest first-time buyers, the share who had bought by the day on which the shop judges.

    The shortest of its `judge_days`; what is judged by replies, enquiries or visits need not wait.
    """
    buyers = latest_buyers(shop.clients)
    goals = shop.goals if "judge_days" in shop.goals else shop.goals.assign(judge_days=float("nan"))
    goals = goals[goals["judge_days"].notna()]
    if goals.empty:
        silent = f"{shop.name} does not say after how many days it judges"
        return finding.nothing(UNIT, "; ".join(filter(None, (silent, told(buyers)))))
    waits = goals[~goals["judge_by"].isin(AT_ONCE)] if "judge_by" in goals else goals
    if waits.empty:
        at_once = "{who} judges by what moves at once, and need not wait for buyers"
        return finding.ruled(finding.FINE, at_once)
    days = float(waits["judge_days"].min())
    soon = (buyers["won_on"] - buyers["first_contact"]).dt.days <= days
    estimate = finding.share_over_time(soon, buyers["won_on"])
    length = (shop.until("clients") - shop.clients["first_contact"].min()).days
    if estimate.low is None or length >= RECORDS * days:
        sentence = told(buyers)
        return replace(
            estimate, remark=f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""
        )
    young = f"Records of {length} days hold too few slow buyers to call a wait of {days:.0f} days long enough."
    return replace(estimate, remark=young, ruling=finding.NOT_SURE if estimate.low >= 0.5 else "")


def latest_buyers(clients: pd.DataFrame) -> pd.DataFrame:
    """Who first bought in the later half of the records: earlier ones hold the quick alone. Latest first."""
    buyers = clients[clients["won_on"].notna()].sort_values("won_on", ascending=False)
    if buyers.empty:
        return buyers
    start, end = clients["first_contact"].min(), buyers["won_on"].max()
    return buyers[buyers["won_on"] >= start + (end - start) / 2]


def told(buyers: pd.DataFrame) -> str:
    """By which day four in five of these had bought, in a sentence without its full stop; "" without any."""
    waits = lags(buyers)
    if not waits:
        return ""
    place = -(-len(waits) * 4 // 5) - 1  # the first day by which four in five had
    return f"four in five of its buyers had bought by day {waits[place]}"


def lags(clients: pd.DataFrame) -> list[int]:
    """Days from first contact to the first purchase, of those who bought, sorted."""
    days = (clients["won_on"] - clients["first_contact"]).dt.days
    return sorted(int(day) for day in days.dropna())


def won_within(clients: pd.DataFrame, days: int, today: pd.Timestamp) -> tuple[int, int]:
    """(k, n): of n contacts first met at least `days` before `today`, k were won within `days`.

    Younger contacts have not had their time yet, so they belong neither to k nor to n.
    """
    import pandas as pd

    limit = pd.Timedelta(days=days)
    old = clients[clients["first_contact"] <= today - limit]
    return int((old["won_on"] - old["first_contact"] <= limit).sum()), len(old)
