"""Where are our clients, and does our time follow them?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"timelog": ("platform", "minutes"), "presence": ("platform", "present")}


def sign(shop: Shop) -> finding.Estimate:
    """Share of the clients looked up who have an account on the platform that takes most minutes.

    Without an estimate where no minutes are logged, or nobody was looked up on that platform.
    """
    shares = time_shares(shop.timelog)
    if not shares:
        facts = "{who} has logged no minutes, so no platform takes most of its time"
        return replace(finding.share(0, 0), facts=facts)
    main = next(iter(shares))
    k, n = presence_on(shop.presence).get(main, (0, 0))
    name = main.replace("{", "{{").replace("}", "}}")
    if n == 0:
        facts = f"{{who}} gives {name} more of its time than any other, and looked up nobody there"
    else:
        facts = f"{{who}} found {{k}} of {{n:# client|# clients}} on {name}, its platform with most minutes"
    return replace(finding.share(k, n), facts=facts)


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
