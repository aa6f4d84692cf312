"""What `course export` and `course report` do, in the course folder they are started in."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from course_lib import paths
from course_lib.grading.plain import plain

Run = Callable[[argparse.Namespace], int]


def add_to(add_command: Callable[[Run, str], argparse.ArgumentParser]) -> None:
    """Tell the command line of these commands; `add_command(run, about)` returns a parser."""
    exporting = add_command(export, "Write the grades for a spreadsheet, Moodle or Canvas.")
    exporting.add_argument(
        "--for", dest="kind", required=True, choices=("spreadsheet", "moodle", "canvas")
    )
    exporting.add_argument("--to", type=paths.file, metavar="FILE", help="grades-moodle.csv, …")
    _common(exporting)
    reporting = add_command(report, "Make a page that shows how the class is doing.")
    reporting.add_argument("--to", type=paths.file, metavar="FILE", default="class-report.html")
    reporting.add_argument("--no-names", action="store_true", help="to show it on a screen")
    _common(reporting)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "assignments", nargs="*", metavar="ASSIGNMENT", help="all, if none is named"
    )
    parser.add_argument(
        "--db",
        type=paths.gradebook,
        default="",
        metavar="URL",
        help="another gradebook than nbgrader's",
    )


def export(given: argparse.Namespace) -> int:
    """Write the CSV file, and say whose scores are not in it and why."""
    from course_lib.grading.configuration import course
    from course_lib.grading.feedback import export as exporting
    from course_lib.grading.gradebook import database
    from course_lib.grading.gradebook.marks import GRADED, marks

    place = course(Path.cwd(), given.db)
    with database.opened(place) as book:
        rows = marks(book, place, given.assignments)
    target = given.to or Path(f"grades-{given.kind}.csv")
    exporting.write(exporting.FORMATS[given.kind](rows), target)
    print(f"Wrote the grades to {target}.")
    without: dict[str, list[str]] = {}
    for row in rows:
        if row.state != GRADED:
            without.setdefault(row.state, []).append(f"{plain(row.person.id)} ({row.assignment})")
    for state, people in without.items():
        print(f"Without a score ({state}): {', '.join(people)}.")
    return 0


def report(given: argparse.Namespace) -> int:
    """Write the page, and say where it is."""
    from course_lib.grading.configuration import course
    from course_lib.grading.feedback import report as reporting

    page = reporting.page(course(Path.cwd(), given.db), given.assignments, names=not given.no_names)
    paths.write(given.to, page)
    print(f"Wrote the picture of the class to {given.to}; open it in a browser.")
    return 0
