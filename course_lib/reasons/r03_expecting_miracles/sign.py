"""Is it too soon to judge?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"clients": ("first_contact", "won_on")}

DAYS = 90


def sign(shop: Shop) -> finding.Estimate:
    """Of the contacts at least 90 days old, the share won within 90 days of the first contact."""
    return finding.share(*won_within(shop.clients, DAYS, shop.until("clients")))


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


def curve(clients: pd.DataFrame, today: pd.Timestamp, days: int) -> list[float]:
    """Share won by day 0, 1 ... `days` after first contact, by Kaplan and Meier's estimate (1958).

    A contact not won by `today` counts for as many days as it could be watched, and then drops out.
    """
    import numpy as np

    waits = (clients["won_on"].fillna(today) - clients["first_contact"]).dt.days.to_numpy()
    has_bought = clients["won_on"].notna().to_numpy()
    steps = max(days, int(waits.max(initial=0))) + 1
    at_risk = np.bincount(waits, minlength=steps)[::-1].cumsum()[::-1]
    waiting = np.cumprod(
        1 - np.bincount(waits[has_bought], minlength=steps) / np.maximum(at_risk, 1)
    )
    return [float(share) for share in 1 - waiting[: days + 1]]
