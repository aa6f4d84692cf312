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
# The word, the colour of its pieces, and that of the word itself: pink is too pale to be read.
COMPANY = {"client": ("clients", style.BLUE, style.BLUE), "peer": ("peers", style.PINK, "#99446f")}
COMPANY |= {"none": ("nobody", style.GREY, style.GREY)}


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """Stacked bars beside rate dots, one row a platform, most minutes on top. Returns the alt text."""
    rows = sign.by_platform(shop.clients, shop.timelog).head(MOST_ROWS)
    axes.set_title(f"{shop.name}: what goes in, and what comes back")
    axes.axis("off")
    left = axes.inset_axes((0.1, 0.06, 0.36, 0.74))
    right = axes.inset_axes((0.54, 0.06, 0.46, 0.74))
    for panel, heading in (
        (left, "hours a week, spent with"),
        (right, "leads for every ten hours"),
    ):
        panel.set_ylim(max(len(rows), 1) - 0.4, -0.6)
        panel.text(0, 1.17, heading, transform=panel.transAxes)
    left.set_yticks(range(len(rows)), list(rows["platform"]))
    right.set_yticks([])
    bars = _bars(left, sign.with_whom(shop.timelog).loc[list(rows["platform"])], shop.timelog)
    return f"Left, {bars} Right, leads for every ten hours: {_dots(right, rows) or 'none'}."


def _bars(axes: Axes, minutes: pd.DataFrame, timelog: pd.DataFrame) -> str:
    """Hours a week, stacked by company; the words above stand in the order of the pieces."""
    weeks = max(timelog["week"].nunique(), 1)
    hours, start = minutes / 60 / weeks, [0.0] * len(minutes)
    total, phrases = float(hours.to_numpy().sum()), []
    for place, (kind, (word, colour, ink)) in enumerate(COMPANY.items()):
        axes.barh(range(len(hours)), hours[kind], left=start, color=colour, height=0.5, alpha=0.8)
        start = [a + b for a, b in zip(start, hours[kind], strict=True)]
        share = show(float(hours[kind].sum()) / total, "share") if total else "0%"
        phrases.append(f"{share} with {word}")
        words = axes.text(0.38 * place, 1.05, f"{word} {share}", transform=axes.transAxes)
        words.set(color=ink, weight="bold", fontsize=9)
    axes.set_xlim(0, 1.02 * max([*start, 0.1]))
    return f"{total:.1f} hours a week, {', '.join(phrases)}."


def _dots(axes: Axes, rows: pd.DataFrame) -> str:
    phrases = []
    leads, minutes = rows["leads"].tolist(), rows["minutes"].tolist()
    triples = [sign.per_10h(*pair) for pair in zip(leads, minutes, strict=True)]
    most = max([triple[2] for triple in triples if triple] + [1.0])
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
