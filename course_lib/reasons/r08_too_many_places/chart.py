"""Days since the last post on every account, against the line at 30 days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.reasons.r08_too_many_places.sign import SILENT_DAYS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

NEEDS = {"accounts": ("login_ok",)}

MOST_ROWS = 11  # more would not be readable


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """One dot an account, the longest silence on top. Returns the alt text."""
    rows = _silences(shop.accounts, shop.today)
    shown = rows.tail(MOST_ROWS)
    longest = int(shown["days"].max()) if len(shown) else 0
    # Half as much again, for the words behind the dots, and more where the same words have less room.
    room = 2.8 if style.is_narrow(axes) else 1.5
    axes.set_xlim(0, room * max(longest, 2 * SILENT_DAYS))
    top = 1.16 * max(len(shown), 1) - 0.4
    axes.set_ylim(-0.6, top)
    axes.axvline(SILENT_DAYS, ymax=0.88, color=style.INK, linewidth=1.5, linestyle=(0, (4, 2)))
    style.label(axes, SILENT_DAYS, top - 0.06 * (top + 0.6), f"{SILENT_DAYS} days", style.INK)
    words = [_words(*pair) for pair in zip(shown["days"], shown["login_ok"], strict=True)]
    for y, days in enumerate(shown["days"]):
        _lollipop(axes, y, days, words[y])
    axes.set_yticks(range(len(shown)), list(shown["platform"]))
    axes.tick_params(axis="y", pad=8)  # a dot at 0 days stands over the axis
    left_out = f" (the {len(shown)} longest of {len(rows)})" if len(rows) > len(shown) else ""
    axes.set_xlabel(f"days since the last post{left_out}")
    axes.set_title(f"{shop.name}: how long each account has been silent")
    phrases = [f"{name} {since}" for name, since in zip(shown["platform"], words, strict=True)]
    silences = "; ".join(reversed(phrases)) or "none"
    return f"A dot an account of {shop.name}, placed by days since its last post: {silences}."


def _silences(accounts: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """platform, days (int), login_ok; the most recent post first."""
    days = (today - accounts["last_post"]).dt.days
    rows = accounts.assign(days=days)[["platform", "days", "login_ok"]]
    return rows.sort_values(["days", "platform"], ascending=[True, False])


def _words(days: int, login_ok: bool) -> str:
    since = "today" if days == 0 else f"{days} day{'' if days == 1 else 's'}"
    return since if login_ok else f"{since}, nobody can log in"


def _lollipop(axes: Axes, y: int, days: int, words: str) -> None:
    colour = style.ORANGE if days > SILENT_DAYS else style.BLUE
    axes.plot([0, days], [y, y], color=colour, linewidth=2, alpha=0.35)
    axes.plot([days], [y], "o", color=colour, markersize=8, clip_on=False)
    gap, wide = (0.035, 0.2) if style.is_narrow(axes) else (0.015, 0.1)
    past = days + gap * axes.get_xlim()[1]
    if days <= SILENT_DAYS < past + wide * axes.get_xlim()[1]:
        past = SILENT_DAYS + gap * axes.get_xlim()[1]  # or the line would cross the words
    axes.text(past, y, words, va="center", color=style.INK)
