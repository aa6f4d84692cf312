"""A pool whose markers are the workers of a Dask cluster: what one lacks it says, what it loses is sent again.

The instructor's machine reads, sends and writes; it needs no Linux and no sandbox. A worker needs the same course.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import platform
import re
import socket
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from course_lib.characters import plain
from course_lib.errors import CourseError
from course_lib.grading.class_run.job import Job, pack, unpack
from course_lib.grading.result import Result

if TYPE_CHECKING:
    from distributed import Client, Future

    from course_lib.grading.class_run.workers import Workers

Files = dict[str, str | None]
AHEAD = 2  # submissions that wait at a worker besides those that it marks
TRIES = 3  # times that a worker may go or fail over a submission, until it is left for the next run
PATIENCE = 60.0  # seconds until there must be a worker that can mark
CONNECTING = 20.0  # seconds until the scheduler must answer, and again when it was lost
PAUSE = 0.05  # seconds between looks at who is there and what is done
# Encrypted, or on this machine.
LOCAL = r"(tcp://)?(localhost|127(\.[0-9]{1,3}){3}|\[::1\])"
SAFE = re.compile(rf"(tls://(\[[^][]+\]|[^]:/?#@[\s]+)|{LOCAL}):[0-9]{{1,5}}")
# By its name, so that none but a worker's task looks for the course: a worker without it would end over a task
# that it cannot read, and the scheduler need not have it.
CALL = "__import__('importlib').import_module('course_lib.grading.class_run.cluster').marked(words)"


class ClusterError(CourseError):
    """The cluster cannot be used; the sentence says why and what to do."""


class Cluster:
    """The workers of a cluster; see Pool. `say` is given a sentence on each worker that cannot mark.

    `files` are those of TLS by Dask's names (tls_ca_file, tls_client_cert, tls_client_key); one that is None comes
    from Dask's own configuration. Raises ClusterError, and connects to no address that is not safe.
    """

    def __init__(self, address: str, files: Files, say: Callable[[str], None]) -> None:
        self.client = _connected(checked(address), files)
        self.address, self.say = address, say
        self.threads: dict[str, int] = {}  # of each worker that is there, by its address
        self.lacks: dict[str, str] = {}  # why a worker is sent nothing, in a sentence
        self.sent: dict[Future, tuple[Job, str]] = {}  # with the addresses of workers
        self.failures: Counter[tuple[str, str]] = Counter()  # by jobs' keys

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
            time.sleep(PAUSE)
            for future, (job, address) in list(self.sent.items()):
                if future.done() or address not in self.threads:
                    del self.sent[future]
                    if result := self._result(future, job, address, todo):
                        self._fill(todo)  # so that nobody waits for the writer
                        yield job, result

    def close(self) -> None:
        """Call off what is not done, and hang up."""
        self.client.close()

    def _look(self) -> None:
        """Ask the scheduler who is there. Raises ClusterError where it is gone."""
        if self.client.status == "closed":
            raise ClusterError(
                f"The scheduler at {self.address} is gone, and was not back within {CONNECTING:g} seconds. Start "
                "it and its workers, and the same command again: only what is left will be graded."
            )
        with suppress(OSError):  # it went this moment, which the status will say
            if self.client.status == "running":
                self.threads = self.client.nthreads()
        for address in self.threads:
            if not SAFE.fullmatch(address):
                self._refuse(address, "it is reached without TLS.")

    def _fill(self, todo: deque[Job]) -> None:
        """Send what there is room for, each to the worker that has least to do: the work's files, the exercise
        with its hidden tests, and the limits.
        """
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
            job, address = todo.popleft(), min(loads, key=loads.__getitem__)
            words = pickle.dumps((versions(), job.student, pack(job.folder), job.message))
            key = f"off-target-{uuid4().hex}"  # a student's name is nothing for a dashboard
            call = {"key": key, "workers": [address]}
            self.sent[self.client.submit(eval, CALL, {"words": words}, **call)] = job, address

    def _result(self, future: Future, job: Job, address: str, todo: deque[Job]) -> Result | None:
        """What came of a job; None if it is to be sent again."""
        answer: dict[str, Any] = {}
        error: Any = f"{address} went away"
        with suppress(CancelledError, TimeoutError, OSError):  # it or the scheduler went meanwhile
            if address in self.threads and not (error := future.exception(PATIENCE)):
                answer = future.result(PATIENCE)
        if isinstance(error, ImportError | AttributeError):
            why = f"it has not the course that you have ({error}), or no Linux: install that there."
            answer = {"lacks": why}
        if "lacks" in answer:
            self._refuse(address, answer["lacks"])
            todo.appendleft(job)
            return None
        if answer:
            del self.failures[job.key]
            return Result(**answer)
        self.failures[job.key] += 1
        if self.failures[job.key] < TRIES:
            todo.append(job)  # after those that did no harm
            return None
        del self.failures[job.key]  # it may be handed in anew
        why = f"Marking it failed {TRIES} times on the cluster ({error or 'its result was lost'})"
        return Result("unreadable", [f"{why}, so it is left for the next run."], settled=False)

    def _refuse(self, address: str, why: str) -> None:
        """Send a worker nothing from now on, and say so once."""
        if address not in self.lacks:
            self.lacks[address] = f"The worker at {address} marks nothing: {plain(why)}"
            self.say(self.lacks[address])

    def _nobody(self, todo: deque[Job]) -> ClusterError:
        """The error of there being no worker, with the names of those whose work the last one went over."""
        names = [plain(job.student) for job in todo if self.failures[job.key]]
        over = f"The last one went over the work of {', '.join(names)}. " if names else ""
        return ClusterError(
            f"There is no worker at {self.address} that can mark. {' '.join([*self.lacks.values(), over])}Type "
            f"`dask worker {self.address}` (with its files of TLS) on each machine that is to mark, then the same "
            "command here again: only what is left will be graded."
        )


def checked(address: str) -> str:
    """The address, if it is encrypted or on this machine. Raises ClusterError."""
    if SAFE.fullmatch(address):
        return address
    raise ClusterError(
        f"{plain(address)} is no address to send students' work and hidden tests to: expected tls://HOST:PORT, "
        "or tcp://127.0.0.1:PORT for what runs on this machine."
    )


def _connected(address: str, files: Files) -> Client:
    """A client of the scheduler. Raises ClusterError."""
    try:
        import dask
        from distributed import Client, Security
    except ImportError:
        raise ClusterError(
            'Marking on a cluster needs Dask: type `pip install "off-target[cluster]"` here first.'
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)  # we say it in sentences
    # A pasted picture is a large task, and that is all right.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"})
    try:
        own = {name: file for name, file in files.items() if file}
        security = Security(**own, require_encryption=address.startswith("tls:"))
        return Client(address, security=security, timeout=CONNECTING, set_as_default=False)
    except (OSError, TypeError, ValueError, RuntimeError) as error:
        raise ClusterError(
            f"No scheduler could be reached at {address} within {CONNECTING:g} seconds: is it started there, and "
            "are --tls-ca-file, --tls-cert and --tls-key files of the same authority as its own? In Dask's "
            f"words: {plain(error)}"
        ) from None


# From here on, what a worker does.

_pool: list[Workers] = []  # this process's own, once there is one
_one_at_a_time = Lock()  # Dask calls from several threads


def marked(words: bytes) -> dict[str, Any]:
    """One submission marked, in a process apart and fenced: a Result as a dict, or {"lacks": a sentence}.

    `words` are the instructor's versions, the student, what `pack` wrote, and Job.message, pickled.
    """
    from course_lib.grading.class_run.workers import Workers

    theirs, student, data, message = pickle.loads(words)
    with _one_at_a_time:
        if lack := lacking(theirs, message["sandboxed"]):
            return {"lacks": lack}
        if not _pool or _pool[0].server.process.poll() is not None:
            _pool[:] = [Workers()]
            _pool[0].server.ready()
        pool = _pool[0]
    with tempfile.TemporaryDirectory(prefix="off-target-") as place:
        submitted = Path(place, "submitted")
        unpack(data, submitted)
        folder = submitted / student / message["source"]["slug"]
        return asdict(pool.result(message | {"folder": str(folder)}))


@cache
def lacking(theirs: frozenset[tuple[str, str]], sandboxed: bool) -> str:
    """Why this machine can mark nothing for an instructor with those versions; "" if it can."""
    from course_lib.grading.class_run import workers

    own = dict(versions())
    if others := sorted(theirs - versions()):
        there = ", ".join(f"{name} {own[name]} where you have {yours}" for name, yours in others)
        return (
            f"{socket.gethostname()} has {there}: install the same on both (`git pull` for the course, `pip "
            "install NAME==VERSION` for a package), and start its worker again."
        )
    place = Path(tempfile.gettempdir())  # TMPDIR, if that is set
    return workers.lacking(place) if sandboxed else ""


@cache
def versions() -> frozenset[tuple[str, str]]:
    """What must be the same on both sides for the same marks, each with its version."""
    import course_lib

    course = f"{version('off-target')} ({digest(Path(course_lib.__file__).parent)})"
    python = ".".join(platform.python_version_tuple()[:2])
    packages = ((name, version(name)) for name in ("distributed", "numpy", "pandas"))
    return frozenset([("Python", python), ("Off Target", course), *packages])


def digest(package: Path) -> str:
    """Eight hexadecimal digits that differ where a file of the package does, but for how its lines end."""
    files = {path.relative_to(package).as_posix(): path for path in package.rglob("*.py")}
    texts = [(name, files[name].read_text(encoding="utf-8")) for name in sorted(files)]
    return hashlib.sha256(repr(texts).encode()).hexdigest()[:8]
