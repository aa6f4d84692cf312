"""The cohort's data for 16, in a vacuum. Each function draws the arguments of the one it is named after."""

import random

from course_lib.exercises import draws

SOURCES = ("social", "email", "walk-in", "search", "radio")


def leads(luck: random.Random) -> list[str]:
    """At most 20 leads from one to five sources, one of them often the main one."""
    sources = luck.sample(SOURCES, luck.randint(1, 5))
    weights = [luck.choice((1, 1, 6)) for _ in sources]
    return luck.choices(sources, weights, k=luck.choice((0, 1, 2, luck.randint(3, 20))))


def mix(luck: random.Random) -> tuple:
    """Leads that may be none."""
    return (leads(luck),)


def eggs(luck: random.Random) -> tuple:
    """Leads that may be none, whose chance rounds the same way however it is added up."""
    while True:
        sources = leads(luck)
        squares = sum(sources.count(source) ** 2 for source in set(sources))
        if draws.clear(squares, len(sources) ** 2):
            return (sources,)


def joint_minus_solo(luck: random.Random) -> tuple:
    """Eight to 12 weeks, mostly with three to five of either kind, and others without social media."""
    kinds = luck.choices(("joint", "solo"), k=3) + ["joint", "solo"] * 3 + ["other", "none"]
    numbers = luck.sample(range(1, 53), 12)
    rows = []
    for week, kind in zip(numbers, luck.sample(kinds, luck.randint(8, 11)), strict=False):
        social = luck.randint(1, 5) if kind in ("joint", "solo") else 0
        other = luck.randint(1, 3) if kind in ("joint", "other") else 0
        rows.append((week, social, other, luck.randint(0, 15)))
    return (draws.table(luck, rows, dict.fromkeys(("week", "social", "other", "leads"), "int64")),)
