"""The no-code twin of 14, not tracking."""

from course_lib.exercises.by_eye import Choice, Number, Task, ends, share_ends, table

STEPS = ("services", "contact", "form")


def reached(visits, source, *pages):
    """How many visits from a source, or from all for "", saw all of these pages."""
    left = visits[visits["source"] == source] if source else visits
    for page in pages:
        left = left[left[page]]
    return len(left)


def second_step(counts):
    """Intervals to look up, that of the second step among them."""
    came, services, contact = counts[:3]
    pairs = sorted(
        {(services, came), (contact, came), (contact, services), (came - services, came)}
    )
    lines = [(f"{k} of {n}", *(f"{end}%" for end in share_ends(k, n))) for k, n in pairs]
    return table(lines, ("how many", "from", "to"))


def walk(counts):
    """The counts in words."""
    return (
        f"{counts[0]} visits came, {counts[1]} of them saw the services page, {counts[2]} of those the "
        f"contact page, and {counts[3]} of those sent the form."
    )


TASKS = [
    Task(
        "funnel",
        lambda counts, visits, source: (
            f"Here are other visits:\n\n{table(visits, ('came from', *STEPS))}\n\n"
            f"Walk with those from **{source}**. How many saw the services page? And how many of those "
            "went on to the contact page?"
        ),
        [
            Number(
                "saw_services",
                "how many saw the services page",
                {
                    "You counted visits from everywhere": lambda c, visits, source: (
                        reached(visits, "", "services")
                    ),
                    "You counted those who came, whatever they saw": lambda c, *_: c[0],
                },
                lambda counts, *_: counts[1],
            ),
            Number(
                "went_on_to_contact",
                "how many of those went on to contact",
                {
                    "You counted somebody who never saw the services page": lambda c, visits, source: (
                        reached(visits, source, "contact")
                    ),
                    "You counted visits from everywhere": lambda c, visits, source: (
                        reached(visits, "", "services", "contact")
                    ),
                    "You went on to the form": lambda counts, *_: counts[3],
                },
                lambda counts, *_: counts[2],
            ),
        ],
        fits=lambda counts, *_: counts[0] > 2 and counts[2] > 0,
    ),
    Task(
        "step_rates",
        lambda rates, counts: (
            f"Another month: {walk(counts)}\n\nTake the second step, from the services page to the contact "
            f"page. Out of how many is it? Then look its interval up:\n\n{second_step(counts)}"
        ),
        [
            Number(
                "out_of",
                "out of how many",
                {
                    "You took all visits, and only those on the services page stood before this step": (
                        lambda rates, counts: counts[0]
                    ),
                    "You took those who went on, and those who could have are asked for": (
                        lambda rates, counts: counts[2]
                    ),
                },
                lambda rates, counts: counts[1],
            ),
            *ends(
                lambda rates, counts: share_ends(counts[2], counts[1]),
                {
                    "You looked it up among all visits": lambda rates, counts: (
                        share_ends(counts[2], counts[0])
                    ),
                    "You looked up the first step": lambda rates, counts: (
                        share_ends(counts[1], counts[0])
                    ),
                },
            ),
        ],
        lambda luck: (sorted((luck.randint(5, 400) for _ in range(4)), reverse=True),),
        lambda rates, counts: len(set(counts)) == len(counts),
    ),
    Task(
        "biggest_leak",
        lambda leak, counts: (
            f"And one more month: {walk(counts)}\n\nHow many of the three steps had at least 30 people "
            "before them? Where is the biggest leak?"
        ),
        [
            Number(
                "steps_judged",
                "how many steps can be judged",
                {
                    "You counted a step with fewer than 30 people before it": lambda leak, counts: (
                        sum(n > 0 for n in counts[:3])
                    ),
                    "Look at those who stood before a step, not at those who made it": (
                        lambda leak, counts: sum(n >= 30 for n in counts[1:])
                    ),
                },
                lambda leak, counts: sum(n >= 30 for n in counts[:3]),
            ),
            Choice(
                "verdict",
                "the biggest leak",
                {
                    "services": (
                        "The step to the services page",
                        "A larger share makes this step than another that can be judged",
                    ),
                    "contact": (
                        "The step to the contact page",
                        "Either fewer than 30 stood before this step, or another loses a larger share",
                    ),
                    "form": (
                        "The step to the form",
                        "Either fewer than 30 stood before this step, or another loses a larger share",
                    ),
                },
            ),
        ],
        fits=lambda leak, counts: leak is not None and counts[1] > 0,
    ),
]  # fmt: skip
