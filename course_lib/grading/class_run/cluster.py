"""A pool whose markers are the workers of a Dask cluster: Dask chooses among them, and replaces one that goes.

The instructor's machine reads, sends and writes; it needs no Linux and no sandbox. A worker needs the same course.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import re
import socket
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from sysconfig import get_python_version
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

AHEAD = 2  # submissions that wait for each worker besides those that it marks
PATIENCE = 60.0  # seconds until there must be a worker that can mark
CONNECTING = 20.0  # seconds until the scheduler must answer, and again when it was lost
PAUSE = 0.05  # seconds between looks at who is there and what is done
# Encrypted, or on this machine.
LOCAL = r"(tcp://)?(localhost|127(\.[0-9]{1,3}){3}|\[::1\])"
SAFE = re.compile(rf"(tls://(\[[^][]+\]|[^]:/?#@[\s]+)|{LOCAL}):[0-9]{{1,5}}")
# By its name, so that none but a worker's task looks for the course: a worker without it would end over a task
# that it cannot read, and the scheduler need not have it.
HERE = f"__import__('importlib').import_module('{__name__}')"


class ClusterError(CourseError):
    """The cluster cannot be used; the sentence says why and what to do."""


class Cluster:
    """The workers of a cluster; see Pool. `say` is given a sentence on each worker that cannot mark.

    `files` are those of TLS by Dask's names (tls_ca_file, tls_client_cert, tls_client_key); one that is None comes
    from Dask's own configuration. Raises ClusterError, and connects to no address that is not safe.
    """

    def __init__(self, address: str, files: dict[str, Any], say: Callable[[str], None]) -> None:
        self.client = _connected(checked(address), files)
        self.address, self.say = address, say
        self.asked: dict[str, Future] = {}  # what each worker lacks, by its address
        self.lacks: dict[str, str] = {}  # the same, once it has answered; "" of one that can mark

    def results(self, todo: deque[Job]) -> Iterator[tuple[Job, Result]]:
        """As Pool has it. What failed is sent once more, last and alone, so what ends workers costs nobody else.

        Raises ClusterError where nobody is there to mark.
        """
        sent: dict[Future, tuple[Job, set[str]]] = {}  # with the addresses of workers
        self.asked, self.lacks = {}, {}  # since the last call another may have come to an address
        again, failed = deque[Job](), set[tuple[str, str]]()  # with the keys of jobs
        sandboxed = any(job.sandboxed for job in todo)
        latest = time.monotonic() + PATIENCE
        while todo or again or sent:
            if able := self._able(sandboxed):
                latest = time.monotonic() + PATIENCE
            elif self.client.status == "closed" or time.monotonic() > latest:
                raise self._nobody([*again, *(job for job, _ in sent.values())])
            many = sum(able.values()) + AHEAD * len(able)
            queue, most = (todo, many) if todo else (again, min(many, 1))
            while queue and len(sent) < most:
                job = queue.popleft()
                words = edition(), job.student, pack(job.folder), job.message
                sent[self._submit("marked", words, able)] = job, set(able)
            # Dask sends again what a worker had that went, but only to those that it was sent for.
            over = (f for f, (_, at) in sent.items() if f.done() or (able and not at & able.keys()))
            if (future := next(over, None)) is None:
                time.sleep(PAUSE)
                continue
            job, _ = sent.pop(future)
            answer = _answer(future)
            if not isinstance(answer, Exception):
                yield job, Result(**answer)
            elif job.key not in failed:
                failed.add(job.key)
                again.append(job)
            else:
                short = str(answer).partition(". ")[0]  # the rest is advice on Dask
                why = f"Marking it failed twice on the cluster ({short}), so it is left for the next run."
                yield job, Result("unreadable", [why], settled=False)

    def close(self) -> None:
        """Call off what is not done, and hang up."""
        self.client.close()

    def _able(self, sandboxed: bool) -> dict[str, int]:
        """The threads of each worker that can mark, by its address; one that is new is asked what it lacks."""
        threads: dict[str, int] = {}
        with suppress(OSError):  # the scheduler went this moment, which the status will say
            if self.client.status == "running":
                threads = self.client.nthreads()
        for address in self.asked.keys() - threads.keys():  # who comes again may have changed
            del self.asked[address]
            self.lacks.pop(address, None)
        for address in threads.keys() - self.lacks.keys():
            if not SAFE.fullmatch(address):
                self._note(address, "it is reached without TLS.")
            elif (future := self.asked.get(address)) is None or future.cancelled():
                self.asked[address] = self._submit("lacking", (edition(), sandboxed), [address])
            elif future.done():
                self._note(address, _answer(future))
        return {one: count for one, count in threads.items() if self.lacks.get(one) == ""}

    def _note(self, address: str, lack: str | Exception) -> None:
        """Note what a worker lacks, and say so if it does."""
        if isinstance(lack, Exception):
            lack = f"it has not the course that you have ({lack}), or no Linux: install that there."
        self.lacks[address] = lack
        if lack:
            self.say(f"The worker at {address} marks nothing: {plain(lack)}")

    def _submit(self, name: str, words: tuple, workers: Iterable[str]) -> Future:
        """Have one of these workers call a function of this module."""
        key = f"{name}-{uuid4().hex}"  # a student's name is nothing for a dashboard
        call, given = f"{HERE}.{name}(*__import__('pickle').loads(words))", pickle.dumps(words)
        return self.client.submit(eval, call, {"words": given}, key=key, workers=[*workers])

    def _nobody(self, lost: Iterable[Job]) -> ClusterError:
        """The error of there being no worker, with the names of those whose work the last one had."""
        gone = "" if self.client.status == "running" else ": its scheduler is gone"
        names = ", ".join(plain(job.student) for job in lost)
        over = f" The last one went over the work of {names}." if names else ""
        return ClusterError(
            f"There is no worker at {self.address} that can mark{gone}.{over} Start what is gone: `dask worker "
            f"{self.address}` (with its files of TLS) on each machine that is to mark, then the same command here "
            "again: only what is left will be graded."
        )


def _answer(future: Future) -> Any:
    """What a worker gave, or the error in its place."""
    try:
        return future.result(PATIENCE) if future.done() else ClusterError("its worker went")
    except Exception as error:  # whatever happened to the worker, or on the way
        return error


def checked(address: str) -> str:
    """The address, if it is encrypted or on this machine. Raises ClusterError."""
    if SAFE.fullmatch(address):
        return address
    raise ClusterError(
        f"{plain(address)} is no address to send students' work and hidden tests to: expected tls://HOST:PORT, "
        "or tcp://127.0.0.1:PORT for what runs on this machine."
    )


def _connected(address: str, files: dict[str, str | None]) -> Client:
    """A client of the scheduler. Raises ClusterError."""
    try:
        import dask
        from distributed import Client, Security

        for name in ("distributed", "distributed.client"):  # we say it in sentences
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        # A pasted picture is a large task, and that is all right.
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"})
        own = {name: file for name, file in files.items() if file}
        security = Security(**own, require_encryption=address.startswith("tls:"))
        return Client(address, security=security, timeout=CONNECTING, set_as_default=False)
    except (ImportError, OSError, TypeError, ValueError, RuntimeError) as error:
        raise ClusterError(
            f"No scheduler could be reached at {address} within {CONNECTING:g} seconds: is it started there, did "
            'you type `pip install "off-target[cluster]"` here, and are --tls-ca-file, --tls-cert and --tls-key '
            f"files of the same authority as its own? In Dask's words: {plain(error)}"
        ) from None


# From here on, what a worker does.

_pool: list[Workers] = []  # this process's own, once there is one
_one_at_a_time = Lock()  # Dask calls from several threads


def marked(theirs: str, student: str, data: bytes, message: dict[str, Any]) -> dict[str, Any]:
    """One submission marked, in a process apart and fenced: a Result as a dict. `data` is what `pack` gave.

    Raises ClusterError where this worker came in the place of one with their edition, and has another.
    """
    from course_lib.grading.class_run.workers import Workers

    if lack := lacking(theirs, sandboxed=False):
        raise ClusterError(lack)
    with _one_at_a_time:
        if not _pool or _pool[0].server.process.poll() is not None:
            _pool[:] = [Workers()]
            _pool[0].server.ready()
        pool = _pool[0]
    with tempfile.TemporaryDirectory(prefix="off-target-") as place:
        submitted = Path(place, "submitted")
        unpack(data, submitted)
        folder = submitted / student / message["source"]["slug"]
        return asdict(pool.result(message | {"folder": str(folder)}))


def lacking(theirs: str, sandboxed: bool) -> str:
    """Why this machine can mark nothing for an instructor with that edition; "" if it can."""
    from course_lib.grading.class_run import workers

    if theirs != edition():
        return (
            f"{socket.gethostname()} has {edition()}, where you have {theirs}: install the same on both (`git "
            "pull` for the course, `pip install NAME==VERSION` else), and start its worker again."
        )
    return workers.lacking(Path(tempfile.gettempdir())) if sandboxed else ""


@cache
def edition() -> str:
    """What must be the same on both sides for the same marks: each with its version, the course with a digest."""
    import course_lib

    own = digest(Path(course_lib.__file__).parent)
    packages = [f"{name} {version(name)}" for name in ("distributed", "numpy", "pandas")]
    return ", ".join([f"Off Target {own}", f"Python {get_python_version()}", *packages])


def digest(package: Path) -> str:
    """Eight hexadecimal digits that differ where a file of the package does, but for how its lines end."""
    paths = ((path.relative_to(package).as_posix(), path) for path in package.rglob("*.py"))
    texts = [(name, path.read_text(encoding="utf-8")) for name, path in sorted(paths)]
    return hashlib.sha256(repr(texts).encode()).hexdigest()[:8]
