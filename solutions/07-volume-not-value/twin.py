"""The no-code twin of 07, volume and not value."""

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
from course_lib.intervals import welch

ACTS = ["saves", "shares", "clicks"]


def shown(post):
    """What is shown of a post: what its readers did."""
    return {act: number for act, number in post.items() if act != "week"}


def busiest(weeks, *_):
    """The week with the most posts, the first of several."""
    return weeks.loc[weeks["posts"].idxmax()]


def of_busiest(weeks, posts):
    """The posts of that week."""
    return posts[posts["week"] == busiest(weeks)["week"]]


def in_busiest(column):
    """That week's number in a column."""
    return lambda weeks, *_: busiest(weeks)[column]


def later_minus_earlier(gap, weekly):
    """(gap, low, high) of the second half of the weeks against the first."""
    ordered = weekly.sort_values("week")["useful"]
    half = len(ordered) // 2
    return welch(ordered.tail(half), ordered.head(half))


TASKS = [
    Task(
        "useful",
        lambda acts, post: (
            f"Here is another post:\n\n{table([shown(post).values()], list(shown(post)))}\n\n"
            "How many useful acts did it draw in all?"
        ),
        [
            Number(
                "useful_acts",
                "how many useful acts",
                {
                    "You added everything in the row, and comments and likes are no use": (
                        lambda acts, post: sum(shown(post).values())
                    ),
                    "You added the comments, and a comment is talk, not use": (
                        lambda acts, post: acts + post.get("comments", 0)
                    ),
                    "You left the shares out": lambda acts, post: acts - post["shares"],
                    "You left the clicks out": lambda acts, post: acts - post["clicks"],
                    "You left the saves out": lambda acts, post: acts - post["saves"],
                },
            )
        ],
    ),
    Task(
        "by_week",
        lambda weeks, posts: (
            f"Here are other posts, in no order:\n\n{table(posts)}\n\n"
            f"Take week {in_busiest('week')(weeks)} out of them. How many posts did it have, and how "
            "many useful acts did they draw in all?"
        ),
        [
            Number(
                "posts_that_week",
                "how many posts",
                {
                    "You counted the posts of every week": lambda weeks, posts: len(posts),
                    "A post that drew nothing is still a post": lambda weeks, posts: (
                        of_busiest(weeks, posts)[ACTS].sum(axis=1) > 0
                    ).sum(),
                },
                in_busiest("posts"),
            ),
            Number(
                "acts_that_week",
                "how many useful acts in all",
                {
                    "You added the comments, and a comment is talk, not use": lambda weeks, posts: (
                        of_busiest(weeks, posts)[[*ACTS, "comments"]].sum().sum()
                    ),
                    "Add up the acts of the week, and do not average them": lambda weeks, posts: (
                        of_busiest(weeks, posts)[ACTS].sum(axis=1).mean()
                    ),
                    "You took one post of the week alone": lambda weeks, posts: (
                        of_busiest(weeks, posts)[ACTS].iloc[0].sum()
                    ),
                    "You added up every week": lambda weeks, posts: posts[ACTS].sum().sum(),
                },
                in_busiest("useful"),
            ),
        ],
        fits=lambda weeks, posts: len(weeks) > 1 and weeks["posts"].max() > 2,
    ),
    Task(
        "busy_minus_quiet",
        lambda gap, weekly: (
            f"Here are other weeks:\n\n{table(weekly.sort_values('week'))}\n\n"
            f"Nobody has to work out an interval by hand. {READ.format(bar=0)} The later half of the weeks "
            "minus the earlier half:\n\n"
            f"{ruler(*later_minus_earlier(gap, weekly))}\n\n"
            f"The busier half minus the quieter half:\n\n{ruler(*gap)}\n\n"
            "Read the two ends that tell what busier weeks bring, to the nearest whole number. Then "
            "choose what they allow you to say."
        ),
        [
            *ends(
                lambda gap, _: gap[1:],
                {"You read the line of later and earlier weeks": lambda *a: later_minus_earlier(*a)[1:]},
                slack=2,
            ),
            Choice(
                "verdict",
                "what you can say",
                sides(
                    "Busier weeks bring more useful acts",
                    "Busier weeks bring fewer useful acts",
                    "Nobody can tell yet",
                ),
                lambda gap, _: side(*gap[1:]),
            ),
        ],
        fits=lambda gap, _: gap is not None and legible(*gap[1:]),
    ),
]  # fmt: skip
