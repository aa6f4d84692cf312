"""Grades as CSV: for a spreadsheet, and in the columns that Moodle and Canvas take in.

Moodle: docs.moodle.org, "Grade import": the columns of its own export, of which one names the person, and "-" for
no grade. Canvas: community.canvaslms.com, "How do I import grades in the Gradebook", and canvas-lms,
lib/gradebook_importer.rb: these columns in this order, and a second row that holds the points possible.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from course_lib import paths, sheet
from course_lib.characters import plain
from course_lib.grading.gradebook.marks import Mark

Rows = list[list[str]]

# Each column before those of the exercises, and what of a mark stands in it; "" is nothing.
_MOODLE = {"Username": "id", "First name": "first", "Last name": "last", "Email address": "email"}
_CANVAS = {"Student": "name", "ID": "", "SIS User ID": "", "SIS Login ID": "id", "Section": ""}
_SHEET = {"Student": "id", "Last name": "last", "First name": "first", "Email address": "email"}
_SHEET |= {"Exercise": "exercise", "Handed in (UTC)": "when", "Score": "score", "So far": "so_far"}
_SHEET |= {"Out of": "most", "Late penalty": "penalty", "State": "state"}


def spreadsheet(marks: Sequence[Mark]) -> Rows:
    """A header, then a row for each person and exercise; Score is empty until all is marked."""
    return [[*_SHEET], *(_cells(mark, _SHEET) for mark in marks)]


def moodle(marks: Sequence[Mark]) -> Rows:
    """A header, then a row for each person with a column for each exercise; "-" is no grade."""
    return _wide(marks, _MOODLE, "-")


def canvas(marks: Sequence[Mark]) -> Rows:
    """A header, the points possible, then a row for each person with a column for each exercise."""
    head, *rows = _wide(marks, _CANVAS, "")
    most = {safe(mark.assignment): _points(mark.most) for mark in marks}
    return [head, ["    Points Possible", *(most.get(name, "") for name in head[1:])], *rows]


FORMATS = {"spreadsheet": spreadsheet, "moodle": moodle, "canvas": canvas}


def write(rows: Rows, path: Path) -> None:
    """Write the rows in UTF-8, with the mark at the start by which Excel knows it. Raises OSError."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    paths.write(path, text.getvalue().encode("utf-8-sig"))


def safe(text: str) -> str:
    """Text that no spreadsheet runs as a formula: an apostrophe goes before what might be one."""
    return sheet.cell("".join(c if c in "\t\r\n" else plain(c) for c in text))


def _wide(marks: Sequence[Mark], columns: dict[str, str], nothing: str) -> Rows:
    exercises = sorted({mark.assignment for mark in marks})
    scores = {(mark.person, mark.assignment): mark.score for mark in marks}
    rows = [[*columns, *map(safe, exercises)]]
    for who, mark in {mark.person: mark for mark in marks}.items():
        points = (_points(scores.get((who, exercise)), nothing) for exercise in exercises)
        rows.append([*_cells(mark, columns), *points])
    return rows


def _cells(mark: Mark, columns: dict[str, str]) -> list[str]:
    who, when = mark.person, mark.handed_in
    name = ", ".join(filter(None, (who.last, who.first))) or who.id
    words = vars(who) | {"name": name, "exercise": mark.assignment, "state": mark.state, "": ""}
    words |= {"when": f"{when:%Y-%m-%d %H:%M}" if when else ""}
    points = {key: _points(getattr(mark, key)) for key in ("score", "so_far", "most", "penalty")}
    cells = {key: safe(text) for key, text in words.items()} | points
    return [cells[key] for key in columns.values()]


def _points(points: float | None, nothing: str = "") -> str:
    return nothing if points is None else f"{round(points, 2):g}"
