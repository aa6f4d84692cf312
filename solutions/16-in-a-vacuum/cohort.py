"""The cohort's data for 16, in a vacuum. Each function draws the arguments of the one it is named after."""

import random

from course_lib.exercises import draws

SOURCES = ("social", "email", "walk-in", "search", "radio")


def leads(luck: random.Random) -> list[str]:
    """At most 20 leads from one to five sources, one of them often the main one."""
    sources = luck.sample(SOURCES, luck.randint(1, 5))
    weights = [luck.choice((1, 1, 6)) for _ in sources]
    return luck.choices(sources, weights, k=luck.choice((0, 1, 2, luck.randint(3, 20))))


def lost(luck: random.Random) -> tuple:
    """At most 12 buyers; some of unknown source or reach, and others whom nothing reaches."""
    used = draws.platforms(luck, 3, 1)
    ways = (*used, *used, "walk-in", "a friend", "")
    reaches = ("none", "none", "", "email", "phone", "post", "visit")
    rows = [(luck.choice(ways), luck.choice(reaches)) for _ in range(luck.randint(0, 12))]
    return draws.table(luck, rows, {"source": "str", "reach": "str"}), used


def eggs(luck: random.Random) -> tuple:
    """Leads that may be none, whose chance rounds the same way however it is added up."""
    while True:
        sources = leads(luck)
        squares = sum(sources.count(source) ** 2 for source in set(sources))
        if draws.clear(squares, len(sources) ** 2):
            return (sources,)


def verdict(luck: random.Random) -> tuple:
    """Counts from none to 60, of which few or many are unclear."""
    k, n = draws.counts(luck, luck.choice((6, 40, 60)))
    return k, luck.randint(0, luck.choice((0, min(3, n - k), n - k))), n
