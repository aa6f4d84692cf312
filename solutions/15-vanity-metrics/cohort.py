"""The cohort's data for 15, vanity metrics. Each function draws the arguments of the one it is named after."""

import random

from course_lib.exercises import draws
from course_lib.intervals import corr_ci, detrend


def per_1000(luck: random.Random) -> tuple:
    """Leads that may be none among followers who may be none, few or many."""
    while True:
        followers = luck.choice((0, luck.randint(1, 999), luck.randint(1000, 90000)))
        leads = draws.either(luck, luck.randint(1, 90), 0, 0.2)
        if draws.clear(leads * 1000, followers):
            return leads, followers


def new_per_week(luck: random.Random) -> tuple:
    """At most 8 weekly totals that rise, fall and stand still."""
    totals = [luck.randint(50, 5000) for _ in range(draws.either(luck, 1, 0, 0.15))]
    for _ in range(luck.randint(0, 7) if totals else 0):
        totals.append(totals[-1] + luck.choice((0, luck.randint(1, 40), -luck.randint(1, 40))))
    return (totals,)


def link(luck: random.Random) -> tuple:
    """Eight to sixteen weeks, both columns climbing, tied together, against each other, or not at all.

    Only pairs on which an interval that forgets the degree of freedom agrees: scipy's is one.
    """
    while True:
        weeks = luck.choice((8, 9, 10, 11, 12, 16))
        tie = luck.choice((-1, 0, 1))
        swings = [luck.gauss(0, 6) for _ in range(weeks)]
        new = [round(20 + 3 * week + swing) for week, swing in enumerate(swings)]
        leads = [
            max(0, round(9 + week + tie * swing / 2 + luck.gauss(0, 1.5)))
            for week, swing in enumerate(swings)
        ]
        limits = [corr_ci(detrend(new), detrend(leads), spent=spent) for spent in (0, 1)]
        sides = {(low > 0, high < 0) for _, low, high in filter(None, limits)}
        if len(sides) < 2:
            return new, leads
