"""Whose work is new or was changed, and has come to rest: a file that is still being written is left alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from course_lib.grading.notebook.files import below, students

REST = 1.0  # seconds for which nothing may change


def arrivals(submitted: Path) -> Iterator[list[str]]:
    """Each time, the students whose folder differs from when they were named last, and is as it was REST ago.

    The first time there are none: what counts is what comes after that.
    """
    latest = _looks(submitted)
    named, moment = latest.copy(), time.monotonic()
    yield []
    while True:
        rested = []
        if time.monotonic() >= moment + REST:
            looks, moment = _looks(submitted), time.monotonic()
            rested = [
                one for one, look in looks.items() if named.get(one) != look == latest.get(one)
            ]
            named |= {one: looks[one] for one in rested}
            latest = looks
        yield rested


def _looks(submitted: Path) -> dict[str, list[tuple]]:
    """For each student what a system knows of the files, which is quickly had: nothing is read."""
    looks: dict[str, list[tuple]] = {}
    for student in students(submitted):
        look = looks[student] = []
        for entry in below(submitted / student):
            with suppress(OSError):  # it went away meanwhile
                about = entry.stat(follow_symlinks=False)
                look.append(
                    (entry.path, about.st_ino, about.st_mode, about.st_size, about.st_mtime_ns)
                )
    return looks
