"""The no-code twin of 13, no time budget."""

import random

from course_lib.exercises.by_eye import Choice, Number, Task, table

LOG = ("week", "planned", "minutes", "purpose")


def fullest(timelog):
    """The week with the most entries, the first of several."""
    return timelog["week"].value_counts().sort_index().idxmax()


def of_fullest(timelog, column):
    """The entries of that week in a column."""
    return timelog.loc[timelog["week"] == fullest(timelog), column]


def spent_on(timelog, *purposes):
    """The minutes spent on these."""
    return timelog.loc[timelog["purpose"].isin(purposes), "minutes"].sum()


def added(weeks, column, *, most=12, gaps=False):
    """What was planned (0) or spent (1) in the latest weeks, with or without stopping at one with no plan."""
    latest = sorted(weeks, reverse=True)[:most]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned and not gaps:
        latest = latest[: max(unplanned[0], 4)]
    return sum(weeks[week][column] for week in latest)


def fourteen(luck: random.Random):
    """Fourteen weeks, of which one of the first has no plan, and a bar."""
    bar, first = luck.choice((1.0, 1.1, 1.25)), luck.randint(1, 30)
    usual, gap = luck.choice((bar - 0.05, bar, bar + 0.05)), luck.randint(3, 7)
    plans = [0 if place == gap else luck.randrange(60, 200, 20) for place in range(14)]
    pairs = [(plan, round(plan * usual) + luck.choice((-9, 1, 12, 31))) for plan in plans]
    return dict(enumerate(pairs, first)), bar


TASKS = [
    Task(
        "weekly_minutes",
        lambda sums, timelog: (
            f"Here is another log:\n\n{table(timelog, LOG)}\n\n"
            f"Add up week {fullest(timelog)}: how many minutes were planned, and how many spent?"
        ),
        [
            Number(
                "planned_minutes",
                "minutes planned in that week",
                {
                    "You added what was spent": lambda sums, log: sums[fullest(log)][1],
                    "You added up every week": lambda sums, log: log["planned"].sum(),
                    "You took one entry of the week alone": lambda sums, log: (
                        of_fullest(log, "planned").iloc[0]
                    ),
                },
                lambda sums, log: sums[fullest(log)][0],
            ),
            Number(
                "spent_minutes",
                "minutes spent in that week",
                {
                    "You added what was planned": lambda sums, log: sums[fullest(log)][0],
                    "You added up every week": lambda sums, log: log["minutes"].sum(),
                    "You took one entry of the week alone": lambda sums, log: (
                        of_fullest(log, "minutes").iloc[0]
                    ),
                },
                lambda sums, log: sums[fullest(log)][1],
            ),
        ],
        fits=lambda sums, log: len(sums) > 1 and len(of_fullest(log, "week")) > 2,
    ),
    Task(
        "focus_share",
        lambda share, timelog: (
            f"Here is another log:\n\n{table(timelog, LOG)}\n\n"
            "How many minutes were focused, and out of how many in all?"
        ),
        [
            Number(
                "focused_minutes",
                "minutes that were focused",
                {
                    "You added the minutes that were not focused": lambda share, log: (
                        spent_on(log, "browse", "learn")
                    ),
                    "You left out the replies": lambda share, log: spent_on(log, "create"),
                    "You left out the time spent on creating": lambda share, log: spent_on(log, "reply"),
                    "You counted learning too, and learning is not focused here": lambda share, log: (
                        spent_on(log, "create", "reply", "learn")
                    ),
                },
                lambda share, log: spent_on(log, "create", "reply"),
            ),
            Number(
                "all_minutes",
                "minutes spent in all",
                {
                    "You added what was planned": lambda share, log: log["planned"].sum(),
                    "You left out the focused minutes, and they belong to the whole": lambda share, log: (
                        spent_on(log, "browse", "learn")
                    ),
                },
                lambda share, log: log["minutes"].sum(),
            ),
        ],
        fits=lambda share, log: bool(share) and len(log) > 5,
    ),
    Task(
        "verdict",
        lambda verdict, weeks, bar: (
            f"Another shop's bar is {bar:.0%} of the plan, set beforehand. Its weeks, the latest last:\n\n"
            f"{table([(week, *pair) for week, pair in sorted(weeks.items())], ('week', 'planned', 'spent'))}\n\n"
            "Add up the weeks that count: how many minutes were planned in them, and how many spent? What is "
            "the verdict?"
        ),
        [
            Number(
                "planned_in_all",
                "minutes planned in the weeks that count",
                {
                    "You added up every week, and only the latest count": lambda v, weeks, bar: (
                        added(weeks, 0, most=99, gaps=True)
                    ),
                    "You did not stop at the week for which nothing was planned": lambda v, weeks, bar: (
                        added(weeks, 0, gaps=True)
                    ),
                    "You took the latest four, and more weeks than that have a plan": lambda v, weeks, bar: (
                        added(weeks, 0, most=4)
                    ),
                    "You added what was spent": lambda v, weeks, bar: added(weeks, 1),
                },
                lambda v, weeks, bar: added(weeks, 0),
            ),
            Number(
                "spent_in_all",
                "minutes spent in the weeks that count",
                {
                    "You added up every week, and only the latest count": lambda v, weeks, bar: (
                        added(weeks, 1, most=99, gaps=True)
                    ),
                    "You did not stop at the week for which nothing was planned": lambda v, weeks, bar: (
                        added(weeks, 1, gaps=True)
                    ),
                    "You took the latest four, and more weeks than that have a plan": lambda v, weeks, bar: (
                        added(weeks, 1, most=4)
                    ),
                    "You added what was planned": lambda v, weeks, bar: added(weeks, 0),
                },
                lambda v, weeks, bar: added(weeks, 1),
            ),
            Choice(
                "verdict",
                "the verdict",
                {
                    "problem": ("A problem", "Only if more was spent than the bar allows"),
                    "fine": ("Fine", "Only if no more was spent than the bar allows"),
                    "no data": ("No data", "Four weeks or more were planned, and that is enough"),
                },
            ),
        ],
        fourteen,
    ),
]  # fmt: skip
