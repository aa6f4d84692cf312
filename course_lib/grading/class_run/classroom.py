"""A whole class graded: as many markers as cores, one writer, and each submission for itself."""

from __future__ import annotations

import errno
import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from course_lib.errors import CourseError
from course_lib.grading.class_run import journal
from course_lib.grading.class_run.job import Job
from course_lib.grading.class_run.journal import Entry
from course_lib.grading.class_run.lean import lean
from course_lib.grading.class_run.workers import Workers
from course_lib.grading.configuration import configuration
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.marking import marker
from course_lib.grading.marking.result import Result, failure
from course_lib.grading.notebook.files import fingerprint, students
from course_lib.grading.notebook.source import Source, read
from course_lib.grading.notebook.submission import exercises
from course_lib.grading.sandbox import bubblewrap
from course_lib.grading.sandbox.fork_server import ForkServer

if TYPE_CHECKING:
    from course_lib.grading.gradebook.ledger import Ledger

NO_MARKS = 0.0, 0.0, False
# No room, and a disk that is read only: it would be the same for the next student.
EVERYBODYS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
CLOSED = (errno.EACCES, errno.EPERM)  # so only where the course folder itself is
LOCK = ".grading.lock"  # free again when the run ends, however it ends
Say = Callable[[int, int], None]  # told how many of how many are done


class GradingError(CourseError):
    """The class cannot be graded; the sentence says why and what to do."""


def grade(
    folder: Path,
    wanted: list[str],
    *,
    db: str = "",
    trust: bool = False,
    limits: Limits = LIMITS,
    say: Say = lambda done, of: None,
) -> list[Entry]:
    """Grade what was handed in and has changed; an entry for each student and exercise, in order.

    `folder` is the course folder; no name in `wanted` means every exercise with submissions. Raises
    GradingError where this machine has no sandbox and `trust` is not given, or where a run is under way;
    NoCourse where the folder is none of a course.
    """
    if not trust and (lacking := bubblewrap.missing()):
        raise GradingError(
            f"This machine lacks {lacking}, so students' code would have the run of it: grade on one "
            "that has one, or, if you trust every submission, add --trust-submissions."
        )
    config = configuration(folder)  # raises before anything is laid into a folder that is none
    if not trust:
        _refuse_in_sight(folder, str(config.Exchange.get("root", "")))
    with _alone(folder):
        return _graded(folder, wanted, db, trust, limits, say)


def _refuse_in_sight(folder: Path, exchange: str) -> None:
    """Raise GradingError where students' code could read the solutions, the gradebook or others' work."""
    for place in (folder, *([Path(exchange)] if exchange else [])):
        if not bubblewrap.hidden(place):
            raise GradingError(
                f"Students' code may read all in {bubblewrap.lies_in(place)}, where Python or the system "
                f"is, and {place} lies there: move it elsewhere, such as to your home folder, or, if you "
                "trust every submission, add --trust-submissions."
            )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the course folder against a second run, which would write to the same gradebook and journal."""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise GradingError(
            f"A class is being graded in {folder} at this moment: wait until that has ended, then start "
            "again; only what it left will be graded."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _graded(
    folder: Path, wanted: list[str], db: str, trust: bool, limits: Limits, say: Say
) -> list[Entry]:
    server = ForkServer((marker.__name__,))  # it gets ready while we load nbgrader and read
    try:
        with lean():
            from course_lib.grading.gradebook.ledger import Ledger
        with Ledger(folder, db) as ledger:
            sources = [read(folder, slug) for slug in wanted or exercises(folder)]
            for source in sources:
                ledger.prepare(source)
            known, old = ledger.students(), journal.read(folder)
            jobs = [job for source in sources for job in _jobs(ledger, source, known)]
            graded = {source.slug: ledger.graded(source.slug) for source in sources}
            todo = deque(job for job in jobs if not _done(job, old, graded))
            count = len(todo)
            ledger.rest()
            if count:
                server.ready()
                pool = Workers(server, min(os.cpu_count() or 1, count), not trust, limits)
                with closing(pool):
                    for number, (job, result) in enumerate(filter(None, pool.results(todo)), 1):
                        entry = _entry(ledger, job, result)
                        journal.add(folder, entry)
                        old[entry.slug, entry.student] = entry
                        say(number, count)
            return [_as_it_stands(ledger, old[job.source.slug, job.student]) for job in jobs]
    finally:
        server.close()


def _jobs(ledger: Ledger, source: Source, known: set[str]) -> list[Job]:
    """One for each student with a folder, and for each that the gradebook knows without one."""
    message, place = source.message(), ledger.folder / "submitted"
    if elsewhere := ledger.elsewhere():  # what one gradebook has, another may lack
        message["gradebook"] = elsewhere
    jobs = []
    for student in sorted({*students(place), *known}):
        own = place / student / source.slug
        jobs.append(Job(source, student, own, fingerprint(own, message)))
    return jobs


def _done(job: Job, old: dict[tuple[str, str], Entry], graded: dict[str, set[str]]) -> bool:
    """Whether it was graded as it is now, and the gradebook still has it."""
    entry = old.get((job.source.slug, job.student))
    if entry is None or entry.fingerprint != job.fingerprint:
        return False
    return not entry.most or job.student in graded[job.source.slug]


def _as_it_stands(ledger: Ledger, entry: Entry) -> Entry:
    """The entry with the gradebook's points: since it was written, a person may have given marks by hand."""
    if not entry.most:  # nothing could be graded
        return entry
    score, most, by_hand = ledger.sums(entry.slug, entry.student)
    return replace(entry, score=score, most=most, by_hand=by_hand)


def _entry(ledger: Ledger, job: Job, result: Result) -> Entry:
    """The entry for the journal, its marks in the gradebook. What cannot be written is one student's alone."""
    try:
        score, most, by_hand = _written(ledger, job, result)
    except CourseError:
        raise
    except Exception as error:
        # A gradebook that is locked, damaged or on a full disk is everybody's trouble.
        if _everybodys(error, ledger.folder) or ledger.lost(error):
            raise
        ledger.rest()
        result, (score, most, by_hand) = failure(error), NO_MARKS
    return Entry(
        job.source.slug,
        job.student,
        job.fingerprint if result.settled else "",  # so that it is graded again next time
        result.status,
        score,
        most,
        by_hand,
        tuple(result.why),
        tuple(result.repairs),
    )


def _everybodys(error: Exception, folder: Path) -> bool:
    """Whether it would be the same for the next student in this course folder."""
    number = getattr(error, "errno", 0)
    return number in EVERYBODYS or (number in CLOSED and not os.access(folder, os.W_OK))


def _written(ledger: Ledger, job: Job, result: Result) -> tuple[float, float, bool]:
    """Write the marks into the gradebook; their sums."""
    if result.cells:
        return ledger.write(job.source, job.student, result.cells, result.unsure)
    if result.status == "missing" and os.path.isdir(job.folder):  # noqa: PTH112  # Path's may raise
        return ledger.nothing(job.source, job.student)
    if result.status == "needs your eyes":
        return ledger.nothing(job.source, job.student, doubt=True)
    return NO_MARKS
