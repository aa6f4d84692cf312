"""The cohort's data for 14, not tracking. Each function draws the arguments of the one it is named after."""

import random

from course_lib.exercises import draws
from course_lib.intervals import proportion, wilson


def notes(luck: random.Random) -> tuple:
    """At most 12 people, each of a day of their own; some ways are blank or vague, in capitals or not."""
    ways = (
        "facebook",
        "a friend",
        "walk-in",
        "search",
        "",
        "",
        "internet",
        "Online",
        "SOCIAL MEDIA",
    )
    first = draws.day(luck)
    days = luck.sample(range(120), luck.randint(0, 12))
    vague = luck.random() < 0.15
    rows = [(first + draws.days(day), luck.choice(ways[4:] if vague else ways)) for day in days]
    columns = {"first_contact": draws.MOMENT, "source": "str"}
    return draws.table(luck, rows, columns), luck.choice((3, 5, 40))


def falling(luck: random.Random, steps: int) -> list[int]:
    """Counts that never rise, the first at most 600; 30 and its neighbours come often."""
    counts = [luck.randint(0, 600)]
    for _ in range(steps):
        last = counts[-1]
        near = [number for number in (0, 29, 30, 31, last) if number <= last]
        counts.append(luck.choice((*near, *(luck.randint(0, last) for _ in range(6)))))
    return counts


def step_rates(luck: random.Random) -> tuple:
    """A funnel of up to four steps."""
    return (falling(luck, luck.randint(0, 4)),)


def verdict(luck: random.Random) -> tuple:
    """Counts from none to 60 and a bar; only those on which Wilson's interval agrees."""
    while True:
        k, n = draws.counts(luck, luck.choice((6, 40, 60)))
        k = max(k, n - luck.randint(0, 12)) if luck.random() < 0.4 else k
        bar = luck.choice((0.5, 0.7, 0.9))
        triples = [interval(k, n) for interval in (proportion, wilson)]
        sides = {(low >= bar, high < bar) for _, low, high in filter(None, triples)}
        if len(sides) < 2 or n < 5:
            return k, n, bar
