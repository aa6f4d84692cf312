"""The no-code twin of 03, expecting miracles."""

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


def taken(clients):
    """The contacts with the days that each took."""
    took = (clients["won_on"] - clients["first_contact"]).dt.days
    return table(clients.assign(took=took)[["person_id", "first_contact", "won_on", "took"]],
                 ("who", "first contact", "bought on", "days it took"))  # fmt: skip


def late(clients, days, last, *, latest=True, strictly=False):
    """How many of the buyers, the latest or the first ones in the list, took few enough days."""
    bought = clients[clients["won_on"].notna()]
    chosen = bought.sort_values("won_on").tail(last) if latest else bought.head(last)
    took = (chosen["won_on"] - chosen["first_contact"]).dt.days
    return int((took < days).sum() if strictly else (took <= days).sum())


def twenty(luck):
    """Counts of 20 to 40 buyers, with records long enough or too short."""
    days, n = luck.choice((14, 30, 60)), luck.choice((20, 30, 40))
    return luck.randint(0, n), n, days, luck.choice((2, 3, 4, 6)) * days


TASKS = [
    Task(
        "lags",
        lambda days, clients: (
            "Other people who got in touch:\n\n"
            f"{table(clients, ('who', 'first contact', 'bought on'))}\n\n"
            "How many have bought? And how many days did the quickest of those take?"
        ),
        [
            Number(
                "have_bought",
                "how many have bought",
                {
                    "You counted those who have not bought": lambda days, clients: (
                        len(clients) - len(days)
                    ),
                    "You counted everybody": lambda days, clients: len(clients),
                },
                lambda days, _: len(days),
            ),
            Number(
                "quickest_days",
                "days that the quickest took",
                {
                    "Who has not bought has no number yet, and 0 would make them the quickest": (
                        lambda days, _: 0
                    ),
                    "You counted the first day as well: from the 1st to the 3rd it is two days": (
                        lambda days, _: min(days) + 1
                    ),
                    "You took the slowest": lambda days, _: max(days),
                    "You took the second quickest": lambda days, _: sorted(days)[1],
                },
                lambda days, _: min(days),
                otherwise="Not yet. Count the days from the first date to the second",
            ),
        ],
        fits=lambda days, clients: 1 < len(days) < len(clients) and 0 < min(days) < 32,
    ),
    Task(
        "bought_within",
        lambda counts, clients, days, last: (
            f"Other people, with the days already counted:\n\n{taken(clients)}\n\n"
            f"This shop judges after **{days} days**, and counts its latest **{last}** buyers, or all if "
            "there are fewer. How many are they? And how many of those had bought in time?"
        ),
        [
            Number(
                "buyers_counted",
                "how many buyers are counted",
                {
                    "You counted people who have not bought": lambda c, clients, days, last: (
                        min(last, len(clients))
                    ),
                    "You counted every buyer, and fixed beforehand were fewer": (
                        lambda c, clients, *_: int(clients["won_on"].notna().sum())
                    ),
                },
                lambda counts, *_: counts[1],
            ),
            Number(
                "bought_in_time",
                "how many of those in time",
                {
                    "You looked at all buyers, and only the latest count": lambda c, clients, days, _: (
                        late(clients, days, 99)
                    ),
                    "You took the first in the list, and the latest by the day they bought count": (
                        lambda c, clients, days, last: late(clients, days, last, latest=False)
                    ),
                    "Whoever took just that many days was in time": lambda c, clients, days, last: (
                        late(clients, days, last, strictly=True)
                    ),
                },
                lambda counts, *_: counts[0],
            ),
        ],
        fits=lambda counts, clients, days, last: counts[1] > 1 and counts[0] > 0,
    ),
    Task(
        "verdict",
        lambda verdict, k, n, days, records: (
            f"Another shop judges after {days} days, and {k} of its last {n} buyers had bought by then. Its "
            f"records go back {records} days. Look up the interval:\n\n{share_table(n, proportion, k)}\n\n"
            "What is the verdict?"
        ),
        [
            *table_ends(proportion),
            Choice(
                "verdict",
                "the verdict",
                {
                    "problem": ("A problem", "Only if even the upper end falls short of 50%"),
                    "fine": (
                        "Fine",
                        "Only if even the lower end reaches 50% and the records go back four times as long "
                        "as the shop waits",
                    ),
                    "not sure yet": (
                        "Not sure yet",
                        "The whole interval lies on one side of 50%, and the records are long enough",
                    ),
                    "no data": ("No data", "There are buyers, so something is known"),
                },
            ),
        ],
        twenty,
    ),
]  # fmt: skip
