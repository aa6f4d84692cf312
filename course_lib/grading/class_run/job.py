"""What a class run wants marked, and all that it knows of who marks it: on this machine or on a cluster."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from course_lib.grading.class_run import parcel
from course_lib.grading.marking.result import Result
from course_lib.grading.notebook.source import Source

TICK = 1.0  # seconds after which a pool says that it still waits


@dataclass(frozen=True)
class Job:
    """One student's work for one exercise. It holds plain values, and its files can be had as bytes."""

    source: Source
    student: str
    folder: Path  # submitted/STUDENT/EXERCISE, or a copy of it
    fingerprint: str  # of what this folder and the exercise hold

    def parcel(self) -> bytes:
        """All that a marker on another machine may look at of the student's folder, for `parcel.unpack`."""
        return parcel.pack(self.folder)


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
