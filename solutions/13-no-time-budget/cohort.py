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


def weeks_over(luck: random.Random) -> tuple:
    """At most 7 weeks; only a slack that floats hold exactly is used to its very last minute."""
    slack = luck.choice((0.1, 0.2, 0.25, 0.5))
    edge = 0 if slack in (0.25, 0.5) else 1
    weeks = {}
    for week in luck.sample(range(1, 53), luck.randint(0, 7)):
        planned = draws.either(luck, luck.randrange(20, 200, 20), 0, 0.2)
        full = round(planned * (1 + slack))
        near = (planned, full + edge, full + 1, full - 1, full + 30)
        weeks[week] = (planned, max(0, luck.choice(near)))
    return weeks, slack
