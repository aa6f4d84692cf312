"""Totals that flatter beside a scatter that tells: new followers against leads, trends taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.reasons.r15_vanity_metrics import sign

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

ALSO = {"weekly": ("week", "leads", "followers")}

TALL = 8.2


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """Running totals on the left, detrended weekly scatter on the right. Returns the alt text."""
    axes.set_title(f"{shop.name}: the totals flatter, the weeks tell")
    axes.axis("off")
    weekly = shop.weekly.sort_values("week") if shop.has("weekly") else None
    if weekly is None or weekly.empty:
        axes.text(0, 0.5, "no weeks to draw", color=style.GREY)
        return f"No chart for {shop.name}: there are no weeks to draw."
    if style.is_narrow(axes):
        places = [(0.18, 0.58, 0.8, 0.34), (0.18, 0.09, 0.8, 0.34)]
    else:
        places = [(0.06, 0.08, 0.38, 0.78), (0.6, 0.08, 0.4, 0.78)]
    left, right = (axes.inset_axes(place) for place in places)
    totals, scatter = _totals(left, weekly), _scatter(right, weekly)
    return f"Left: {totals} Right: {scatter}"


def _totals(axes: Axes, weekly: pd.DataFrame) -> str:
    """Followers and leads so far, each as a share of its last value, so that both fit one axis."""
    followers, leads = weekly["followers"], weekly["leads"].cumsum()
    lines = [(followers, f"followers\n{followers.iloc[-1]:,}", style.ORANGE)]
    lines += [(leads, f"leads so far\n{leads.iloc[-1]:,}", style.BLUE)]
    for values, _, colour in lines:
        axes.plot(weekly["week"], values / max(values.iloc[-1], 1), color=colour)
    middle = weekly["week"].iloc[len(weekly) // 2]
    at = len(weekly) // 2
    upper, lower = sorted(lines, key=lambda line: -line[0].iloc[at] / max(line[0].iloc[-1], 1))
    for (values, text, colour), offset, align in ((upper, 0.06, "right"), (lower, -0.06, "left")):
        height = values.iloc[at] / max(values.iloc[-1], 1)
        vertical = "bottom" if offset > 0 else "top"
        axes.text(middle, height + offset, text, color=colour, ha=align, va=vertical, weight="bold")
    axes.set_ylim(0, 1.1)
    axes.set_yticks([0, 1], ["0", "its end"])
    axes.set_xlabel("week")
    axes.set_title("two totals, each drawn to its own end", fontsize=10.5, weight="normal")
    growth = f"followers from {followers.iloc[0]:,} to {followers.iloc[-1]:,}"
    return f"two rising lines, each drawn to its own end: {growth} and leads so far to {leads.iloc[-1]:,}."


def _scatter(axes: Axes, weekly: pd.DataFrame) -> str:
    weeks, triple = sign.new_and_leads(weekly), sign.link(weekly)
    axes.axhline(0, color=style.PALE)
    axes.axvline(0, color=style.PALE)
    axes.plot(weeks["new"], weeks["leads"], "o", color=style.BLUE, alpha=0.6, markersize=5)
    axes.set_xlabel("new followers, above or below trend")
    axes.set_ylabel("leads, above or below trend")
    if triple is None:
        text = "too few weeks to tell"
    else:
        text = f"correlation {triple[0]:.2f}  ({triple[1]:.2f} to {triple[2]:.2f})"
    axes.set_title(text, fontsize=10.5, weight="normal")
    return f"each week's new followers against its leads, trends taken out: {text}."
