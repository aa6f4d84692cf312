"""A dumbbell for each platform: the share of our time, and the share of our clients found there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.finding import show
from course_lib.intervals import wilson
from course_lib.reasons.r09_wrong_platform import sign

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

MOST_ROWS = 5  # more would not be readable


def draw(axes: Axes, shop: Shop, found: Finding) -> str:
    """Squares for time, dots with intervals for clients, the busiest platform on top. Returns the alt text."""
    time, clients = sign.time_shares(shop.timelog), sign.presence_on(shop.presence)
    names = list(dict.fromkeys([*time, *clients]))[:MOST_ROWS]
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.6, max(len(names), 1) - 0.35)
    told = [
        _dumbbell(axes, len(names) - 1 - place, name, time.get(name, 0.0), clients.get(name))
        for place, name in enumerate(names)
    ]
    axes.set_yticks(range(len(names)), names[::-1])
    axes.xaxis.set_major_formatter(style.percent)
    axes.set_title(f"{shop.name}: where the time goes, and where the clients are")
    return f"Time and clients of {shop.name} by platform: {'; '.join(told) or 'nothing logged'}."


def _dumbbell(
    axes: Axes, y: float, name: str, spent: float, counted: tuple[int, int] | None
) -> str:
    """One row; returns it in words. Clients are written above the line, time below it."""
    triple = None if counted is None else wilson(*counted)
    words = [f"{show(spent, 'share')} of our time"]
    if triple is not None and counted is not None:
        axes.plot([spent, triple[0]], [y, y], color=style.PALE, linewidth=2, zorder=0)
        style.dot_interval(axes, y, triple, style.BLUE)
        words.append(f"{show(triple[0], 'share')} of clients ({counted[0]} of {counted[1]})")
        style.label(axes, triple[0], y + 0.27, words[1], style.BLUE)
    axes.plot([spent], [y], "s", color=style.GREY, markersize=8, clip_on=False)
    if triple is None:
        words.append("no client looked up")
        style.label(axes, spent, y - 0.27, ", ".join(words), style.GREY)
    else:
        style.label(axes, spent, y - 0.27, words[0], style.GREY)
    return f"{name} {', '.join(words)}"
