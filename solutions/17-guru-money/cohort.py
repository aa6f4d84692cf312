"""The cohort's data for 17, guru money. Each function draws the arguments of the one it is named after."""

import random

from course_lib.exercises import draws

FLAGS = ("guarantees_results", "no_refund", "no_denominator", "pressure_deadline", "over_budget")


def split(luck: random.Random) -> tuple:
    """At most 9 receipts, some for things that only sound like training."""
    categories = ("training", "training", "ads", "tools", "content", "other", "train tickets")
    rows = [
        (luck.choice(categories), luck.choice((0.0, 40.0, 99.5, 250.0, 1200.0)))
        for _ in range(luck.randint(0, 9))
    ]
    return (draws.table(luck, rows, {"category": "str", "amount": "float64"}),)


def before_after(luck: random.Random) -> tuple:
    """Leads that may be none before, after or at all, in spans that differ."""

    def span() -> tuple[int, int]:
        return draws.either(luck, luck.randint(1, 40), 0, 0.3), luck.randint(1, 12)

    return (*span(), *span())


def red_flags(luck: random.Random) -> tuple:
    """An offer that mentions some flags, in any order, beside other things."""
    offer = {flag: luck.choice((True, True, False, None)) for flag in FLAGS if luck.random() < 0.7}
    offer |= {"title": "Double your sales"} if luck.random() < 0.5 else {}
    offer |= {"has_a_nice_photo": True} if luck.random() < 0.5 else {}
    names = luck.sample(list(offer), len(offer))
    return ({name: offer[name] for name in names},)
