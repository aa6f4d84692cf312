"""Whose work is new or was changed, and has come to rest: a file that is still being written is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from course_lib.grading.notebook.files import below, students


def arrivals(submitted: Path) -> Iterator[set[str]]:
    """At each look, the students whose folder differs from when they were named last, and is as it was at the
    look before. At the first nobody: what counts is what comes after that.
    """
    named = latest = _looks(submitted)
    yield set()
    while True:
        looks = _looks(submitted)
        rested = {one for one, look in looks.items() if named.get(one) != look == latest.get(one)}
        named, latest = named | {one: looks[one] for one in rested}, looks
        yield rested


def _looks(submitted: Path) -> dict[str, list[tuple]]:
    """For each student what a system knows of the files, which is quickly had: nothing is read."""
    looks: dict[str, list[tuple]] = {}
    for student in students(submitted):
        looks[student] = []
        for entry in below(submitted / student):
            with suppress(OSError):  # it went away meanwhile
                about = entry.stat(follow_symlinks=False)
                looks[student].append((entry.path, *about[:7], about.st_mtime_ns))
    return looks
