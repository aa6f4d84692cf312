"""The report's pictures, in the house style: how each task went, and belief beside evidence."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from course_lib import style
from course_lib.finding import FINE, NO_DATA, NOT_SURE, PROBLEM
from course_lib.grading.feedback import tasks
from course_lib.grading.feedback.tasks import OUTCOMES, Result
from course_lib.planning.scores import MOST, Row
from course_lib.style import BLUE, GREY, INK, ORANGE, PALE, SKY, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = dict(zip(OUTCOMES, (BLUE, SKY, ORANGE, PALE, "white"), strict=True))
VERDICTS = {PROBLEM: ("v", ORANGE), NOT_SURE: ("s", GREY), FINE: ("o", BLUE), NO_DATA: ("x", GREY)}


def how_tasks_went(rows: Sequence[Result]) -> Picture:
    """A bar for each task: how many people were right, wrong, or did not try."""
    order = list(dict.fromkeys(row.task for row in rows))
    counts = [
        {kind: sum(r.outcome == kind for r in rows if r.task == task) for kind in OUTCOMES}
        for task in order
    ]

    def draw(axes: Axes) -> None:
        from matplotlib.ticker import MaxNLocator

        for height, by_kind in enumerate(counts):
            left = 0
            for kind, count in by_kind.items():
                axes.barh(
                    height, count, left=left, color=COLOURS[kind], edgecolor=INK, linewidth=0.6
                )
                if count:
                    colour = "white" if kind == tasks.RIGHT else INK
                    axes.text(
                        left + count / 2, height, str(count), ha="center", va="center", color=colour
                    )
                left += count
        axes.set_yticks(range(len(order)), [textwrap.fill(task.title, 34) for task in order])
        axes.invert_yaxis()
        axes.set_xlabel("people")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        kinds = [kind for kind in OUTCOMES if any(by_kind[kind] for by_kind in counts)]
        _key(axes, [("s", COLOURS[kind], kind) for kind in kinds])

    words = [
        f"{task.title}: " + ", ".join(f"{n} {kind}" for kind, n in by_kind.items() if n)
        for task, by_kind in zip(order, counts, strict=True)
    ]
    return _picture(draw, 1.2 + 0.75 * len(order), f"Bars, one for each task. {'; '.join(words)}.")


def beliefs(cards: Sequence[Sequence[Row]]) -> Picture:
    """A line for each reason, a mark for each person on it: the belief, shaped by what was counted."""
    numbers = list(dict.fromkeys(row.number for card in cards for row in card))
    lines = [[row for card in cards for row in card if row.number == n] for n in numbers]
    lines = [[row for row in line if row.belief is not None] for line in lines]
    lines = [line for line in lines if line]

    def draw(axes: Axes) -> None:
        for height, line in enumerate(lines):
            axes.axhline(height, color=PALE, linewidth=0.8, zorder=0)
            for place, row in enumerate(line):
                shape, colour = VERDICTS[row.verdict]
                spread = 0.5 * ((place + 0.5) / len(line) - 0.5)  # so that equal beliefs stay apart
                axes.plot(row.belief or 0, height + spread, shape, color=colour, markersize=7)
        axes.set_yticks(range(len(lines)), [line[0].title for line in lines])
        axes.set_xlim(-0.5, MOST + 0.5)
        axes.set_ylim(len(lines) - 0.4, -0.6)
        axes.set_xlabel(f"what people believe of themselves, 0 to {MOST}")
        _key(axes, [(*look, verdict) for verdict, look in VERDICTS.items()])

    words = [
        f"{line[0].title}: {sum(row.verdict == PROBLEM for row in line)} of {len(line)} a problem"
        for line in lines
    ]
    alt = f"Marks, one for each person and reason, placed by belief. {'; '.join(words)}."
    return _picture(draw, 1.4 + 0.45 * len(lines), alt)


def _key(axes: Axes, marks: list[tuple[str, str, str]]) -> None:
    """What each shape and colour means, above the drawing and in the order of the drawing."""
    for shape, colour, words in marks:
        axes.plot(
            [],
            [],
            shape,
            color=colour,
            markeredgecolor=INK if shape == "s" else colour,
            label=words,
        )
    axes.figure.legend(loc="outside upper left", ncols=len(marks), frameon=False, fontsize=9.5)


def _picture(draw: Callable[[Axes], None], height: float, alt: str) -> Picture:
    import matplotlib.style
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.style.context(Path(style.__file__).with_name("off_target.mplstyle")):
        figure = Figure(figsize=(8, height), layout="constrained")
        FigureCanvasAgg(figure)
        draw(figure.subplots())
        paper = io.BytesIO()
        figure.savefig(paper, format="png")
    return Picture(paper.getvalue(), alt, "")
