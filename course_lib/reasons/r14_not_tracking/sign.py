"""Where do visitors drop, and do we know?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"clients": ("source", "first_contact")}

STEPS = ("services", "contact", "form")  # what a visitor goes on to, in this order


def sign(shop: Shop) -> finding.Estimate:
    """Share of the leads for whom it is noted how they found us; the interval allows for clumps of weeks."""
    return finding.share_over_time(has_source(shop.clients), shop.clients["first_contact"])


def has_source(rows: pd.DataFrame) -> pd.Series:
    """True for each lead, or visit, with a source that is more than spaces."""
    return rows["source"].fillna("").str.strip() != ""


def funnel(visits: pd.DataFrame) -> list[int]:
    """Visits, and how many of them went on to the services page, from there to contact, and to the form.

    Each count lies within the one before: a visit to the contact page that skipped the services page
    is not in the third.
    """
    counts, visitors = [len(visits)], visits
    for step in STEPS:
        visitors = visitors[visitors[step]]
        counts.append(len(visitors))
    return counts


def steps(counts: list[int]) -> list[tuple[int, int]]:
    """(k, n) for each step of a funnel: of n who were there, k went on."""
    return list(zip(counts[1:], counts[:-1], strict=True))


def might_be(clients: pd.DataFrame, source: str) -> tuple[int, int]:
    """(fewest, most) leads from this source: without, and with, all those of unknown source."""
    fewest = int((clients["source"] == source).sum())
    return fewest, fewest + int((~has_source(clients)).sum())
