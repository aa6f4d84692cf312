"""What a worker of a cluster does: says what its machine lacks, and has markers of its own mark what comes.

Dask calls these functions by their names, so the course is installed there as it is with the instructor.
"""

from __future__ import annotations

import hashlib
import platform
import socket
import tempfile
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course_lib.grading.class_run.workers import Workers

PACKAGES = ("distributed", "numpy", "pandas")  # besides Python and the course


@cache
def versions() -> dict[str, str]:
    """What must be the same on both sides for the same marks, each with its version."""
    import course_lib

    course = f"{version('off-target')} ({digest(Path(course_lib.__file__).parent)})"
    python = ".".join(platform.python_version_tuple()[:2])
    return {"Python": python, "Off Target": course} | {name: version(name) for name in PACKAGES}


def digest(package: Path) -> str:
    """Eight hexadecimal digits that differ where a file of the package does, but for how its lines end."""
    whole = hashlib.sha256()
    for name in sorted(path.relative_to(package).as_posix() for path in package.rglob("*.py")):
        text = (package / name).read_text(encoding="utf-8")
        whole.update(f"{name}\0{text}\0".encode())
    return whole.hexdigest()[:8]


def lacking(theirs: dict[str, str], sandboxed: bool) -> str:
    """Why this machine can mark nothing for an instructor with those versions; "" if it can.

    A sentence that names this machine and says what to type on it.
    """
    host, own = socket.gethostname(), versions()
    if other := [name for name in theirs if own[name] != theirs[name]]:
        there = ", ".join(f"{name} {own[name]} where you have {theirs[name]}" for name in other)
        return f"{host} has {there}: {_remedy(other[0], theirs)}, and start its worker again."
    from course_lib.grading.sandbox import bubblewrap

    if not sandboxed:
        return ""
    if lacks := bubblewrap.missing():
        return f"{host} lacks {lacks}, so students' code would have the run of it."
    if bubblewrap.exposed(place := Path(tempfile.gettempdir())):
        return (
            f"{host} keeps what is handed in in {place}, which students' code may read: type "
            "`export TMPDIR=/var/tmp` there, and start its worker again."
        )
    return ""


def _remedy(name: str, theirs: dict[str, str]) -> str:
    if name in PACKAGES:
        return f"type `pip install {name}=={theirs[name]}` there"
    if name == "Python":
        return f"make its environment with Python {theirs[name]}"
    return "type `git pull` in both checkouts, or install the same wheel"


def mark(job: dict[str, Any]) -> dict[str, Any]:
    """Mark one submission, in a process apart and fenced; a Result as a dict."""
    from course_lib.grading.class_run.job import Job, unpack
    from course_lib.grading.limits import Limits
    from course_lib.grading.notebook.source import from_message

    source = from_message(job["source"])
    with tempfile.TemporaryDirectory(prefix="off-target-") as place:
        submitted = Path(place, "submitted")
        folder = unpack(job["parcel"], submitted, job["student"], source.slug)
        pool = _pool(job["sandboxed"], Limits(**job["limits"]))
        return asdict(pool.result(Job(source, job["student"], folder, "")))


_pools: dict[Any, Workers] = {}
_one_at_a_time = Lock()


def _pool(sandboxed: bool, limits: Any) -> Workers:
    """This worker's markers, ready for such jobs; Dask asks from several threads."""
    from course_lib.grading.class_run.workers import Workers
    from course_lib.grading.marking import marker
    from course_lib.grading.sandbox.fork_server import ForkServer

    with _one_at_a_time:
        pool = _pools.get((sandboxed, limits))
        if pool is None or pool.server.process.poll() is not None:
            server = ForkServer((marker.__name__,))
            server.ready()
            pool = _pools[sandboxed, limits] = Workers(server, 1, sandboxed, limits)
        return pool
