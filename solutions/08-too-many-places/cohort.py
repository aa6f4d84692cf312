"""The cohort's data for 08, too many places. Each function draws for the one it is named after."""

import random

from course_lib.exercises import draws


def left_alone(luck: random.Random) -> tuple:
    """Accounts looked into just the limit ago, a day more or less, or anything; posts say nothing of it."""
    today, limit = draws.day(luck), luck.choice((0, 7, 14, 30, 60))
    ages = (limit, limit + 1, max(0, limit - 1), luck.randint(0, 300))
    rows = [
        (
            platform,
            today - draws.days(luck.choice(ages)),
            today - draws.days(luck.choice(ages)),
            draws.either(luck, "no", "yes", 0.3),
            luck.random() < 0.7,
        )
        for platform in draws.platforms(luck, 6)
    ]
    columns = {
        "platform": "str",
        "last_post": draws.MOMENT,
        "last_seen": draws.MOMENT,
        "notice": "str",
        "login_ok": "bool",
    }
    return draws.table(luck, rows, columns), today, limit


def minutes_per_live(luck: random.Random) -> tuple:
    """A log of at most 9 entries; live accounts that it names and others that it does not."""
    used = draws.platforms(luck, 4, 1)
    while True:
        weeks, live = luck.randint(1, 8), luck.sample(draws.PLATFORMS, luck.randint(0, 4))
        rows = [
            (luck.randint(1, weeks), luck.choice(used), luck.randrange(5, 120, 5))
            for _ in range(luck.randint(0, 9))
        ]
        spent = sum(minutes for _, platform, minutes in rows if platform in live)
        if draws.clear(spent, weeks * len(live), decimals=1):
            columns = {"week": "int64", "platform": "str", "minutes": "int64"}
            return draws.table(luck, rows, columns), live, weeks


def triage(luck: random.Random) -> tuple:
    """Three times yes or no."""
    return luck.random() < 0.5, luck.random() < 0.5, luck.random() < 0.7
