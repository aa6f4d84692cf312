"""The no-code twin of 16, in a vacuum."""

from course_lib.exercises.by_eye import (
    Choice,
    Number,
    Task,
    ends,
    percent,
    share_ends,
    share_table,
    table,
)
from course_lib.intervals import proportion


def buyers_with(buyers, platforms, reach, *, anyone=False):
    """How many noted buyers by these platforms (or by any way) have this reach."""
    here = (buyers["source"] != "") & (anyone | buyers["source"].isin(platforms))
    return int((here & (buyers["reach"] == reach)).sum())


def ten(luck):
    """Ten leads from two to four sources."""
    ways = luck.sample(("social", "email", "walk-in", "search", "radio"), luck.randint(2, 4))
    return ([*ways, *luck.choices(ways, [4, *[1] * (len(ways) - 1)], k=10 - len(ways))],)


def buyers(luck):
    """Counts of 20 to 40 buyers of whom some are lost and few are unclear."""
    n = luck.choice((20, 30, 40))
    k = luck.randint(0, n - 3)
    return k, luck.randint(1, 3), n


def shares(sources):
    """The share of each way."""
    return [sources.count(way) / len(sources) for way in set(sources)]


TASKS = [
    Task(
        "lost",
        lambda counts, people, platforms: (
            f"Other buyers, of a shop that is on **{', '.join(platforms)}**; – stands for what nobody "
            f"noted:\n\n{table(people, ('how they came', 'how they are reached'))}\n\n"
            "How many are lost with a platform? And of how many who came by one is that unclear?"
        ),
        [
            Number(
                "lost_buyers",
                "how many are lost",
                {
                    "You counted people who came another way, and no platform takes them along": (
                        lambda c, people, platforms: buyers_with(people, platforms, "none", anyone=True)
                    ),
                    "You counted those of whom nobody noted it, and not known is not none": (
                        lambda c, *_: c[0] + c[1]
                    ),
                    "You counted all who came by a platform, and some are reached in another way": (
                        lambda c, people, platforms: int(people["source"].isin(platforms).sum())
                    ),
                },
                lambda counts, *_: counts[0],
            ),
            Number(
                "unclear_buyers",
                "of how many it is unclear",
                {
                    "You counted people who came another way": lambda c, people, platforms: (
                        buyers_with(people, platforms, "", anyone=True)
                    ),
                    "You counted those who are lost": lambda c, *_: c[0],
                },
                lambda counts, *_: counts[1],
            ),
        ],
        fits=lambda counts, people, _: counts[0] > 0 and counts[1] > 0 and len(people) > 6,
    ),
    Task(
        "eggs",
        lambda chance, sources: (
            f"Ten others who asked, and how they came:\n\n{', '.join(f'*{one}*' for one in sources)}\n\n"
            "How many times in a hundred do two of them, drawn from a hat with the first put back, come the "
            "same way?"
        ),
        [
            Number(
                "same_way",
                "how many times in a hundred",
                {
                    "You gave the share of the largest basket": lambda chance, sources: (
                        percent(max(shares(sources)))
                    ),
                    "You took the largest basket alone, and the others count too": (
                        lambda chance, sources: percent(max(shares(sources)) ** 2)
                    ),
                    "You gave the chance that they come in different ways": lambda chance, sources: (
                        100 - percent(chance)
                    ),
                    "Multiply each share by itself before you add them up": lambda chance, sources: 100,
                },
                lambda chance, sources: percent(chance),
                otherwise="Not yet. Five of ten is 0.5; times itself 0.25, so 25 in a hundred. Add up all ways",
            )
        ],
        ten,
    ),
    Task(
        "verdict",
        lambda verdict, k, unclear, n: (
            f"In another shop {k} of {n} buyers would be lost, and of {unclear} more nobody knows. Look up "
            f"the interval as if all of those could be reached:\n\n{share_table(n, proportion, k)}\n\n"
            f"Then look at the line for {k + unclear}, as if none could. The bar is 50%. What is the verdict?"
        ),
        [
            *ends(
                lambda v, k, unclear, n: share_ends(k, n, proportion),
                {
                    "You read the line as if none of the unclear could be reached": (
                        lambda v, k, unclear, n: share_ends(k + unclear, n, proportion)
                    ),
                    "You read the line of one less": lambda v, k, unclear, n: (
                        share_ends(k - 1, n, proportion)
                    ),
                },
            ),
            Choice(
                "verdict",
                "the verdict",
                {
                    "problem": ("A problem", "Only if both intervals lie above 50% as a whole"),
                    "fine": ("Fine", "Only if both intervals lie below 50% as a whole"),
                    "not sure": ("Not sure", "Only if both intervals have 50% inside"),
                    "no data": ("No data", "Both lines say the same, so what is unclear decides nothing"),
                },
            ),
        ],
        buyers,
    ),
]  # fmt: skip
