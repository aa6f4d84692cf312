"""How many go on at each step, from our own accounts and from elsewhere, and how many leads we can place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.finding import show
from course_lib.intervals import wilson
from course_lib.reasons.r14_not_tracking import sign

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

ALSO = {"visits": ("source", "services", "contact", "form"), "accounts": ("platform",)}

TALL = 6.4
ROWS = (
    "leads whose source\nis noted",
    "visitors who saw\nthe services page",
    "… of those, who saw\nthe contact page",
    "… of those, who sent\nthe form",
)


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """Leads with a source on top, the three steps of a visit below. Returns the alt text."""
    axes.set_xlim(0, 1)
    phrases = _row(axes, 3, ROWS[0], [(int(finding.k), int(finding.n), "", style.BLUE)])
    groups = _groups(shop) if shop.has("visits") else []
    counts = [(name, sign.steps(sign.funnel(visits)), colour) for name, visits, colour in groups]
    for place, words in enumerate(ROWS[1:]):
        there = [(*steps[place], name, colour) for name, steps, colour in counts]
        if not there:
            axes.text(0.01, 2 - place, "no visits on file", va="center", color=style.GREY)
            continue
        phrases += _row(axes, 2 - place, words, there)
    axes.axhline(2.6 if style.is_narrow(axes) else 2.5, color=style.PALE)
    if style.is_narrow(
        axes
    ):  # each row's words over its dots, for beside them they would take half the width
        axes.set_yticks([])
        for y, words in enumerate(reversed(ROWS)):
            axes.text(
                0.005,
                y + 0.42,
                words.replace("\n", " "),
                va="center",
                color=style.INK,
                weight="bold",
            )
        axes.set_ylim(-0.5, 3.6)
    else:
        axes.set_yticks(range(4), list(reversed(ROWS)))
        axes.set_ylim(-0.5, 3.5)
    axes.xaxis.set_major_formatter(style.percent)
    axes.set_title(f"{shop.name}: what we know, and where visitors drop")
    unknown = len(shop.visits) - sum(len(visits) for _, visits, _ in groups) if groups else 0
    if unknown:
        left_out = (
            f"without {unknown:,} visit{'' if unknown == 1 else 's'} whose source is not known"
        )
        axes.set_xlabel(left_out)
        phrases.append(left_out)
    return f"Dots with 95% intervals for {shop.name}: {'; '.join(phrases)}."


def _groups(shop: Shop) -> list[tuple[str, pd.DataFrame, str]]:
    """Visits from the shop's own accounts and from elsewhere; all together where one of them is empty.

    A visit of unknown source may belong to either, and so to neither.
    """
    visits = shop.visits
    accounts: list[str] = list(shop.accounts["platform"]) if shop.has("accounts") else []
    social, known = visits["source"].isin(accounts), sign.has_source(visits)
    if not social.any() or not (known & ~social).any():
        return [("", visits, style.GREY)]
    return [
        ("from our accounts", visits[social], style.GREEN),
        ("from elsewhere", visits[known & ~social], style.GREY),
    ]


def _row(axes: Axes, y: int, words: str, dots: list[tuple[int, int, str, str]]) -> list[str]:
    """One or two dots at height y, each labelled beside it; returns what they say in words."""
    phrases = []
    narrow = style.is_narrow(axes)
    apart = 0.14 if narrow else 0.2
    offsets = (0.0,) if len(dots) == 1 else (apart, -apart)
    for (k, n, name, colour), offset in zip(dots, offsets, strict=True):
        triple = wilson(k, n)
        if triple is None:
            text, at, side = f"{name} nobody yet".strip(), 0.01, "left"
        else:
            style.dot_interval(axes, y + offset, triple, colour)
            text = f"{show(triple[0], 'share')} ({k:,} of {n:,}) {name}".strip()
            if narrow:
                text = text.replace("from our accounts", "ours").replace("from ", "")
            # else the words would run out of the picture
            fits = triple[2] < (1 - 0.0195 * len(text) if narrow else 0.55)
            at, side = (triple[2] + 0.02, "left") if fits else (triple[1] - 0.02, "right")
        axes.text(at, y + offset, text, ha=side, va="center", color=style.INK)
        phrases.append(f"{words} {text}".replace("\n", " ").lstrip("… "))
    return phrases
