"""The cohort's data for 05, not engaging. Each function draws the arguments of the one it is named after."""

import random

from course_lib.exercises import draws

TALK = {
    "conv_id": "str",
    "person_id": "str",
    "ts": draws.MOMENT,
    "direction": "str",
    "type": "str",
    "by": "str",
}


def answered(luck: random.Random) -> tuple:
    """People who ask once or twice, and replies of persons and machines around the limit, from both sides."""
    limit = luck.choice((3, 12, 24, 48))
    now = draws.day(luck) + draws.hours(luck.randrange(24))
    rows = []
    for number, person in enumerate(draws.people(luck, 5)):
        moment = now - draws.hours(luck.choice((limit - 1, limit, limit + 1, 3 * limit)))
        kind = luck.choice(("question", "question", "question", "chat", "thanks"))
        rows.append((f"c{number}", person, moment, "in", kind, "person"))
        if luck.random() < 0.3:
            earlier = moment - draws.hours(luck.choice((2, limit, 2 * limit)))
            rows.append((f"c{number}", person, earlier, "in", "question", "person"))
        for _ in range(luck.randint(0, 2)):
            wait = luck.choice((-1, 0, 1, limit - 1, limit, limit + 1))
            way = draws.either(luck, "out", "in", 0.2)
            writer = "person" if way == "in" else draws.either(luck, "person", "machine", 0.3)
            place = draws.either(luck, f"c{number}", "c9", 0.2)
            answer_kind = luck.choice(("answer", "chat", "question"))
            rows.append((place, person, moment + draws.hours(wait), way, answer_kind, writer))
    rows = [row for row in rows if row[2] <= now][:14]
    return draws.table(luck, rows, TALK), now, limit


def give_back(luck: random.Random) -> tuple:
    """Acts of a few people, some at the very same moment, some before, some of others."""
    start = draws.day(luck)
    people = draws.people(luck, 5, 1)

    def acts(most: int, who: list[str]) -> list[tuple]:
        return [
            (luck.choice(who), start + draws.hours(luck.choice((0, 1, 12, 24, 48))))
            for _ in range(luck.randint(0, most))
        ]

    columns = {"person_id": "str", "ts": draws.MOMENT}
    received = draws.table(luck, acts(6, people), columns)
    return received, draws.table(luck, acts(8, [*people, "stranger"]), columns)


def honest_median(luck: random.Random) -> tuple:
    """At most 8 waits, about a third of them endless."""
    waits = [
        draws.either(luck, luck.choice((0.5, 1, 2, 3, 5, 8, 24, 30.5)), None, 0.35)
        for _ in range(luck.randint(0, 8))
    ]
    return (waits,)
