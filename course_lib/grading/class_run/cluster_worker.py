"""What a worker of a cluster does: says what its machine lacks, and has markers of its own mark what comes.

Dask calls `marked` by its name, so the course is installed there as it is with the instructor.
"""

from __future__ import annotations

import hashlib
import pickle
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

_pool: list[Workers] = []  # this process's own, once there is one
_one_at_a_time = Lock()  # Dask calls from several threads


@cache
def versions() -> dict[str, str]:
    """What must be the same on both sides for the same marks, each with its version."""
    import course_lib

    course = f"{version('off-target')} ({digest(Path(course_lib.__file__).parent)})"
    python = ".".join(platform.python_version_tuple()[:2])
    packages = {name: version(name) for name in ("distributed", "numpy", "pandas")}
    return {"Python": python, "Off Target": course} | packages


def digest(package: Path) -> str:
    """Eight hexadecimal digits that differ where a file of the package does, but for how its lines end."""
    whole = hashlib.sha256()
    for name in sorted(path.relative_to(package).as_posix() for path in package.rglob("*.py")):
        text = (package / name).read_text(encoding="utf-8")
        whole.update(f"{name}\0{text}\0".encode())
    return whole.hexdigest()[:8]


@cache
def lacking(theirs: frozenset[tuple[str, str]], sandboxed: bool) -> str:
    """Why this machine can mark nothing for an instructor with those versions; "" if it can."""
    from course_lib.grading.class_run import workers

    own = versions()
    if others := sorted(theirs.difference(own.items())):
        there = ", ".join(f"{name} {own[name]} where you have {yours}" for name, yours in others)
        return (
            f"{socket.gethostname()} has {there}: install the same on both (`git pull` for the course, `pip "
            "install NAME==VERSION` for a package), and start its worker again."
        )
    place = Path(tempfile.gettempdir())  # TMPDIR, if that is set
    return workers.lacking(place) if sandboxed else ""


def marked(words: bytes) -> dict[str, Any]:
    """One submission marked, in a process apart and fenced: a Result as a dict, or {"lacks": a sentence}.

    `words` are the instructor's versions, the student, what `pack` wrote, and Job.message, pickled.
    """
    from course_lib.grading.class_run.job import unpack
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
