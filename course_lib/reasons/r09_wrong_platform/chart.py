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


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """Squares for time, dots with intervals for clients, the busiest platform on top. Returns the alt text."""
    time, clients = sign.time_shares(shop.timelog), sign.presence_on(shop.presence)
    names = list(dict.fromkeys([*time, *clients]))[:MOST_ROWS]
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.6, max(len(names), 1) - 0.35)
    rows = [
        _dumbbell(axes, len(names) - 1 - place, name, time.get(name, 0.0), clients.get(name))
        for place, name in enumerate(names)
    ]
    axes.set_yticks(range(len(names)), names[::-1])
    axes.xaxis.set_major_formatter(style.percent)
    axes.set_title(f"{shop.name}: where the time goes, and where the clients are")
    return f"Time and clients of {shop.name} by platform: {'; '.join(rows) or 'nothing logged'}."


def _dumbbell(axes: Axes, y: float, name: str, share: float, counts: tuple[int, int] | None) -> str:
    """One row; returns it in words. Clients are written above the line, time below it."""
    triple = None if counts is None else wilson(*counts)
    words = [f"{show(share, 'share')} of our time"]
    if triple is not None and counts is not None:
        axes.plot([share, triple[0]], [y, y], color=style.PALE, linewidth=2, zorder=0)
        style.dot_interval(axes, y, triple, style.BLUE)
        words.append(f"{show(triple[0], 'share')} of clients ({counts[0]} of {counts[1]})")
        style.label(axes, triple[0], y + 0.27, words[1], style.BLUE)
    axes.plot([share], [y], "s", color=style.GREY, markersize=8, clip_on=False)
    if triple is None:
        words.append("no client looked up")
        style.label(axes, share, y - 0.27, ", ".join(words), style.GREY)
    else:
        style.label(axes, share, y - 0.27, words[0], style.GREY)
    return f"{name} {', '.join(words)}"
