"""A pool whose markers are the workers of a Dask cluster: what they lack is asked, what they lose is sent again.

The instructor's machine reads, sends and writes; it needs no Linux and no sandbox. What travels: see `_fill`.
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
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from course_lib.characters import plain
from course_lib.errors import CourseError
from course_lib.grading.class_run import cluster_worker
from course_lib.grading.class_run.job import TICK, Job, pack
from course_lib.grading.limits import Limits
from course_lib.grading.result import Result

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 2  # submissions that wait at a worker besides those that it marks
TRIES = 3  # times that a worker may go or fail over a submission, until it is left for the next run
PATIENCE = 60.0  # seconds until there must be a worker that can mark
CONNECTING = 20.0  # seconds until the scheduler must answer, and again when it was lost


class ClusterError(CourseError):
    """The cluster cannot be used; the sentence says why and what to do."""


@dataclass(eq=False)
class _Worker:
    """A worker as the scheduler knows it."""

    address: str
    threads: int  # submissions that it marks at once
    lacks: str | None = None  # why it is sent nothing; None while it is asked, "" if it can mark


@dataclass(frozen=True)
class _Sent:
    """What a worker was sent: a job, or None for the question what it lacks."""

    worker: _Worker
    job: Job | None
    future: Future


class Cluster:
    """The workers of a cluster; see Pool. `say` is given a sentence on each worker that cannot mark.

    `files` are those of TLS by Dask's names (tls_ca_file, tls_client_cert, tls_client_key); what is not in it
    comes from Dask's own configuration. Raises ClusterError, and connects to no address that is not safe.
    """

    def __init__(
        self,
        address: str,
        files: dict[str, str],
        sandboxed: bool,
        limits: Limits,
        say: Callable[[str], None],
    ) -> None:
        self.client = _connected(checked(address), files)
        self.address, self.sandboxed, self.limits, self.say = address, sandboxed, limits, say
        self.workers: dict[str, _Worker] = {}
        self.sent: dict[str, _Sent] = {}  # by Dask's keys
        self.done: SimpleQueue[str] = SimpleQueue()  # keys
        self.failures: Counter[tuple[str, str]] = Counter()  # by jobs' keys
        self.looked = self.able = 0.0  # when the scheduler was asked, and somebody could mark, last

    def results(self, todo: deque[Job]) -> Iterator[tuple[Job, Result] | None]:
        """As Pool has it. Raises ClusterError where the scheduler is gone, or nobody is there to mark."""
        self.able = time.monotonic()
        while todo or any(one.job for one in self.sent.values()):
            yield from self._look(todo)
            self._fill(todo)
            try:
                key = self.done.get(timeout=TICK)
            except Empty:
                yield None
                continue
            if key in self.sent:  # else it was given up
                yield from self._answer(self.sent.pop(key), todo)

    def close(self) -> None:
        """Call off what is not done, and hang up."""
        self.client.close()

    def _look(self, todo: deque[Job]) -> Iterator[tuple[Job, Result]]:
        """Ask the scheduler once a TICK who is there: who is new is asked what it lacks, and what those had who
        are gone is sent again."""
        if self.client.status == "closed":
            raise ClusterError(
                f"The scheduler at {self.address} is gone, and was not back within {CONNECTING:g} seconds. "
                "What was graded is written down: start it and its workers, and the same command again; only "
                "what is left will be graded."
            )
        if time.monotonic() < self.looked + TICK or self.client.status != "running":
            return
        self.looked = time.monotonic()
        there = self.client.scheduler_info()["workers"]
        for address in there.keys() - self.workers.keys():
            worker = self.workers[address] = _Worker(address, there[address]["nthreads"])
            try:
                checked(address)
            except ClusterError as error:
                self._refuse(worker, str(error))
            else:
                words = cluster_worker.versions(), self.sandboxed
                self._send(worker, None, cluster_worker.lacking, *words)
        for address in self.workers.keys() - there.keys():
            worker = self.workers.pop(address)
            for key in [key for key, one in self.sent.items() if one.worker is worker]:
                if job := self.sent.pop(key).job:
                    yield from self._failed(job, f"{address} went away", todo)

    def _send(self, worker: _Worker, job: Job | None, function: Callable, *words: Any) -> None:
        """Have a worker, and no other, call a function of its own."""
        key = f"off-target-{uuid4().hex}"  # a student's name is nothing for a dashboard
        call = _packed(function, *words)
        future = self.client.submit(pickle.loads, call, key=key, workers=[worker.address])
        self.sent[key] = _Sent(worker, job, future)
        future.add_done_callback(lambda _: self.done.put(key))

    def _fill(self, todo: deque[Job]) -> None:
        """Send what there is room for: the work's bytes, the exercise with its hidden tests, and the limits."""
        if any(worker.lacks == "" for worker in self.workers.values()):
            self.able = time.monotonic()
        elif time.monotonic() > self.able + PATIENCE:
            raise self._nobody(todo)
        while todo and self.client.status == "running":
            able = [one for one in self.workers.values() if self._has_room(one, todo[0])]
            if not able:
                return
            worker = min(able, key=lambda one: len(self._jobs(one)) / one.threads)
            job = todo.popleft()
            files = {"student": job.student, "parcel": pack(job.folder)}
            message = job.message(self.sandboxed, self.limits) | files
            self._send(worker, job, cluster_worker.mark, message)

    def _jobs(self, worker: _Worker) -> list[Job]:
        return [one.job for one in self.sent.values() if one.worker is worker and one.job]

    def _has_room(self, worker: _Worker, job: Job) -> bool:
        """Whether it can be sent this. Work that a worker went over is alone with the next."""
        jobs = self._jobs(worker)
        suspect = any(self.failures[one.key] for one in (job, *jobs))
        return worker.lacks == "" and len(jobs) < (1 if suspect else worker.threads + AHEAD)

    def _answer(self, sent: _Sent, todo: deque[Job]) -> Iterator[tuple[Job, Result]]:
        """What came of something that was sent."""
        worker, job = sent.worker, sent.job
        try:
            error: Any = sent.future.exception(PATIENCE)
            answer: Any = None if error else sent.future.result(PATIENCE)
        except (CancelledError, TimeoutError, OSError):  # scheduler or worker went meanwhile
            if job:
                todo.appendleft(job)
            else:
                self.workers.pop(worker.address, None)  # to be asked again
            return
        if not job:
            there = f"it has not the course that you have ({error}): install that there."
            self._refuse(worker, there if error else answer)
        elif error:
            yield from self._failed(job, f"{type(error).__name__}: {error}", todo)
        else:
            del self.failures[job.key]
            yield job, Result(**answer)

    def _refuse(self, worker: _Worker, why: str) -> None:
        """Take in why a worker is sent nothing, if there is a reason."""
        worker.lacks = why and f"The worker at {worker.address} marks nothing: {plain(why)}"
        if worker.lacks:
            self.say(worker.lacks)

    def _failed(self, job: Job, why: str, todo: deque[Job]) -> Iterator[tuple[Job, Result]]:
        self.failures[job.key] += 1
        if self.failures[job.key] < TRIES:
            todo.append(job)  # after those that did no harm
            return
        del self.failures[job.key]  # it may be handed in anew
        reason = f"Marking it failed {TRIES} times on the cluster ({why}), so it is left for the next run."
        yield job, Result("unreadable", [reason], settled=False)

    def _nobody(self, todo: deque[Job]) -> ClusterError:
        reasons = [worker.lacks for worker in self.workers.values() if worker.lacks]
        names = [plain(job.student) for job in todo if self.failures[job.key]]
        over = (
            f" When the last one went away, it was at work on {', '.join(names)}." if names else ""
        )
        return ClusterError(
            f"There is no worker at {self.address} that can mark. {' '.join(reasons)}{over} What was graded is "
            f"written down: on each machine that is to mark, type `dask worker {self.address}` (with its files "
            "of TLS), then the same command here again."
        )


@dataclass
class _Call:
    """A call that is made where it is unpickled, and there becomes what the function returns."""

    function: Callable
    words: tuple[Any, ...]

    def __reduce__(self) -> tuple[Callable, tuple[Any, ...]]:
        return self.function, self.words


def _packed(function: Callable, *words: Any) -> bytes:
    """A call as bytes, so that none but a worker's task looks for the course: a worker without it would end over
    a task that it cannot read, and the scheduler need not have it."""
    return pickle.dumps(_Call(function, words))


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
