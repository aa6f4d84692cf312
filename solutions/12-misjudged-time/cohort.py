"""The cohort's data for 12, misjudged time. Each function draws for the one it is named after."""

import random

from course_lib.exercises import draws


def minutes_by(luck: random.Random) -> tuple:
    """A log of at most 9 entries on one to three platforms."""
    used = draws.platforms(luck, 3, 1)
    rows = [
        (luck.choice(used), luck.choice(("client", "peer", "none")), luck.randrange(5, 90))
        for _ in range(luck.randint(0, 9))
    ]
    columns = {"platform": "str", "with_whom": "str", "minutes": "int64"}
    return (draws.table(luck, rows, columns),)


def per_10h(luck: random.Random) -> tuple:
    """A count that may be 0 in minutes that may be none, or no whole number of hours."""
    minutes = luck.choice((0, 45, 600, luck.randint(20, 599), luck.randint(600, 6000)))
    return draws.either(luck, luck.randint(1, 60), 0, 0.2), minutes


def which_pays(luck: random.Random) -> tuple:
    """Counts that may be 0 and times that often differ, so that the larger count need not win."""

    def platform() -> tuple[int, int]:
        count = draws.either(luck, luck.randint(1, 30), 0, 0.2)
        return count, luck.choice((0, 300, 600, 600, 1200, 4800))

    return (*platform(), *platform())
