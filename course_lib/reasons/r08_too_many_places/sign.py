"""Which accounts are alive?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"accounts": ("platform", "last_post")}

SILENT_DAYS = 30  # a course convention; more days than this without a post is silence


def sign(shop: Shop) -> finding.Estimate:
    """Share of the accounts on which nothing was posted for more than 30 days (a complete count).

    Without an estimate where the latest post of all is that old: then either nobody has posted since,
    or the list of accounts is older than the other tables.
    """
    accounts, today = shop.accounts, shop.today
    if len(accounts) and shop.until("accounts") < today:
        latest = accounts["last_post"].max()
        return finding.nothing(
            "share",
            f"The latest post on any account is of {latest:%Y-%m-%d}, and other tables run to "
            f"{today:%Y-%m-%d}: either nobody has posted since, or accounts.csv is the older export",
        )
    return finding.complete(len(dormant(accounts, today)), len(accounts))


def dormant(accounts: pd.DataFrame, today: pd.Timestamp, days: int = SILENT_DAYS) -> list[str]:
    """The platforms, sorted, whose last post is more than `days` days before `today`."""
    import pandas as pd

    silent = today - accounts["last_post"] > pd.Timedelta(days=days)
    return sorted(accounts.loc[silent, "platform"])


def minutes_per_live(timelog: pd.DataFrame, live: Collection[str], weeks: int) -> float | None:
    """Minutes a week that each live account gets on average, to 1 decimal.

    Only minutes on those accounts count. None without a live account or without weeks.
    """
    if not live or weeks == 0:
        return None
    minutes = float(timelog.loc[timelog["platform"].isin(list(live)), "minutes"].sum())
    return round(minutes / weeks / len(live), 1)
