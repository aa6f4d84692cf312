"""What `course grade` does, in the course folder it is started in."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from course_lib import paths
from course_lib.commands import environment
from course_lib.errors import CourseError
from course_lib.grading.limits import LIMITS

Run = Callable[[argparse.Namespace], int]


def add_to(add_command: Callable[[Run, str], argparse.ArgumentParser]) -> None:
    """Tell the command line of it; `add_command(run, about)` returns a parser."""
    grading = add_command(grade, "Grade what the class handed in, and say what needs your eyes.")
    grading.add_argument(
        "assignments", nargs="*", metavar="ASSIGNMENT", help="all that were handed in, if none"
    )
    grading.add_argument(
        "--db",
        type=paths.gradebook,
        default="",
        metavar="URL",
        help="another gradebook than nbgrader's",
    )
    grading.add_argument(
        "--seconds",
        type=float,
        default=LIMITS.cell,
        help=f"that a cell, or a call by a test, may take ({LIMITS.cell:g})",
    )
    grading.add_argument(
        "--trust-submissions",
        action="store_true",
        help="run students' code without a sandbox; only if you would run it by hand",
    )


def grade(given: argparse.Namespace) -> int:
    """Grade, then print a line for each student. Code 1 if there is one that could not be read.

    Raises CourseError where Linux is not what runs here: forks, sandbox and all are of its kind.
    """
    if sys.platform != "linux":
        raise CourseError(
            "`course grade` works on Linux alone. Here, `nbgrader autograde NAME` marks what came back "
            "undamaged; it repairs nothing and runs your students' code with your rights, so use an "
            "account or a machine you can spare."
        )
    from course_lib.grading.class_run import classroom, table

    # nbgrader calls alembic by name, so the environment's programs must be on the path.
    os.environ.update(environment.activated(Path(sys.prefix)))
    entries = classroom.grade(
        Path.cwd(),
        given.assignments,
        db=given.db,
        trust=given.trust_submissions,
        limits=replace(LIMITS, cell=given.seconds),
        say=table.Progress(),
    )
    print(table.table(entries))
    return 1 if any(entry.status == "unreadable" for entry in entries) else 0
