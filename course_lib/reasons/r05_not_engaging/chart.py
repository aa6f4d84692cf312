"""Three kinds of attention paid back, each as a dot on its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.finding import show
from course_lib.intervals import wilson
from course_lib.reasons.r05_not_engaging import sign

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

NEEDS = {"received": ("person_id", "ts"), "given": ("person_id", "ts")}


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """Answered, thanked and given back, as shares of those who deserved it. Returns the alt text."""
    counts = {
        "people who asked,\nanswered within a day": (int(finding.k), int(finding.n)),
        "sharers thanked": sign.thanked(shop.messages, shop.received),
        "sharers given\nsomething back": sign.gave_back(shop.received, shop.given),
    }
    phrases = []
    axes.set_xlim(0, 1)
    for y, (name, (k, n)) in enumerate(reversed(counts.items())):
        triple = wilson(k, n)
        if triple is None:
            axes.text(0.01, y, "nobody to answer yet", va="center", color=style.GREY)
            continue
        style.dot_interval(axes, y, triple, style.BLUE if y == 2 else style.GREY)
        text = f"{show(triple[0], 'share')} ({k} of {n})"
        style.label(axes, triple[0], y + 0.3, text, style.INK, "normal")
        phrases.append(f"{name} {text}".replace("\n", " "))
    axes.set_yticks(range(3), list(reversed(counts)))
    axes.set_ylim(-0.5, 2.6)
    axes.xaxis.set_major_formatter(style.percent)
    axes.set_title(f"{shop.name}: who gets something back")
    return f"Dots with 95% intervals for {shop.name}: {'; '.join(reversed(phrases))}."
