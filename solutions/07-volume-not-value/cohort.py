"""The cohort's data for 07, volume and not value. Each function draws for the one it is named after."""

import random

from course_lib.exercises import draws

USES = ("saves", "shares", "clicks", "comments")


def uses(luck: random.Random) -> tuple:
    """A post with everything it may hold, in any order."""
    names = [*USES, *luck.sample(("likes", "week"), luck.randint(0, 2))]
    luck.shuffle(names)
    return ({name: draws.either(luck, luck.randint(1, 40), 0, 0.3) for name in names},)


def used_posts(luck: random.Random) -> tuple:
    """At most 14 posts in a few weeks, some paid for and some of no use, and how many uses are asked for."""
    rows = [
        (
            luck.randint(9, 12),
            draws.either(luck, "no", "yes", 0.2),
            *(luck.choice((0, 0, 0, 0, 1, 2)) for _ in USES),
        )
        for _ in range(luck.randint(0, 14))
    ]
    columns = {"week": "int64", "paid": "str"} | dict.fromkeys(USES, "int64")
    return draws.table(luck, rows, columns), draws.either(luck, 1, luck.choice((2, 3)), 0.3)


def verdict(luck: random.Random) -> tuple:
    """Counts from no post to 80, in few weeks or in more than there are posts, with a bar anywhere."""
    k, n = draws.counts(luck, 80)
    weeks = 0 if n == 0 else luck.choice((1, n, n + 1, max(1, n // 3), max(1, n // 5)))
    return k, n, weeks, luck.choice((0.25, 0.5, 0.5, 0.6, 0.75))
