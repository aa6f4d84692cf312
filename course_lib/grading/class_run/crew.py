"""The processes that mark a class: each has one submission at a time, and one that ends is replaced."""

from __future__ import annotations

import selectors
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from course_lib.errors import CourseError
from course_lib.grading.apart import wire
from course_lib.grading.apart.marker import LARGEST, Result
from course_lib.grading.apart.orders import order_marker
from course_lib.grading.apart.room import Nursery
from course_lib.grading.apart.wire import Line
from course_lib.grading.limits import Limits
from course_lib.grading.notebook.source import Source


@dataclass(frozen=True)
class Job:
    """One student's folder for one exercise, and what it and the exercise hold now."""

    source: Source
    student: str
    folder: Path
    fingerprint: str


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
