"""What `course grade`, `course export` and `course report` do, in the course folder they are started in."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from course_lib import paths
from course_lib.characters import plain
from course_lib.commands import environment
from course_lib.errors import CourseError
from course_lib.grading.configuration import course
from course_lib.grading.limits import LIMITS

Run = Callable[[argparse.Namespace], int]


def add_to(add_command: Callable[[Run, str], argparse.ArgumentParser]) -> None:
    """Tell the command line of these commands; `add_command(run, about)` returns a parser."""

    def add(run: Run, about: str) -> Callable[..., object]:
        option = add_command(run, about).add_argument
        option("assignments", nargs="*", metavar="ASSIGNMENT", help="all, if none is named")
        option("--db", type=paths.gradebook, default="", metavar="URL", help="another gradebook")
        return option

    option = add(grade, "Grade what the class handed in, and say what needs your eyes.")
    seconds = f"that a cell, or a call by a test, may take ({LIMITS.cell:g}); more try timed out work again"
    option("--seconds", type=float, default=LIMITS.cell, help=seconds)
    option("--watch", action="store_true", help="then grade what comes in, until Ctrl+C")
    trust = "run students' code without a sandbox; only if you would run it by hand"
    option("--trust-submissions", action="store_true", help=trust)
    option("--scheduler", metavar="ADDRESS", help="mark on a Dask cluster: tls://HOST:PORT")
    for word in ("--tls-ca-file", "--tls-cert", "--tls-key"):
        option(word, metavar="FILE", help="of that cluster, as Dask has it")
    option = add(export, "Write the grades for a spreadsheet, Moodle or Canvas.")
    option("--for", dest="kind", required=True, choices=("spreadsheet", "moodle", "canvas"))
    option("--to", type=paths.file, metavar="FILE", help="grades-moodle.csv, …")
    option = add(report, "Make a page that shows how the class is doing.")
    option("--to", type=paths.file, metavar="FILE", default="class-report.html")
    option("--no-names", action="store_true", help="to show it on a screen")


def grade(options: argparse.Namespace) -> int:
    """Grade, then print a line for each student. Code 1 if there is one that could not be read.

    Raises CourseError where this machine is to mark and runs no Linux: forks and sandbox are of its kind.
    """
    if not options.scheduler and sys.platform != "linux":
        raise CourseError(
            "`course grade` works on Linux alone. Here, `nbgrader autograde NAME` marks what came back undamaged, "
            "with your rights: use an account you can spare. Or let a Linux machine mark: see docs/cluster.md."
        )
    from course_lib.grading.class_run import classroom, table

    # nbgrader calls alembic by name, so the environment's programs must be on the path.
    os.environ.update(environment.activated(Path(sys.prefix)))
    how = {"db": options.db, "trust": options.trust_submissions}
    how["limits"] = replace(LIMITS, cell=min(LIMITS.whole, options.seconds))  # of nan too
    if options.scheduler:
        from course_lib.grading.class_run.cluster import Cluster, checked

        files = {"tls_ca_file": options.tls_ca_file, "tls_client_key": options.tls_key}
        files["tls_client_cert"] = options.tls_cert
        say = partial(print, file=sys.stderr, flush=True)
        how["pool"] = partial(Cluster, checked(options.scheduler), files, say)
    with classroom.class_run(Path.cwd(), options.assignments, **how) as run:
        entries = run.grade(table.progress())
        print(table.table(entries), flush=True)
        if options.watch:
            print("\nWaiting for what comes in; Ctrl+C ends it.", flush=True)
            with suppress(KeyboardInterrupt):
                for entry in run.watch():
                    print(table.arrival(entry), flush=True)
            entries = run.standing()
            print(f"\n{table.closing(entries)}")
    return 1 if any(entry.status == "unreadable" for entry in entries) else 0


def export(options: argparse.Namespace) -> int:
    """Write the CSV file, and say whose scores are not in it and why."""
    from course_lib.grading.feedback import export as exporting
    from course_lib.grading.gradebook.database import gradebook
    from course_lib.grading.gradebook.marks import GRADED, marks

    place = course(Path.cwd(), options.db)
    with gradebook(place) as book:
        rows = marks(book, place, options.assignments)
    target = options.to or Path(f"grades-{options.kind}.csv")
    exporting.write(exporting.FORMATS[options.kind](rows), target)
    print(f"Wrote the grades to {target}.")
    for state in dict.fromkeys(row.state for row in rows if row.state != GRADED):
        people = (f"{plain(r.person.id)} ({r.assignment})" for r in rows if r.state == state)
        print(f"Without a score ({state}): {', '.join(people)}.")
    return 0


def report(options: argparse.Namespace) -> int:
    """Write the page, and say where it is."""
    from course_lib.grading.feedback import report as reporting

    place = course(Path.cwd(), options.db)
    paths.write(options.to, reporting.page(place, options.assignments, names=not options.no_names))
    print(f"Wrote the picture of the class to {options.to}; open it in a browser.")
    return 0
