"""What a week brings back against how much was posted, with rays of equal value per post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.reasons.r07_volume_not_value import sign

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

RAYS = (0.1, 0.25, 0.5, 1, 2, 4, 10, 25, 50, 100)  # useful acts a post, to choose from


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """A dot a week, and the step from the quieter weeks to the busier ones. Returns the alt text."""
    weekly = sign.by_week(shop.posts)
    unknown = int(sign.useful(shop.posts).isna().sum())
    without = f" ({unknown:,} of unknown use left out)" if unknown else ""
    axes.set_xlabel(f"posts in the week{without}")
    axes.set_ylabel("saves, shares and clicks")
    axes.set_title(f"{shop.name}: what a week of posts brings back", pad=44)
    if weekly.empty:
        there = "posts whose uses are known" if len(shop.posts) else "posts yet"
        axes.text(0.5, 0.5, f"no {there}", ha="center", color=style.GREY)
        return f"No {there} of {shop.name}, so 0 weeks to show."
    axes.set_xlim(0, 1.3 * weekly["posts"].max())
    axes.locator_params("x", integer=True)
    axes.set_ylim(0, 1.15 * max(weekly["useful"].max(), 1))
    _rays(axes)
    axes.plot(weekly["posts"], weekly["useful"], "o", color=style.SKY, alpha=0.6, markersize=6)
    dots = f"A dot for each of {len(weekly)} weeks of {shop.name}, posts{without} against saves, shares and clicks"
    quiet, busy = sign.halves(weekly)
    if quiet.empty:
        return f"{dots}."
    return f"{dots}; {_step(axes, quiet, busy)}."


def _rays(axes: Axes) -> None:
    """Lines on which every post is worth the same, labelled where they leave the picture."""
    right, top = axes.get_xlim()[1], axes.get_ylim()[1]
    last, apart = 2 * right, (0.22 if style.is_narrow(axes) else 0.11) * right  # a name's width
    for worth in RAYS:
        if not 0.2 < worth * right / top < 7:
            continue  # it would lie along an axis
        x = min(right, top / worth)
        over = x < right
        if over and last - x < apart:
            continue  # its name would touch the last one's
        last = x if over else last
        axes.plot([0, x], [0, worth * x], color=style.PALE, linewidth=1.2, zorder=0)
        name = f"{worth:g} a post"
        axes.annotate(
            name,
            (x, worth * x),
            (0, 2) if over else (3, 0),
            textcoords="offset points",
            ha="center" if over else "left",
            va="bottom" if over else "center",
            color=style.GREY,
            fontsize=9,
            annotation_clip=False,
        )


def _step(axes: Axes, quiet: pd.DataFrame, busy: pd.DataFrame) -> str:
    """From the average quieter week to the average busier one, told above the picture: no word hides a dot."""
    (x1, y1), (x2, y2) = (half[["posts", "useful"]].mean() for half in (quiet, busy))
    axes.plot([x1, x2, x2], [y1, y1, y2], color=style.INK, linewidth=1.5)
    axes.plot([x1], [y1], "o", color=style.INK, markersize=10)
    axes.plot([x2], [y2], "o", color=style.BLUE, markersize=10, markeredgecolor=style.INK)
    across, up = f"{x2 - x1:+.1f} posts a week", f"{y2 - y1:+.1f} saves, shares and clicks a week"
    in_words = f"the busier half had {across} and {up} against the quieter half, {y1:.1f} becoming {y2:.1f}"
    if style.is_narrow(axes):
        # The last line is left to the names of the rays.
        axes.set_title(f"to the busier weeks: {across},\n{up}\n", loc="center", fontsize=9.5)
        return in_words
    axes.annotate(
        f"to the busier weeks: {across}, {up}",
        (0, 1),
        (0, 26),
        xycoords="axes fraction",
        textcoords="offset points",
        weight="bold",
        fontsize=10,
        in_layout=False,  # or the picture would shrink to make room beside the words
    )
    return in_words
