"""Grades as CSV: for a spreadsheet, and in the columns that Moodle and Canvas take in.

Moodle: docs.moodle.org, "Grade import"; the columns are those of its own export, and its import asks
which of them names the person. "-" stands for no grade. Canvas: community.canvaslms.com, "How do I
import grades in the Gradebook", and canvas-lms, lib/gradebook_importer.rb: Student, ID, SIS User ID,
SIS Login ID and Section come first, in this order, and a second row holds the points possible.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from course_lib import paths, sheet
from course_lib.characters import plain
from course_lib.grading.gradebook.marks import Mark, Person

Rows = list[list[str]]

_SHEET = ["Student", "Last name", "First name", "Email address", "Exercise", "Handed in (UTC)"]
_SHEET += ["Score", "So far", "Out of", "Late penalty", "State"]
_MOODLE = ["Username", "First name", "Last name", "Email address"]
_CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]


def spreadsheet(marks: Sequence[Mark]) -> Rows:
    """A header, then a row for each person and exercise; Score is empty until all is marked."""
    rows = [_SHEET]
    for mark in marks:
        who = mark.person
        when = f"{mark.handed_in:%Y-%m-%d %H:%M}" if mark.handed_in else ""
        names = [who.id, who.last, who.first, who.email, mark.assignment]
        points = [_points(mark.score), _points(mark.so_far), _points(mark.most)]
        rows.append([*map(safe, names), when, *points, _points(mark.penalty), mark.state])
    return rows


def moodle(marks: Sequence[Mark]) -> Rows:
    """A header, then a row for each person with a column for each exercise; "-" is no grade."""
    exercises, by_person = _wide(marks)
    rows = [[*_MOODLE, *map(safe, exercises)]]
    for who, scores in by_person.items():
        names = [safe(name) for name in (who.id, who.first, who.last, who.email)]
        rows.append([*names, *(_points(scores.get(name), "-") for name in exercises)])
    return rows


def canvas(marks: Sequence[Mark]) -> Rows:
    """A header, the points possible, then a row for each person with a column for each exercise."""
    exercises, by_person = _wide(marks)
    most = {mark.assignment: mark.most for mark in marks}
    rows = [
        [*_CANVAS, *map(safe, exercises)],
        ["    Points Possible", "", "", "", "", *(_points(most[name]) for name in exercises)],
    ]
    for who, scores in by_person.items():
        name = ", ".join(part for part in (who.last, who.first) if part) or who.id
        points = (_points(scores.get(exercise)) for exercise in exercises)
        rows.append([safe(name), "", "", safe(who.id), "", *points])
    return rows


FORMATS = {"spreadsheet": spreadsheet, "moodle": moodle, "canvas": canvas}


def write(rows: Rows, path: Path) -> None:
    """Write the rows in UTF-8, with the mark at the start by which Excel knows it. Raises OSError."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    paths.write(path, text.getvalue().encode("utf-8-sig"))


def safe(text: str) -> str:
    """Text that no spreadsheet runs as a formula: an apostrophe goes before what might be one."""
    return sheet.cell("".join(c if c in "\t\r\n" else plain(c) for c in text))


def _wide(marks: Sequence[Mark]) -> tuple[list[str], dict[Person, dict[str, float | None]]]:
    by_person: dict[Person, dict[str, float | None]] = {}
    for mark in marks:
        by_person.setdefault(mark.person, {})[mark.assignment] = mark.score
    return sorted({mark.assignment for mark in marks}), by_person


def _points(points: float | None, nothing: str = "") -> str:
    return nothing if points is None else f"{round(points, 2):g}"
