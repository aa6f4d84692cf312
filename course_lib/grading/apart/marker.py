"""A process that marks submissions one after another, as it is told over its line.

It is trusted, and holds the tests. A job is {"source": …} (kept for the jobs that follow) or
{"folder": …, "slug": …, "fence": …, "limits": …}; to the latter the answer is a Result as a dict.
"""

from __future__ import annotations

import socket
from dataclasses import asdict, dataclass, field
from pathlib import Path

from course_lib.grading.apart.marking import mark
from course_lib.grading.apart.room import NotRun, Room
from course_lib.grading.apart.wire import Line, LineError
from course_lib.grading.fence.workplace import workplace
from course_lib.grading.limits import Limits
from course_lib.grading.notebook import submission
from course_lib.grading.notebook.magics import idle
from course_lib.grading.notebook.repair import repaired
from course_lib.grading.notebook.source import Source, from_message

LARGEST = 64 << 20  # bytes of a marked notebook with all its outputs


@dataclass
class Result:
    """How it went with one submission. `cells` are those of the marked notebook, if there is one."""

    status: (
        str  # graded, partly graded, timed out, tampered, unreadable, missing or needs your eyes
    )
    why: list[str] = field(default_factory=list)  # sentences on what went wrong
    repairs: list[str] = field(default_factory=list)
    cells: list[dict] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)  # grades, by id, that wait for a person's eyes
    settled: bool = True  # False where grading itself failed, and is to be tried again


def work(line: socket.socket, orders: socket.socket) -> None:
    """Mark what comes until the line is hung up."""
    ours, sources = Line(line), {}
    while True:
        try:
            job = ours.receive()
        except LineError:
            return
        if "source" in job:
            source = from_message(job["source"])
            sources[source.slug] = source
            continue
        result = asdict(result_of(job, sources[job["slug"]], orders))
        try:
            ours.send(result)
        except LineError:
            return


def result_of(job: dict, source: Source, orders: socket.socket) -> Result:
    """Mark one submission; whatever it is, there is a result."""
    try:
        return _marked(job, source, orders)
    except submission.Missing as error:
        return Result("missing", [str(error)])
    except submission.Unreadable as error:
        return Result("unreadable", [str(error)])
    except submission.Doubtful as error:
        return Result("needs your eyes", [str(error)])
    except NotRun as error:
        return Result("unreadable", [str(error)], settled=False)
    except Exception as error:  # of this one, and of no other
        why = f"Grading it failed ({type(error).__name__}: {error})."
        return Result("unreadable", [why], settled=False)


def _marked(job: dict, source: Source, orders: socket.socket) -> Result:
    folder, limits = Path(job["folder"]), Limits(**job["limits"])
    handed_in = submission.read(folder, source)
    repair = repaired(handed_in.cells, source)
    cells, doubts = repair.cells, repair.doubts
    with workplace(folder) as place:
        done = mark(
            cells,
            source.solutions,
            lambda until: Room(orders, str(place), job["fence"], limits, until),
            limits,
        )
    status = "needs your eyes" if doubts and done.status == "graded" else done.status
    repairs = [*handed_in.told, *repair.told, *idle(cells)]
    why = [*doubts.values(), *done.crashes, *done.flags]
    return Result(status, why, repairs, cells, list(doubts))
