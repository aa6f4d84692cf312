"""What comes back for ten hours, and from whom?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from course_lib import finding
from course_lib.intervals import Triple, poisson_ci, rate_ratio

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"clients": ("source",), "timelog": ("platform", "minutes")}

TEN_HOURS = 600  # minutes
UNIT = "times the others' leads an hour"


def sign(shop: Shop) -> finding.Estimate:
    """Leads an hour from the platform that takes most minutes, over leads an hour from all the others.

    Without an estimate where fewer than two platforms have minutes, or none of them brought a lead.
    """
    rows = by_platform(shop.clients, shop.timelog)
    total = int(rows["leads"].sum())
    if len(rows) < 2:
        facts = (
            "{who} has logged minutes on fewer than two platforms, so there is nothing to compare"
        )
        return replace(finding.spread(0, total, None, UNIT), facts=facts)
    main, others = rows.iloc[0], rows.iloc[1:]
    leads, minutes = int(main["leads"]), float(main["minutes"])
    other_leads, other_minutes = int(others["leads"].sum()), float(others["minutes"].sum())
    share = finding.show(minutes / (minutes + other_minutes), "share")
    name = str(main["platform"]).replace("{", "{{").replace("}", "}}")
    leads_there = "{k} of {n:# platform lead|# platform leads} there"
    facts = f"{{who}} put {share} of its minutes into {name} and got {leads_there}"
    estimate = finding.spread(
        leads, total, rate_ratio(leads, minutes, other_leads, other_minutes), UNIT
    )
    return replace(estimate, facts=facts)


def by_platform(clients: pd.DataFrame, timelog: pd.DataFrame) -> pd.DataFrame:
    """One row a platform with logged minutes, most minutes first: platform, minutes, leads.

    A lead counts for the platform that `clients.source` names, bought or not.
    """
    minutes = timelog.groupby("platform")["minutes"].sum()
    rows = minutes[minutes > 0].reset_index()
    leads = clients["source"].value_counts()
    rows["leads"] = rows["platform"].map(leads).fillna(0).astype("int64")
    return rows.sort_values(["minutes", "platform"], ascending=[False, True], ignore_index=True)


def with_whom(timelog: pd.DataFrame) -> pd.DataFrame:
    """Minutes, one row a platform (most first), one column each for client, peer and none."""
    wide = timelog.pivot_table(
        index="platform", columns="with_whom", values="minutes", aggfunc="sum", fill_value=0
    ).reindex(columns=["client", "peer", "none"], fill_value=0)
    return wide.loc[wide.sum(axis=1).sort_values(ascending=False, kind="stable").index]


def referrals(clients: pd.DataFrame) -> int:
    """How many leads were sent by somebody we can name."""
    return int((clients["referred_by"].fillna("").str.strip() != "").sum())


def per_10h(count: int, minutes: float) -> Triple | None:
    """Events for every ten hours with Poisson's interval; None without minutes."""
    return poisson_ci(count, minutes / TEN_HOURS)
