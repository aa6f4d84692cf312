"""Grades as CSV: for a spreadsheet, and in the columns that Moodle and Canvas take in.

Moodle: docs.moodle.org, "Grade import": the columns of its own export, of which one names the person, and "-" for
no grade. Canvas: community.canvaslms.com, "How do I import grades in the Gradebook", and canvas-lms,
lib/gradebook_importer.rb: these columns in this order, and a second row that holds the points possible.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from course_lib import paths, sheet
from course_lib.characters import plain
from course_lib.grading.gradebook.marks import Mark

Rows = list[list[str]]

# Each column before those of the exercises, and what of a Mark stands in it; "" is nothing.
_NAMES = {"First name": "person.first", "Last name": "person.last", "Email address": "person.email"}
_MOODLE = {"Username": "person.id", **_NAMES}
_CANVAS = {"Student": "person.name", "ID": "", "SIS User ID": "", "SIS Login ID": "person.id"}
_CANVAS |= {"Section": ""}
_SHEET = {"Student": "person.id", **_NAMES, "Exercise": "assignment"}
_SHEET |= {"Handed in (UTC)": "handed_in", "Score": "score", "So far": "so_far", "Out of": "most"}
_SHEET |= {"Late penalty": "penalty", "State": "state"}


def spreadsheet(marks: Sequence[Mark]) -> Rows:
    """A header, then a row for each person and exercise; Score is empty until all is marked."""
    return [[*_SHEET], *(_cells(mark, _SHEET) for mark in marks)]


def moodle(marks: Sequence[Mark]) -> Rows:
    """A header, then a row for each person with a column for each exercise; "-" is no grade."""
    return _wide(marks, _MOODLE, "-")


def canvas(marks: Sequence[Mark]) -> Rows:
    """A header, the points possible, then a row for each person with a column for each exercise."""
    head, *rows = _wide(marks, _CANVAS, "")
    most = {cell(mark.assignment): cell(mark.most) for mark in marks}
    return [head, ["    Points Possible", *(most.get(name, "") for name in head[1:])], *rows]


FORMATS = {"spreadsheet": spreadsheet, "moodle": moodle, "canvas": canvas}


def write(rows: Rows, path: Path) -> None:
    """Write the rows in UTF-8, with the mark at the start by which Excel knows it. Raises OSError."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    paths.write(path, text.getvalue().encode("utf-8-sig"))


def _wide(marks: Sequence[Mark], columns: dict[str, str], nothing: str) -> Rows:
    exercises = sorted({mark.assignment for mark in marks})
    scores = {(mark.person, mark.assignment): mark.score for mark in marks}
    rows = [[*columns, *map(cell, exercises)]]
    for who, mark in {mark.person: mark for mark in marks}.items():
        points = (cell(scores.get((who, exercise)), nothing) for exercise in exercises)
        rows.append([*_cells(mark, columns), *points])
    return rows


def _cells(mark: Mark, columns: dict[str, str]) -> list[str]:
    return [cell(attrgetter(name)(mark)) if name else "" for name in columns.values()]


def cell(value: str | float | datetime | None, nothing: str = "") -> str:
    """What stands for a value: points with two decimals at most; text such that no spreadsheet runs it, with an
    apostrophe before what might be a formula."""
    if value is None:
        return nothing
    if isinstance(value, str):
        return sheet.cell("".join(sign if sign in "\t\r\n" else plain(sign) for sign in value))
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else f"{round(value, 2):g}"
