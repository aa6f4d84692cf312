"""What `course export` and `course report` do, in the course folder they are started in."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

Run = Callable[[argparse.Namespace], int]


def add_to(add_command: Callable[[Run, str], argparse.ArgumentParser]) -> None:
    """Tell the command line of these commands; `add_command(run, about)` returns a parser."""
    exporting = add_command(export, "Write the grades for a spreadsheet, Moodle or Canvas.")
    exporting.add_argument(
        "--for", dest="kind", required=True, choices=("spreadsheet", "moodle", "canvas")
    )
    exporting.add_argument("--to", type=Path, metavar="FILE", help="grades-moodle.csv, …")
    _common(exporting)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "assignments", nargs="*", metavar="ASSIGNMENT", help="all, if none is named"
    )
    parser.add_argument("--db", default="", metavar="URL", help="another gradebook than nbgrader's")


def export(given: argparse.Namespace) -> int:
    """Write the CSV file, and say whose scores are not in it and why."""
    from course_lib.grading import export as exporting
    from course_lib.grading import gradebook

    found = gradebook.marks(Path.cwd(), given.db, given.assignments)
    target = given.to or Path(f"grades-{given.kind}.csv")
    exporting.write(exporting.FORMATS[given.kind](found), target)
    print(f"Wrote the grades to {target}.")
    for state in (gradebook.WAITING, gradebook.UNGRADED, gradebook.MISSING):
        left_out = [
            f"{mark.person.id} ({mark.assignment})" for mark in found if mark.state == state
        ]
        if left_out:
            print(f"Without a score ({state}): {', '.join(left_out)}.")
    return 0
