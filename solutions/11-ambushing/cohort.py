"""The cohort's data for 11, ambushing. Each function draws the arguments of the one it is named after."""

import random

import pandas as pd

from course_lib.exercises import draws

TALK = {"conv_id": "str", "ts": draws.MOMENT, "direction": "str", "type": "str"}
KINDS = ("question", "chat", "thanks", "answer")


def talks(luck: random.Random, number: int) -> pd.DataFrame:
    """So many conversations of at most 5 messages, no two of them at one moment."""
    rows = []
    for conversation in range(number):
        sent = draws.day(luck)
        for _ in range(luck.randint(0, 5)):
            sent += draws.hours(luck.randint(1, 40))
            way, kind = luck.choice(("in", "out")), luck.choice(KINDS)
            kind = draws.either(luck, kind, "pitch", 0.5 if way == "out" else 0.1)
            rows.append((f"c{conversation}", sent, way, kind))
    return draws.table(luck, rows, TALK)


def inbound_before_pitch(luck: random.Random) -> tuple:
    """One conversation, with any number of pitches, theirs among them."""
    return (talks(luck, 1),)


def ambush_rate(luck: random.Random) -> tuple:
    """A few conversations, with one to three messages asked for."""
    return talks(luck, luck.randint(1, 4)), luck.choice((1, 2, 2, 3))


def reply_after(luck: random.Random) -> tuple:
    """A few conversations, with one to three messages asked for."""
    return talks(luck, luck.randint(1, 4)), luck.choice((1, 2, 2, 3))
