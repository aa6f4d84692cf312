"""The cohort's data for 11, ambushing. Each function draws the arguments of the one it is named after."""

import random

import pandas as pd

from course_lib.exercises import draws

TALK = {
    "person_id": "str",
    "ts": draws.MOMENT,
    "direction": "str",
    "type": "str",
    "asked": "str",
}
KINDS = ("question", "chat", "thanks", "answer")


def talks(luck: random.Random, names: list[str]) -> pd.DataFrame:
    """At most 5 messages with each of these people, no two of them at one moment."""
    rows = []
    for name in names:
        sent = draws.day(luck)
        for _ in range(luck.randint(0, 5)):
            sent += draws.hours(luck.randint(1, 40))
            way, kind = luck.choice(("in", "out")), luck.choice(KINDS)
            kind = draws.either(luck, kind, "pitch", 0.5 if way == "out" else 0.1)
            asked = draws.either(luck, "no", "yes", 0.3) if (way, kind) == ("out", "pitch") else ""
            rows.append((name, sent, way, kind, asked))
    return draws.table(luck, rows, TALK)


def inbound_before_pitch(luck: random.Random) -> tuple:
    """The messages with one person, with any number of pitches, theirs among them."""
    return (talks(luck, draws.people(luck, 1, 1)),)


def ambush_rate(luck: random.Random) -> tuple:
    """A few people, with one to three messages asked for."""
    return talks(luck, draws.people(luck, 4, 1)), luck.choice((1, 2, 2, 3))


def reply_after(luck: random.Random) -> tuple:
    """A few people, with one to three messages asked for."""
    return talks(luck, draws.people(luck, 4, 1)), luck.choice((1, 2, 2, 3))
