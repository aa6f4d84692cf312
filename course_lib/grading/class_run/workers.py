"""The processes that mark a class: each has one submission at a time, and one that ends or hangs is replaced."""

from __future__ import annotations

import os
import selectors
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from course_lib.errors import CourseError
from course_lib.grading.limits import Limits
from course_lib.grading.marking import marker
from course_lib.grading.marking.marker import LARGEST, Result
from course_lib.grading.notebook.source import Source
from course_lib.grading.sandbox import channel
from course_lib.grading.sandbox.fork_server import ForkServer, order_work

MARKER = marker.__name__  # the module whose `work` the fork server runs
PATIENCE = 60.0  # seconds until a marker must be there: a loaded machine takes its time


@dataclass(frozen=True)
class Job:
    """One student's folder for one exercise, and what it and the exercise hold now."""

    source: Source
    student: str
    folder: Path
    fingerprint: str


class Worker:
    """A marker, what it knows already, and what it is at until when by the monotonic clock."""

    def __init__(self, server: ForkServer) -> None:
        self.channel, theirs = channel.pair()
        order_work(server.orders, MARKER, theirs)
        self.pid: int = self.channel.receive(PATIENCE)
        self.known: set[str] = set()
        self.job: Job | None = None
        self.until = 0.0

    def end(self) -> None:
        """End the marker, whatever it is at; the student's process ends with it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.channel.close()


class Workers:
    """As many markers as are asked for. `results` is all that a class run knows of them."""

    def __init__(self, server: ForkServer, size: int, sandboxed: bool, limits: Limits) -> None:
        self.server, self.size, self.sandboxed, self.limits = server, size, sandboxed, limits
        self.workers: list[Worker] = []
        self.watched = selectors.DefaultSelector()

    def results(self, todo: deque[Job]) -> Iterator[tuple[Job, Result]]:
        """The result of each, as they come."""
        try:
            self._fill(todo)
            while busy := [worker for worker in self.workers if worker.job]:
                patience = min(worker.until for worker in busy) - time.monotonic()
                ready = {key.data for key, _ in self.watched.select(max(patience, 0))}
                late = {worker for worker in busy if worker.until <= time.monotonic()}
                done = [
                    (worker.job, self._result(worker, worker in ready)) for worker in ready | late
                ]
                self._fill(todo)  # before it is written, so that no marker waits for the writer
                yield from ((job, result) for job, result in done if job)
        finally:
            for worker in self.workers:
                worker.end()

    def _fill(self, todo: deque[Job]) -> None:
        for worker in self.workers:
            if todo and not worker.job:
                self._give(worker, todo.popleft())
        while todo and len(self.workers) < self.size:
            worker = Worker(self.server)
            self.workers.append(worker)
            self.watched.register(worker.channel.end, selectors.EVENT_READ, worker)
            self._give(worker, todo.popleft())

    def _give(self, worker: Worker, job: Job) -> None:
        worker.job, worker.until = job, time.monotonic() + self.limits.marking
        if job.source.slug not in worker.known:
            worker.channel.send({"source": job.source.message()})
            worker.known.add(job.source.slug)
        worker.channel.send(
            marker.message(job.source.slug, job.folder, self.sandboxed, self.limits)
        )

    def _result(self, worker: Worker, ready: bool) -> Result:
        worker.job = None
        try:
            if ready:
                return Result(**worker.channel.receive(60.0, LARGEST))
            why = (
                f"Marking it did not end within {self.limits.marking:g} seconds, so it was stopped."
            )
        except (CourseError, TypeError) as error:
            why = f"Grading it ended the grading process. {error}"
        self.watched.unregister(worker.channel.end)  # there will be another
        self.workers.remove(worker)
        worker.end()
        return Result("unreadable", [why], settled=False)
