"""The processes that mark a class on this machine: each has one submission at a time, and one that ends or hangs
is replaced."""

from __future__ import annotations

import os
import signal
import socket
from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager, suppress
from typing import Any

from course_lib.grading.class_run.job import TICK, Job, Pool
from course_lib.grading.limits import Limits
from course_lib.grading.marking import marker
from course_lib.grading.marking.marker import LARGEST
from course_lib.grading.result import Result
from course_lib.grading.sandbox import channel
from course_lib.grading.sandbox.channel import PATIENCE, ChannelError, TooLate
from course_lib.grading.sandbox.fork_server import ForkServer, order

MARKER = marker.__name__  # the module whose `work` the fork server runs


@contextmanager
def here(sandboxed: bool, limits: Limits) -> Iterator[Pool]:
    """This machine's pool. Its fork server gets ready while the class is read."""
    size = os.cpu_count() or 1
    with (
        closing(ForkServer((MARKER,))) as server,
        closing(Workers(server, size, sandboxed, limits)) as workers,
    ):
        yield workers


class Workers:
    """As many markers as `size`, forked off `server` when they are needed. See Pool."""

    def __init__(self, server: ForkServer, size: int, sandboxed: bool, limits: Limits) -> None:
        self.server, self.size, self.sandboxed, self.limits = server, size, sandboxed, limits
        # Threads, for they only wait. concurrent.futures has processes too, but all are given up when one is
        # killed, and with them the work of those that did no harm.
        self.threads = ThreadPoolExecutor(size, "marker")
        self.idle: deque[Marker] = deque()
        self.markers: set[Marker] = set()
        self.closed = False

    def results(self, todo: deque[Job]) -> Iterator[tuple[Job, Result] | None]:
        """As Pool has it."""
        if todo:
            self.server.ready()
        marked: dict[Future[Result], Job] = {}
        while todo or marked:
            while todo and len(marked) < 2 * self.size:  # so that no marker waits for the writer
                job = todo.popleft()
                marked[self.threads.submit(self.result, job)] = job
            done, _ = wait(marked, TICK, FIRST_COMPLETED)
            if not done:
                yield None
            for future in done:
                yield marked.pop(future), future.result()

    def result(self, job: Job) -> Result:
        """The result of one, by an idle marker or a new one. Several threads may ask at once."""
        try:
            one = self.idle.pop()
        except IndexError:
            one = Marker(self.server)
            self.markers.add(one)
            if self.closed:  # it came too late to be ended with the others
                one.end()
        try:
            result = one.result(job.message(self.sandboxed, self.limits), self.limits.marking)
        except TooLate:
            why = (
                f"Marking it did not end within {self.limits.marking:g} seconds, so it was stopped."
            )
        except (ChannelError, TypeError) as error:
            why = f"Grading it ended the grading process. {error}"
        else:
            self.idle.append(one)
            return result
        self.markers.discard(one)
        one.end()
        return Result("unreadable", [why], settled=False)

    def close(self) -> None:
        """End the markers, whatever they are at."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.closed = True
        for one in tuple(self.markers):
            one.end()
        self.threads.shutdown()


class Marker:
    """A marker's process."""

    def __init__(self, server: ForkServer) -> None:
        self.socket, theirs = socket.socketpair()
        with theirs:
            order(server.orders, MARKER, theirs, server.orders)
        self.pid: int = channel.receive(self.socket, PATIENCE)

    def result(self, job: dict[str, Any], seconds: float) -> Result:
        """Have it mark one. Raises TooLate, ChannelError or TypeError, and is then of no more use."""
        channel.send(self.socket, job)
        return Result(**channel.receive(self.socket, seconds, LARGEST))

    def end(self) -> None:
        """End it; the student's process ends with it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.socket.close()
