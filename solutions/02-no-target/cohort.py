"""The cohort's data for 02, no target. Each function draws the arguments of the one it is named after."""

import random

from course_lib.exercises import draws
from course_lib.intervals import poisson_ci


def is_complete(luck: random.Random) -> tuple:
    """A goal that is whole, or has one box blank in some way, missing, or a target of 0."""
    goal = {
        "platform": luck.choice(draws.PLATFORMS),
        "why": luck.choice(("so that people book a table", "")),
        "metric": luck.choice(("leads", "bookings")),
        "baseline": luck.choice((None, 0.5)),
        "target": luck.choice((0, 0.5, 1, 3, 4.5)),
        "due": luck.choice((draws.day(luck), "2027-03-31")),
        "written_on": draws.day(luck),
    }
    box = luck.choice(("metric", "target", "due", "written_on"))
    if luck.random() < 0.6:
        goal[box] = luck.choice((None, float("nan"), *(("", "  ") if box != "target" else ())))
    elif luck.random() < 0.3:
        del goal[box]
    boxes = list(goal)
    luck.shuffle(boxes)
    return ({name: goal[name] for name in boxes},)


def pace(luck: random.Random) -> tuple:
    """A count that may be 0 over days that may be none."""
    return draws.either(luck, luck.randint(1, 60), 0, 0.2), draws.either(
        luck, luck.randint(1, 90), 0, 0.2
    )


def on_pace(luck: random.Random) -> tuple:
    """A pace that is not known, or whose ends may lie exactly at the target."""
    interval = poisson_ci(luck.randint(0, 40), luck.randint(7, 28))
    assert interval is not None
    rate, low, high = (round(number, 2) for number in interval)
    target = luck.choice((low, high, low, high, rate, 1, 2))
    return draws.either(luck, (rate, low, high), None, 0.25), target
