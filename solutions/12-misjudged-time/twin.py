"""The no-code twin of 12, misjudged time."""

from course_lib.exercises.by_eye import (
    Choice,
    Number,
    Task,
    ends,
    percent,
    share_ends,
    share_table,
    table,
    table_ends,
)
from course_lib.intervals import proportion


def minutes(timelog, place, *without):
    """The minutes on a platform, those with some company left out."""
    rows = timelog[(timelog["platform"] == place) & ~timelog["with_whom"].isin(without)]
    return rows["minutes"].sum()


def named(clients, column, places):
    """How often one of these places stands in a column."""
    return int(clients[column].isin(places).sum())


def returns(luck):
    """Counts of 20 to 40 returns."""
    n = luck.choice((20, 30, 40))
    return luck.randint(0, n), n, luck.choice((0.45, 0.6, 0.75)), luck.random() < 0.3


def bar(share):
    """Two thirds of the share of the time, in per cent."""
    return percent(share * 2 / 3)


TASKS = [
    Task(
        "busiest",
        lambda place, timelog: (
            f"Another log:\n\n{table(timelog, ('place', 'with whom', 'minutes'))}\n\n"
            "How many minutes went to the place that got most of them? And how many are there in all?"
        ),
        [
            Number(
                "most_minutes",
                "minutes of the busiest place",
                {
                    "Time with nobody is time like any other": lambda place, log: (
                        minutes(log, place[0], "none")
                    ),
                    "Time with colleagues counts as well": lambda place, log: (
                        minutes(log, place[0], "peer")
                    ),
                    "You took the longest entry, and a place may have several": lambda place, log: (
                        log["minutes"].max()
                    ),
                },
                lambda place, log: minutes(log, place[0]),
            ),
            Number(
                "minutes_in_all",
                "minutes in all",
                {
                    "You left out the busiest place": lambda place, log: (
                        log["minutes"].sum() - minutes(log, place[0])
                    ),
                    "You left out the time with nobody": lambda place, log: (
                        log.loc[log["with_whom"] != "none", "minutes"].sum()
                    ),
                },
                lambda place, log: log["minutes"].sum(),
            ),
        ],
        fits=lambda place, log: place is not None and len(log) > 4 and log["platform"].nunique() > 1,
    ),
    Task(
        "returns_from",
        lambda counts, clients, place, places: (
            f"Other people who came to a shop that spends time on **{', '.join(places)}**:\n\n"
            f"{table(clients, ('how they came', 'sent by somebody known from'))}\n\n"
            f"How many things returned from those places, enquiries and people sent? And how many of them "
            f"from **{place}**?"
        ),
        [
            Number(
                "returns_in_all",
                "how many returned in all",
                {
                    "You left out the people who were sent": lambda c, clients, place, places: (
                        named(clients, "source", places)
                    ),
                    "You counted people, and who came by one place and was sent from another is two": (
                        lambda c, clients, place, places: int(
                            (clients["source"].isin(places) | clients["referred_via"].isin(places)).sum()
                        )
                    ),
                    "You counted a way that is none of these places": lambda c, clients, place, places: (
                        int((clients[["source", "referred_via"]] != "").sum().sum())
                    ),
                },
                lambda counts, *_: counts[1],
            ),
            Number(
                "returns_from_there",
                "how many of those from there",
                {
                    "You left out the people who were sent": lambda c, clients, place, places: (
                        named(clients, "source", [place])
                    ),
                    "You left out those who came that way themselves": lambda c, clients, place, places: (
                        named(clients, "referred_via", [place])
                    ),
                },
                lambda counts, *_: counts[0],
            ),
        ],
        fits=lambda counts, clients, place, places: len(clients) > 5 and counts[0] > 0 and len(places) > 1,
    ),
    Task(
        "verdict",
        lambda verdict, k, n, share, alone: (
            f"In another shop the busiest place gets {percent(share)}% of the time, so the bar is "
            f"{bar(share)}%. {k} of {n} returns came from there; enquiries alone, or people sent alone, "
            f"{'reach' if alone else 'do not reach'} the bar. Look up the interval:\n\n"
            f"{share_table(n, proportion, k)}\n\nWhat is the verdict?"
        ),
        [
            *table_ends(proportion),
            Choice(
                "verdict",
                "the verdict",
                {
                    "fine": ("Fine", "Only if even the lower end lies above the bar"),
                    "problem": (
                        "A problem",
                        "Only if even the upper end lies below the bar, and neither kind alone reaches it",
                    ),
                    "not sure": (
                        "Not sure",
                        "The whole interval lies on one side of the bar, and nothing speaks against it",
                    ),
                },
            ),
        ],
        returns,
        lambda v, k, n, share, alone: bar(share) not in share_ends(k, n, proportion),
    ),
]  # fmt: skip
