"""The no-code twin of 17, guru money."""

from course_lib.exercises.by_eye import (
    READ,
    Choice,
    Number,
    Task,
    ends,
    legible,
    ruler,
    side,
    sides,
    table,
)
from course_lib.intervals import rate_ratio

FLAGS = {
    "guarantees_results": "It guarantees results",
    "no_refund": "It gives no money back",
    "no_denominator": "It shows winners and not out of how many",
    "pressure_deadline": "It presses you with a deadline",
    "over_budget": "It costs more than was set aside",
}
ANSWERS = {True: "yes", False: "no", None: "could not be found out"}


def paid(spend, *categories):
    """The money in these categories."""
    return spend.loc[spend["category"].isin(categories), "amount"].sum()


def spans(luck):
    """Leads and weeks before and after, none of them none, and the weeks not the same."""
    before, after = luck.sample(range(4, 13), 2)
    return luck.randint(8, 40), before, luck.randint(8, 40), after


TASKS = [
    Task(
        "split",
        lambda sums, spend: (
            f"Here are other receipts:\n\n{table(spend, ('for what', 'amount'))}\n\n"
            "How much of it went on training, and how much on everything else?"
        ),
        [
            Number(
                "for_training",
                "money for training",
                {
                    "You took train tickets for training": lambda sums, spend: (
                        paid(spend, "training", "train tickets")
                    ),
                    "You counted receipts, and their money is asked for": lambda sums, spend: (
                        (spend["category"] == "training").sum()
                    ),
                    "You gave everything together": lambda sums, spend: sum(sums),
                },
                lambda sums, spend: sums[0],
                unit="0.5",
            ),
            Number(
                "for_the_rest",
                "money for everything else",
                {
                    "You left the train tickets out": lambda sums, spend: (
                        sums[1] - paid(spend, "train tickets")
                    ),
                    "You gave everything together": lambda sums, spend: sum(sums),
                    "You gave the training": lambda sums, spend: sums[0],
                },
                lambda sums, spend: sums[1],
                unit="0.5",
            ),
        ],
        fits=lambda sums, spend: min(sums) > 0 and len(spend) > 4,
    ),
    Task(
        "before_after",
        lambda ratio, k0, w0, k1, w1: (
            f"Another pottery had {k0} leads in the {w0} weeks before a course and {k1} in the {w1} weeks "
            f"after it. {READ.format(bar='1, the same as before')} How many times as many leads a week "
            f"there were before as after:\n\n{ruler(*rate_ratio(k0, w0, k1, w1), bar=1)}\n\n"
            f"How many times as many after as before:\n\n{ruler(*ratio, bar=1)}\n\n"
            "Read the two ends that tell what the course may have done, to one decimal. Then choose what "
            "they allow you to say."
        ),
        [
            *ends(
                lambda ratio, *_: ratio[1:],
                {
                    "You read the line that puts before first": lambda ratio, k0, w0, k1, w1: (
                        rate_ratio(k0, w0, k1, w1)[1:]
                    )
                },
                unit="0.1",
                slack=2,
            ),
            Choice(
                "verdict",
                "what you can say",
                sides(
                    "More leads a week came after it",
                    "Fewer leads a week came after it",
                    "Nobody can tell yet",
                    "1",
                ),
                lambda ratio, *_: side(*ratio[1:], 1),
            ),
        ],
        spans,
        lambda ratio, *_: ratio[2] < 4 and ratio[1] > 0.3 and legible(*ratio[1:], 1),
    ),
    Task(
        "red_flags",
        lambda flags, offer: (
            "Here is another offer. What it does not say at all is not in the list:\n\n"
            f"{table([(FLAGS[f], ANSWERS[v]) for f, v in offer.items() if f in FLAGS], ('flag', 'so?'))}\n\n"
            "How many of the five flags does it raise? How many are still a question to ask, because it "
            "does not mention them or nobody could find out?"
        ),
        [
            Number(
                "flags_raised",
                "how many flags it raises",
                {
                    "What could not be found out is a question, and no flag yet": lambda flags, offer: (
                        sum(offer.get(flag) is not False for flag in offer if flag in FLAGS)
                    ),
                    "What it does not mention is a question, and no flag yet": lambda flags, offer: (
                        len(flags) + sum(flag not in offer for flag in FLAGS)
                    ),
                    "You counted every line of the list": lambda flags, offer: (
                        sum(flag in FLAGS for flag in offer)
                    ),
                },
                lambda flags, offer: len(flags),
            ),
            Number(
                "questions_to_ask",
                "how many are still to be asked",
                {
                    "You left out those that it does not mention": lambda flags, offer: (
                        sum(offer.get(flag, False) is None for flag in FLAGS)
                    ),
                    "You left out those that nobody could find out": lambda flags, offer: (
                        sum(flag not in offer for flag in FLAGS)
                    ),
                    "You counted flags that are plainly down": lambda flags, offer: (
                        sum(offer.get(flag) is not True for flag in FLAGS)
                    ),
                },
                lambda flags, offer: sum(offer.get(flag) is None for flag in FLAGS),
            ),
        ],
        fits=lambda flags, offer: 0 < len(flags) < 4,
    ),
]  # fmt: skip
