"""The no-code twin of 07, volume and not value."""

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

USES = ["saves", "shares", "clicks", "comments"]
COLUMNS = ("week", "paid for", *USES)


def shown(post):
    """What is shown of a post: what its readers did."""
    return {act: number for act, number in post.items() if act != "week"}


def used(posts, uses, *, paid=False, latest=False, columns=USES):
    """(k, n): how many of the posts were used, with or without those paid for and the latest week."""
    own = posts if paid else posts[posts["paid"] != "yes"]
    old = own if latest else own[own["week"] < own["week"].max()]
    return int((old[list(columns)].sum(axis=1) >= uses).sum()), len(old)


def many(luck):
    """Counts of 20 to 60 posts, in twelve weeks."""
    n = luck.choice((20, 30, 40, 50, 60))
    return luck.randint(0, n), n, 12, luck.choice((0.25, 0.5, 0.6, 0.75))


TASKS = [
    Task(
        "uses",
        lambda acts, post: (
            f"Here is another post:\n\n{table([shown(post).values()], list(shown(post)))}\n\n"
            "How many uses did it have in all?"
        ),
        [
            Number(
                "uses_in_all",
                "how many uses",
                {
                    "You added the likes, and a like costs nothing and says little": (
                        lambda acts, post: sum(shown(post).values())
                    ),
                    "You left the comments out, and whoever answers a post had a use for it": (
                        lambda acts, post: acts - post["comments"]
                    ),
                    "You left the shares out": lambda acts, post: acts - post["shares"],
                    "You left the clicks out": lambda acts, post: acts - post["clicks"],
                    "You left the saves out": lambda acts, post: acts - post["saves"],
                },
            )
        ],
    ),
    Task(
        "used_posts",
        lambda counts, posts, uses: (
            f"Here are other posts, in no order:\n\n{table(posts, COLUMNS)}\n\n"
            f"This owner asks for at least **{uses}** {'use' if uses == 1 else 'uses'} a post. How many posts "
            "count, without those paid for and without the latest week of the others? And how many of those "
            "were used?"
        ),
        [
            Number(
                "posts_counted",
                "how many posts count",
                {
                    "You counted every post": lambda counts, posts, uses: len(posts),
                    "You let in posts that were paid for: they are advertising": lambda counts, *a: (
                        used(*a, paid=True)[1]
                    ),
                    "You let in the latest week, and its posts have not had their time": lambda counts, *a: (
                        used(*a, latest=True)[1]
                    ),
                },
                lambda counts, *_: counts[1],
            ),
            Number(
                "posts_used",
                "how many of those were used",
                {
                    "You let in posts that were paid for: they are advertising": lambda counts, *a: (
                        used(*a, paid=True)[0]
                    ),
                    "You let in the latest week, and its posts have not had their time": lambda counts, *a: (
                        used(*a, latest=True)[0]
                    ),
                    "You left the comments out, and whoever answers a post had a use for it": (
                        lambda counts, *a: used(*a, columns=USES[:3])[0]
                    ),
                    "You counted those that were not used, or not so often": lambda counts, *_: (
                        counts[1] - counts[0]
                    ),
                },
                lambda counts, *_: counts[0],
            ),
        ],
        fits=lambda counts, posts, uses: len(posts) > 9 and counts[0] > 0,
    ),
    Task(
        "verdict",
        lambda verdict, k, n, weeks, bar: (
            f"Another shop put out {n} posts in {weeks} weeks. Somebody used {k} of them, and its bar is "
            f"{bar:.0%}, set beforehand. Look up the interval:\n\n{share_table(n, proportion, k)}\n\n"
            "What is the verdict?"
        ),
        [
            *table_ends(proportion),
            Choice(
                "verdict",
                "the verdict",
                {
                    "problem": ("A problem", "Only if even the upper end lies below the bar"),
                    "fine": ("Fine", "Only if even the lower end lies at the bar or above it"),
                    "not sure yet": ("Not sure yet", "The whole interval lies on one side of the bar"),
                },
            ),
        ],
        many,
        lambda v, k, n, weeks, bar: all(
            end != round(bar * 100) for end in share_ends(k, n, proportion)
        ),
    ),
]  # fmt: skip
