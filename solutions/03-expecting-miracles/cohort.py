"""The cohort's data for 03, expecting miracles. Each function draws for the one it is named after."""

import random

import pandas as pd

from course_lib.exercises import draws

COLUMNS = {"person_id": "str", "first_contact": draws.MOMENT, "won_on": draws.MOMENT}


def contacts(luck: random.Random, today: pd.Timestamp, edge: int) -> pd.DataFrame:
    """At most 7 contacts; first meetings and purchases often lie just at, before or after `edge` days."""
    near = (edge - 1, edge, edge + 1)
    rows = []
    for person in draws.people(luck, 7):
        met = today - draws.days(luck.choice((*near, luck.randint(0, 200))))
        took = luck.choice((0, *near, luck.randint(1, 120), None))
        won = None if took is None or met + draws.days(took) > today else met + draws.days(took)
        rows.append((person, met, won))
    return draws.table(luck, rows, COLUMNS)


def lags(luck: random.Random) -> tuple:
    """Contacts of whom some have not bought, and some took equally long."""
    return (contacts(luck, draws.day(luck), luck.randint(1, 60)),)


def bought_within(luck: random.Random) -> tuple:
    """Buyers around the limit on both sides, more or fewer than are to be counted; no two on one day."""
    while True:
        limit, today = luck.choice((7, 14, 30, 60, 90)), draws.day(luck)
        clients = contacts(luck, today, limit)
        if clients["won_on"].dropna().is_unique:
            return clients, limit, luck.choice((1, 2, 2, 3, 3, 4, 20))


def verdict(luck: random.Random) -> tuple:
    """Counts from nobody to 40 buyers, with records long enough or a day too short."""
    days = luck.choice((7, 14, 30, 60, 90))
    k, n = draws.counts(luck, 40)
    return k, n, days, 4 * days + luck.choice((-1, 0, 0, 200))
