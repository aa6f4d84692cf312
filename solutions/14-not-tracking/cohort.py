"""The cohort's data for 14, not tracking. Each function draws the arguments of the one it is named after."""

import random

from course_lib.exercises import draws


def funnel(luck: random.Random) -> tuple:
    """At most 12 visits from a few sources, one of which may have sent none."""
    sources = ("facebook", "search", "email", "instagram")
    rows = [
        (luck.choice(sources[:3]), *(luck.random() < 0.65 for _ in range(3)))
        for _ in range(luck.randint(0, 12))
    ]
    columns = {"source": "str", "services": "bool", "contact": "bool", "form": "bool"}
    return draws.table(luck, rows, columns), luck.choice(sources)


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


def biggest_leak(luck: random.Random) -> tuple:
    """A funnel of three steps without a tie for the lowest share, which the task leaves open."""
    while True:
        counts = falling(luck, 3)
        steps = [(b, a) for b, a in zip(counts, counts[1:], strict=False) if b >= 30]
        shares = sorted(after / before for before, after in steps)
        if len(shares) < 2 or shares[0] < shares[1]:
            return (counts,)
