"""A small picture of numbers on a line: one mark above it, an estimate with its interval below."""

from __future__ import annotations

import html
import math
from dataclasses import dataclass

# Per cent of the picture's width, so that it fits any page and its letters shrink on none; the line runs from
# LEFT to RIGHT. Heights are pixels.
LEFT, RIGHT = 4.0, 96.0
_AXIS = 42  # the line's y: 24 above it stands one label, 36 below it the other


@dataclass(frozen=True)
class Mark:
    """A labelled value on the line; `low` and `high`, if given, are drawn as its interval."""

    value: float
    text: str
    low: float | None = None
    high: float | None = None


def number_line(above: Mark, below: Mark | None, span: tuple[float, float], unit: str) -> str:
    """The picture as inline SVG (role="img", with both labels as its text alternative).

    Values and span are in the same `unit` ("share" is written as percent). The span is widened to hold
    every finite value; what is infinite runs to the end of the line.
    """
    low_end, high_end = widen(span, [above, below] if below else [above])

    def x(value: float) -> float:
        # SVG takes no infinity, and a mark outside the span would lie outside the picture.
        inside = min(max(value, low_end), high_end)
        return round(LEFT + (RIGHT - LEFT) * (inside - low_end) / (high_end - low_end), 2)

    label = "; ".join(mark.text for mark in (above, below) if mark)
    parts = [
        f'<svg width="100%" height="100" role="img" aria-label="{html.escape(label)}" '
        'fill="currentColor" stroke="none" font-size="14">',
        f'<line x1="{LEFT}%" x2="{RIGHT}%" y1="{_AXIS}" y2="{_AXIS}" stroke="currentColor" opacity="0.6"/>',
        _words(LEFT, 94, _tick(low_end, unit), "start", 0.8),
        _words(RIGHT, 94, _tick(high_end, unit), "end", 0.8),
        *_above(x(above.value), above.text),
        *(_below(x, below) if below else ()),
        "</svg>",
    ]
    return "".join(parts)


def widen(span: tuple[float, float], marks: list[Mark]) -> tuple[float, float]:
    """The span, widened to hold every finite value of the marks, and never of no width."""
    values = [value for mark in marks for value in (mark.value, mark.low, mark.high)]
    finite = [value for value in values if value is not None and math.isfinite(value)]
    low, high = min(*span, *finite), max(*span, *finite)
    return (low, high) if high > low else (low, low + 1)


def _above(x: float, words: str) -> list[str]:
    """A triangle that points down at the line."""
    return [
        f'<svg x="{x}%" overflow="visible"><path d="M0 {_AXIS} l-7 -14 h14 z"/></svg>',
        f'<line x1="{x}%" x2="{x}%" y1="{_AXIS}" y2="{_AXIS + 24}" stroke="currentColor" stroke-dasharray="3 3"/>',
        _words(x, 18, words, _anchor(x)),
    ]


def _below(x, mark: Mark) -> list[str]:  # type: ignore[no-untyped-def]
    """A dot under the line, on the bar of its interval."""
    middle = x(mark.value)
    low = x(mark.value if mark.low is None else mark.low)
    high = x(mark.value if mark.high is None else mark.high)
    y = _AXIS + 12
    return [
        f'<line x1="{low}%" x2="{high}%" y1="{y}" y2="{y}" stroke="currentColor" stroke-width="6" '
        'opacity="0.45"/>',
        f'<circle cx="{middle}%" cy="{y}" r="6"/>',
        _words(middle, y + 24, mark.text, _anchor(middle)),
    ]


def _words(x: float, y: float, words: str, anchor: str, opacity: float = 1) -> str:
    return f'<text x="{x}%" y="{y}" text-anchor="{anchor}" opacity="{opacity}">{html.escape(words)}</text>'


def _anchor(x: float) -> str:
    """Labels near an end grow inwards, so that they are not cut off."""
    return "start" if x < 35 else "end" if x > 65 else "middle"


def _tick(value: float, unit: str) -> str:
    return f"{100 * value:.0f}%" if unit in ("share", "points") else f"{value:,.4g}"
