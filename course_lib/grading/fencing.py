"""The one place where grading asks for a fence around a student's code."""

from __future__ import annotations

import importlib
import importlib.util

from course_lib.errors import CourseError
from course_lib.grading.limits import Limits


class NoFence(CourseError):
    """This machine cannot fence a stranger's code in; the sentence says what is missing."""


def missing() -> str:
    """What this machine lacks to fence a process in, as a phrase; "" if it lacks nothing."""
    if importlib.util.find_spec("course_lib.grading.fence") is None:
        return "a fence, which this version of the course does not have"
    return importlib.import_module("course_lib.grading.fence").missing()


def enter(wanted: bool, folder: str, limits: Limits) -> None:
    """Fence the calling process in for good, if that is wanted; it keeps `folder`. Raises NoFence."""
    if wanted:
        if lacking := missing():
            raise NoFence(f"This machine lacks {lacking}.")
        importlib.import_module("course_lib.grading.fence").enter(folder, limits)
