"""The processes that mark on this machine: each has one submission at a time, and is replaced where it hangs."""

from __future__ import annotations

import os
import socket
from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from threading import local
from typing import Any

from course_lib.grading.class_run.job import Job
from course_lib.grading.marking import marker
from course_lib.grading.marking.marker import LARGEST
from course_lib.grading.result import Result
from course_lib.grading.sandbox import bubblewrap, channel
from course_lib.grading.sandbox.fork_server import ForkServer, order

MARKER = marker.__name__  # the module whose `work` the fork server runs


def lacking(*folders: Path | None) -> str:
    """Why students' code may not run on this machine, which has those folders to hide from it; "" if it may."""
    if lack := bubblewrap.missing():
        return f"{socket.gethostname()} lacks {lack}, so students' code would have the run of it."
    for folder in filter(None, folders):
        if shown := bubblewrap.exposed(folder):
            return (
                f"Students' code may read all in {shown}, where Python or the system is, "
                f"and {folder} lies there: move it elsewhere, such as to your home folder."
            )
    return ""


class Workers:
    """As many markers as `size`, forked when they are needed off a server that is getting ready. See Pool."""

    def __init__(self, size: int = os.cpu_count() or 1) -> None:
        self.size, self.server = size, ForkServer((MARKER,))
        # Threads, for they only wait; a pool of processes gives up all of them when one is killed.
        self.threads = ThreadPoolExecutor(size, "marker")
        self.own = local()  # of each thread: `marker`, the channel to its marker if it has one

    def results(self, todo: deque[Job]) -> Iterator[tuple[Job, Result]]:
        """As Pool has it."""
        if todo:
            self.server.ready()
        marked: dict[Future[Result], Job] = {}
        while todo or marked:
            while todo and len(marked) < 2 * self.size:  # so that no marker waits for the writer
                job = todo.popleft()
                marked[self.threads.submit(self.result, job.message)] = job
            for future in wait(marked, return_when=FIRST_COMPLETED).done:
                yield marked.pop(future), future.result()

    def result(self, message: dict[str, Any]) -> Result:
        """The result of one, by this thread's marker or a new one. Several threads may ask at once."""
        end = getattr(self.own, "marker", None) or self._marker()
        self.own.marker = None  # until it has answered
        seconds = message["limits"]["marking"]
        try:
            channel.send(end, message)
            result = Result(**channel.receive(end, seconds, LARGEST))
            self.own.marker = end
            return result
        except TimeoutError:
            why = f"Marking it did not end within {seconds:g} seconds, so it was stopped."
        except (OSError, TypeError) as error:
            why = f"Grading it ended the grading process. {error}"
        end.close()
        return Result("unreadable", [why], settled=False)

    def _marker(self) -> socket.socket:
        """The channel to a new marker, which ends when that is hung up, or by its own clock where it hangs."""
        end, theirs = socket.socketpair()
        with theirs:
            order(self.server.orders, MARKER, theirs, self.server.orders)
        return end

    def close(self) -> None:
        """End the markers, whatever they are at."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.server.close()  # and with it all markers, for which the threads wait
        self.threads.shutdown()
