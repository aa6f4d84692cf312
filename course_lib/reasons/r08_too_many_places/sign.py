"""Which accounts are alive?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"accounts": ("platform", "last_post")}
ALSO = {"accounts": ("last_seen", "notice", "login_ok", "as_of")}

SILENT_DAYS = 30  # a course convention; more days than this without a sign of anybody is silence


def sign(shop: Shop) -> finding.Estimate:
    """Share of the accounts left alone for more than 30 days, without a notice (a complete count).

    Where nobody noted when the messages were last opened, a post shows that an account is looked after.
    Without an estimate where the latest day of all is that old: then either nobody has looked in since, or
    the list of accounts is older than the other tables.
    """
    accounts, today = shop.accounts, shop.today
    if len(accounts) and shop.until("accounts") < today:
        latest = accounts["last_post"].max()
        return finding.nothing(
            "share",
            f"The latest post on any account is of {latest:%Y-%m-%d}, and other tables run to "
            f"{today:%Y-%m-%d}: either nobody has posted since, or accounts.csv is the older export",
        )
    alone, unknown = left_alone(accounts, today)
    estimate = finding.either_way(
        finding.complete_rows,
        alone,
        unknown,
        "of {n:# account|# accounts} nobody noted when the messages were last opened"
        if "as_of" not in accounts
        else "of {n:# account|# accounts} nobody knows the last days",
    )
    return (
        estimate
        if "last_seen" in accounts or estimate.remark
        else replace(estimate, remark=_BY_POSTS)
    )


_BY_POSTS = "Who opens the messages is not noted, so a post counts, though a tool may have sent it."


def left_alone(accounts: pd.DataFrame, today: pd.Timestamp) -> tuple[pd.Series, pd.Series]:
    """(whether each account is left alone, whether nobody can say), both boolean.

    Left alone: nobody has opened its messages for more than 30 days, or can log in at all, and it has no
    notice saying where people are answered instead. Of one that was silent, and is not known to the last
    month (`as_of`), nobody can say.
    """
    import pandas as pd

    month = pd.Timedelta(days=SILENT_DAYS)
    day = accounts["last_seen"] if "last_seen" in accounts else accounts["last_post"]
    locked = ~accounts["login_ok"] if "login_ok" in accounts else day.isna() & False
    has_notice = accounts["notice"] == "yes" if "notice" in accounts else day.isna() & False
    silent = today - day > month
    is_older = today - accounts["as_of"] > month if "as_of" in accounts else day.isna() & False
    unknown = (day.isna() | (silent & is_older)) & ~locked & ~has_notice
    return (locked | silent) & ~has_notice & ~unknown, unknown


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
