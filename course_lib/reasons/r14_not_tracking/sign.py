"""Where do visitors drop, and do we know?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"clients": ("source", "first_contact")}

GENERIC = {
    "internet",
    "the internet",
    "online",
    "web",
    "the web",
    "website",
    "social media",
    "media",
}

STEPS = ("services", "contact", "form")  # what a visitor goes on to, in this order


def sign(shop: Shop) -> finding.Estimate:
    """Share of the enquiries for whom it is noted how they found us, since noting began."""
    clients = since_noting(shop.clients)
    return finding.share_over_time(has_source(clients), clients["first_contact"])


def since_noting(clients: pd.DataFrame) -> pd.DataFrame:
    """The enquiries from the day of the first note on; all of them if there is no note."""
    noted = clients.loc[has_source(clients), "first_contact"]
    return clients if noted.empty else clients[clients["first_contact"] >= noted.min()]


def has_source(rows: pd.DataFrame) -> pd.Series:
    """True for each enquiry, or visit, with a source that names a way: not blank, nor one of GENERIC."""
    words = rows["source"].fillna("").str.strip().str.lower()
    return (words != "") & ~words.isin(GENERIC)


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
