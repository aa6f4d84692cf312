"""A run chart: minutes week by week, the focused part shaded, against the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.reasons.r13_no_time_budget import sign

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

NEEDS = {"timelog": ("purpose",)}


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """Hours a week as stacked bars with the plan as a stepped line. Returns the alt text."""
    weeks = sign.weekly_minutes(shop.timelog)
    axes.set_title(f"{shop.name}: hours planned, and hours that went")
    if weeks.empty:
        axes.text(0.5, 0.5, "no minutes logged yet", ha="center", color=style.GREY)
        return f"No minutes are logged for {shop.name}."
    hours, over = weeks / 60, sign.is_over(weeks)
    _bars(axes, hours, over)
    _words(axes, hours)
    end = "\n" if style.is_narrow(axes) else "   "
    axes.set_xlabel(f"week{end}(a triangle marks a week more than a tenth over plan)")
    axes.set_ylabel("hours")
    mean, focus = hours.mean(), sign.focus_share(shop.timelog)
    many = "1 week" if len(hours) == 1 else f"{len(hours)} weeks"
    return (
        f"Hours for {shop.name} over {many}: on average {mean['planned']:.1f} planned and "
        f"{mean['actual']:.1f} spent a week, {100 * (focus or 0):.0f}% of that focused; "
        f"more than a tenth over plan: {int(over.sum())}."
    )


def _bars(axes: Axes, hours: pd.DataFrame, over: pd.Series) -> None:
    rest = hours["actual"] - hours["focused"]
    axes.bar(hours.index, hours["focused"], width=0.86, color=style.BLUE, alpha=0.75)
    axes.bar(hours.index, rest, bottom=hours["focused"], width=0.86, color=style.PALE)
    edges = [*hours.index, hours.index[-1] + 1]
    axes.stairs(hours["planned"], [edge - 0.5 for edge in edges], color=style.INK, baseline=None)
    top = max(float(hours[["planned", "actual"]].max().max()), 0.1)  # a week may have no plan
    triangles = hours.loc[over, "actual"] + 0.04 * top
    axes.plot(triangles.index, triangles, "v", color=style.ORANGE, markersize=5)
    axes.set_ylim(0, 1.12 * top)


def _words(axes: Axes, hours: pd.DataFrame) -> None:
    """What the parts are called, at the right of the last weeks, pushed apart where they would touch."""
    last = hours.tail(5).mean()
    heights = [
        (last["focused"] / 2, "making,\nreplying", style.BLUE),
        ((last["focused"] + last["actual"]) / 2, "browsing,\nlearning", style.GREY),
        (last["planned"], "planned", style.INK),
    ]
    first, end = hours.index[0], hours.index[-1]
    axes.set_xlim(first - 0.7, end + 0.7 + max(0.16 * (end - first + 1), 0.3))
    axes.set_xticks([tick for tick in axes.get_xticks() if first <= tick <= end and tick % 1 == 0])
    for (_, text, colour), y in zip(sorted(heights), _apart(axes, heights), strict=True):
        axes.text(end + 0.9, y, text, color=colour, va="center", weight="bold")


def _apart(axes: Axes, heights: list[tuple[float, str, str]]) -> list[float]:
    """The heights in order, far enough apart to be read, each as near to its own place as may be."""
    step, places = 0.17 * axes.get_ylim()[1], [0.0]
    own = sorted(height for height, *_ in heights)
    for height in own:
        places.append(max(height, places[-1] + step))
    lift = sum(places[1:]) / len(own) - sum(own) / len(own)
    return [max(height - lift, step / 2) for height in places[1:]]
