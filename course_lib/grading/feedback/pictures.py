"""The report's pictures, in the house style: how each task went, and belief beside evidence."""

from __future__ import annotations

import io
import itertools
import textwrap
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from course_lib import style
from course_lib.finding import PROBLEM, VERDICTS
from course_lib.grading.feedback.tasks import OUTCOMES, RIGHT, Result
from course_lib.planning.scores import MOST, Row
from course_lib.style import BLUE, GREY, INK, ORANGE, PALE, SKY, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = dict(zip(OUTCOMES, (BLUE, SKY, ORANGE, PALE, "white"), strict=True))
LOOKS = (("v", ORANGE), ("s", GREY), ("o", BLUE), ("x", GREY), ("+", GREY))
MARKS = dict(zip(VERDICTS, LOOKS, strict=True))


def how_tasks_went(rows: Sequence[Result]) -> Picture:
    """A bar for each task: how many people were right, wrong, or did not try."""
    order = list(dict.fromkeys(row.task for row in rows))
    counts = Counter((row.task, row.outcome) for row in rows)

    def draw(axes: Axes) -> None:
        from matplotlib.ticker import MaxNLocator

        places, left = range(len(order)), [0] * len(order)
        for kind in OUTCOMES:
            people = [counts[task, kind] for task in order]
            if any(people):
                bars = axes.barh(
                    places, people, left=left, label=kind, color=COLOURS[kind], ec=INK, lw=0.6
                )
                colour = "white" if kind == RIGHT else INK
                axes.bar_label(bars, [n or "" for n in people], label_type="center", color=colour)
            left = [sum(pair) for pair in zip(left, people, strict=True)]
        axes.set_yticks(places, [textwrap.fill(task.title, 34) for task in order])
        axes.invert_yaxis()
        axes.set_xlabel("people")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))

    words = [
        f"{task.title}: "
        + ", ".join(f"{n} {kind}" for kind in OUTCOMES if (n := counts[task, kind]))
        for task in order
    ]
    return _picture(draw, 1.2 + 0.75 * len(order), f"Bars, one for each task. {'; '.join(words)}.")


def beliefs(cards: Sequence[Sequence[Row]]) -> Picture:
    """A line for each reason, a mark for each person on it: the belief, shaped by what was counted."""
    by_title: dict[str, list[Row]] = {}
    for row in itertools.chain.from_iterable(zip(*cards, strict=True)):
        if row.belief is not None:
            by_title.setdefault(row.title, []).append(row)

    def draw(axes: Axes) -> None:
        for verdict, (shape, colour) in MARKS.items():
            # On each line a little apart, so that equal beliefs do not hide each other.
            marks = [
                (row.belief or 0, height + 0.5 * ((place + 0.5) / len(line) - 0.5))
                for height, line in enumerate(by_title.values())
                for place, row in enumerate(line)
                if row.verdict == verdict
            ]
            axes.plot(
                [x for x, _ in marks], [y for _, y in marks], shape, color=colour, label=verdict
            )
        axes.hlines(range(len(by_title)), -0.5, MOST + 0.5, color=PALE, linewidth=0.8, zorder=0)
        axes.set_yticks(range(len(by_title)), list(by_title))
        axes.set_xlim(-0.5, MOST + 0.5)
        axes.set_ylim(len(by_title) - 0.4, -0.6)
        axes.set_xlabel(f"what people believe of themselves, 0 to {MOST}")

    words = [
        f"{title}: {sum(row.verdict == PROBLEM for row in line)} of {len(line)} a problem"
        for title, line in by_title.items()
    ]
    alt = f"Marks, one for each person and reason, placed by belief. {'; '.join(words)}."
    return _picture(draw, 1.4 + 0.45 * len(by_title), alt)


def _picture(draw: Callable[[Axes], None], height: float, alt: str) -> Picture:
    import matplotlib.style
    from matplotlib.figure import Figure

    with matplotlib.style.context(style.STYLE):
        figure = Figure(figsize=(8, height), layout="constrained")
        draw(figure.subplots())
        look = {"frameon": False, "fontsize": 9.5}
        figure.legend(loc="outside upper left", ncols=len(OUTCOMES), **look)
        image = io.BytesIO()
        figure.savefig(image, format="png")
    return Picture(image.getvalue(), alt, "")
