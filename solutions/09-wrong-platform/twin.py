"""The no-code twin of 09, wrong platform."""

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


def most(counts):
    """The platform on which the most clients were looked up, the first by name of several."""
    return max(sorted(counts), key=lambda platform: counts[platform][1])


def grid(p):
    """A row a client, a column a platform."""
    wide = p.pivot(index="client_id", columns="platform", values="present")
    return table(wide.reset_index(), ("client", *wide.columns))


def on(p, platform):
    """The clients that have an account on a platform."""
    return set(p.loc[(p["platform"] == platform) & p["present"], "client_id"])


def clients(p, platform):
    """The clients that were looked up there."""
    return set(p.loc[p["platform"] == platform, "client_id"])


def few(luck):
    """The counts of two platforms that judge by six clients to twelve."""
    total = luck.randint(6, 12)
    only_a = luck.randint(0, total)
    return only_a, total - only_a


def only(first, second):
    """The number of those on one of two platforms, and what is mistaken for it."""
    return {
        "You counted those on both as well, and they would see you either way": (
            lambda both, p, *ab: len(on(p, ab[first]) & clients(p, ab[second]))
        ),
        "You counted somebody who was looked up on one of the two alone": (
            lambda both, p, *ab: len(on(p, ab[first]) - on(p, ab[second]))
        ),
        "You counted those on the other platform": lambda both, p, *ab: both[second],
    }


TASKS = [
    Task(
        "presence",
        lambda counts, p: (
            f"Here are other clients:\n\n{table(p, ('client', 'platform', 'account there'))}\n\n"
            f"Take **{most(counts)}**. How many have an account there, and of how many who were looked up "
            "there?"
        ),
        [
            Number(
                "have_an_account",
                "how many have an account there",
                {
                    "You counted the accounts on all platforms": lambda counts, p: p["present"].sum(),
                    "You counted those without an account": lambda counts, p: (
                        counts[most(counts)][1] - counts[most(counts)][0]
                    ),
                },
                lambda counts, p: counts[most(counts)][0],
            ),
            Number(
                "looked_up",
                "how many were looked up there",
                {
                    "You counted the rows of every platform": lambda counts, p: len(p),
                    "You counted every client, and some were not looked up there": (
                        lambda counts, p: p["client_id"].nunique()
                    ),
                },
                lambda counts, p: counts[most(counts)][1],
            ),
        ],
        fits=lambda counts, p: len(counts) > 1 and max(n for _, n in counts.values()) > 2,
    ),
    Task(
        "paired",
        lambda both, p, a, b: (
            f"Here are other clients, a row for each; – means that nobody looked:\n\n{grid(p)}\n\n"
            f"How many are only on **{a}**, and how many only on **{b}**? The third platform is in the way."
        ),
        [
            Number("only_first", "only on the first of the two", only(0, 1), lambda both, *_: both[0]),
            Number("only_second", "only on the second", only(1, 0), lambda both, *_: both[1]),
        ],
        fits=lambda both, p, a, b: both[0] != both[1] and clients(p, a) != clients(p, b),
    ),
    Task(
        "better_place",
        lambda verdict, only_a, only_b: (
            f"In another shop {only_a} of its clients are only on a, and {only_b} only on b. Look up the "
            f"interval of those on a among them:\n\n{share_table(only_a + only_b)}\n\n"
            "Hold it against a half. Which is the better place?"
        ),
        [
            *ends(
                lambda _, only_a, only_b: share_ends(only_a, only_a + only_b),
                {
                    "You looked up those on b": lambda _, only_a, only_b: (
                        share_ends(only_b, only_a + only_b)
                    ),
                    "You read the line of one more": lambda _, only_a, only_b: (
                        share_ends(only_a + 1, only_a + only_b)
                    ),
                },
            ),
            Choice(
                "verdict",
                "the better place",
                sides("Platform a", "Platform b", "Nobody can tell yet", "50%"),
                lambda _, only_a, only_b: side(*share_ends(only_a, only_a + only_b), 50),
            ),
        ],
        few,
    ),
]  # fmt: skip
