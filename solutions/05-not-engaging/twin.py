"""The no-code twin of 05, not engaging."""

import pandas as pd

from course_lib.exercises.by_eye import Choice, Number, Task, table


def talk(messages):
    """The messages in order of time."""
    columns = messages.sort_values("ts")[["person_id", "ts", "direction", "type", "by"]]
    return table(columns, ("who", "when", "which way", "what", "written by"))


def in_time(messages, now, hours, *, machines=False, young=False):
    """How many people were answered in time, where machines or young questions are let in."""
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    if not young:
        questions = questions[questions["ts"] <= now - pd.Timedelta(hours=hours)]
    k = 0
    for person, asked in questions.groupby("person_id")["ts"].max().items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        good = (waits > pd.Timedelta(0)) & (waits <= pd.Timedelta(hours=hours))
        k += bool((good & (machines | (ours["by"] == "person"))).any())
    return k


def asked(messages, now, hours, *, people=True, young=False):
    """How many people asked, or how many questions there were, old enough or not."""
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    if not young:
        questions = questions[questions["ts"] <= now - pd.Timedelta(hours=hours)]
    return questions["person_id"].nunique() if people else len(questions)


def given_back(received, given, *, ever=False):
    """To how many we gave something, after their first act or at any time."""
    first = received.groupby("person_id")["ts"].min()
    after = given["person_id"].map(first)
    good = after.notna() & (ever | (given["ts"] > after))
    return given.loc[good, "person_id"].nunique()


def acts(rows):
    """Acts in order of time."""
    return table(rows.sort_values("ts"), ("who", "when"), times=True)


def boast(median, waits):
    """How the average of those who were answered compares with the honest wait."""
    ended = [wait for wait in waits if wait is not None]
    average = sum(ended) / len(ended)
    return "shorter" if average < median else "longer" if average > median else "same"


def waits_table(waits):
    """A wait a row."""
    rows = [(n, "never answered" if wait is None else wait) for n, wait in enumerate(waits, 1)]
    return table(rows, ("customer", "hours until an answer"))


TASKS = [
    Task(
        "answered",
        lambda counts, messages, now, hours: (
            f"Other messages. It is {now:%a} {now.day} {now:%b %Y}, {now:%H:%M}, and this shop gives itself "
            f"**{hours} hours**:\n\n"
            f"{talk(messages)}"
            f"\n\nHow many people asked something {hours} hours ago or earlier? The latest of such questions "
            "speaks for each. To how many of those did a person write after it and at most "
            f"{hours} hours later, whatever it was?"
        ),
        [
            Number(
                "people_who_asked",
                "how many people asked, long enough ago",
                {
                    "You counted somebody whose time is not over yet": lambda counts, *a: (
                        asked(*a, young=True)
                    ),
                    "You counted questions, and each person counts once": lambda counts, *a: (
                        asked(*a, people=False)
                    ),
                },
                lambda counts, *_: counts[1],
            ),
            Number(
                "answered_in_time",
                "how many of those in time",
                {
                    "You let an answer of the machine count": lambda counts, *a: (
                        in_time(*a, machines=True)
                    ),
                    "You counted everybody who asked": lambda counts, *_: counts[1],
                    "You counted those who were not answered in time": lambda counts, *_: (
                        counts[1] - counts[0]
                    ),
                },
                lambda counts, *_: counts[0],
            ),
        ],
        fits=lambda counts, messages, *_: 0 < counts[0] < counts[1] and len(messages) < 13,
    ),
    Task(
        "give_back",
        lambda counts, received, given: (
            "Who did something for another shop, and when:\n\n"
            f"{acts(received)}\n\nTo whom the shop gave something:\n\n"
            f"{acts(given)}\n\n"
            "How many people did something for the shop? And to how many of those did it give something "
            "back, after they had done it?"
        ),
        [
            Number(
                "people_who_did",
                "how many people did something",
                {
                    "You counted acts, and people are asked for": lambda counts, received, _: (
                        len(received)
                    ),
                    "You counted everybody in both lists": lambda counts, received, given: (
                        len({*received["person_id"], *given["person_id"]})
                    ),
                },
                lambda counts, *_: counts[1],
            ),
            Number(
                "given_back",
                "to how many it gave something back",
                {
                    "You counted what came before, or at the same moment, and that gives nothing back": (
                        lambda counts, *a: given_back(*a, ever=True)
                    ),
                    "You counted everybody to whom the shop gave something": (
                        lambda counts, received, given: given["person_id"].nunique()
                    ),
                },
                lambda counts, *_: counts[0],
            ),
        ],
        fits=lambda counts, received, given: counts[1] > 1 and counts[0] > 0,
    ),
    Task(
        "honest_median",
        lambda median, waits: (
            f"How long another shop's customers waited:\n\n{waits_table(waits)}\n\n"
            "How long does a customer typically wait, those without an answer included? And what would the "
            "average of those alone who got an answer make of it?"
        ),
        [
            Number(
                "typical_wait",
                "the middle wait, in hours",
                {
                    "You left out those who were never answered": lambda median, waits: (
                        pd.Series(waits, dtype=float).median()
                    ),
                    "You took the average, and the middle one is asked for": lambda median, waits: (
                        pd.Series(waits, dtype=float).mean().round(2)
                    ),
                    "You took a wait without an end for no wait": lambda median, waits: (
                        pd.Series(waits, dtype=float).fillna(0).median()
                    ),
                    "Put the waits in order first": lambda median, waits: waits[len(waits) // 2],
                },
                unit="0.25",
                otherwise="Not yet. Put all the waits in order, the endless ones last, and take the middle",
            ),
            Choice(
                "verdict",
                "the average of those answered",
                {
                    "shorter": (
                        "It is shorter than the honest wait",
                        "Add up the waits that ended, and divide by how many they are: it is no shorter",
                    ),
                    "longer": (
                        "It is longer than the honest wait",
                        "Add up the waits that ended, and divide by how many they are: it is no longer",
                    ),
                    "same": (
                        "Both are the same",
                        "Add up the waits that ended, and divide by how many they are: the two differ",
                    ),
                },
                boast,
            ),
        ],
        fits=lambda median, waits: median is not None and None in waits and len(waits) > 4,
    ),
]  # fmt: skip
