"""The no-code twin of 06, not human."""

import runpy
from pathlib import Path

from course_lib.exercises import draws
from course_lib.exercises.by_eye import Choice, Number, Task, ends, share_ends, share_table, table

messages_of = runpy.run_path(str(Path(__file__).with_name("cohort.py")))["messages"]


def talk(messages):
    """The messages as they are shown."""
    return table(messages[["person_id", "ts", "direction"]], ("who", "when", "which way"))


def chatty(messages):
    """The person with the most messages, the first by name of several."""
    return messages["person_id"].value_counts().sort_index().idxmax()


def number(which):
    """That person's number of messages in or out."""
    return lambda pairs, messages: pairs[chatty(messages)][which]


def many(luck):
    """Messages of five people, and how many each side must have written."""
    return messages_of(luck, draws.people(luck, 5, 5), draws.day(luck)), 2


def enough(messages, *directions):
    """How many people have two messages or more in each of these directions."""
    counts = messages.groupby(["person_id", "direction"]).size().unstack(fill_value=0)
    return int(all_of([counts[one] >= 2 for one in directions]).sum())


def all_of(columns):
    """One column, True where all of these are."""
    first, *others = columns
    for other in others:
        first = first & other
    return first


def why(kept, messages, clients):
    """Why the first message counts or does not."""
    person = messages["person_id"].iloc[0]
    won_on = clients.loc[clients["person_id"] == person, "won_on"].dropna()
    if not len(won_on):
        return "never bought"
    return "before" if messages["ts"].iloc[0] < won_on.iloc[0] else "after"


TASKS = [
    Task(
        "turns",
        lambda pairs, messages: (
            f"Here are other messages, in no order:\n\n{talk(messages)}\n\n"
            f"How many came in from **{chatty(messages)}**, and how many went out to them?"
        ),
        [
            Number(
                "came_in",
                "how many came in",
                {
                    "You counted what went out to them": number(1),
                    "You counted both ways": lambda pairs, m: sum(pairs[chatty(m)]),
                    "You counted what came in from everybody": lambda pairs, m: (
                        sum(came for came, _ in pairs.values())
                    ),
                },
                number(0),
            ),
            Number(
                "went_out",
                "how many went out",
                {
                    "You counted what came in from them": number(0),
                    "You counted both ways": lambda pairs, m: sum(pairs[chatty(m)]),
                    "You counted what went out to everybody": lambda pairs, m: (
                        sum(went for _, went in pairs.values())
                    ),
                },
                number(1),
            ),
        ],
        fits=lambda pairs, _: len(pairs) > 1,
    ),
    Task(
        "depth_rate",
        lambda depth, messages, each: (
            f"Here are other messages, in no order:\n\n{talk(messages)}\n\n"
            f"{depth[1]} people occur in them. With how many was there a conversation? Then look up "
            f"the interval of that share:\n\n{share_table(depth[1])}"
        ),
        [
            Number(
                "conversations",
                "with how many people",
                {
                    "Both sides must have written twice, and you asked them alone": (
                        lambda depth, m, each: enough(m, "in")
                    ),
                    "Both sides must have written twice, and you asked us alone": (
                        lambda depth, m, each: enough(m, "out")
                    ),
                    "Four messages are not enough: two must come from each side": (
                        lambda depth, m, each: (m["person_id"].value_counts() >= 4).sum()
                    ),
                },
                lambda depth, *_: depth[0],
            ),
            *ends(
                lambda depth, *_: share_ends(*depth),
                {
                    "You read the line of one more": lambda depth, *_: share_ends(depth[0] + 1, depth[1]),
                    "You read the line of one less": lambda depth, *_: share_ends(depth[0] - 1, depth[1]),
                },
            ),
        ],
        many,
        lambda depth, messages, each: depth[0] > 0 and len(messages) > 8,
    ),
    Task(
        "before_sale",
        lambda kept, messages, clients: (
            f"Here are other messages:\n\n{talk(messages)}\n\n"
            f"And who bought when:\n\n{table(clients, ('who', 'bought on'))}\n\n"
            "A message of the very day on which its person bought does not count. How many of them may count? "
            "And what of the first one in the list?"
        ),
        [
            Number(
                "messages_left",
                "how many messages may count",
                {
                    "You kept them all, even those sent after their person had bought": (
                        lambda kept, messages, clients: len(messages)
                    ),
                    "You counted those that fall out, and those that stay are asked for": (
                        lambda kept, messages, clients: len(messages) - len(kept)
                    ),
                    "You dropped people who are not in the list: they have not bought, so all they said stays": (
                        lambda kept, messages, clients: kept["person_id"].isin(clients["person_id"]).sum()
                    ),
                    "You kept those alone who have bought nothing": lambda kept, messages, clients: (
                        (~kept["person_id"].isin(clients.dropna()["person_id"])).sum()
                    ),
                },
                lambda kept, messages, clients: len(kept),
            ),
            Choice(
                "verdict",
                "the first message",
                {
                    "before": (
                        "It counts: its person bought later",
                        "Look its person up in the second list: did they buy at all, and on which day?",
                    ),
                    "never bought": (
                        "It counts: its person has bought nothing",
                        "Look its person up in the second list: there is a day beside the name",
                    ),
                    "after": (
                        "It does not count: its person had bought by then",
                        "Look at both days: nothing was bought before this message was sent",
                    ),
                },
                why,
            ),
        ],
        fits=lambda kept, messages, clients: 4 < len(messages) < 10,
    ),
]  # fmt: skip
