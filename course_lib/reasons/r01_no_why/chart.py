"""Where the hours go, account by account, with each account's own why written beside its bar."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from course_lib import style
from course_lib.reasons.r01_no_why import sign

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

NEEDS = {"accounts": ("platform",), "timelog": ("week",)}

ROWS = 10  # more bars than these would be too thin for their words
TALL = 6.6


def reach(shop: Shop) -> tuple[float, ...]:
    """The end that the axis of hours a week needs."""
    return (max([0.1, *hours_a_week(shop.timelog, shop.accounts)]),)


def draw(axes: Axes, shop: Shop, finding: Finding, reach: tuple[float, ...]) -> str:
    """Hours a week by account, longest first; orange where there is no why. Returns the alt text."""
    hours = hours_a_week(shop.timelog, shop.accounts)
    whys = _whys(shop.goals, {str(name): float(length) for name, length in hours.items()})
    shown = hours.iloc[:ROWS]
    [longest] = reach
    longest_why, line = (46, 25) if style.is_narrow(axes) else (70, 70)
    phrases = []
    for y, (platform, length) in enumerate(zip(shown.index, shown, strict=True)):
        why = whys.get(platform, "")
        colour = style.BLUE if why else style.ORANGE
        words = textwrap.shorten(why, longest_why, placeholder=" …") if why else "no why"
        weight, ink = ("normal", style.INK) if why else ("bold", style.ORANGE)
        axes.barh(y, length, height=0.6, color=colour)
        lines = textwrap.fill(words, line)
        axes.text(length + 0.05 * longest, y, lines, va="center", color=ink, weight=weight)
        phrases.append(f"{platform} {_time(length)}, {words}")
    note = ""
    if len(hours) and all(name in whys for name in hours.index):
        note = " No account is without a why."  # what no orange bar says
        axes.text(0.05 * longest, len(shown), note.strip(), va="center", style="italic")
    axes.set_xlim(0, 3.7 * longest)  # most of the width is for the words
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_yticks(range(len(shown)), [f"{name}  {_time(h)}" for name, h in shown.items()])
    axes.set_ylim(max(len(shown) + bool(note), 3) - 0.4, -0.6)
    more = f" (the {ROWS} largest of {len(hours)})" if len(hours) > ROWS else ""
    axes.set_title(f"{shop.name}: hours a week by account, and what each is for{more}")
    return f"Bars of hours a week by account for {shop.name}{more}: {'; '.join(phrases)}.{note}"


def _time(hours: float) -> str:
    """Hours a week in words, where the bar is too short to be seen too."""
    return f"{hours:.1f} h" if hours >= 0.05 else "under 0.1 h" if hours else "no time"


def hours_a_week(timelog: pd.DataFrame, accounts: pd.DataFrame) -> pd.Series:
    """Mean hours a week by platform, most first; 0 for an account without a logged minute."""
    names = list(dict.fromkeys([*accounts["platform"], *timelog["platform"]]))
    weeks = max(timelog["week"].nunique(), 1)
    minutes = timelog.groupby("platform")["minutes"].sum().reindex(names, fill_value=0)
    return (minutes / 60 / weeks).sort_values(ascending=False, kind="stable")


def _whys(goals: pd.DataFrame, hours: Mapping[str, float]) -> dict[str, str]:
    """The first why of each platform that has one; the same on several serves the busiest."""
    has_why = goals["platform"].isin(sign.explained(goals, hours))
    rows = goals[has_why & (goals["why"].fillna("") != "")]
    first = rows.drop_duplicates("platform")
    return dict(zip(first["platform"], first["why"], strict=True))
