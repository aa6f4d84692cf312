"""A pool whose markers are the workers of a Dask cluster: what one lacks it says, what it loses is sent again.

The instructor's machine reads, sends and writes; it needs no Linux and no sandbox. What travels: see `_send`.
"""

from __future__ import annotations

import ipaddress
import logging
import pickle
import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from course_lib.characters import plain
from course_lib.errors import CourseError
from course_lib.grading.class_run import cluster_worker
from course_lib.grading.class_run.job import Job, pack
from course_lib.grading.result import Result

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 2  # submissions that wait at a worker besides those that it marks
TRIES = 3  # times that a worker may go or fail over a submission, until it is left for the next run
PATIENCE = 60.0  # seconds until there must be a worker that can mark
CONNECTING = 20.0  # seconds until the scheduler must answer, and again when it was lost
LOOK, PAUSE = 1.0, 0.02  # seconds between looks at who is there, and at what is done
# By its name, so that none but a worker's task looks for the course: a worker without it would end over a task
# that it cannot read, and the scheduler need not have it.
CALL = "__import__('importlib').import_module('course_lib.grading.class_run.cluster_worker').marked(words)"


class ClusterError(CourseError):
    """The cluster cannot be used; the sentence says why and what to do."""


class Cluster:
    """The workers of a cluster; see Pool. `say` is given a sentence on each worker that cannot mark.

    `files` are those of TLS by Dask's names (tls_ca_file, tls_client_cert, tls_client_key); what is not in it
    comes from Dask's own configuration. Raises ClusterError, and connects to no address that is not safe.
    """

    def __init__(self, address: str, files: dict[str, str], say: Callable[[str], None]) -> None:
        self.client = _connected(checked(address), files)
        self.address, self.say = address, say
        self.threads: dict[str, int] = {}  # of each worker that is there, by its address
        self.lacks: dict[str, str] = {}  # why a worker is sent nothing, in a sentence
        self.sent: dict[Future, tuple[Job, str]] = {}  # with the addresses of workers
        self.failures: Counter[tuple[str, str]] = Counter()  # by jobs' keys
        self.looked = 0.0

    def results(self, todo: deque[Job]) -> Iterator[tuple[Job, Result]]:
        """As Pool has it. Raises ClusterError where the scheduler is gone, or nobody is there to mark."""
        able = time.monotonic()
        while todo or self.sent:
            self._look()
            if self.threads.keys() - self.lacks.keys():
                able = time.monotonic()
            elif time.monotonic() > able + PATIENCE:
                raise self._nobody(todo)
            self._fill(todo)
            gone = {f for f, (_, address) in self.sent.items() if address not in self.threads}
            for future in (over := [one for one in self.sent if one in gone or one.done()]):
                job, address = self.sent.pop(future)
                result = self._result(future, job, address, todo)
                if result:
                    yield job, result
            if not over:
                time.sleep(PAUSE)

    def close(self) -> None:
        """Call off what is not done, and hang up."""
        self.client.close()

    def _look(self) -> None:
        """Ask the scheduler now and then who is there. Raises ClusterError where it is gone."""
        if self.client.status == "closed":
            raise ClusterError(
                f"The scheduler at {self.address} is gone, and was not back within {CONNECTING:g} seconds. "
                "What was graded is written down: start it and its workers, and the same command again; only "
                "what is left will be graded."
            )
        if time.monotonic() < self.looked + LOOK or self.client.status != "running":
            return
        self.looked = time.monotonic()
        with suppress(OSError):  # it went this moment, which the status will say
            self.threads = self.client.nthreads()
        for address in self.threads.keys() - self.lacks.keys():
            try:
                checked(address)
            except ClusterError as error:
                self._refuse(address, str(error))

    def _fill(self, todo: deque[Job]) -> None:
        """Send what there is room for, each to the worker that has least to do."""
        while todo and self.client.status == "running":
            loads: dict[str, float] = {}
            for address in self.threads.keys() - self.lacks.keys():
                jobs = [job for job, worker in self.sent.values() if worker == address]
                # Work that a worker went over is alone with the next.
                alone = any(self.failures[job.key] for job in (todo[0], *jobs))
                if len(jobs) < (1 if alone else self.threads[address] + AHEAD):
                    loads[address] = len(jobs) / self.threads[address]
            if not loads:
                return
            self._send(todo.popleft(), min(loads, key=loads.__getitem__))

    def _send(self, job: Job, address: str) -> None:
        """Send a worker the work's files, the exercise with its hidden tests, and the limits."""
        words = (
            frozenset(cluster_worker.versions().items()),
            job.student,
            pack(job.folder),
            job.message,
        )
        key = f"off-target-{uuid4().hex}"  # a student's name is nothing for a dashboard
        given = {"words": pickle.dumps(words)}
        future = self.client.submit(eval, CALL, given, key=key, workers=[address])
        self.sent[future] = job, address

    def _result(self, future: Future, job: Job, address: str, todo: deque[Job]) -> Result | None:
        """What came of a job; None if it is to be sent again."""
        if address not in self.threads:
            return self._failure(job, f"{address} went away", todo)
        try:
            error: Any = future.exception(PATIENCE)
            answer: Any = None if error else future.result(PATIENCE)
        except (CancelledError, TimeoutError, OSError):  # scheduler or worker went meanwhile
            todo.appendleft(job)
            return None
        if isinstance(error, ImportError | AttributeError):
            why = f"it has not the course that you have ({error}), or no Linux: install that there."
            answer = {"lacks": why}
        elif error:
            return self._failure(job, f"{type(error).__name__}: {error}", todo)
        if "lacks" in answer:
            self._refuse(address, answer["lacks"])
            todo.appendleft(job)
            return None
        del self.failures[job.key]
        return Result(**answer)

    def _refuse(self, address: str, why: str) -> None:
        """Send a worker nothing from now on, and say so once."""
        if address not in self.lacks:
            self.lacks[address] = f"The worker at {address} marks nothing: {plain(why)}"
            self.say(self.lacks[address])

    def _failure(self, job: Job, why: str, todo: deque[Job]) -> Result | None:
        """Try it again after those that did no harm; a Result when there were TRIES of it."""
        self.failures[job.key] += 1
        if self.failures[job.key] < TRIES:
            todo.append(job)
            return None
        del self.failures[job.key]  # it may be handed in anew
        reason = f"Marking it failed {TRIES} times on the cluster ({why}), so it is left for the next run."
        return Result("unreadable", [reason], settled=False)

    def _nobody(self, todo: deque[Job]) -> ClusterError:
        names = [plain(job.student) for job in todo if self.failures[job.key]]
        over = (
            f" When the last one went away, it was at work on {', '.join(names)}." if names else ""
        )
        return ClusterError(
            f"There is no worker at {self.address} that can mark. {' '.join(self.lacks.values())}{over} What was "
            f"graded is written down: on each machine that is to mark, type `dask worker {self.address}` (with "
            "its files of TLS), then the same command here again."
        )


def checked(address: str) -> str:
    """The address, if it is encrypted or on this machine. Raises ClusterError."""
    parts = re.fullmatch(r"(?:(tcp|tls)://)?(\[[^][]+\]|[^]:/?#@[\s]+):\d{1,5}", address)
    if parts and (parts[1] == "tls" or _is_loopback(parts[2].strip("[]"))):
        return address
    raise ClusterError(
        f"{plain(address)} is no address to send students' work and hidden tests to: expected tls://HOST:PORT, "
        "or tcp://127.0.0.1:PORT for what runs on this machine."
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _connected(address: str, files: dict[str, str]) -> Client:
    """A client of the scheduler. Raises ClusterError."""
    try:
        import dask
        from distributed import Client, Security
    except ImportError:
        raise ClusterError(
            'Grading on a cluster needs Dask: type `pip install "off-target[cluster]"` where you type '
            "`course grade`."
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)  # we say it in sentences
    # A pasted picture is a large task, and that is all right.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"})
    try:
        security = Security(**files, require_encryption=address.startswith("tls:"))
        return Client(address, security=security, timeout=CONNECTING, set_as_default=False)
    except (OSError, TypeError, ValueError, RuntimeError) as error:
        raise ClusterError(
            f"No scheduler could be reached at {address} within {CONNECTING:g} seconds: is it started there, and "
            "are --tls-ca-file, --tls-cert and --tls-key files of the same authority as its own? In Dask's "
            f"words: {plain(error)}"
        ) from None
