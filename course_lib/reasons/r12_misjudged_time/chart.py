"""Hours by platform and company on the left, leads for every ten of them on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.finding import plain, show
from course_lib.reasons.r12_misjudged_time import sign

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

NEEDS = {"timelog": ("week", "with_whom")}

MOST_ROWS = 6  # more would not be readable
TALL = 7.4
# The word, the colour of its pieces, and that of the word itself: pink is too pale to be read.
COMPANY = {"client": ("clients", style.BLUE, style.BLUE), "peer": ("peers", style.PINK, "#99446f")}
COMPANY |= {"none": ("nobody", style.GREY, style.GREY)}


def reach(shop: Shop) -> tuple[float, ...]:
    """The ends that the axes need: hours a week, and leads for every ten hours."""
    rows = sign.by_platform(shop.clients, shop.timelog).head(MOST_ROWS)
    hours = _hours(shop.timelog, rows).sum(axis=1)
    highs = [triple[2] for triple in _rates(rows) if triple]
    return max([0.1, *hours]), max([1.0, *highs])


def draw(axes: Axes, shop: Shop, finding: Finding, reach: tuple[float, ...]) -> str:
    """Stacked bars beside rate dots, one row a platform, most minutes on top. Returns the alt text."""
    rows = sign.by_platform(shop.clients, shop.timelog).head(MOST_ROWS)
    axes.set_title(f"{shop.name}: what goes in, and what comes back")
    axes.axis("off")
    narrow = style.is_narrow(axes)
    left = axes.inset_axes((0.2, 0.6, 0.78, 0.28) if narrow else (0.1, 0.06, 0.36, 0.74))
    right = axes.inset_axes((0.2, 0.04, 0.78, 0.38) if narrow else (0.54, 0.06, 0.46, 0.74))
    for panel, heading in (
        (left, "hours a week, spent with"),
        (right, "leads for every ten hours"),
    ):
        panel.set_ylim(max(len(rows), 1) - 0.4, -0.6)
        below = narrow and panel is right  # where no words stand between a heading and its panel
        panel.text(0, 1.06 if below else 1.2, heading, transform=panel.transAxes)
    left.set_yticks(range(len(rows)), list(rows["platform"]))
    right.set_yticks(range(len(rows)) if narrow else [], list(rows["platform"]) if narrow else [])
    hours, leads = reach
    bars = _bars(left, _hours(shop.timelog, rows), hours)
    return f"Left, {bars} Right, leads for every ten hours: {_dots(right, rows, leads) or 'none'}."


def _hours(timelog: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Hours a week of the rows' platforms, a column for each company they were spent in."""
    weeks = max(timelog["week"].nunique(), 1)
    return sign.with_whom(timelog).loc[list(rows["platform"])] / 60 / weeks


def _rates(rows: pd.DataFrame) -> list[tuple[float, float, float] | None]:
    """Leads for every ten hours with their interval, a row each; None without an hour."""
    pairs = zip(rows["leads"].tolist(), rows["minutes"].tolist(), strict=True)
    return [sign.per_10h(*pair) for pair in pairs]


def _bars(axes: Axes, hours: pd.DataFrame, most: float) -> str:
    """Hours a week, stacked by company; the words above stand in the order of the pieces."""
    start = [0.0] * len(hours)
    total, phrases = float(hours.to_numpy().sum()), []
    for place, (kind, (word, colour, ink)) in enumerate(COMPANY.items()):
        axes.barh(range(len(hours)), hours[kind], left=start, color=colour, height=0.5, alpha=0.8)
        start = [a + b for a, b in zip(start, hours[kind], strict=True)]
        share = show(float(hours[kind].sum()) / total, "share") if total else "0%"
        phrases.append(f"{share} with {word}")
        words = axes.text(0.38 * place, 1.05, f"{word} {share}", transform=axes.transAxes)
        words.set(color=ink, weight="bold", fontsize=9)
    axes.set_xlim(0, 1.02 * most)
    return f"{total:.1f} hours a week, {', '.join(phrases)}."


def _dots(axes: Axes, rows: pd.DataFrame, most: float) -> str:
    phrases = []
    leads, triples = rows["leads"].tolist(), _rates(rows)
    axes.set_xlim(-0.03 * most, 1.15 * most)
    axes.spines["left"].set_visible(False)
    for y, (name, count, triple) in enumerate(zip(rows["platform"], leads, triples, strict=True)):
        if triple is None:
            continue
        style.dot_interval(axes, y, triple, style.INK if y == 0 else style.GREY)
        words = f"{plain(triple[0], 'leads')}  ({count:,} lead{'' if count == 1 else 's'})"
        style.label(axes, triple[0], y - 0.32, words, style.INK, "normal")
        phrases.append(f"{name} {words}".replace("  ", " "))
    return "; ".join(phrases)
