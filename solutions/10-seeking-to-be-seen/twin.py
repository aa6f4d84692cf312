"""The no-code twin of 10, seeking to be seen."""

from course_lib.exercises.by_eye import (
    READ,
    Choice,
    Number,
    Task,
    ends,
    legible,
    percent,
    ruler,
    side,
    sides,
    table,
)
from course_lib.intervals import newcombe


def points(k1, n1, k0, n0):
    """The gap of two shares and its ends in points of a hundred."""
    return [percent(share) for share in newcombe(k1, n1, k0, n0)]


def in_time(promos, mentions, today, days, soonest=1, latest=None):
    """How many of the promoted, had their time or not, have a mention that many days after the first promotion."""
    first = promos.groupby("person_id")["date"].min()
    waits = (mentions["date"] - mentions["person_id"].map(first)).dt.days
    good = (waits >= soonest) & (waits <= (days if latest is None else latest))
    return mentions.loc[good, "person_id"].nunique()


def unpaid(posts):
    """The posts that nobody paid for."""
    return posts[posts["paid"] != "yes"]


TASKS = [
    Task(
        "other_share",
        lambda share, posts: (
            f"Here are other posts:\n\n{table(posts, ('what for', 'about', 'links to', 'paid for'))}\n\n"
            "How many of those that nobody paid for are about somebody else?"
        ),
        [
            Number(
                "about_others",
                "how many are about somebody else",
                {
                    "You counted adverts as well, and what is paid for stays out": lambda share, posts: (
                        (posts["about"] == "other").sum()
                    ),
                    "You went by the links, and a link is a door, not a compliment": (
                        lambda share, posts: (unpaid(posts)["link_to"] == "other").sum()
                    ),
                    "You counted those about the shop itself": lambda share, posts: share[1] - share[0],
                    "You counted posts that are about others or link to them": lambda share, posts: (
                        (unpaid(posts)[["link_to", "about"]] == "other").any(axis=1).sum()
                    ),
                    "You counted every post that nobody paid for": lambda share, posts: share[1],
                },
                lambda share, posts: share[0],
            )
        ],
        fits=lambda share, posts: share[1] > 4,
    ),
    Task(
        "mention_back",
        lambda share, promos, mentions, today, days: (
            f"Another shop gives people **{days} days** to answer. Whom it promoted, and when:\n\n"
            f"{table(promos, ('who', 'promoted on'))}\n\nWho mentioned it, and when:\n\n"
            f"{table(mentions, ('who', 'mentioned it on'))}\n\nToday is {today:%a} {today.day} {today:%b %Y}. "
            f"How many people were first promoted {days} days ago or earlier? And how many of those "
            f"mentioned it later than on that day, and at most {days} days after it?"
        ),
        [
            Number(
                "had_their_time",
                "how many people have had their time",
                {
                    "You counted promotions, and whoever was promoted twice is one person": (
                        lambda share, promos, *_: len(promos)
                    ),
                    "You counted people whose time is not over yet": (
                        lambda share, promos, *_: promos["person_id"].nunique()
                    ),
                },
                lambda share, *_: share[1],
            ),
            Number(
                "mentioned_it",
                "how many of those mentioned it in time",
                {
                    "You counted a mention that came too late": lambda share, *a: (
                        in_time(*a, latest=1000)
                    ),
                    "A mention before they were promoted, or on the day, is no answer": (
                        lambda share, *a: in_time(*a, soonest=-1000)
                    ),
                    "You counted mentions, and people are asked for": (
                        lambda share, promos, mentions, *_: len(mentions)
                    ),
                },
                lambda share, *_: share[0],
            ),
        ],
        fits=lambda share, promos, mentions, today, _: (
            share[1] > 1 and share[0] > 0 and len(mentions) < 8 and mentions["date"].max() <= today
        ),
    ),
    Task(
        "lift",
        lambda gap, k1, n1, k0, n0: (
            f"In another shop {k1} of {n1} people whom it promoted mentioned it, and {k0} of {n0} others. "
            f"{READ.format(bar=0)} Others minus promoted, in points of a hundred:\n\n"
            f"{ruler(*points(k0, n0, k1, n1))}\n\nPromoted minus others:\n\n"
            f"{ruler(*points(k1, n1, k0, n0))}\n\n"
            "Read the two ends that tell by how much promoting somebody helps, to the nearest whole "
            "number. Then choose what they allow you to say."
        ),
        [
            *ends(
                lambda gap, *counts: points(*counts)[1:],
                {
                    "You read the line that takes the promoted from the others": (
                        lambda gap, k1, n1, k0, n0: points(k0, n0, k1, n1)[1:]
                    )
                },
                slack=2,
            ),
            Choice(
                "verdict",
                "what you can say",
                sides(
                    "Promoted people mention it more often",
                    "Promoted people mention it less often",
                    "Nobody can tell yet",
                ),
                lambda gap, *_: side(*gap[1:]),
            ),
        ],
        fits=lambda gap, k1, n1, k0, n0: 0 < k1 < n1 and 0 < k0 < n0 and min(n1, n0) > 9 and legible(*gap[1:]),
    ),
]  # fmt: skip
