"""The one place where grading asks for a fence around a student's code."""

from __future__ import annotations

import platform
import sys

from course_lib.errors import CourseError
from course_lib.grading.limits import Limits


class NoFence(CourseError):
    """This machine cannot fence a stranger's code in; the sentence says what is missing."""


def missing() -> str:
    """What this machine lacks to fence a process in, as a phrase; "" if it lacks nothing."""
    if sys.platform != "linux":
        return f"a fence (it runs {platform.system()}, and the fence is made for Linux)"
    from course_lib.grading.fence import fence

    return fence.missing()


def prepare() -> None:
    """Find out once what is the same for every process that is forked from this one and enters."""
    if sys.platform == "linux":
        from course_lib.grading.fence import fence

        fence.prepare()


def enter(wanted: bool, folder: str, limits: Limits) -> None:
    """Fence the calling process in for good, if that is wanted; it keeps `folder`. Raises OSError."""
    if wanted:
        from course_lib.grading.fence import fence

        fence.enter(folder, limits)
