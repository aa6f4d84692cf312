"""How often a post draws a comment: posts that sell against all others, and the gap between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.finding import show
from course_lib.intervals import wilson
from course_lib.reasons.r04_selling_not_engaging import sign

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

NEEDS = {"posts": ("comments",)}

PITCH, OTHER, BETWEEN = 0.0, 1.0, 0.5  # heights of the two rows, and of the gap


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """Two dots with their intervals and the gap as an arrow between them. Returns the alt text."""
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.6, 1.65)
    axes.set_yticks([PITCH, OTHER], ["posts that\nsell", "all other\nposts"])
    axes.xaxis.set_major_formatter(style.percent)
    axes.set_xlabel("posts that drew at least one comment")
    axes.set_title(f"{shop.name}: which posts get people talking")
    selling, others = sign.split(shop.posts)
    first = _row(axes, OTHER, sign.commented(others), style.BLUE, 0.33)
    second = _row(axes, PITCH, sign.commented(selling), style.ORANGE, -0.33)
    gap = _gap(axes, sign.reply_gap(shop.posts), sign.commented(others), sign.commented(selling))
    return (
        f"Two dots with 95% intervals for {shop.name}: of its posts that sell {second} drew "
        f"a comment, of all other posts {first}; {gap}."
    )


def _row(axes: Axes, y: float, counts: tuple[int, int], colour: str, beside: float) -> str:
    triple = wilson(*counts)
    if triple is None:
        axes.text(0.01, y, "no such post yet", va="center", color=style.GREY)
        return "none, for there are none,"
    style.dot_interval(axes, y, triple, colour)
    text = f"{show(triple[0], 'share')} ({counts[0]:,} of {counts[1]:,})"
    style.label(axes, triple[0], y + beside, text, colour)
    return text


def _gap(
    axes: Axes,
    gap: tuple[float, float, float] | None,
    others: tuple[int, int],
    selling: tuple[int, int],
) -> str:
    """The gap as an arrow from the one estimate to the other, halfway between the rows."""
    if gap is None:
        text = f"fewer than {sign.FEWEST} posts on a side: no gap to tell"
        style.label(axes, 0.5, BETWEEN, text, style.GREY, "normal")
        return text
    start, end = selling[0] / selling[1], others[0] / others[1]
    arrow = {"arrowstyle": "-|>", "color": style.INK, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (end, BETWEEN), (start, BETWEEN), arrowprops=arrow)
    low, high = (f"{100 * limit:.0f}" for limit in gap[1:])
    text = f"gap {show(gap[0], 'points')} ({low} to {high})"
    if style.is_narrow(axes):  # beside the arrow there is no room
        style.label(axes, (start + end) / 2, BETWEEN - 0.17, text, style.INK, "normal")
        return text
    right = max(start, end)
    side, x = ("left", right + 0.015) if right < 0.65 else ("right", min(start, end) - 0.015)
    axes.text(x, BETWEEN, text, ha=side, va="center", color=style.INK)
    return text
