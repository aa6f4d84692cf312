"""A whole class graded: as many markers as cores, one writer, and each submission for itself."""

from __future__ import annotations

import os
import selectors
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_lib.errors import CourseError
from course_lib.grading import fencing, journal, wire
from course_lib.grading.journal import Entry
from course_lib.grading.lean import lean
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.marker import LARGEST, Result
from course_lib.grading.orders import order_marker
from course_lib.grading.room import Nursery
from course_lib.grading.source import Source, read
from course_lib.grading.submission import fingerprint
from course_lib.grading.wire import Line

if TYPE_CHECKING:
    from course_lib.grading.ledger import Ledger

Say = Callable[[int, int], None]  # told how many of how many are done


class GradingError(CourseError):
    """The class cannot be graded; the sentence says why and what to do."""


@dataclass(frozen=True)
class Job:
    """One student's folder for one exercise, and what it and the exercise hold now."""

    source: Source
    student: str
    folder: Path
    fingerprint: str


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
    GradingError where this machine cannot fence and `trust` is not given.
    """
    if not trust and (lacking := fencing.missing()):
        raise GradingError(
            f"This machine lacks {lacking}, so students' code would have the run of it: grade on one "
            "that can fence it in, or, if you trust every submission, add --trust-submissions."
        )
    nursery = Nursery()  # it gets ready while we load nbgrader and read
    try:
        with lean():
            from course_lib.grading.ledger import Ledger
        with Ledger(folder, db) as ledger:
            sources = [read(folder, slug) for slug in wanted or handed_in(folder)]
            for source in sources:
                ledger.prepare(source)
            known, old = ledger.students(), journal.read(folder)
            jobs = [job for source in sources for job in _jobs(ledger, source, known)]
            todo = deque(job for job in jobs if not _done(job, old, ledger))
            count = len(todo)
            ledger.rest()
            if count:
                nursery.ready()
                crew = Crew(nursery, min(os.cpu_count() or 1, count), not trust, limits)
                for number, (job, result) in enumerate(crew.results(todo), 1):
                    entry = _written(ledger, job, result)
                    journal.add(folder, entry)
                    old[entry.slug, entry.student] = entry
                    say(number, count)
            return [old[job.source.slug, job.student] for job in jobs]
    finally:
        nursery.close()


def handed_in(folder: Path) -> list[str]:
    """The exercises that somebody handed in and that have a solution, in order."""
    slugs = {path.name for path in (folder / "submitted").glob("*/*") if path.is_dir()}
    return sorted(s for s in slugs if (folder / "solutions" / s / f"{s}.ipynb").is_file())


def _jobs(ledger: Ledger, source: Source, known: set[str]) -> list[Job]:
    """One for each student with a folder, and for each that the gradebook knows without one."""
    message, place = source.message(), ledger.folder / "submitted"
    if elsewhere := ledger.elsewhere():  # what one gradebook has, another may lack
        message["gradebook"] = elsewhere
    there = {path.name for path in place.iterdir() if path.is_dir()} if place.is_dir() else set()
    jobs = []
    for student in sorted(there | known):
        own = place / student / source.slug
        jobs.append(Job(source, student, own, fingerprint(own, message)))
    return jobs


def _done(job: Job, old: dict[tuple[str, str], Entry], ledger: Ledger) -> bool:
    """Whether it was graded as it is now, and the gradebook still has it."""
    entry = old.get((job.source.slug, job.student))
    if entry is None or entry.fingerprint != job.fingerprint:
        return False
    unwritten = entry.status == "unreadable" or not job.folder.is_dir()
    return unwritten or job.student in ledger.graded(job.source.slug)


def _written(ledger: Ledger, job: Job, result: Result) -> Entry:
    """The marks in the gradebook, and the entry for the journal."""
    sums = (0.0, 0.0, False)
    if result.cells:
        sums = ledger.write(job.source, job.student, result.cells)
    elif result.status == "missing" and job.folder.is_dir():
        sums = ledger.nothing(job.source, job.student)
    score, most, by_hand = sums
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


class Crew:
    """The markers, each with one submission at a time."""

    def __init__(self, nursery: Nursery, size: int, fence: bool, limits: Limits) -> None:
        self.nursery, self.size, self.fence, self.limits = nursery, size, fence, limits
        self.busy: dict[Line, Job] = {}
        self.told: dict[Line, set[str]] = {}
        self.watched = selectors.DefaultSelector()

    def results(self, todo: deque[Job]) -> Iterator[tuple[Job, Result]]:
        """The result of each, as they come."""
        try:
            self._fill(todo)
            while self.busy:
                for key, _ in self.watched.select():
                    line: Any = key.data
                    done = self.busy.pop(line), self._result(line)
                    self._fill(todo)  # before it is written, so that no marker waits for the writer
                    yield done
        finally:
            for line in self.told:
                line.close()

    def _fill(self, todo: deque[Job]) -> None:
        while todo and len(self.busy) < self.size:
            self._give(self._idle(), todo.popleft())

    def _idle(self) -> Line:
        """A marker that has nothing to do, a new one if need be."""
        for line in self.told:
            if line not in self.busy:
                return line
        line, theirs = wire.pair()
        order_marker(self.nursery.orders, theirs)
        self.told[line] = set()
        self.watched.register(line.end, selectors.EVENT_READ, line)
        return line

    def _give(self, line: Line, job: Job) -> None:
        self.busy[line] = job
        if job.source.slug not in self.told[line]:
            line.send({"source": job.source.message()})
            self.told[line].add(job.source.slug)
        line.send(
            {
                "slug": job.source.slug,
                "folder": str(job.folder),
                "fence": self.fence,
                "limits": asdict(self.limits),
            }
        )

    def _result(self, line: Line) -> Result:
        try:
            return Result(**line.receive(60.0, LARGEST))
        except (CourseError, TypeError) as error:  # a marker ended: there will be another
            self.watched.unregister(line.end)
            del self.told[line]
            line.close()
            why = f"Grading it ended the grading process. {error}"
            return Result("unreadable", [why], settled=False)
