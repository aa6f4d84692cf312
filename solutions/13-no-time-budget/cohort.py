"""The cohort's data for 13, no time budget. Each function draws for the one it is named after."""

import random

import pandas as pd

from course_lib.exercises import draws


def log(luck: random.Random, most: int) -> pd.DataFrame:
    """At most 9 entries of up to so many minutes, in one to four weeks."""
    purposes = ("create", "reply", "browse", "learn")
    weeks = luck.sample(range(1, 53), luck.randint(1, 4))
    rows = [
        (
            luck.choice(weeks),
            luck.randrange(0, 90, 15),
            luck.randint(0, most),
            luck.choice(purposes),
        )
        for _ in range(luck.randint(0, 9))
    ]
    columns = {"week": "int64", "planned": "int64", "minutes": "int64", "purpose": "str"}
    return draws.table(luck, rows, columns)


def weekly_minutes(luck: random.Random) -> tuple:
    """A log that may be empty."""
    return (log(luck, 120),)


def focus_share(luck: random.Random) -> tuple:
    """A log that may be empty, or full of entries without a minute."""
    while True:
        timelog = log(luck, draws.either(luck, 120, 0, 0.15))
        focused = timelog.loc[timelog["purpose"].isin(["create", "reply"]), "minutes"].sum()
        if draws.clear(focused, timelog["minutes"].sum()):
            return (timelog,)


def verdict(luck: random.Random) -> tuple:
    """Up to 15 weeks in any order, some with no plan; only a bar that floats hold exactly is met to the minute."""
    bar = luck.choice((1.0, 1.1, 1.25, 1.5))
    first, many = luck.randint(1, 30), luck.choice((0, 3, 4, 5, 8, 12, 13, 15))
    usual = luck.choice((0.8, bar - 0.1, bar, bar + 0.1))
    unplanned = luck.choice((0, 0, 0.2, 0.9))
    weeks = {}
    for week in luck.sample(range(first, first + many), many):
        planned = draws.either(luck, luck.randrange(20, 200, 20), 0, unplanned)
        weeks[week] = (planned, max(0, round(planned * usual) + luck.choice((-10, 1, 1, 10, 31))))
    return weeks, bar
