"""The cohort's data for 01, no why. Each function draws the arguments of the one it is named after."""

import random

from course_lib.exercises import draws

WHYS = ("so that parents can ask about sizes", "so that cafes can order by Friday", "for our brand")
BLANKS = ("", " ", "   ", None)
METRICS = ("leads", "sales", "visits", "likes", "views")


def missing_why(luck: random.Random) -> tuple:
    """Accounts with no, one or two lines on a sheet that also names places without an account."""
    here = draws.platforms(luck, 5)
    listed = [p for p in (*here, *draws.platforms(luck, 2)) for _ in range(luck.randint(0, 2))]
    lines = [(p, luck.choice((*WHYS, *BLANKS)), luck.choice(METRICS)) for p in listed]
    accounts = draws.table(luck, [(p,) for p in here], {"platform": "str"})
    goals = draws.table(luck, lines, dict.fromkeys(("platform", "why", "metric"), "str"))
    return accounts, goals


def unexplained_time(luck: random.Random) -> tuple:
    """A log of at most 9 entries, now and then of no minutes at all."""
    most = draws.either(luck, 150, 0, 0.15)
    used = draws.platforms(luck, 4, 1)
    while True:
        missing = luck.sample(draws.PLATFORMS, luck.randint(0, 4))
        rows = [
            (luck.randint(1, 6), luck.choice(used), luck.randint(0, most))
            for _ in range(luck.randint(0, 9))
        ]
        without = sum(minutes for _, platform, minutes in rows if platform in missing)
        if draws.clear(without, sum(minutes for _, _, minutes in rows)):
            columns = {"week": "int64", "platform": "str", "minutes": "int64"}
            return draws.table(luck, rows, columns), missing


def why_grade(luck: random.Random) -> tuple:
    """A why or a blank, and a metric that may only resemble one of the business's."""
    metric = luck.choice((*METRICS, "", "lead", "sale"))
    business = set(luck.sample(METRICS[:3], luck.randint(0, 3)))
    return luck.choice((*WHYS, *BLANKS[:3])), metric, business
