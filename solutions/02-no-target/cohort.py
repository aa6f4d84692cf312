"""The cohort's data for 02, no target. Each function draws the arguments of the one it is named after."""

import random

from course_lib.exercises import draws


def is_complete(luck: random.Random) -> tuple:
    """A goal that is whole, or has one box blank in some way, missing, or a target of 0."""
    day = draws.day(luck)
    goal = {
        "platform": luck.choice(draws.PLATFORMS),
        "why": luck.choice(("so that people book a table", "")),
        "metric": luck.choice(("leads", "bookings")),
        "baseline": luck.choice((None, 0.5)),
        "target": luck.choice((0, 0.5, 1, 3, 4.5)),
        "due": luck.choice((day, "2028-03-31")),
        "written_on": day - draws.days(luck.randint(1, 90)),
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


def verdict(luck: random.Random) -> tuple:
    """At most 4 targets due around today, an unread sheet, or no account in use."""
    today = draws.day(luck)
    targets = [
        {
            "platform": platform,
            "metric": luck.choice(("leads", "bookings")),
            "target": luck.choice((0.5, 2, 10)),
            "due": today + draws.days(luck.choice((-30, -1, -1, -1, 0, 1, 60))),
            "written_on": today - draws.days(luck.randint(1, 90)),
        }
        for platform in draws.platforms(luck)
    ]
    return draws.either(luck, targets, None, 0.2), today, luck.choice((0, 1, 2, 3, 4))
