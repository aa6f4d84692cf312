"""The no-code twin of 14, not tracking."""

import pandas as pd

from course_lib.exercises import draws
from course_lib.exercises.by_eye import (
    Choice,
    Number,
    Task,
    ends,
    legible,
    share_ends,
    share_table,
    side,
    sides,
    table,
)
from course_lib.intervals import proportion


def since(people, *nothing):
    """(with a note, all) of the people since the oldest note, where `nothing` are no notes."""
    known = ~people["source"].str.lower().isin(nothing)
    asked = people["first_contact"] >= people.loc[known, "first_contact"].min()
    return int((known & asked).sum()), int(asked.sum())


def named(people):
    """How many of the people since the oldest note have anything beside them."""
    known = ~people["source"].str.lower().isin(("", "internet"))
    asked = people["first_contact"] >= people.loc[known, "first_contact"].min()
    return int((asked & (people["source"] != "")).sum())


def asking(luck):
    """Two or three people before the oldest note, and six to nine from then on, in no order."""
    first, days = draws.day(luck), sorted(luck.sample(range(90), luck.randint(9, 12)))
    before = luck.randint(2, 3)
    ways = [luck.choice(("", "", "internet")) for _ in range(before)]
    ways += ["walk-in", "", "internet"]
    while len(ways) < len(days):
        ways.append(luck.choice(("facebook", "a friend", "search", "", "", "internet")))
    rows = [(first + draws.days(day), way) for day, way in zip(days, ways, strict=True)]
    people = pd.DataFrame(luck.sample(rows, len(rows)), columns=["first_contact", "source"])
    return people.astype({"first_contact": draws.MOMENT}), 40


def second_step(counts):
    """Intervals to look up, that of the second step among them."""
    came, services, contact = counts[:3]
    pairs = sorted(
        {(services, came), (contact, came), (contact, services), (came - services, came)}
    )
    lines = [(f"{k} of {n}", *(f"{end}%" for end in share_ends(k, n))) for k, n in pairs]
    return table(lines, ("how many", "from", "to"))


def walk(counts):
    """The counts in words."""
    return (
        f"{counts[0]} visits came, {counts[1]} of them saw the services page, {counts[2]} of those the "
        f"contact page, and {counts[3]} of those sent the form."
    )


TASKS = [
    Task(
        "notes",
        lambda counts, people, most: (
            "Other people who asked for the first time; – stands for what nobody noted:\n\n"
            f"{table(people, ('asked on', 'how they came'))}\n\n"
            "Find the oldest note. How many people asked from that day on, that day among them? And for how "
            "many of those is it noted?"
        ),
        [
            Number(
                "asked",
                "how many asked since then",
                {
                    "You went back before the oldest note, when nobody was meant to ask": (
                        lambda c, people, most: len(people)
                    ),
                    "You counted those with a note, and those without one asked as well": (
                        lambda c, *_: c[0]
                    ),
                    "The day of the oldest note counts as well": lambda c, *_: c[1] - 1,
                },
                lambda counts, *_: counts[1],
            ),
            Number(
                "noted",
                "for how many it is noted",
                {
                    "You took internet for a note, and everybody comes from there": (
                        lambda c, people, most: since(people, "")[0]
                    ),
                    "You let internet pass for a note": lambda c, people, most: named(people),
                    "You counted those without a note": lambda c, *_: c[1] - c[0],
                    "You counted everybody since then": lambda c, *_: c[1],
                },
                lambda counts, *_: counts[0],
            ),
        ],
        asking,
        lambda counts, *_: counts[0] > 1,
    ),
    Task(
        "step_rates",
        lambda rates, counts: (
            f"Another month: {walk(counts)}\n\nTake the second step, from the services page to the contact "
            f"page. Out of how many is it? Then look its interval up:\n\n{second_step(counts)}"
        ),
        [
            Number(
                "out_of",
                "out of how many",
                {
                    "You took all visits, and only those on the services page stood before this step": (
                        lambda rates, counts: counts[0]
                    ),
                    "You took those who went on, and those who could have are asked for": (
                        lambda rates, counts: counts[2]
                    ),
                },
                lambda rates, counts: counts[1],
            ),
            *ends(
                lambda rates, counts: share_ends(counts[2], counts[1]),
                {
                    "You looked it up among all visits": lambda rates, counts: (
                        share_ends(counts[2], counts[0])
                    ),
                    "You looked up the first step": lambda rates, counts: (
                        share_ends(counts[1], counts[0])
                    ),
                },
            ),
        ],
        lambda luck: (sorted((luck.randint(5, 400) for _ in range(4)), reverse=True),),
        lambda rates, counts: len(set(counts)) == len(counts),
    ),
    Task(
        "verdict",
        lambda word, k, n, bar: (
            f"Another shop has a note for {k} of its latest {n} people. It set its bar at {bar:.0%} before it "
            f"counted. Look the interval up:\n\n{share_table(n, proportion, k)}\n\nWhat is the verdict?"
        ),
        [
            *ends(
                lambda word, k, n, bar: share_ends(k, n, proportion),
                {
                    "You read the line of those without a note": lambda word, k, n, bar: (
                        share_ends(n - k, n, proportion)
                    ),
                    "You read the line of one less": lambda word, k, n, bar: (
                        share_ends(k - 1, n, proportion)
                    ),
                    "You read the line of one more": lambda word, k, n, bar: (
                        share_ends(k + 1, n, proportion)
                    ),
                },
                names=("low_end_of_notes", "high_end_of_notes"),
            ),
            Choice(
                "verdict",
                "the verdict",
                sides("Fine", "A problem", "Not sure", "the bar"),
                lambda word, k, n, bar: side(*proportion(k, n)[1:], bar),
            ),
        ],
        lambda luck: (luck.randint(9, 37), 40, luck.choice((0.5, 0.7, 0.9))),
        lambda word, k, n, bar: legible(*proportion(k, n)[1:], bar),
    ),
]  # fmt: skip
