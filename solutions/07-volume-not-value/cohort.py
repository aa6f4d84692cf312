"""The cohort's data for 07, volume and not value. Each function draws for the one it is named after."""

import random

from course_lib.exercises import draws


def useful(luck: random.Random) -> tuple:
    """A post with everything it may hold, in any order."""
    acts = ("saves", "shares", "clicks", "comments", "likes", "week")
    names = luck.sample(acts[:3], 3) + luck.sample(acts[3:], luck.randint(0, 3))
    luck.shuffle(names)
    return ({name: draws.either(luck, luck.randint(1, 40), 0, 0.3) for name in names},)


def by_week(luck: random.Random) -> tuple:
    """At most 9 posts in a few weeks, some of which drew nothing."""
    rows = [
        (luck.randint(9, 13), *(luck.choice((0, 0, 1, 2, 5)) for _ in range(4)))
        for _ in range(luck.randint(0, 9))
    ]
    names = ("week", "saves", "shares", "clicks", "comments")
    return (draws.table(luck, rows, dict.fromkeys(names, "int64")),)


def busy_minus_quiet(luck: random.Random) -> tuple:
    """Seven to 12 weeks in which many have as many posts."""
    weeks = luck.sample(range(1, 40), luck.choice((7, 8, 9, 10, 11, 12)))
    rows = [(week, luck.randint(1, 6), luck.randint(0, 30)) for week in weeks]
    return (draws.table(luck, rows, dict.fromkeys(("week", "posts", "useful"), "int64")),)
