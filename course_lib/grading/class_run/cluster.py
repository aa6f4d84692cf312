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
from dataclasses import asdict, dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from course_lib.errors import CourseError
from course_lib.grading.class_run import cluster_worker
from course_lib.grading.class_run.job import TICK, Job
from course_lib.grading.limits import Limits
from course_lib.grading.marking.result import Result
from course_lib.grading.plain import plain

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
    """A worker as the scheduler knows it, and what it was sent, by Dask's keys, oldest first."""

    address: str
    threads: int  # submissions that it marks at once
    lacks: str | None = None  # why it is sent nothing; None while it is asked, "" if it can mark
    jobs: dict[str, Job] = field(default_factory=dict)


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
        self.futures: dict[str, tuple[Future, _Worker]] = {}
        self.done: SimpleQueue[str] = SimpleQueue()  # keys
        self.failures: Counter[tuple[str, str]] = Counter()  # by exercise and student
        self.looked = self.able = 0.0  # when the scheduler was asked, and somebody could mark, last

    def results(self, todo: deque[Job]) -> Iterator[tuple[Job, Result] | None]:
        """As Pool has it. Raises ClusterError where the scheduler is gone, or nobody is there to mark."""
        self.able = time.monotonic()
        while todo or any(worker.jobs for worker in self.workers.values()):
            for worker in self._departed():
                yield from self._lost(worker, todo)
            self._fill(todo)
            try:
                key = self.done.get(timeout=TICK)
            except Empty:
                yield None
                continue
            if key in self.futures:  # else it was given up
                yield from self._answer(key, todo)

    def close(self) -> None:
        """Call off what is not done, and hang up."""
        self.client.close()

    def _departed(self) -> list[_Worker]:
        """Ask the scheduler once a TICK who is there, and those who are new what they lack; who is no longer."""
        if self.client.status == "closed":
            raise ClusterError(
                f"The scheduler at {self.address} is gone, and was not back within {CONNECTING:g} seconds. "
                "What was graded is written down: start it and its workers, and the same command again; only "
                "what is left will be graded."
            )
        if time.monotonic() < self.looked + TICK or self.client.status != "running":
            return []
        self.looked = time.monotonic()
        there = self.client.scheduler_info()["workers"]
        for address in there.keys() - self.workers.keys():
            self._ask(_Worker(address, there[address]["nthreads"]))
        return [self.workers.pop(address) for address in self.workers.keys() - there.keys()]

    def _ask(self, worker: _Worker) -> None:
        self.workers[worker.address] = worker
        try:
            checked(worker.address)
        except ClusterError as error:
            self._refuse(worker, str(error))
        else:
            self._send(worker, cluster_worker.lacking, cluster_worker.versions(), self.sandboxed)

    def _send(self, worker: _Worker, function: Callable, *words: Any) -> str:
        """Have a worker, and no other, call a function of its own; the key of what will come of it."""
        key = f"off-target-{uuid4().hex}"  # a student's name is nothing for a dashboard
        call = _packed(function, *words)
        future = self.client.submit(pickle.loads, call, key=key, workers=[worker.address])
        self.futures[key] = future, worker
        future.add_done_callback(lambda _: self.done.put(key))
        return key

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
            worker, job = min(able, key=lambda one: len(one.jobs) / one.threads), todo.popleft()
            message = {
                "source": job.source.message(),
                "student": job.student,
                "parcel": job.parcel(),
                "sandboxed": self.sandboxed,
                "limits": asdict(self.limits),
            }
            worker.jobs[self._send(worker, cluster_worker.mark, message)] = job

    def _has_room(self, worker: _Worker, job: Job) -> bool:
        """Whether it can be sent this. Work that a worker went over is alone with the next."""
        if worker.lacks != "":
            return False
        suspect = any(self.failures[_name(one)] for one in (job, *worker.jobs.values()))
        return len(worker.jobs) < (1 if suspect else worker.threads + AHEAD)

    def _answer(self, key: str, todo: deque[Job]) -> Iterator[tuple[Job, Result]]:
        """What came of something that was sent."""
        future, worker = self.futures.pop(key)
        job = worker.jobs.pop(key, None)
        try:
            error: Any = future.exception(PATIENCE)
            answer: Any = None if error else future.result(PATIENCE)
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
            del self.failures[_name(job)]
            yield job, Result(**answer)

    def _refuse(self, worker: _Worker, why: str) -> None:
        """Take in why a worker is sent nothing, if there is a reason."""
        worker.lacks = why and f"The worker at {worker.address} marks nothing: {plain(why)}"
        if worker.lacks:
            self.say(worker.lacks)

    def _lost(self, worker: _Worker, todo: deque[Job]) -> Iterator[tuple[Job, Result]]:
        """Send again what a worker that went away had. It may have gone over what it was marking."""
        suspects = 0
        for key, job in worker.jobs.items():
            future, _ = self.futures.pop(key)
            if suspects < worker.threads and not future.done():
                suspects += 1
                yield from self._failed(job, f"{worker.address} went away", todo)
            else:
                todo.appendleft(job)

    def _failed(self, job: Job, why: str, todo: deque[Job]) -> Iterator[tuple[Job, Result]]:
        self.failures[_name(job)] += 1
        if self.failures[_name(job)] < TRIES:
            todo.append(job)  # after those that did no harm
            return
        del self.failures[_name(job)]  # it may be handed in anew
        reason = f"Marking it failed {TRIES} times on the cluster ({why}), so it is left for the next run."
        yield job, Result("unreadable", [reason], settled=False)

    def _nobody(self, todo: deque[Job]) -> ClusterError:
        reasons = [worker.lacks for worker in self.workers.values() if worker.lacks]
        names = [plain(job.student) for job in todo if self.failures[_name(job)]]
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


def _name(job: Job) -> tuple[str, str]:
    return job.source.slug, job.student


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
