"""The plan as one sheet of A4 to print or send: complete in itself, black on white."""

from __future__ import annotations

import html
import math
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from course_lib.grammar import spoken_day
from course_lib.planning.actions import CHECK_INS, Action

_LONGEST = 420  # ems halved of one text: more is cut, and stands whole in the table
_LARGE, _SMALL = 10.5, 6.5  # points of the type
_FITS = 3000  # what one sheet holds in the larger type, in ems halved
_TO_FILL_IN = tuple(
    text.replace(" ", "\N{NO-BREAK SPACE}")  # a blank stays on the line of its words
    for text in (
        "day 0: _____ of _____",
        "day 90: _____ of _____",
        "weeks in which it happened: _____ of 13",
    )
)


def page(actions: Sequence[Action], summary: str) -> str:
    """The text of plan.html. The type shrinks, and a text is cut, so that it prints on one sheet."""
    start = actions[0].start if actions else date.today()
    blocks = [_block(place, action) for place, action in enumerate(actions, 1)]
    checks = "".join(
        f"<li><b>Day {day}, {spoken_day(start + timedelta(days=day))}.</b> {html.escape(text)} "
        "<i>________</i></li>"
        for day, text in CHECK_INS.items()
    )
    body = "".join(block for block, _ in blocks)
    length = (
        sum(size for _, size in blocks) + _width(summary) + _width(" ".join(CHECK_INS.values()))
    )
    size = min(max(_LARGE * math.sqrt(_FITS / max(length, 1)), _SMALL), _LARGE)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>My 90-day plan</title>'
        f"<style>{STYLE}@media print{{body{{font-size:{size:.1f}pt}}}}</style></head>"
        f"<body><h1>My 90-day plan, from {spoken_day(start)}</h1>"
        f"<p>{html.escape(_short(summary))}</p>{body}<h2>Check-ins</h2><ul>{checks}</ul></body></html>\n"
    )


def _block(place: int, action: Action) -> tuple[str, int]:
    """An action's part of the page, and how much room its texts take."""
    terms = {
        "Why": action.why,
        "First": action.first,
        "Who": f"{_short(action.owner)}, {action.effort} from {spoken_day(action.start)}",
        "Number": f"{_short(action.sign)}. Target: {_short(action.target)}.",
        "Count": action.count,
        "Counted": "     ".join(_TO_FILL_IN),
    }
    if action.review_day != action.end:
        terms["Review"] = spoken_day(action.review_day)
    shown = {name: text for name, text in terms.items() if text}
    rows = "".join(f"<dt>{name}</dt><dd>{html.escape(text)}</dd>" for name, text in shown.items())
    line = f"If {_short(action.if_)}, then I {_short(action.then)}."
    title = html.escape(f"{place}. {action.title}")
    block = (
        f"<section><h2>{title}</h2><p class=line>{html.escape(line)}</p><dl>{rows}</dl></section>"
    )
    return block, _width(line) + sum(_width(text) + 40 for text in shown.values())


def _short(text: str) -> str:
    """The text, cut where it is longer than a sheet has room for."""
    total = 0
    for place, sign in enumerate(text):
        total += _width(sign)
        if total > _LONGEST:
            return f"{text[:place].rstrip()}… (whole in plan.csv)"
    return text


def _width(text: str) -> int:
    """About how wide a text is set, in ems halved: signs of East Asian scripts and capitals are wider."""
    return sum(2 if sign.isupper() or is_wide(sign) else 1 for sign in text)


def is_wide(sign: str) -> bool:
    """Whether a sign of an East Asian script is set twice as wide as a Latin letter."""
    return unicodedata.east_asian_width(sign) in "WF"


STYLE = (
    "@page{size:A4;margin:12mm 15mm}"
    "body{font:11pt/1.4 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#111;"
    "background:#fff;overflow-wrap:anywhere}"
    "h1{font-size:1.6em;margin:0 0 .3em}h2{font-size:1.12em;margin:.7em 0 .15em}p{margin:.2em 0}"
    "section{border-top:1px solid #999;break-inside:avoid;margin-top:.5em}.line{font-style:italic}"
    "dl{display:grid;grid-template-columns:5em 1fr;gap:.05em .8em;margin:.25em 0}"
    "dt{font-weight:bold}dd{margin:0;white-space:pre-wrap}"
    "ul{padding-left:1.2em;margin:.2em 0}"
    "@media print{body{line-height:1.28;max-width:none;margin:0;padding:0}}"
)
