"""The no-code twin of 15, vanity metrics."""

from course_lib.exercises.by_eye import (
    READ,
    Choice,
    Number,
    Task,
    ends,
    legible,
    ruler,
    side,
    sides,
    table,
)
from course_lib.intervals import corr_ci, detrend


def round_numbers(luck):
    """Leads and followers that can be divided in the head."""
    followers = luck.choice((2000, 4000, 5000, 8000, 20000, 40000))
    return luck.randint(1, 12) * followers // 2000, followers


def weeks(new, leads):
    """A row a week."""
    return [(week, *pair) for week, pair in enumerate(zip(new, leads, strict=True), 1)]


def smooth(new, leads):
    """The correlation without the trends, and its ends."""
    return corr_ci(detrend(new), detrend(leads), spent=1)


TASKS = [
    Task(
        "per_1000",
        lambda rate, leads, followers: (
            f"A third shop has {followers:,} followers and got {leads:,} leads from them. How many is that "
            "for every 1,000 followers?"
        ),
        [
            Number(
                "leads_per_1000",
                "leads for every 1,000 followers",
                {
                    "You gave leads for every 100 followers": lambda rate, leads, followers: rate / 10,
                    "You gave all its leads, whatever the followers": lambda rate, leads, f: leads,
                    "You divided the followers by the leads": lambda rate, leads, f: f / leads,
                },
                unit="0.1",
                otherwise="Not yet. How many thousands of followers are there? Share the leads out among them",
            )
        ],
        round_numbers,
        lambda rate, leads, followers: followers != 1000 and rate >= 1,
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
                    "The number fell, so put a minus before it": lambda new, totals: -new[-1],
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
        "link",
        lambda verdict, new, leads: (
            "Another shop, whose columns both climb:\n\n"
            f"{table(weeks(new, leads), ('week', 'new followers', 'leads'))}\n\n"
            f"{READ.format(bar='0')} The correlation of the two columns as they are:\n\n"
            f"{ruler(*corr_ci(new, leads))}\n\nAnd with both trends taken out:\n\n"
            f"{ruler(*smooth(new, leads))}\n\n"
            "Read the two ends that tell whether a good week for one is a good week for the other, to one "
            "decimal. Then choose what they allow you to say."
        ),
        [
            *ends(
                lambda verdict, *both: smooth(*both)[1:],
                {"You read the line in which both climb": lambda verdict, *both: corr_ci(*both)[1:]},
                unit="0.1",
                slack=1,
            ),
            Choice(
                "verdict",
                "what you can say",
                sides("They move together", "They move apart", "There is no clear link"),
                lambda verdict, *both: side(*smooth(*both)[1:]),
            ),
        ],
        fits=lambda verdict, *both: verdict != "too little data" and legible(*smooth(*both)[1:]),
    ),
]  # fmt: skip
