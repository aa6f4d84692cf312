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
from typing import TYPE_CHECKING

from course_lib import paths
from course_lib.characters import plain
from course_lib.commands import environment
from course_lib.errors import CourseError
from course_lib.grading.limits import LIMITS, Limits

if TYPE_CHECKING:
    from course_lib.grading.class_run.job import Pool

Run = Callable[[argparse.Namespace], int]
# The files that show who may use a cluster, as Dask's own commands call them, and as its Security does.
TLS = {
    "--tls-ca-file": "tls_ca_file",
    "--tls-cert": "tls_client_cert",
    "--tls-key": "tls_client_key",
}


def add_to(add_command: Callable[[Run, str], argparse.ArgumentParser]) -> None:
    """Tell the command line of these commands; `add_command(run, about)` returns a parser."""

    def add(run: Run, about: str) -> argparse.ArgumentParser:
        parser = add_command(run, about)
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
        return parser

    grading = add(grade, "Grade what the class handed in, and say what needs your eyes.")
    grading.add_argument(
        "--seconds",
        type=float,
        default=LIMITS.cell,
        help=f"that a cell, or a call by a test, may take ({LIMITS.cell:g})",
    )
    grading.add_argument(
        "--watch", action="store_true", help="then grade what comes in, until Ctrl+C"
    )
    grading.add_argument(
        "--trust-submissions",
        action="store_true",
        help="run students' code without a sandbox; only if you would run it by hand",
    )
    grading.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="mark on a Dask cluster: tls://HOST:PORT"
    )
    for word, name in TLS.items():
        grading.add_argument(
            word, dest=name, metavar="FILE", help="of that cluster, as Dask has it"
        )
    exporting = add(export, "Write the grades for a spreadsheet, Moodle or Canvas.")
    exporting.add_argument(
        "--for", dest="kind", required=True, choices=("spreadsheet", "moodle", "canvas")
    )
    exporting.add_argument("--to", type=paths.file, metavar="FILE", help="grades-moodle.csv, …")
    reporting = add(report, "Make a page that shows how the class is doing.")
    reporting.add_argument("--to", type=paths.file, metavar="FILE", default="class-report.html")
    reporting.add_argument("--no-names", action="store_true", help="to show it on a screen")


def grade(options: argparse.Namespace) -> int:
    """Grade, then print a line for each student. Code 1 if there is one that could not be read.

    Raises CourseError where this machine is to mark and runs no Linux: forks, sandbox and all are of its kind.
    """
    if not options.scheduler and sys.platform != "linux":
        raise CourseError(
            "`course grade` works on Linux alone. Here, `nbgrader autograde NAME` marks what came back "
            "undamaged; it repairs nothing and runs your students' code with your rights, so use an "
            "account or a machine you can spare. Or have a Linux machine mark for you: see docs/cluster.md."
        )
    from course_lib.grading.class_run import classroom, table

    # nbgrader calls alembic by name, so the environment's programs must be on the path.
    os.environ.update(environment.activated(Path(sys.prefix)))
    limits = replace(LIMITS, cell=options.seconds)
    with classroom.class_run(
        Path.cwd(),
        options.assignments,
        db=options.db,
        trust=options.trust_submissions,
        limits=limits,
        pool=_cluster(options, limits) if options.scheduler else None,
    ) as run:
        entries = run.grade(table.Progress())
        print(table.table(entries), flush=True)
        if options.watch:
            print("\nWaiting for what comes in; Ctrl+C ends it.", flush=True)
            with suppress(KeyboardInterrupt):
                for entry in run.watch():
                    print(table.arrival(entry), flush=True)
            entries = run.standing()
            print(f"\n{table.closing(entries)}")
    return 1 if any(entry.status == "unreadable" for entry in entries) else 0


def _cluster(options: argparse.Namespace, limits: Limits) -> Callable[[], Pool]:
    """What connects to the cluster that is to mark. Raises ClusterError if its address is not safe."""
    from course_lib.grading.class_run import cluster

    return partial(
        cluster.Cluster,
        cluster.checked(options.scheduler),
        {name: file for name in TLS.values() if (file := getattr(options, name))},
        not options.trust_submissions,
        limits,
        lambda sentence: print(sentence, file=sys.stderr, flush=True),
    )


def export(options: argparse.Namespace) -> int:
    """Write the CSV file, and say whose scores are not in it and why."""
    from course_lib.grading.configuration import course
    from course_lib.grading.feedback import export as exporting
    from course_lib.grading.gradebook import database
    from course_lib.grading.gradebook.marks import GRADED, marks

    place = course(Path.cwd(), options.db)
    with database.reading(place) as book:
        rows = marks(book, place, options.assignments)
    target = options.to or Path(f"grades-{options.kind}.csv")
    exporting.write(exporting.FORMATS[options.kind](rows), target)
    print(f"Wrote the grades to {target}.")
    without: dict[str, list[str]] = {}
    for row in rows:
        if row.state != GRADED:
            without.setdefault(row.state, []).append(f"{plain(row.person.id)} ({row.assignment})")
    for state, people in without.items():
        print(f"Without a score ({state}): {', '.join(people)}.")
    return 0


def report(options: argparse.Namespace) -> int:
    """Write the page, and say where it is."""
    from course_lib.grading.configuration import course
    from course_lib.grading.feedback import report as reporting

    place = course(Path.cwd(), options.db)
    paths.write(options.to, reporting.page(place, options.assignments, names=not options.no_names))
    print(f"Wrote the picture of the class to {options.to}; open it in a browser.")
    return 0
