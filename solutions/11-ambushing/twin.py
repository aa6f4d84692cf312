"""The no-code twin of 11, ambushing."""

import runpy
from pathlib import Path

from course_lib.exercises import draws
from course_lib.exercises.by_eye import Choice, Number, Task, table

talks = runpy.run_path(str(Path(__file__).with_name("cohort.py")))["talks"]
COLUMNS = ("who", "when", "which way", "what", "asked for")


def in_order(messages):
    """The messages with each person in order of time."""
    return table(messages.sort_values(["person_id", "ts"]), COLUMNS)


def first_offers(messages):
    """The first pitch of ours to each person, with how often they had written before and after it."""
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    for offer in pitches.sort_values("ts").drop_duplicates("person_id").itertuples():
        theirs = messages[
            (messages["person_id"] == offer.person_id) & (messages["direction"] == "in")
        ]
        yield (
            offer.asked,
            int((theirs["ts"] < offer.ts).sum()),
            int((theirs["ts"] > offer.ts).sum()),
        )


def caught(messages, least, *, asked=True):
    """How many were ambushed, where it is asked or not whether they had asked."""
    return sum(
        before < least and (word == "no" or not asked) for word, before, _ in first_offers(messages)
    )


def four(luck):
    """The messages with four people, by the rule of two."""
    return talks(luck, draws.people(luck, 4, 4)), 2


TASKS = [
    Task(
        "inbound_before_pitch",
        lambda before, talk: (
            f"All messages with one person, in no order; `out` is what we wrote:\n\n"
            f"{table(talk.drop(columns='person_id'), COLUMNS[1:])}\n\n"
            "How many messages had they sent before our first pitch?"
        ),
        [
            Number(
                "before_the_pitch",
                "how many came before the pitch",
                {
                    "You counted all that they wrote, and what came after the pitch invited nothing": (
                        lambda before, talk: (talk["direction"] == "in").sum()
                    ),
                    "You counted what we wrote": lambda before, talk: (talk["direction"] == "out").sum(),
                    "You counted every message, ours and theirs": lambda before, talk: len(talk),
                },
                otherwise="Not yet. Put the messages in order of time, and stop at our first pitch",
            )
        ],
        fits=lambda before, talk: bool(before) and len(talk) > 3,
    ),
    Task(
        "ambush_rate",
        lambda counts, messages, least: (
            f"Other people, each in order of time:\n\n{in_order(messages)}\n\n"
            "How many of them got an offer from us? And how many of those were ambushed: they had not asked, "
            f"and had not written {least} times?"
        ),
        [
            Number(
                "got_an_offer",
                "how many got an offer",
                {
                    "You counted offers, and each person counts once": lambda c, messages, _: (
                        int(((messages["direction"] == "out") & (messages["type"] == "pitch")).sum())
                    ),
                    "You counted everybody": lambda c, messages, _: messages["person_id"].nunique(),
                    "You counted somebody who pitched to us": lambda c, messages, _: (
                        messages.loc[messages["type"] == "pitch", "person_id"].nunique()
                    ),
                },
                lambda counts, *_: counts[1],
            ),
            Number(
                "were_ambushed",
                "how many of those were ambushed",
                {
                    "Whoever asks is not ambushed, however early the answer comes": lambda c, *a: (
                        caught(*a, asked=False)
                    ),
                    "You counted those who were not ambushed": lambda c, *_: c[1] - c[0],
                    "You counted everybody who got an offer": lambda c, *_: c[1],
                },
                lambda counts, *_: counts[0],
            ),
        ],
        four,
        lambda counts, messages, least: 0 < counts[0] < counts[1] and len(messages) < 15,
    ),
    Task(
        "reply_after",
        lambda heaps, messages, least: (
            f"And four more:\n\n{in_order(messages)}\n\n"
            "Of those who were ambushed, how many wrote again after that first offer? And of the others who "
            "got one? Then say what it proves."
        ),
        [
            Number(
                "ambushed_wrote",
                "how many of the ambushed wrote again",
                {
                    "You counted everybody who was ambushed": lambda heaps, *_: heaps["ambushed"][1],
                    "You counted those on the other heap": lambda heaps, *_: heaps["other"][0],
                    "You counted those who stayed silent": lambda heaps, *_: (
                        heaps["ambushed"][1] - heaps["ambushed"][0]
                    ),
                },
                lambda heaps, *_: heaps["ambushed"][0],
            ),
            Number(
                "others_wrote",
                "how many of the others wrote again",
                {
                    "You counted all the others who got an offer": lambda heaps, *_: heaps["other"][1],
                    "You counted those on the other heap": lambda heaps, *_: heaps["ambushed"][0],
                },
                lambda heaps, *_: heaps["other"][0],
            ),
            Choice(
                "verdict",
                "what it proves",
                {
                    "yes": (
                        "Waiting makes people answer",
                        "Those who write or ask first are keener from the start, and they are very few",
                    ),
                    "against": (
                        "Waiting keeps people from answering",
                        "Four people show nothing of the kind, and nobody tossed a coin",
                    ),
                    "no": ("Nothing yet", ""),
                },
                lambda *_: "no",
            ),
        ],
        four,
        lambda heaps, messages, least: min(n for _, n in heaps.values()) > 0 and len(messages) < 15,
    ),
]  # fmt: skip
