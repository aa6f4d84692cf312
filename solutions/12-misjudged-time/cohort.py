"""The cohort's data for 12, misjudged time. Each function draws for the one it is named after."""

import random

from course_lib.exercises import draws


def busiest(luck: random.Random) -> tuple:
    """A log of at most 9 entries on one to three platforms, one of which is ahead of the others."""
    used = draws.platforms(luck, 3, 1)
    while True:
        rows = [
            (luck.choice(used), luck.choice(("client", "peer", "none")), luck.randrange(5, 90))
            for _ in range(luck.randint(0, 9))
        ]
        sums = sorted(sum(minutes for name, _, minutes in rows if name == one) for one in used)
        if len(sums) == 1 or not rows or sums[-1] > sums[-2]:
            columns = {"platform": "str", "with_whom": "str", "minutes": "int64"}
            return (draws.table(luck, rows, columns),)


def returns_from(luck: random.Random) -> tuple:
    """At most 12 clients; ways that are no platform, blanks, and platforms without any hours."""
    used = draws.platforms(luck, 4, 1)
    ways = (*used, *used, luck.choice(draws.PLATFORMS), "walk-in", "")
    senders = (*used, luck.choice(draws.PLATFORMS), "", "", "")
    rows = [(luck.choice(ways), luck.choice(senders)) for _ in range(luck.randint(0, 12))]
    columns = {"source": "str", "referred_via": "str"}
    return draws.table(luck, rows, columns), luck.choice(used), used


def verdict(luck: random.Random) -> tuple:
    """Counts from none to 60, few often, for places with four to nine hours of ten."""
    k, n = draws.counts(luck, luck.choice((6, 40, 60)))
    return k, n, luck.choice((0.4, 0.5, 0.6, 0.75, 0.9)), luck.random() < 0.3
