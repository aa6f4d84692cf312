"""Every pitched conversation as a column of dots, from the first message up, with the pitch marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.reasons.r11_ambushing import sign

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

MOST_COLUMNS, MOST_TURNS = 90, 12  # more would not fit side by side, or on top of each other


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """Columns in order of what they wrote before the pitch. Returns the alt text."""
    title = f"{shop.name}: who had written what when we pitched"
    axes.set_title(title)
    messages = shop.messages
    before = sign.inbound_before_pitch(messages).sort_values(kind="stable")
    if before.empty:
        axes.axis("off")
        axes.text(0.02, 0.5, "nobody was pitched", va="center", color=style.GREY)
        return f"{title}: nobody was pitched, in 0 conversations."
    narrow = style.is_narrow(axes)
    step = -(-len(before) // (MOST_COLUMNS // 2 if narrow else MOST_COLUMNS))
    shown = before.iloc[::step]
    top = _columns(axes, messages, shown)
    axes.set_xlim(-1, len(shown))
    axes.set_ylim(0.3, top + (4.7 if narrow else 3.4))
    axes.set_xticks([])
    axes.set_yticks([turn for turn in range(1, top + 1) if turn in (1, 2) or turn % 4 == 0])
    axes.set_ylabel("message")
    every = "every" if step == 1 else f"one in {step}"
    axes.set_xlabel("conversations with a pitch" + (f", {every} shown" if step > 1 else ""))
    _divide(axes, before, shown, top)
    _name_the_dots(axes, top)
    early = int((before < sign.LEAST).sum())
    return (
        f"{title}. {len(shown)} columns of dots, for {every} conversation: in {early} the pitch "
        f"came before their second message, in {len(before) - early} after it."
    )


def _columns(axes: Axes, messages: pd.DataFrame, shown: pd.Series) -> int:
    """Draw the dots; returns the height of the highest column."""
    rows = messages[messages["conv_id"].isin(shown.index)].sort_values(["conv_id", "ts"])
    turn = rows.groupby("conv_id").cumcount() + 1
    place = rows["conv_id"].map({name: x for x, name in enumerate(shown.index)})
    fits = turn <= MOST_TURNS
    theirs, pitch = rows["direction"] == "in", rows["type"] == "pitch"
    marks = [
        (theirs, "o", style.BLUE, 5),
        (~theirs & ~pitch, "o", style.GREY, 3),
        (~theirs & pitch, "D", style.ORANGE, 5),
    ]
    for which, marker, colour, size in marks:
        dots = which & fits
        axes.plot(place[dots], turn[dots], marker, color=colour, markersize=size)
    return int(turn[fits].max())


def _divide(axes: Axes, before: pd.Series, shown: pd.Series, top: int) -> None:
    """A line between early and later pitches, and how many there are on either side."""
    early = int((before < sign.LEAST).sum())
    at = int((shown < sign.LEAST).sum()) - 0.5
    axes.plot([at, at], [0.3, top + 0.9], color=style.INK, linestyle=(0, (4, 2)), linewidth=1.5)
    left, right = axes.get_xlim()
    sides = [(left, f" ← pitched too soon: {early}", "left")]
    sides += [(right, f"they had written twice: {len(before) - early} → ", "right")]
    lift = 1.1 if style.is_narrow(axes) else 0  # one above the other where they would touch
    for (x, text, align), y in zip(sides, (top + 1.5 + lift, top + 1.5), strict=True):
        axes.text(x, y, text, ha=align, va="center", weight="bold")


def _name_the_dots(axes: Axes, top: int) -> None:
    """What the three marks mean, each word in the colour and beside the mark it names."""
    words = [("they wrote", style.BLUE, "o"), ("we wrote", style.GREY, "o")]
    words += [("we pitched", style.ORANGE, "D")]
    low, high = axes.get_xlim()
    apart, gap, y = (0.34, 0.03, top + 4) if style.is_narrow(axes) else (0.17, 0.015, top + 2.7)
    for place, (text, colour, marker) in enumerate(words):
        x = low + (high - low) * (0.01 + apart * place)
        axes.plot([x], [y], marker, color=colour, markersize=6)
        axes.text(x + (high - low) * gap, y, text, color=colour, va="center", weight="bold")
