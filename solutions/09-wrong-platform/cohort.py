"""The cohort's data for 09, wrong platform. Each function draws for the one it is named after."""

import random

import pandas as pd

from course_lib.exercises import draws

COLUMNS = {"client_id": "str", "platform": "str", "present": "bool"}


def looked_up(luck: random.Random, where: list[str]) -> pd.DataFrame:
    """A few clients, each looked up on most of these platforms, at most 12 rows."""
    rows = [
        (client, platform, luck.random() < 0.5)
        for client in draws.people(luck, 5)
        for platform in where
        if luck.random() < 0.8
    ]
    return draws.table(luck, luck.sample(rows, min(12, len(rows))), COLUMNS)


def presence(luck: random.Random) -> tuple:
    """One to four platforms, not everybody looked up on each."""
    return (looked_up(luck, draws.platforms(luck, 4, 1)),)


def paired(luck: random.Random) -> tuple:
    """Two of three platforms, the third in the way."""
    a, b, third = draws.platforms(luck, 3, 3)
    return looked_up(luck, [a, b, third]), a, b


def better_place(luck: random.Random) -> tuple:
    """Counts around the 6 that are enough, and some far beyond."""
    if luck.random() < 0.5:
        total = luck.choice((5, 6, 7))
        only_a = luck.choice((0, 1, total - 1, total))
        return only_a, total - only_a
    return luck.randint(0, 25), luck.randint(0, 25)
