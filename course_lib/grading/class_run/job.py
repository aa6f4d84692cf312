"""What a class run wants marked, also as bytes for another machine, and all that it knows of who marks it."""

from __future__ import annotations

import json
import os
import zlib
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from course_lib.grading.limits import Limits
from course_lib.grading.notebook.files import (
    BESIDE,
    FILE,
    FOLDER,
    LARGE,
    LINK,
    ODD,
    contents,
    searched,
)
from course_lib.grading.notebook.source import Source
from course_lib.grading.result import Result

TICK = 1.0  # seconds after which a pool says that it still waits


@dataclass(frozen=True)
class Job:
    """One student's work for one exercise. It holds plain values, and its files can be had as bytes."""

    source: Source
    student: str
    folder: Path  # submitted/STUDENT/EXERCISE, or a copy of it
    fingerprint: str  # of what this folder and the exercise hold

    @property
    def key(self) -> tuple[str, str]:
        """(exercise, student), which no other job of its time has."""
        return self.source.slug, self.student

    def message(self, sandboxed: bool, limits: Limits) -> dict[str, Any]:
        """As plain JSON, for `marker.work`."""
        message = {"source": self.source.message, "folder": str(self.folder)}
        return message | {"sandboxed": sandboxed, "limits": asdict(limits)}


class Pool(Protocol):
    """Who marks. It is closed once, whatever happened, and then nothing that it started is left."""

    def results(self, todo: deque[Job]) -> Iterator[tuple[Job, Result] | None]:
        """Each job with its result, as they come; every TICK or so without one, None.

        Jobs are taken from the left of `todo`, to which more may be added meanwhile, and not long before they
        are marked, as their files may be large. It ends when all are done, and may then be called again.
        Whatever a submission does or is, it gets a Result; what is raised concerns the whole class.
        """

    def close(self) -> None:
        """End whatever marks."""


def pack(folder: Path) -> bytes:
    """All that a marker may look at of submitted/STUDENT/EXERCISE, or of all of the student's folder where the
    notebook is not in its place: compressed JSON of [path from `submitted`, kind, contents or a link's target].

    Never raises for what is handed in, and never waits.
    """
    submitted, student = folder.parent.parent, folder.parent
    links = [path for path in (student, folder) if os.path.islink(path)]  # noqa: PTH114  # never raises
    closed: list[Path] = []
    items = [(path, LINK, os.fsencode(path.readlink())) for path in links[:1]]
    items = items or list(contents(searched(folder), closed))
    # What cannot be opened here is odd there, as an empty folder would be taken for nothing handed in.
    items = [one for one in items if one[0] not in closed] + [(path, ODD, b"") for path in closed]
    texts = [
        (path.relative_to(submitted).as_posix(), kind, b64encode(data).decode())
        for path, kind, data in items
    ]
    return zlib.compress(json.dumps(texts).encode(), 1)  # ASCII: a name may be no UTF-8


def unpack(data: bytes, submitted: Path, student: str, slug: str) -> Path:
    """Lay what `pack` wrote out in an empty folder, as odd as it was; submitted/STUDENT/EXERCISE there, which
    may be missing.

    Raises ValueError for a path that leads out of it, which `pack` does not write.
    """
    for name, kind, text in json.loads(zlib.decompress(data)):
        path = submitted / name
        if ".." in path.parts or submitted not in path.parents:
            raise ValueError(f"{name!r} leads out of the folder")
        (path if kind == FOLDER else path.parent).mkdir(parents=True, exist_ok=True)
        if kind == FILE:
            path.write_bytes(b64decode(text))
        elif kind == LINK:
            path.symlink_to(os.fsdecode(b64decode(text)))
        elif kind == LARGE:
            path.touch()
            os.truncate(path, BESIDE + 1)  # so that nobody takes it for the file
        elif kind == ODD:
            os.mkfifo(path)
    return submitted / student / slug
