"""The cohort's data for 01, no why. Each function draws the arguments of the one it is named after."""

import random

from course_lib.exercises import draws

WHO = ("parents", "cafes", "tenants")
WHYS = ("so that they can ask about sizes", "so that they can order by Friday", "for our brand")
OUTCOMES = ("orders", "calls", "bookings")
BLANKS = ("", " ", "   ", None)


def missing_why(luck: random.Random) -> tuple:
    """Accounts with one line or none on a sheet that also names places without an account."""
    here = draws.platforms(luck, 6, 1)
    listed = [platform for platform in draws.PLATFORMS if luck.random() < 0.8]
    lines = []
    for platform in listed:
        line = [luck.choice(WHO), luck.choice(WHYS), luck.choice(OUTCOMES)]
        if luck.random() < 0.4:
            line[luck.randrange(3)] = luck.choice(BLANKS)
        lines.append((platform, *line))
    columns = dict.fromkeys(("platform", "who", "why", "outcome"), "str")
    return here, draws.table(luck, lines, columns)


def unexplained_time(luck: random.Random) -> tuple:
    """A log of at most 9 entries, now and then of no minutes at all."""
    most = draws.either(luck, 150, 0, 0.15)
    used = draws.platforms(luck, 4, 1)
    while True:
        explained = luck.sample(draws.PLATFORMS, luck.randint(0, 4))
        rows = [
            (luck.randint(1, 4), luck.choice(used), luck.randint(0, most))
            for _ in range(luck.randint(0, 9))
        ]
        without = sum(minutes for _, platform, minutes in rows if platform not in explained)
        if draws.clear(without, sum(minutes for _, _, minutes in rows)):
            columns = {"week": "int64", "platform": "str", "minutes": "int64"}
            return draws.table(luck, rows, columns), explained


def verdict(luck: random.Random) -> tuple:
    """Accounts that may be none, and a share that may not be known, or lie at the bar."""
    missing, used = draws.counts(luck, 10)
    share = luck.choice((None, None, 0.0, 0.19, 0.2, 0.21, round(luck.random(), 2)))
    return share if used else None, missing, used
