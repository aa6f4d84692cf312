"""The house style of every chart: one figure with the reason's own drawing above and the verdict below.

Colours are from Okabe and Ito's palette, which colour-blind readers can tell apart, and never carry
a meaning alone: whatever is coloured is also labelled where it stands.
"""

from __future__ import annotations

import base64
import html
import io
import math
import os
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from course_lib.finding import FINE, NO_DATA, PROBLEM, Finding, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import SubFigure

    from course_lib.tables import Shop
    from course_lib.words import Reason

STYLE = Path(__file__).with_name("off_target.mplstyle")
INK, GREY, PALE = "#1f2933", "#6b7280", "#dfe3e8"
BLUE, ORANGE, GREEN, SKY, PINK = "#0072b2", "#d55e00", "#009e73", "#56b4e9", "#cc79a7"
# Grey is for what is not known: "not sure yet" and "no data".
VERDICT_COLOUR = {PROBLEM: ORANGE, FINE: BLUE}

TITLE = 58  # letters in a line of the verdict's title, beside the widest labels that a chart has at its left
ACROSS = 37  # letters in a line of any title that has the whole width of a phone
STRIP = 1.75  # inches of a phone's chart that the verdict takes


@dataclass(frozen=True)
class Form:
    """What a chart is drawn for: its width and height in inches, and the kind of picture, "png" or "svg"."""

    width: float
    height: float
    kind: str


NOTEBOOK, PAGE, PHONE = Form(8, 5.2, "png"), Form(8, 5.2, "svg"), Form(4.2, 5.4, "svg")
# On the course's page of a phone, which sets this in its kernel: a notebook's picture in a phone's shape.
ON_PHONE = "OFF_TARGET_PHONE"
_MIME = {"png": "image/png", "svg": "image/svg+xml"}


def notebook_form() -> Form:
    """What a notebook's charts are drawn for: a laptop, or a phone where the page said that it is one."""
    return replace(PHONE, kind=NOTEBOOK.kind) if os.environ.get(ON_PHONE) else NOTEBOOK


# What a reason's chart.py has: (axes, shop, finding) -> alt text.
Draw = Callable[["Axes", "Shop", Finding], str]


@dataclass(frozen=True)
class Picture:
    """A finished chart: its bytes in its form, the alt text that says what it shows, and the sentence under it."""

    image: bytes
    alt: str
    caption: str
    form: Form = NOTEBOOK

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.image).decode("ascii")
        return (
            f'<figure style="margin:0;max-width:{100 * self.form.width:.0f}px">'
            f'<img class="ot-picture" src="data:{_MIME[self.form.kind]};base64,{data}" '
            f'alt="{html.escape(self.alt)}" style="width:100%;height:auto;border-radius:6px"/>'
            f'<figcaption style="margin-top:.5em;line-height:1.5">{html.escape(self.caption)}'
            "</figcaption></figure>"
        )

    def __repr__(self) -> str:
        return f"{self.alt} {self.caption}"


def picture(
    reason: Reason,
    shop: Shop,
    finding: Finding,
    draw: Draw,
    guess: float | None,
    verdict: bool = True,
    form: Form = NOTEBOOK,
) -> Picture:
    """A reason's chart: `draw(axes, shop, finding)` above, the interval against the bar below.

    `guess` (or None) is in the finding's unit, shares as 0..1. Without `verdict` neither the chart nor the
    sentence under it gives one: the reader judges. On a narrow form both parts and their titles have the whole
    width; a `draw` asks `is_narrow`.
    """
    import matplotlib.style
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with matplotlib.style.context(STYLE):
        # Not pyplot's: it keeps every figure in memory, and Jupyter would show it a second time.
        figure = Figure(figsize=(form.width, form.height), layout="constrained")
        canvas = (FigureCanvasSVG if form.kind == "svg" else FigureCanvasAgg)(figure)
        parts: list[SubFigure] = []
        if form.width < NOTEBOOK.width:
            heights = [form.height - STRIP, STRIP]
            parts = list(figure.subfigures(2, 1, squeeze=False, height_ratios=heights).flat)
            upper, lower = (part.subplots() for part in parts)
        else:
            upper, lower = figure.subplots(2, 1, height_ratios=[2.9, 1.1])
        alt = draw(upper, shop, finding)
        verdict_strip(lower, reason, finding, guess, verdict)
        for part, axes in zip(parts, (upper, lower), strict=False):
            _title_across(part, axes)
        buffer = io.BytesIO()
        # Drawn once; savefig would draw it all before, to lay it out.
        if isinstance(canvas, FigureCanvasSVG):
            canvas.print_svg(buffer, metadata={"Date": None})  # so the same chart is the same file
        else:
            canvas.print_png(buffer)
    label = "Synthetic data. " if shop.synthetic else ""
    sentence = finding.sentence if verdict else finding.evidence
    return Picture(buffer.getvalue(), f"{alt} {sentence}", f"{label}{sentence}", form)


def is_narrow(axes: Axes) -> bool:
    """Whether a chart is being drawn for a phone: panels belong below each other there, and words into lines."""
    figure = axes.get_figure(root=True)
    return figure is not None and figure.get_figwidth() < NOTEBOOK.width


def _title_across(part: SubFigure, axes: Axes) -> None:
    """Move a title from above the axes to above the whole part of the figure that they stand in."""
    title = textwrap.fill(" ".join(axes.get_title("left").split()), ACROSS)
    axes.set_title("")
    part.suptitle(title, x=0.02, ha="left", fontsize=11.5, weight="bold")


def sentence(text: str) -> Draw:
    """A Draw for where there is nothing to draw: a sentence that says why, also as the alt text."""

    def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
        axes.axis("off")
        axes.set_title(f"{shop.name}: no chart")
        axes.text(0, 0.6, textwrap.fill(text, 88), color=GREY, va="center")
        return f"No chart for {shop.name}: {text}"

    return draw


def verdict_strip(
    axes: Axes, reason: Reason, finding: Finding, guess: float | None, verdict: bool = True
) -> None:
    """One line: the estimate with its interval, the bar, and the reader's guess, each labelled in place.

    Without `verdict`, neither the title nor the colour gives it.
    """
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    what = reason.sign.what
    title = f"{finding.verdict.capitalize()}: {what}" if verdict else f"{what[0].upper()}{what[1:]}"
    title = textwrap.fill(title, TITLE)
    axes.set_title(title, fontsize=11.5, pad=8)
    low, high = limits(finding, guess)
    axes.set_xlim(low, high)
    axes.set_ylim(-1, 1.7)  # three rows of labels: guess, estimate, bar; so none can overlap
    if finding.unit in ("share", "points"):
        axes.xaxis.set_major_formatter(percent)
    _shade_bad_side(axes, finding, low, high)
    # ymax is a share of the height: the line ends at y = 1.08, under its label.
    axes.axvline(finding.bar, ymax=0.77, color=INK, linewidth=1.5, linestyle=(0, (4, 2)))
    label(axes, finding.bar, 1.35, f" bar {plain(finding.bar, finding.unit)} ", INK)
    if finding.estimate is None or finding.low is None or finding.high is None:
        label(axes, low, 0, NO_DATA, GREY)
        return
    colour = VERDICT_COLOUR.get(finding.verdict, GREY) if verdict else INK
    middle = min(finding.estimate, high)  # a ratio may have no limit
    axes.plot([finding.low, min(finding.high, high)], [0, 0], color=colour, linewidth=6, alpha=0.45)
    axes.plot([middle], [0], "o", color=colour, markersize=9, clip_on=False)
    label(axes, middle, 0.6, plain(finding.estimate, finding.unit), colour)
    if guess is not None:
        axes.plot([guess], [0], marker="D", color=PINK, markersize=8, markeredgecolor=INK)
        label(axes, guess, -0.6, f"you said {plain(guess, finding.unit)}", INK)


def limits(finding: Finding, guess: float | None) -> tuple[float, float]:
    """The ends of the strip's axis: 0 and 1 for a share that fits there, else what holds all its numbers and 0."""
    values = [finding.bar, finding.estimate, finding.low, finding.high, guess, 0.0]
    numbers = [value for value in values if value is not None and math.isfinite(value)]
    if finding.unit == "share" and max(numbers) <= 1:  # what is spent of a plan may be more
        return 0.0, 1.0
    # 1.0 where all numbers are 0, since a range of no width cannot be drawn.
    margin = (max(numbers) - min(numbers)) * 0.08 or 1.0
    return min(numbers) - (margin if min(numbers) < 0 else 0), max(numbers) + margin


def percent(value: float, _position: object = None) -> str:
    """A share as an axis writes it: 0.25 -> "25%"."""
    return f"{100 * value:.0f}%"


def label(
    axes: Axes, x: float, y: float, text: str, colour: str = INK, weight: str = "bold"
) -> None:
    """Text at (x, y), centred there but never running out of the axes: set their limits first."""
    low, high = axes.get_xlim()
    place = (x - low) / (high - low)
    # At the ends, an eighth of a wide chart each, a centred label could run out of the figure. A phone's chart
    # leaves some two hundred points to the axes, and a letter takes seven of them.
    end = min(0.45, 0.018 * len(text.strip())) if is_narrow(axes) else 0.12
    side = "left" if place < end else "right" if place > 1 - end else "center"
    # A line may pass behind the words.
    box = {"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": 1}
    axes.text(x, y, text, color=colour, ha=side, va="center", weight=weight, bbox=box)


def dot_interval(axes: Axes, y: float, triple: tuple[float, float, float], colour: str) -> None:
    """An estimate as a dot on its interval, at height y; `triple` is (estimate, low, high)."""
    estimate, low, high = triple
    axes.plot([low, high], [y, y], color=colour, linewidth=6, alpha=0.35)
    axes.plot([estimate], [y], "o", color=colour, markersize=8, clip_on=False)


def _shade_bad_side(axes: Axes, finding: Finding, low: float, high: float) -> None:
    start, end = (low, finding.bar) if finding.good == "above" else (finding.bar, high)
    axes.axvspan(start, end, color=ORANGE, alpha=0.07, linewidth=0)
