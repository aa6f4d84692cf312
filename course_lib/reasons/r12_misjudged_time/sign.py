"""What comes back for ten hours, and from whom?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from course_lib import finding, grammar
from course_lib.intervals import Triple, poisson_ci

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"clients": ("source", "first_contact"), "timelog": ("platform", "minutes")}
ALSO = {"clients": ("referred_by", "referred_via")}

TEN_HOURS = 600  # minutes
FAIR = (
    2 / 3
)  # of its share of the time, that the busiest platform should bring; a course convention


def sign(shop: Shop) -> finding.Estimate:
    """Share of enquiries and referrals of known platform that came from the one with most minutes.

    Its bar is two thirds of that platform's share of the minutes. Where enquiries or referrals alone
    reach it, or nobody noted where those who sent people are known from, it is no problem but not sure.
    Not for a shop with minutes on fewer than two platforms, if it has any.
    """
    import pandas as pd

    rows = by_platform(shop.clients, shop.timelog)
    if len(rows) < 2:
        facts = (
            "{who} has logged minutes on fewer than two platforms, so there is nothing to compare"
        )
        if len(rows) == 1:
            return finding.ruled(finding.NOT_FOR_YOU, facts)
        return replace(finding.share(0, 0), facts=facts)
    main = str(rows["platform"].iloc[0])
    time = float(rows["minutes"].iloc[0] / rows["minutes"].sum())
    enquiries = _returns(shop.clients, "source", rows)
    sent = _returns(shop.clients, "referred_via", rows)
    places = pd.concat([enquiries, sent])
    estimate = finding.share_over_time(places["platform"] == main, places["first_contact"])
    name = grammar.literal(main)
    facts = (
        f"{{who}} put {finding.show(time, 'share')} of its minutes into {name}, and "
        "{k} of {n:# enquiry or referral|# enquiries and referrals} came from there"
    )
    estimate = replace(estimate, facts=facts, bar=FAIR * time)
    if "referred_via" not in shop.clients or not (shop.clients["referred_via"] != "").any():
        unnoted = "Where those are known from who sent people is not noted."
        return replace(estimate, instead=finding.NOT_SURE, remark=unnoted)
    for kind, one in (("enquiries", enquiries), ("referrals", sent)):
        if len(one) and (one["platform"] == main).mean() >= FAIR * time:
            alone = f"Its {kind} alone reach the bar."
            return replace(estimate, instead=finding.NOT_SURE, remark=alone)
    return estimate


def _returns(clients: pd.DataFrame, column: str, rows: pd.DataFrame) -> pd.DataFrame:
    """platform and first_contact of the people whose `column` names a platform of `rows`."""
    if column not in clients:
        return clients.head(0).assign(platform="")[["platform", "first_contact"]]
    there = clients[clients[column].isin(rows["platform"])]
    return there.rename(columns={column: "platform"})[["platform", "first_contact"]]


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
