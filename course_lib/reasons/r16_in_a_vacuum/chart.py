"""Where leads come from, beside the weeks: what was done on social media and elsewhere, and leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.finding import plain
from course_lib.reasons.r16_in_a_vacuum import sign

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

ALSO = {"weekly": ("week", "social", "other", "leads")}

MOST_SOURCES = 6
TALL = 7.8


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """Sources on the left, weeks on the right. Returns the alt text."""
    axes.set_title(f"{shop.name}: the baskets, and the weeks")
    axes.axis("off")
    if style.is_narrow(axes):
        places = [(0.2, 0.6, 0.78, 0.33), (0.15, 0.08, 0.83, 0.39)]
    else:
        places = [(0.1, 0.1, 0.26, 0.76), (0.5, 0.1, 0.5, 0.76)]
    left, right = (axes.inset_axes(place) for place in places)
    sources = _sources(left, shop.clients["source"])
    weeks = "no weekly.csv to draw weeks from."
    if shop.has("weekly") and len(shop.weekly):
        weeks = _weeks(right, shop.weekly.sort_values("week"))
    else:
        right.axis("off")
        right.text(0, 0.5, "no weeks on file", va="center", color=style.GREY)
    return f"Left: {sources} Right: {weeks}"


def _sources(axes: Axes, sources: pd.Series) -> str:
    """A bar for each known source, the largest on top; small ones together as "others"."""
    shares = list(sign.mix(sources).items())
    if len(shares) > MOST_SOURCES:
        largest = shares[: MOST_SOURCES - 1]
        shares = [*largest, ("others", 1 - sum(share for _, share in largest))]
    count = len(sign.known_sources(sources))
    axes.set_title(f"share of {count:,} leads, by source", fontsize=10.5, weight="normal")
    axes.set_xlim(0, 1.25)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    for y, (_, share) in enumerate(reversed(shares)):
        colour = style.BLUE if y == len(shares) - 1 else style.GREY
        axes.barh(y, share, color=colour, height=0.7)
        axes.text(share + 0.03, y, plain(share, "share"), va="center")
    axes.set_yticks(range(len(shares)), [_short(name) for name, _ in reversed(shares)])
    text = ", ".join(f"{name} {plain(share, 'share')}" for name, share in shares) or "none known"
    return f"bars of where {count:,} leads came from: {text}."


def _short(name: str, longest: int = 11) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"


def _weeks(axes: Axes, weekly: pd.DataFrame) -> str:
    """Stacked bars of what was done each week, with the week's leads as dots."""
    week, social, other = weekly["week"], weekly["social"], weekly["other"]
    axes.bar(week, social, color=style.SKY, alpha=0.6, width=0.9)
    axes.bar(week, other, bottom=social, color=style.GREEN, width=0.9)
    axes.plot(week, weekly["leads"], ":o", color=style.INK, markersize=3, linewidth=0.8)
    top = float(max((social + other).max(), weekly["leads"].max(), 1))
    axes.set_ylim(0, top * 1.2)
    axes.set_xlim(float(week.min()) - 0.6, float(week.max()) + 0.6)
    axes.set_xlabel("week")
    axes.set_ylabel("things done, and leads")
    names = [("social media", style.BLUE), ("elsewhere", style.GREEN), ("leads ···", style.INK)]
    for place, (text, colour) in enumerate(names):
        at = 0.01 + 0.37 * place
        axes.text(at, 0.95, text, transform=axes.transAxes, color=colour, weight="bold")
    joint, solo = int(((social > 0) & (other > 0)).sum()), int(((social > 0) & (other == 0)).sum())
    axes.set_title(f"{joint} joint weeks, {solo} with social alone", fontsize=10.5, weight="normal")
    return (
        f"{len(weekly)} weeks, {joint} with work on social media and elsewhere, {solo} with social "
        f"media alone, and {int(weekly['leads'].sum()):,} leads as dots."
    )
