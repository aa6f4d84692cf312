"""A whole class graded: who marks is a pool's affair, one writes, and each submission is for itself."""

from __future__ import annotations

import errno
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from course_lib.errors import CourseError
from course_lib.grading.class_run import journal
from course_lib.grading.class_run.arrivals import REST, Arrivals
from course_lib.grading.class_run.job import Job, Pool
from course_lib.grading.class_run.journal import Entry
from course_lib.grading.configuration import Course, course
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.notebook.files import fingerprint, students
from course_lib.grading.notebook.source import Source, read
from course_lib.grading.notebook.submission import exercises
from course_lib.grading.result import Result, failure
from course_lib.loading import lean

if TYPE_CHECKING:
    from course_lib.grading.gradebook.ledger import Ledger

NO_MARKS = 0.0, 0.0, False
# No room, and a disk that is read only: it would be the same for the next student.
EVERYBODYS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
# So only where the course folder itself is closed, or its folder of marked notebooks, or that is a file.
CLOSED = (errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST)
LOCK = ".grading.lock"  # free again when the run ends, however it ends
EARLIER = (
    "The marks of what was handed in before are a grade no longer, and each task waits for you: what Formgrader "
    "shows of it is that earlier work."
)
STANDING = "The marks in the gradebook are those of what was handed in before, and could not be taken back."
Say = Callable[[int, int], None]  # how many of how many are done


class GradingError(CourseError):
    """The class cannot be graded; the sentence says why and what to do."""


@contextmanager
def class_run(
    folder: Path,
    slugs: list[str],
    *,
    db: str = "",
    trust: bool = False,
    limits: Limits = LIMITS,
    pool: Callable[[], Pool] | None = None,
) -> Iterator[ClassRun]:
    """A class of a course folder, its gradebook open, and nobody else grading there.

    No name in `slugs` means every exercise with submissions. `pool` makes who marks, in place of processes of
    this machine. Raises GradingError where this machine has no sandbox, though it marks and `trust` is not
    given, or where a run is under way; NoCourse where the folder is none of a course.
    """
    place = course(folder, db)  # raises before anything is laid into a folder that is none
    if not pool and not trust:
        _refuse_open(place)
    with _alone(folder), closing(pool()) if pool else _here(not trust, limits) as marking:
        with lean():
            from course_lib.grading.gradebook.ledger import Ledger
        with Ledger(place) as ledger:
            yield ClassRun(place, ledger, marking, slugs)


class ClassRun:
    """A class that is being graded: its course, the one writer to its gradebook, its journal, and who marks."""

    def __init__(self, place: Course, ledger: Ledger, pool: Pool, slugs: list[str]) -> None:
        self.course, self.ledger, self.pool, self.slugs = place, ledger, pool, slugs
        self.sources: dict[str, Source] = {}
        self.pairs: set[tuple[str, str]] = set()  # exercises and students of this run
        self.entries = journal.read(place.folder)
        self.arrivals = Arrivals(place.submitted)

    def grade(self, say: Say) -> list[Entry]:
        """Grade all that has changed; an entry for each student and exercise, in order."""
        jobs = self._jobs({*students(self.course.submitted), *self.ledger.students()})
        todo = deque(self._open(jobs))
        count = len(todo)
        for number, (job, result) in enumerate(filter(None, self.pool.results(todo)), 1):
            self._write(job, result)
            say(number, count)
        return self.standing()

    def standing(self) -> list[Entry]:
        """An entry for each student and exercise of this run, in order, with the points of this moment."""
        keys = sorted(self.pairs & self.entries.keys())
        return [self._as_it_stands(self.entries[key]) for key in keys]

    def watch(self) -> Iterator[Entry]:
        """Grade what comes in from now on, once it has come to rest; each entry, without an end."""
        todo: deque[Job] = deque()
        waiting: set[str] = set()
        flight: set[tuple[str, str]] = set()

        def look() -> None:
            waiting.update(self.arrivals.students())
            # Never two jobs of one student at once: the older could be written last.
            ready = waiting - {student for _, student in flight}
            waiting.difference_update(ready)
            jobs = self._open(self._jobs(ready))
            flight.update(job.key for job in jobs)
            todo.extend(jobs)

        while True:
            look()
            for done in self.pool.results(todo):
                if done:
                    entry = self._write(*done)
                    flight.discard(done[0].key)
                    if entry.status != "missing" or entry.most:  # most are not handed in yet
                        yield self._as_it_stands(entry)
                look()
            time.sleep(REST / 4)

    def _jobs(self, people: Iterable[str]) -> list[Job]:
        """One for each of these students and each exercise, by exercise."""
        people = sorted(people)
        if not people:
            return []
        jobs = []
        for slug in self.slugs or sorted({*self.sources, *exercises(self.course.folder)}):
            if slug not in self.sources:
                self.sources[slug] = read(self.course.folder, slug)
                self.ledger.prepare(self.sources[slug])
            source = self.sources[slug]
            # What one gradebook has, another may lack.
            there = {"gradebook": elsewhere} if (elsewhere := self.ledger.elsewhere()) else {}
            for student in people:
                folder = self.course.submitted / student / slug
                state = fingerprint(folder, source.message | there)
                jobs.append(Job(source, student, folder, state))
        self.pairs.update(job.key for job in jobs)
        return jobs

    def _open(self, jobs: list[Job]) -> list[Job]:
        """Those that were not graded as they are now, or that the gradebook lacks."""
        there = {slug: self.ledger.submissions(slug) for slug in {job.source.slug for job in jobs}}

        def closed(job: Job) -> bool:
            entry = self.entries.get(job.key)
            if entry is None or entry.fingerprint != job.fingerprint:
                return False
            return not entry.most or job.student in there[job.source.slug]

        return [job for job in jobs if not closed(job)]

    def _as_it_stands(self, entry: Entry) -> Entry:
        """The entry with the gradebook's points: since it was written, a person may have given marks by hand."""
        if not entry.most:  # nothing could be graded
            return entry
        score, most, by_hand = self.ledger.sums(entry.slug, entry.student)
        return replace(entry, score=score, most=most, by_hand=by_hand)

    def _write(self, job: Job, result: Result) -> Entry:
        """Write the marks into the gradebook, then the entry into the journal. What cannot be written is one
        student's alone."""
        try:
            sums = self._sums(job, result)
        except Exception as error:
            self._go_on(error)
            result = failure(error)
            try:
                sums = self._sums(job, result)
            except Exception as again:
                self._go_on(again)
                result.why[1:] = [STANDING]
                sums = NO_MARKS
        state = job.fingerprint if result.settled else ""  # so that it is graded again next time
        slug, student, why = job.source.slug, job.student, tuple(result.why)
        repairs = tuple(result.repairs)
        entry = Entry(slug, student, state, result.status, *sums, why, repairs)
        journal.add(self.course.folder, entry)
        self.entries[job.key] = entry
        return entry

    def _go_on(self, error: Exception) -> None:
        """Make the gradebook ready for the next student, unless the error would be the same for them."""
        number = getattr(error, "errno", 0)
        marked = self.course.folder / self.course.directory.autograded_directory
        places = filter(os.path.lexists, (self.course.folder, marked))
        closed = number in CLOSED and not all(os.access(one, os.W_OK | os.X_OK) for one in places)
        everybodys = isinstance(error, CourseError) or number in EVERYBODYS or closed
        # A gradebook that is locked, damaged or on a full disk is everybody's trouble.
        if everybodys or self.ledger.lost(error):
            raise error
        self.ledger.rest()

    def _sums(self, job: Job, result: Result) -> tuple[float, float, bool]:
        """Write the marks into the gradebook; their sums. Of what cannot be marked, earlier marks are none."""
        source, student = job.source, job.student
        if result.cells:
            return self.ledger.write(source, student, result.cells, result.unsure)
        before = self.entries.get(job.key)
        if result.status == "missing":
            if not os.path.isdir(job.folder):  # noqa: PTH112  # Path's may raise
                return NO_MARKS
            if before is None or not before.most or before.status == "missing":
                return self.ledger.nothing(source, student)
        if self.ledger.has_points(source.slug, student) or (before and EARLIER in before.why):
            result.why.append(EARLIER)
        elif result.status == "unreadable" and not (before and before.most):
            return NO_MARKS
        return self.ledger.nothing(source, student, doubt=True)


def _here(sandboxed: bool, limits: Limits) -> AbstractContextManager[Pool]:
    """The pool of this machine, which must be Linux; who marks on a cluster may start from another system."""
    from course_lib.grading.class_run.workers import here

    return here(sandboxed, limits)


def _refuse_open(place: Course) -> None:
    """Raise GradingError where students' code could read the solutions, the gradebook or others' work."""
    from course_lib.grading.sandbox import bubblewrap

    trust = "if you trust every submission, add --trust-submissions."
    if lacking := bubblewrap.missing():
        raise GradingError(
            f"This machine lacks {lacking}, so students' code would have the run of it: grade on one "
            f"that has one, or, {trust}"
        )
    for folder in filter(None, (place.folder, place.exchange)):
        if shown := bubblewrap.exposed(folder):
            raise GradingError(
                f"Students' code may read all in {shown}, where Python or the system "
                f"is, and {folder} lies there: move it elsewhere, such as to your home folder, or, {trust}"
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
