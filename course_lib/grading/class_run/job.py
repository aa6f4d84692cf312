"""What a class run wants marked, also as bytes for another machine, and all that it knows of who marks it."""

from __future__ import annotations

import io
import os
import tarfile
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.notebook import files
from course_lib.grading.notebook.source import Source
from course_lib.grading.result import Result


@dataclass(frozen=True)
class Job:
    """One student's work for one exercise. It holds plain values, and its files can be had as bytes."""

    source: Source
    student: str
    folder: Path  # submitted/STUDENT/EXERCISE
    fingerprint: str  # of what this folder and the exercise hold
    sandboxed: bool = True
    limits: Limits = LIMITS

    @property
    def key(self) -> tuple[str, str]:
        """(exercise, student), which no other job of its time has."""
        return self.source.slug, self.student

    @property
    def message(self) -> dict[str, Any]:
        """As plain JSON, for `marker.work`."""
        message = {"source": self.source.message, "folder": str(self.folder)}
        return message | {"sandboxed": self.sandboxed, "limits": asdict(self.limits)}


class Pool(Protocol):
    """Who marks. It is closed once, whatever happened, and then nothing that it started is left."""

    def results(self, todo: deque[Job]) -> Iterator[tuple[Job, Result]]:
        """Each job with its result, as they come, taken from the left of `todo` not long before.

        Whatever a submission does or is, it gets a Result; what is raised concerns the whole class.
        """

    def close(self) -> None:
        """End whatever marks."""


def pack(folder: Path) -> bytes:
    """All that a marker may look at of submitted/STUDENT/EXERCISE, or of the student's folder where the notebook
    is not in its place: a tar file, its paths from `submitted` on. Never raises for what lies there, nor waits.
    """
    submitted, whole = folder.parent.parent, io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz", compresslevel=1) as tar:
        for path, kind, data in files.contents(folder):
            # In bytes, so that no name is refused on any system.
            name = os.fsencode(path.relative_to(submitted).as_posix())
            info = tarfile.TarInfo(name.decode(errors="surrogateescape"))
            info.type, info.mode = kind, 0o700
            info.linkname = os.fsdecode(data) if kind == files.LINK else ""
            info.size = len(data) if kind == files.FILE else 0
            tar.addfile(info, io.BytesIO(data))
    return whole.getvalue()


def unpack(data: bytes, submitted: Path) -> None:
    """Lay what `pack` wrote out in an empty folder, as odd as it was."""
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        # Who sends it may run what they like here anyway; and what is odd is to arrive as it is.
        tar.extraction_filter = lambda member, _: member
        tar.extractall(submitted)
