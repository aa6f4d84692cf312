"""Where are our clients, and does our time follow them?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from course_lib import finding, grammar

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"timelog": ("platform", "minutes"), "presence": ("platform", "present")}
ALSO = {"timelog": ("with_whom",)}


def sign(shop: Shop) -> finding.Estimate:
    """Share of the clients asked who use the platform that takes most minutes, those with colleagues left out.

    Without an estimate where no such minutes are logged, or nobody was asked about that platform. Where
    no other platform has more of them there is nowhere better to go, and the reason is not for this shop;
    where fewer than five were asked about any other, nobody can say.
    """
    shares = time_shares(for_clients(shop.timelog))
    if not shares and not shop.timelog.empty:
        facts = "{who} spends all of its logged time with colleagues, and none with clients"
        return finding.ruled(finding.NOT_FOR_YOU, facts)
    if not shares:
        facts = "{who} has logged no minutes, so no platform takes most of its time"
        return replace(finding.share(0, 0), facts=facts)
    main = next(iter(shares))
    asked = presence_on(shop.presence)
    k, n = asked.get(main, (0, 0))
    name = grammar.literal(main)
    if n == 0:
        facts = f"{{who}} gives {name} more of its time than any other, and asked nobody about it"
        return replace(finding.share(0, 0), facts=facts)
    facts = f"Of {{n:# client|# clients}}, {{k:# uses|# use}} {name}, the platform with most of {{who}}'s minutes"
    estimate = replace(finding.share(k, n), facts=facts)
    others = [pair for name, pair in asked.items() if name != main and pair[1] >= finding.LEAST]
    if any(there / looked > k / n for there, looked in others):
        return estimate
    if not others:
        unknown = f"Too few were asked about any place but {main} to say whether another is ahead."
        return replace(estimate, instead=finding.NOT_SURE, remark=unknown)
    return replace(
        estimate, instead=finding.NOT_FOR_YOU, remark="No other platform has more of them."
    )


def for_clients(timelog: pd.DataFrame) -> pd.DataFrame:
    """The rows of the log that were not spent with colleagues; all where nobody noted with whom."""
    return timelog[timelog["with_whom"] != "peer"] if "with_whom" in timelog else timelog


def time_shares(timelog: pd.DataFrame) -> dict[str, float]:
    """{platform: share of the minutes}, largest first, equal ones by name; empty without minutes."""
    minutes = timelog.groupby("platform")["minutes"].sum().sort_index()
    largest_first = minutes[minutes > 0].sort_values(ascending=False, kind="stable")
    return {str(name): float(part / largest_first.sum()) for name, part in largest_first.items()}


def presence_on(presence: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """{platform: (k, n)}: of n clients looked up there, k have an account; by name."""
    answers = presence.groupby("platform")["present"]
    return {str(name): (int(present.sum()), len(present)) for name, present in answers}


def paired(presence: pd.DataFrame, a: str, b: str) -> tuple[int, int]:
    """(only on a, only on b) among the clients looked up on both platforms."""
    on_a, on_b = (
        presence[presence["platform"] == name].set_index("client_id")["present"].astype(bool)
        for name in (a, b)
    )
    both = on_a.index.intersection(on_b.index)
    here, there = on_a.loc[both], on_b.loc[both]
    return int((here & ~there).sum()), int((there & ~here).sum())
