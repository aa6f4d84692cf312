"""The cohort's data for 04, selling and not engaging. Each function draws for the one it is named after."""

import random

import pandas as pd

from course_lib.exercises import draws


def posts(luck: random.Random, pitches: int, others: int) -> pd.DataFrame:
    """So many posts of either sort, about half of them without a comment."""
    kinds = ["pitch"] * pitches + luck.choices(("help", "question", "story", "contest"), k=others)
    rows = [(kind, draws.either(luck, luck.randint(1, 9), 0)) for kind in kinds]
    return draws.table(luck, rows, {"kind": "str", "comments": "int64"})


def pitch_share(luck: random.Random) -> tuple:
    """At most 12 posts, sometimes none."""
    return (posts(luck, luck.randint(0, 6), luck.randint(0, 6)),)


def reply_gap(luck: random.Random) -> tuple:
    """Around the five posts that each side must have."""
    return (posts(luck, luck.randint(4, 7), luck.randint(4, 7)),)


def assign(luck: random.Random) -> tuple:
    """At most 9 slots, and a seed."""
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "early", "late")
    return luck.sample(week, luck.randint(0, 9)), luck.randrange(1000)
