"""The cohort's data for 15, vanity metrics. Each function draws the arguments of the one it is named after."""

import random

from course_lib.exercises import draws

NAMES = (
    "enquiries",
    "questions",
    "clicks",
    "reach",
    "likes",
    "followers",
    "saves",
    "calls",
    "views",
)
DEEDS = ("another opening hour", "a page less", "a ware less", "help on Saturdays", "a new sign")
COLUMNS = {
    "name": "str",
    "last_looked": draws.MOMENT,
    "decision": "str",
    "decided_on": draws.MOMENT,
}


def decisions(luck: random.Random) -> tuple:
    """At most nine numbers; days around 28 and 91 days ago come often, and some are missing."""
    today = draws.day(luck)
    rows = []
    for name in luck.sample(NAMES, luck.randint(0, 9)):
        looked = luck.choice((0, 1, 6, 13, 27, 28, 60))
        decided = luck.choice((None, None, 3, 40, 75, 90, 91, 200))
        rows.append(
            (
                name,
                today - draws.days(looked),
                draws.either(luck, luck.choice(DEEDS), "", 0.3),
                None if decided is None else today - draws.days(decided),
            )
        )
    return draws.table(luck, rows, COLUMNS), today


def new_per_week(luck: random.Random) -> tuple:
    """At most 8 weekly totals that rise, fall and stand still."""
    totals = [luck.randint(50, 5000) for _ in range(draws.either(luck, 1, 0, 0.15))]
    for _ in range(luck.randint(0, 7) if totals else 0):
        totals.append(totals[-1] + luck.choice((0, luck.randint(1, 40), -luck.randint(1, 40))))
    return (totals,)


def verdict(luck: random.Random) -> tuple:
    """Counts from none to 12, of which few or many are undated, and a bar that is exact in binary."""
    k, n = draws.counts(luck, 12)
    return (
        k,
        luck.randint(0, luck.choice((0, min(2, n - k), n - k))),
        n,
        luck.choice((0.25, 0.5, 0.75)),
    )
