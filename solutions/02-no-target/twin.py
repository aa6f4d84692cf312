"""The no-code twin of 02, no target."""

import pandas as pd

from course_lib.exercises.by_eye import READ, Choice, Number, Task, ends, ruler, table
from course_lib.intervals import poisson_ci

BOXES = ("metric", "target", "due", "written_on")


def filled(goal, *boxes):
    """Whether something stands in each of these boxes."""
    return all(not pd.isna(goal.get(box)) and str(goal.get(box)).strip() for box in boxes)


def complete_but(box):
    """How many goals would be complete if nobody asked for one box."""
    others = [one for one in BOXES if one != box]

    def count(answers, goals):
        return sum(
            filled(goal, *others) and ("target" not in others or goal["target"] > 0)
            for (goal,) in goals
        )

    return count


def form(goals):
    """The goals as a sheet."""
    rows = [[goal.get("platform"), *(goal.get(box) for box in BOXES)] for (goal,) in goals]
    for row in rows:
        row[3] = pd.to_datetime(row[3]) if str(row[3]).strip() else None
    return table(rows, ("place", "what is counted", "how many", "by when", "written on"))


def several(luck):
    """Leads in some weeks, enough for a pace."""
    return luck.randint(6, 40), luck.choice((7, 10, 14, 20, 28))


def longer(leads, days):
    """The same pace after four times as many days."""
    return poisson_ci(4 * leads, 4 * days)


def targets(complete):
    """A target a row."""
    rows = [(goal["platform"], goal["target"], goal["due"]) for goal in complete]
    return table(rows, ("place", "how many", "by when"))


def to_come(complete, today):
    """How many targets are due today or later."""
    return sum(goal["due"] >= today for goal in complete)


TASKS = [
    Task(
        "is_complete",
        lambda answers, goals: (
            f"Here is another shop's sheet:\n\n{form(goals)}\n\n"
            "– stands for an empty box. How many of its targets are complete?"
        ),
        [
            Number(
                "complete_targets",
                "how many are complete",
                {
                    "You took a target of 0 for one, and it cannot be missed": lambda answers, goals: (
                        sum(filled(goal, *BOXES) for (goal,) in goals)
                    ),
                    "You did not ask for the day on which it was written": complete_but("written_on"),
                    "You did not ask by when": complete_but("due"),
                    "You did not ask what is counted": complete_but("metric"),
                    "You counted every line": lambda answers, goals: len(goals),
                },
                lambda answers, goals: sum(answers),
            )
        ],
        fits=lambda answers, goals: any(answers),
        cases=9,
    ),
    Task(
        "pace",
        lambda pace, leads, days: (
            f"Another shop got {leads} leads in {days} days, and one that is four times as old {4 * leads} "
            f"in {4 * days}: the same pace. {READ.format(bar=0)} The older one, in leads a day:\n\n"
            f"{ruler(*longer(leads, days))}\n\nThe one with {leads} leads:\n\n"
            f"{ruler(*poisson_ci(leads, days))}\n\n"
            f"Read the two ends for the shop with {leads} leads, to one decimal."
        ),
        ends(
            lambda pace, *_: pace[1:],
            {"You read the line of the older shop": lambda pace, *a: longer(*a)[1:]},
            unit="0.1",
            slack=1,
        ),
        several,
    ),
    Task(
        "verdict",
        lambda verdict, complete, today, accounts: (
            f"Another shop uses {accounts} account{'' if accounts == 1 else 's'}. Today is {today:%a} "
            f"{today.day} {today:%b %Y}. Its complete targets:\n\n"
            f"{targets(complete)}\n\nHow many of them can still be missed? And what is the verdict?"
        ),
        [
            Number(
                "still_to_come",
                "how many can still be missed",
                {
                    "You counted every target, and some days have passed": lambda v, complete, *_: (
                        len(complete)
                    ),
                    "A day that is today can still be missed": lambda v, complete, today, _: (
                        sum(goal["due"] > today for goal in complete)
                    ),
                    "You counted those whose day has passed": lambda v, complete, today, _: (
                        len(complete) - to_come(complete, today)
                    ),
                },
                lambda v, complete, today, _: to_come(complete, today),
            ),
            Choice(
                "verdict",
                "the verdict",
                {
                    "fine": ("Fine", "There is no account in use, or nothing left to aim at"),
                    "problem": ("A problem", "One target that can still be missed is enough"),
                    "not for you": ("Not for this shop", "It uses accounts, so it can aim at something"),
                    "no data": ("No data", "The sheet lies before you, so something is known"),
                },
            ),
        ],
        fits=lambda verdict, complete, today, accounts: bool(complete) and len(complete) > 2,
    ),
]  # fmt: skip
