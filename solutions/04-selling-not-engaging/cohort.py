"""The cohort's data for 04, selling and not engaging. Each function draws for the one it is named after."""

import random

from course_lib.exercises import draws

KINDS = ("pitch", "pitch", "help", "question", "story")


def pitch_share(luck: random.Random) -> tuple:
    """At most 12 posts, sometimes none, of which more or fewer are unpaid than are to be counted."""
    rows = [
        (luck.choice(KINDS), draws.either(luck, "no", "yes", 0.3))
        for _ in range(luck.randint(0, 12))
    ]
    return draws.table(luck, rows, {"kind": "str", "paid": "str"}), luck.choice((2, 4, 6, 50))


def verdict(luck: random.Random) -> tuple:
    """Counts from no post to 80, with a bar anywhere."""
    return (*draws.counts(luck, 80), luck.choice((0.2, 0.25, 0.5, 0.5, 0.6)))


def assign(luck: random.Random) -> tuple:
    """At most 9 slots, and a seed."""
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "early", "late")
    return luck.sample(week, luck.randint(0, 9)), luck.randrange(1000)
