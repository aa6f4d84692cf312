"""A whole class graded: who marks is a pool's affair, one writes, and each submission is for itself."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from course_lib.errors import CourseError
from course_lib.grading.class_run import journal
from course_lib.grading.class_run.job import Job, Pool
from course_lib.grading.class_run.journal import Entry
from course_lib.grading.configuration import Course, course
from course_lib.grading.gradebook.database import display, gradebook, trouble
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.notebook.files import below, fingerprint, students
from course_lib.grading.notebook.source import Source, read
from course_lib.grading.notebook.submission import exercises
from course_lib.grading.result import Result, failure

if TYPE_CHECKING:
    from course_lib.grading.gradebook.ledger import Ledger

NO_MARKS = 0.0, 0.0, False
LOCK = ".grading.lock"  # free again when the run ends, however it ends
REST = 1.0  # seconds for which nothing may change in a student's folder
BEFORE = "Marks in the gradebook, if there are any, are of work that was handed in before."


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

    No name in `slugs` means every exercise. `pool` makes who marks, in place of processes of this machine. Raises
    GradingError where there is no sandbox and no `trust`, nothing can be written or a run is under way; NoCourse.
    """
    place = course(folder, db)  # raises before anything is laid into a folder that is none
    for target in filter(os.path.lexists, (folder, place.autograded)):
        if not (Path(target).is_dir() and os.access(target, os.W_OK | os.X_OK)):
            raise GradingError(f"{target} has to be a folder, and one that you may write to.")
    if pool is None:
        from course_lib.grading.class_run import workers  # which are of Linux alone

        places = place.folder, place.exchange, place.source, place.submitted
        if not trust and (lack := workers.lacking(*places)):
            raise GradingError(f"{lack} If you trust every submission, add --trust-submissions.")
        pool = workers.Workers
    try:
        lock = FileLock(folder / LOCK).acquire(timeout=0)
    except Timeout:
        raise GradingError(
            f"A class is being graded in {folder} at this moment: wait until that has ended, then start "
            "again; only what it left will be graded."
        ) from None
    with lock, closing(pool()) as marking:
        from course_lib.grading.gradebook.ledger import Ledger  # while markers get ready

        with gradebook(place, new=True) as book:
            yield ClassRun(place, Ledger(place, book), marking, slugs, not trust, limits)


@dataclass(eq=False)
class ClassRun:
    """A class that is being graded: its course, the one writer to its gradebook, its journal, and who marks."""

    course: Course
    ledger: Ledger
    pool: Pool
    slugs: list[str]
    sandboxed: bool
    limits: Limits

    def __post_init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self.noted: dict[str, set[str]] = {}  # students with a submission in the gradebook
        self.pairs: set[tuple[str, str]] = set()  # exercises and students of this run
        self.entries = journal.read(self.course.folder)
        self.arrivals = arrivals(self.course.submitted)
        next(self.arrivals)  # what is there by now is no arrival

    def grade(self, say: Callable[[int, int], None]) -> list[Entry]:
        """Grade all that has changed, and `say` how many of how many are done; then `standing`."""
        jobs = self._jobs({*students(self.course.submitted), *self.ledger.students()})
        for number, _ in enumerate(self._graded(jobs), 1):
            say(number, len(jobs))
        return self.standing()

    def standing(self) -> list[Entry]:
        """An entry for each student and exercise of this run, in order, with the points of this moment."""
        entries = []
        noted = {slug: self.ledger.submissions(slug) for slug in self.sources}
        for key in sorted(self.pairs & self.entries.keys()):
            entry = self.entries[key]
            if entry.most and entry.student in noted[entry.slug]:
                score, most, by_hand = self.ledger.sums(*key)  # a person may have given some since
                entry = replace(entry, score=score, most=most, by_hand=by_hand)
            entries.append(entry)
        return entries

    def watch(self) -> Iterator[Entry]:
        """Grade what comes in from now on, once it has come to rest; each entry, without an end."""
        for people in self.arrivals:
            for entry in self._graded(self._jobs(people) if people else []):
                if entry.status != "missing" or entry.most:  # most are not handed in yet
                    yield entry
            time.sleep(REST)

    def _jobs(self, people: set[str]) -> list[Job]:
        """What these students handed in that was not graded as it is now, or that the gradebook lacks."""
        jobs = []
        # What one gradebook has, another may lack; the folder may move.
        book = {"gradebook": display(self.course.address).replace(str(self.course.folder), "")}
        present = () if self.slugs else exercises(self.course.source, self.course.submitted)
        for slug in sorted({*self.slugs} or {*self.sources, *present}):
            if slug not in self.sources:
                self.sources[slug] = read(self.course, slug)
                self.ledger.prepare(self.sources[slug])
            source = self.sources[slug]
            noted = self.noted[slug] = self.ledger.submissions(slug)
            for student in sorted(people):
                folder = self.course.submitted / student / slug
                state = fingerprint(folder, source.message | book)
                job = Job(source, student, folder, state, self.sandboxed, self.limits)
                self.pairs.add(job.key)
                entry = self.entries.get(job.key)
                slow = entry and entry.status == "timed out" and self.limits.cell > entry.seconds
                gone = entry and entry.most and student not in noted
                if not entry or slow or gone or entry.fingerprint != state:
                    jobs.append(job)
        return jobs

    def _graded(self, jobs: list[Job]) -> Iterator[Entry]:
        """Have these marked, and write what comes of each."""
        self.ledger.rest()
        for job, result in self.pool.results(deque(jobs)):
            yield self._write(job, result)
            self.ledger.rest()

    def _write(self, job: Job, result: Result) -> Entry:
        """Write the marks into the gradebook, then the entry into the journal. What cannot be written is one
        student's alone."""
        sums = NO_MARKS
        for _ in range(2):  # what cannot be written is noted, if that can be
            try:
                sums = self._sums(job, result)
                break
            except Exception as error:
                if isinstance(error, CourseError) or trouble(self.course.address, error):
                    raise  # it would be the same for the next student
                self.ledger.rest()
                result = failure(error)
        else:
            result.why.append(BEFORE)
        state = job.fingerprint if result.settled else ""  # so that it is graded again next time
        (slug, student), cell = job.key, max(job.limits.cell, LIMITS.cell)
        entry = Entry(slug, student, state, result.status, *sums, result.why, result.repairs, cell)
        journal.add(self.course.folder, entry)
        self.entries[job.key] = entry
        return entry

    def _sums(self, job: Job, result: Result) -> tuple[float, float, bool]:
        """Write the marks into the gradebook; their sums. What is not marked has no marks, and waits for you:
        so earlier marks are none of later work, and stand only where it is gone."""
        slug, student = job.key
        if result.cells:
            self.ledger.write(job.source, student, result.cells, result.unsure)
            return self.ledger.sums(slug, student)
        seen = student in self.noted[slug]
        score, _, by_hand = before = self.ledger.sums(slug, student) if seen else NO_MARKS
        earlier = score > 0 or by_hand
        absent = result.status == "missing" and not os.path.isdir(job.folder)  # noqa: PTH112  # Path's may raise
        marked = score > 0 or os.path.lexists(self.course.autograded / student / slug)
        if absent and by_hand and not marked:  # it waited for an archive, say, of other work
            self.ledger.forget(slug, student)
            return NO_MARKS
        result.why += [BEFORE] if earlier else []
        if absent or (result.status == "unreadable" and not seen):
            return before
        self.ledger.nothing(job.source, student, earlier or result.status != "missing")
        return self.ledger.sums(slug, student)


def arrivals(submitted: Path) -> Iterator[set[str]]:
    """At each look, the students whose folder had changed at the look before and not since: a file that is still
    being written is left alone. At the first look, nobody.
    """
    changed, looks = set[str](), _looks(submitted)
    yield changed
    while True:
        latest, looks = looks, _looks(submitted)
        moving = {one for one, look in looks.items() if look != latest.get(one)}
        yield (changed & looks.keys()) - moving
        changed = moving


def _looks(submitted: Path) -> dict[str, list[tuple]]:
    """For each student what a system knows of the files, which is quickly had: nothing is read."""
    looks: dict[str, list[tuple]] = {}
    for student in students(submitted):
        looks[student] = []
        for path, _ in below(submitted / student):
            with suppress(OSError):  # it went away meanwhile
                about = path.lstat()
                looks[student].append((path, *about[:7], about.st_mtime_ns))
    return looks
