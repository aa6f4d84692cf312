"""How the share of buyers who had bought rises with the days since they first got in touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.finding import show
from course_lib.reasons.r03_expecting_miracles import sign

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

SOON, LONGEST = 3, 180


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """The rising share, with day 3 and the day on which the shop judges marked. Returns the alt text."""
    waits = sign.lags(sign.latest_buyers(shop.clients))
    axes.set_title(f"{shop.name}: which part of its buyers had bought, so many days on")
    axes.set_xlim(0, LONGEST)
    axes.set_ylim(0, 1.3)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.set_xlabel("days since they first got in touch")
    axes.yaxis.set_major_formatter(style.percent)
    if not waits:
        axes.text(2, 0.5, "nobody has bought yet", color=style.GREY)
        return f"No curve for {shop.name}: nobody has bought yet."
    share = [sum(wait <= day for wait in waits) / len(waits) for day in range(LONGEST + 1)]
    axes.step(range(LONGEST + 1), share, where="post", color=style.BLUE)
    days = {SOON: "three days"} | (
        {round(judged): "it judges here"} if (judged := _judged(shop)) else {}
    )
    phrases = []
    for day, what in days.items():
        if day > LONGEST:
            continue
        axes.axvline(day, color=style.GREY, linewidth=1, linestyle=(0, (2, 2)))
        axes.plot([day], [share[day]], "o", color=style.BLUE, markersize=8)
        text = f"day {day}, {what}: {show(share[day], 'share')}"
        axes.text(day + 2, 1.22 if day == SOON else 1.08, text, va="top", color=style.INK)
        phrases.append(text)
    return (
        f"A rising curve of the {len(waits)} latest first-time buyers of {shop.name}, by the days they "
        f"took. Marked on it: {'; '.join(phrases) or 'nothing'}."
    )


def _judged(shop: Shop) -> float | None:
    """The shortest wait that the shop's goals give, None where they give none."""
    if "judge_days" not in shop.goals:
        return None
    days = shop.goals["judge_days"].min()
    return None if days != days else float(days)
