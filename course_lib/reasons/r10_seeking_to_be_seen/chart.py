"""Who mentions us within 30 days: people we promoted, and people like them whom we did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.finding import show
from course_lib.intervals import newcombe, wilson
from course_lib.reasons.r10_seeking_to_be_seen import sign

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

NEEDS = {
    "promos": ("person_id", "date"),
    "mentions": ("person_id", "date"),
    "messages": ("person_id",),
}


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """Two dots on their intervals, and the gap between them. Returns the alt text."""
    axes.set_title(f"{shop.name}: who mentioned us within 30 days")
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.9, 1.7)
    axes.xaxis.set_major_formatter(style.percent)
    promos, mentions = shop.promos, shop.mentions
    today = shop.until("promos", "mentions")
    stand_ins = sign.stand_ins(promos, shop.messages)
    promoted = sign.mention_back(promos, mentions, today)
    others = sign.mention_back(stand_ins, mentions, today)
    axes.set_yticks([1, 0], ["people we\npromoted", "others who\nwrote to us"])
    phrases = [
        _row(axes, 1, promoted, style.BLUE, "promoted"),
        _row(axes, 0, others, style.GREY, "not promoted"),
    ]
    gap = newcombe(*promoted, *others)
    low_high = [f"{100 * side:.0f}" for side in gap[1:]] if gap else []
    text = f"gap: {show(gap[0], 'points')} ({' to '.join(low_high)})" if gap else "no gap to tell"
    axes.text(0.98, -0.62, text, ha="right", va="center", color=style.INK, weight="bold")
    return f"Two dots with 95% intervals for {shop.name}: {'; '.join(phrases)}; {text}."


def _row(axes: Axes, y: float, counts: tuple[int, int], colour: str, name: str) -> str:
    """One group's dot with its numbers above it; returns the same in words."""
    triple = wilson(*counts)
    if triple is None:
        axes.text(0.02, y, "nobody yet whose 30 days are over", va="center", color=style.GREY)
        return f"{name}: nobody yet"
    style.dot_interval(axes, y, triple, colour)
    text = f"{show(triple[0], 'share')} ({counts[0]} of {counts[1]})"
    style.label(axes, triple[0], y + 0.34, text, style.INK, "normal")
    return f"{name} {text}"
