"""Leads so far, and where there is a target its line, with the fan that luck alone would draw around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import quantiles, style
from course_lib.finding import plain
from course_lib.intervals import TAIL
from course_lib.quantiles import ABOVE, BELOW
from course_lib.reasons.r02_no_target import sign

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

NEEDS = {"clients": ("first_contact",)}


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """Leads added up day by day; shaded is where 95 of 100 shops exactly on target would be."""
    import numpy as np

    target, since = sign.pace_to_keep(shop)
    axes.set_title(f"{shop.name}: leads so far, and what luck alone would do")
    length = sign.leads_since(shop.clients, since, shop.until("clients"))[1]
    if length == 0:
        axes.axis("off")
        axes.text(0, 0.5, "no leads to draw", color=style.GREY)
        return f"No chart for {shop.name}: there are no leads to draw."
    so_far = _leads_so_far(shop.clients, since, length)
    days = np.arange(1, len(so_far) + 1)
    ends = [(float(so_far[-1]), f"leads so far:\n{so_far[-1]:,}", style.BLUE)]
    against = "no target line, as none is written for leads"
    if target is not None:
        expected = target * days
        # Poisson quantiles by those of the gamma distribution: continuous, and smooth to draw.
        low = [quantiles.gamma(TAIL, BELOW, leads) for leads in expected]
        high = [quantiles.gamma(TAIL, ABOVE, leads + 1) for leads in expected]
        axes.fill_between(days, low, high, color=style.GREY, alpha=0.25, linewidth=0)
        axes.plot(days, expected, color=style.INK, linestyle=(0, (4, 2)), linewidth=1.5)
        ends += [(expected[-1], f"its own target:\n{plain(target, '')} a day", style.INK)]
        against = (
            f"its own target line ending at {expected[-1]:,.0f} "
            f"with a luck fan from {low[-1]:,.0f} to {high[-1]:,.0f}"
        )
    axes.plot(days, so_far, color=style.BLUE)
    _label_ends(axes, days[-1], ends)
    axes.set_xlim(0, len(days) * 1.24)
    axes.set_xticks([tick for tick in axes.get_xticks() if tick <= len(days)])
    axes.set_ylim(0)
    start = "the first lead" if target is None else "the target was written"
    axes.set_xlabel(f"days since {start}, {since.day} {since:%B %Y}")
    return (
        f"A rising line of leads so far for {shop.name}, {so_far[-1]:,} after {len(days)} days, "
        f"against {against}."
    )


def _leads_so_far(clients: pd.DataFrame, since: pd.Timestamp, days: int) -> list[int]:
    """One running total a day, `days` long (at least one)."""
    day = (clients["first_contact"] - since).dt.days
    counts = (
        day[(day >= 0) & (day < days)].value_counts().reindex(range(max(days, 1)), fill_value=0)
    )
    return counts.sort_index().cumsum().tolist()


def _label_ends(axes: Axes, x: float, ends: list[tuple[float, str, str]]) -> None:
    """A label behind the end of each of one or two lines, pushed apart where they would overlap."""
    ends = sorted(ends)
    apart = 0.16 * max(end[0] for end in ends)
    push = max(0.0, apart - (ends[-1][0] - ends[0][0])) / 2 if len(ends) > 1 else 0.0
    for (y, text, colour), shift in zip(ends, (-push, push), strict=False):
        axes.text(x * 1.02, y + shift, text, color=colour, va="center", weight="bold")
