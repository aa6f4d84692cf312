"""The no-code twin of 04, selling and not engaging."""

from course_lib.exercises.by_eye import (
    Choice,
    Number,
    Task,
    ends,
    share_ends,
    share_table,
    table,
    table_ends,
)
from course_lib.intervals import proportion


def selling(posts, last, *, paid=False, newest=True):
    """How many of the latest (or the first) posts sell, with or without those paid for."""
    own = posts if paid else posts[posts["paid"] != "yes"]
    chosen = own.tail(last) if newest else own.head(last)
    return int((chosen["kind"] == "pitch").sum())


def many(luck):
    """Counts of 20 to 60 posts."""
    n = luck.choice((20, 30, 40, 50, 60))
    return luck.randint(0, n), n, luck.choice((0.25, 0.5, 0.6))


def slots(luck):
    """Six or eight slots, and a seed."""
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "late fri")
    return luck.sample(week, luck.choice((6, 8))), luck.randrange(1000)


def plan(fair, names, seed):
    """(a plan with one thing wrong or nothing, how it was made, what is wrong)."""
    if seed % 3 == 0:
        return (
            fair,
            "The cards chose, and the number they began from was written down first.",
            "fair",
        )
    if seed % 3 == 1:
        some = [name for name in names if fair[name] == "ask"][0]
        return (
            fair | {some: "pitch"},
            "The cards chose, from a number written down first.",
            "halves",
        )
    half = len(names) // 2
    own = {name: "pitch" if place < half else "ask" for place, name in enumerate(names)}
    return own, "The owner chose: selling where the shop is quiet anyway.", "chance"


TASKS = [
    Task(
        "pitch_share",
        lambda counts, posts, last: (
            "Other posts, the oldest first:\n\n"
            f"{table(posts.reset_index(drop=True), ('what for', 'paid for'))}\n\n"
            f"Fixed beforehand were the latest **{last}**, or all if there are fewer. How many posts count? "
            "And how many of those sell?"
        ),
        [
            Number(
                "posts_counted",
                "how many posts count",
                {
                    "You let in posts that were paid for, and advertising may sell": (
                        lambda counts, posts, last: min(last, len(posts))
                    ),
                    "You counted every post that nobody paid for": lambda counts, posts, last: (
                        int((posts["paid"] != "yes").sum())
                    ),
                },
                lambda counts, *_: counts[1],
            ),
            Number(
                "posts_that_sell",
                "how many of those sell",
                {
                    "You let in posts that were paid for, and advertising may sell": (
                        lambda counts, *a: selling(*a, paid=True)
                    ),
                    "You counted from the top, and the latest stand at the end": lambda counts, *a: (
                        selling(*a, newest=False)
                    ),
                    "You counted those that do not sell": lambda counts, *_: counts[1] - counts[0],
                },
                lambda counts, *_: counts[0],
            ),
        ],
        fits=lambda counts, posts, last: len(posts) > 7 and counts[0] > 0,
    ),
    Task(
        "verdict",
        lambda verdict, k, n, bar: (
            f"In another shop {k} of the last {n} posts sell, and its bar is {bar:.0%}, set beforehand. "
            f"Look up the interval:\n\n{share_table(n, proportion, k)}\n\nWhat is the verdict?"
        ),
        [
            *table_ends(proportion),
            Choice(
                "verdict",
                "the verdict",
                {
                    "problem": ("A problem", "Only if even the lower end lies above the bar"),
                    "fine": ("Fine", "Only if even the upper end lies at the bar or below it"),
                    "not sure yet": ("Not sure yet", "The whole interval lies on one side of the bar"),
                },
            ),
        ],
        many,
        lambda v, k, n, bar: all(end != round(bar * 100) for end in share_ends(k, n, proportion)),
    ),
    Task(
        "assign",
        lambda fair, names, seed: (
            f"Somebody shows you this plan. {plan(fair, names, seed)[1]}\n\n"
            f"{table(list(plan(fair, names, seed)[0].items()), ('slot', 'what goes out'))}\n\n"
            "In how many of the slots should a fair plan sell? And is this one fair?"
        ),
        [
            Number(
                "slots_to_sell",
                "how many slots should sell",
                {
                    "You counted every slot": lambda fair, names, seed: len(names),
                },
                lambda fair, names, seed: len(names) // 2,
            ),
            Choice(
                "fair_plan",
                "is it fair",
                {
                    "fair": ("It is fair", "Count the halves, and ask who chose"),
                    "halves": ("It is not: more slots sell than ask", "As many sell as ask"),
                    "chance": ("It is not: chance did not choose", "Chance did choose here"),
                },
                lambda *a: plan(*a)[2],
            ),
        ],
        slots,
    ),
]  # fmt: skip
