"""The no-code twin of 15, vanity metrics."""

import pandas as pd

from course_lib.exercises import draws
from course_lib.exercises.by_eye import Choice, Number, Task, shown, table

NAMES = (
    *("enquiries", "questions", "clicks", "reach", "likes", "followers", "saves", "calls", "views"),
    *("shares", "visits", "comments"),
)
DEEDS = ("another opening hour", "a page less", "a ware less", "help on Saturdays", "a new sign")
COLUMNS = {
    "name": "number",
    "last_looked": "last looked at",
    "decision": "what it changed",
    "decided_on": "decided on",
}


def tally(numbers, today, *, looked=28, decided=91, without=False):
    """(recent, undated) of the numbers looked at in so many days, those without a decision too or not."""
    watched = numbers[numbers["last_looked"] > today - draws.days(looked)]
    acted = (watched["decision"] != "") | without
    recent = watched["decided_on"] > today - draws.days(decided)
    return int((acted & recent).sum()), int((acted & watched["decided_on"].isna()).sum())


def watched(luck):
    """About ten numbers: some looked at long ago, some with an old decision, one without a day or none."""
    today, rows = draws.day(luck), []
    late, old, undated = luck.sample((1, 2, 3), 3)
    blank, late_undated = luck.sample((1, 2), 2)
    for many, looked, deed, decided in (
        (luck.randint(1, 2), (0, 27), True, (3, 90)),
        (late, (28, 90), True, (3, 90)),
        (old, (0, 27), True, (91, 300)),
        (undated, (0, 27), True, None),
        (blank, (0, 27), False, None),
        (late_undated, (28, 90), True, None),
    ):
        for _ in range(many):
            day = None if decided is None else today - draws.days(luck.randint(*decided))
            looked_at = today - draws.days(luck.randint(*looked))
            rows.append((looked_at, luck.choice(DEEDS) if deed else "", day))
    luck.shuffle(rows)
    named = zip(luck.sample(NAMES, len(rows)), rows, strict=True)
    numbers = pd.DataFrame([(name, *row) for name, row in named], columns=list(COLUMNS))
    return numbers.astype({"last_looked": draws.MOMENT, "decided_on": draws.MOMENT}), today


def hanging(luck):
    """Counts of four to nine numbers, of which some are undated and not all."""
    n = luck.randint(4, 9)
    k = luck.randint(0, n - 2)
    return k, luck.randint(1, n - k - 1), n, luck.choice((0.5, 0.75))


TASKS = [
    Task(
        "decisions",
        lambda counts, numbers, today: (
            f"Another shop wrote down its numbers on **{shown(today)}**; – stands for nothing, or for a day "
            f"that nobody noted:\n\n{table(numbers, list(COLUMNS.values()))}\n\n"
            f"What was looked at after {shown(today - draws.days(28))} counts, and of that what was decided "
            f"after {shown(today - draws.days(91))}. How many of the numbers looked at changed something in "
            "that time? And how many have a decision without a day?"
        ),
        [
            Number(
                "changed_something",
                "how many changed something",
                {
                    "You counted a number that was last looked at too long ago": (
                        lambda c, *both: tally(*both, looked=10_000)[0]
                    ),
                    "You counted an old decision": lambda c, *both: tally(*both, decided=10_000)[0],
                    "You counted decisions without a day, and they may be old": (
                        lambda c, *both: c[0] + c[1]
                    ),
                },
                lambda counts, *_: counts[0],
            ),
            Number(
                "undated",
                "how many have a decision without a day",
                {
                    "You counted numbers without a decision": (
                        lambda c, *both: tally(*both, without=True)[1]
                    ),
                    "You counted a number that was last looked at too long ago": (
                        lambda c, *both: tally(*both, looked=10_000)[1]
                    ),
                    "You counted those that changed something in time": lambda c, *_: c[0],
                },
                lambda counts, *_: counts[1],
            ),
        ],
        watched,
    ),
    Task(
        "new_per_week",
        lambda new, totals: (
            "Another shop's followers, week by week:\n\n"
            f"{table(list(enumerate(totals, 1)), ('week', 'followers'))}\n\n"
            "How many did the last week bring, with a minus if the number fell? And in how many weeks "
            "did it fall?"
        ),
        [
            Number(
                "last_week",
                "what the last week brought",
                {
                    "You gave the total, and a total remembers every good week for ever": (
                        lambda new, totals: totals[-1]
                    ),
                    "You gave what all the weeks brought": lambda new, totals: totals[-1] - totals[0],
                    "You gave the week before the last": lambda new, totals: new[-2],
                },
                lambda new, totals: new[-1],
            ),
            Number(
                "weeks_that_fell",
                "in how many weeks it fell",
                {
                    "You counted weeks in which it rose": lambda new, totals: sum(n > 0 for n in new),
                    "You counted a week in which nothing changed": lambda new, totals: (
                        sum(n <= 0 for n in new)
                    ),
                },
                lambda new, totals: sum(n < 0 for n in new),
            ),
        ],
        fits=lambda new, totals: len(totals) > 5 and new[-1] < 0,
    ),
    Task(
        "verdict",
        lambda word, k, undated, n, bar: (
            f"In another shop {k} of the {n} numbers looked at changed something, and {undated} more "
            f"{'has a decision' if undated == 1 else 'have decisions'} without a day. The bar is {bar:.0%}. "
            "How many of them changed something at best, and what is the verdict?"
        ),
        [
            Number(
                "at_best",
                "how many at best",
                {
                    "That is how many at worst": lambda word, k, undated, n, bar: k,
                    "You gave the undated alone": lambda word, k, undated, n, bar: undated,
                    "You gave all the numbers looked at": lambda word, k, undated, n, bar: n,
                },
                lambda word, k, undated, n, bar: k + undated,
            ),
            Choice(
                "verdict",
                "the verdict",
                {
                    "problem": ("A problem", "Only if the share lies below the bar even at best"),
                    "fine": ("Fine", "Only if the share reaches the bar even at worst"),
                    "no data": ("No data", "At best and at worst the word is the same here"),
                    "not for you": ("Not for you", "Only where no number was looked at"),
                },
            ),
        ],
        hanging,
    ),
]  # fmt: skip
