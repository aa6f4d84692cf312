"""The no-code twin of 13, no time budget."""

from course_lib.exercises.by_eye import (
    Choice,
    Number,
    Task,
    ends,
    share_ends,
    share_table,
    side,
    sides,
    table,
)

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


def over(weeks, allowed):
    """How many weeks took more than so many times their plan."""
    return sum(actual > planned * allowed for planned, actual in weeks.values())


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
        "weeks_over",
        lambda share, weeks, slack: (
            f"Another shop forgives itself {slack:.0%}: a plan of 100 minutes holds up to "
            f"{100 * (1 + slack):.0f}. Its weeks:\n\n"
            f"{table([(week, *pair) for week, pair in weeks.items()], ('week', 'planned', 'spent'))}\n\n"
            f"How many of the {len(weeks)} ran over? Look up the interval of that share, and hold it "
            f"against a half:\n\n{share_table(len(weeks))}"
        ),
        [
            *ends(
                lambda share, *_: share_ends(*share),
                {
                    "You counted weeks that used some of their slack, and it is there to be used": (
                        lambda share, weeks, slack: share_ends(over(weeks, 1), len(weeks))
                    ),
                    "You looked up the weeks that kept to their plan": lambda share, weeks, slack: (
                        share_ends(share[1] - share[0], share[1])
                    ),
                },
            ),
            Choice(
                "verdict",
                "does the shop run over",
                sides(
                    "It runs over more often than not",
                    "It keeps to its plan more often than not",
                    "Nobody can tell yet",
                    "50%",
                ),
                lambda share, *_: side(*share_ends(*share), 50),
            ),
        ],
        fits=lambda share, *_: share[1] > 4,
    ),
]  # fmt: skip
