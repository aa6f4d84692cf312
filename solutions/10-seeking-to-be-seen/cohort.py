"""The cohort's data for 10, seeking to be seen. Each function draws for the one it is named after."""

import random

from course_lib.exercises import draws

EVENTS = {"person_id": "str", "date": draws.MOMENT}


def other_share(luck: random.Random) -> tuple:
    """At most 9 posts, some paid for; their links say nothing of whom they are about."""
    rows = [
        (
            luck.choice(("pitch", "help", "question", "story")),
            luck.choice(("self", "other")),
            luck.choice(("own", "other", "none")),
            draws.either(luck, "no", "yes", 0.3),
        )
        for _ in range(luck.randint(0, 9))
    ]
    return (draws.table(luck, rows, dict.fromkeys(("kind", "about", "link_to", "paid"), "str")),)


def mention_back(luck: random.Random) -> tuple:
    """Mentions on the day, at the limit, just past it, and before; some people have not had their time."""
    limit, start = luck.choice((7, 14, 30)), draws.day(luck)
    promos, mentions = [], []
    for person in draws.people(luck, 5, 2):
        first = start + draws.days(luck.randrange(20))
        promos += [(person, first), (person, first + draws.days(10))][: luck.choice((0, 1, 2, 2))]
        for _ in range(luck.randint(0, 2)):
            wait = luck.choice((-3, 0, 1, limit, limit + 1, limit + 10))
            mentions.append((person, first + draws.days(wait)))
    today = start + draws.days(limit + luck.choice((14, 19, 40)))
    return draws.table(luck, promos, EVENTS), draws.table(luck, mentions, EVENTS), today, limit


def lift(luck: random.Random) -> tuple:
    """Two groups of at most 120 people, either of which may be empty."""
    return (*draws.counts(luck, 120), *draws.counts(luck, 120))
