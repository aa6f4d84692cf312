"""The cohort's data for 06, not human. Each function draws the arguments of the one it is named after."""

import random

import pandas as pd

from course_lib.exercises import draws

TALK = {"conv_id": "str", "person_id": "str", "ts": draws.MOMENT, "direction": "str"}


def messages(
    luck: random.Random, who: list[str], start: pd.Timestamp, often: int = 0
) -> pd.DataFrame:
    """At most 12 messages of these people within ten days, half of them `often` hours from the start."""
    rows = [
        (
            f"c{luck.randint(1, 6)}",
            luck.choice(who),
            start + draws.hours(luck.choice((often, luck.randrange(240)))),
            luck.choice(("in", "out")),
        )
        for _ in range(luck.randint(0, 12) if who else 0)
    ]
    return draws.table(luck, rows, TALK)


def turns(luck: random.Random) -> tuple:
    """Messages of at most four people, or none."""
    return (messages(luck, draws.people(luck, 4), draws.day(luck)),)


def depth_rate(luck: random.Random) -> tuple:
    """Messages of few people, so that some reach what is asked for."""
    return messages(luck, draws.people(luck, 3, 1), draws.day(luck)), luck.choice((1, 2, 2, 3))


def before_sale(luck: random.Random) -> tuple:
    """Messages before, after and at the moment of a sale, of clients, leads and strangers."""
    start = draws.day(luck)
    who = draws.people(luck, 5, 2)
    names = [*who[1:], "never-wrote"]
    often = 24 * luck.randrange(1, 9)
    sales = (start + draws.hours(often), start + draws.days(luck.randrange(10)), None)
    rows = [(person, luck.choice(sales)) for person in names]
    clients = draws.table(luck, rows, {"person_id": "str", "won_on": draws.MOMENT})
    return messages(luck, who, start, often), clients
