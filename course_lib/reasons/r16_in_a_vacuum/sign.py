"""How exposed are we, and do channels join?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding
from course_lib.intervals import Triple, welch, wilson
from course_lib.tables import spelling

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"clients": ("source", "first_contact", "won_on")}
ALSO = {"clients": ("reach",)}

NOWHERE = "none"  # what `reach` says of somebody whom no way off the platforms reaches

LEAST_WEEKS = 4  # of either kind, before their leads are compared


def sign(shop: Shop) -> finding.Estimate:
    """Share of the buyers of known source who came by social media and whom no other way reaches."""
    clients = shop.clients
    buyers = clients[clients["won_on"].notna() & (clients["source"].str.strip() != "")]
    social = buyers["source"].map(spelling.is_social).astype(bool)
    reach = buyers["reach"] if "reach" in buyers else buyers["source"].map(lambda _: "")
    return finding.either_way(
        lambda lost: finding.share_over_time(lost, buyers["first_contact"]),
        social & (reach == NOWHERE),
        social & (reach == ""),
        "of {n:# buyer|# buyers} from social media nobody noted how else to reach them",
    )


def known_sources(sources: pd.Series) -> pd.Series:
    """The sources somebody noted, in small letters, without those left blank."""
    words = sources.fillna("").astype("str").str.strip().str.lower()
    return words[words != ""]


def mix(sources: pd.Series) -> dict[str, float]:
    """Each known source's share of the leads whose source is known, the largest first; {} for none."""
    return {
        str(name): float(share)
        for name, share in known_sources(sources).value_counts(normalize=True).items()
    }


def eggs(sources: pd.Series) -> Triple | None:
    """The chance that two leads came the same way: every share times itself, added up (Simpson 1949).

    Its interval is Wilson's for n / 2 pairs of leads, which is cautious: in simulations of 20 to 300
    leads it held the truth in 93 to 100 of 100 cases. None if no source is known.
    """
    counts = known_sources(sources).value_counts().tolist()
    return _chance(counts) if counts else None


def _chance(counts: list[int]) -> Triple:
    """The same from the counts by source."""
    n = sum(counts)
    pairs = n / 2
    triple = wilson(pairs * sum((count / n) ** 2 for count in counts), pairs)
    assert triple is not None  # there is a lead, so there are pairs
    return triple


def joint_minus_solo(weekly: pd.DataFrame) -> Triple | None:
    """Mean leads in weeks with social and other work, minus that in weeks with social work alone.

    Leads a week, with Welch's interval. None under four weeks of either kind.
    """
    social, other = weekly["social"] > 0, weekly["other"] > 0
    joint, solo = weekly.loc[social & other, "leads"], weekly.loc[social & ~other, "leads"]
    return welch(joint, solo) if min(len(joint), len(solo)) >= LEAST_WEEKS else None
