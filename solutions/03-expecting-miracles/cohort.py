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


def won_within(luck: random.Random) -> tuple:
    """Contacts around the limit on both sides."""
    limit, today = luck.choice((7, 14, 30, 60, 90)), draws.day(luck)
    return contacts(luck, today, limit), limit, today


def judge(luck: random.Random) -> tuple:
    """Counts from nobody to 80 people, with a floor anywhere."""
    return (*draws.counts(luck, 80), luck.choice((0.05, 0.1, 0.2, 0.25, 0.5)))
