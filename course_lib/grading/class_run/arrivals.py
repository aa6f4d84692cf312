"""Whose work is new or was changed, and has come to rest: a file that is still being written is left alone."""

from __future__ import annotations

import time
from pathlib import Path

from course_lib.grading.notebook.files import below, students

REST = 1.0  # seconds for which nothing may change


class Arrivals:
    """What came into `submitted` since this was made."""

    def __init__(self, submitted: Path) -> None:
        self.submitted, self.moment = submitted, time.monotonic()
        self.taken = self.latest = self._looks()

    def students(self) -> list[str]:
        """Those whose folder differs from when they were last named here, and is as it was REST ago."""
        if time.monotonic() - self.moment < REST:
            return []
        looks = self._looks()
        rested = {
            student: look
            for student, look in looks.items()
            if look != self.taken.get(student) and look == self.latest.get(student)
        }
        self.moment, self.latest = time.monotonic(), looks
        self.taken |= rested
        return list(rested)

    def _looks(self) -> dict[str, list]:
        """For each student what a system knows of the files, which is quickly had: nothing is read."""
        return {student: _look(self.submitted / student) for student in students(self.submitted)}


def _look(folder: Path) -> list:
    look: list[tuple] = []
    for entry in below(folder):
        try:
            about = entry.stat(follow_symlinks=False)
        except OSError as error:  # it went away meanwhile, or is closed
            look.append((entry.path, error.errno))
        else:
            look.append((entry.path, about.st_ino, about.st_mode, about.st_size, about.st_mtime_ns))
    return look
