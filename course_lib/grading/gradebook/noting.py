"""An exercise noted in the gradebook by nbgrader's own generate_assignment, the handed-out folder left alone."""

from __future__ import annotations

import copy
import tempfile
from typing import Any

from course_lib.errors import CourseError


class NotNoted(CourseError):
    """nbgrader would not take the exercise into the gradebook."""


def note(place: Any, config: Any, slug: str) -> None:
    """Note it. `place` is the CourseDirectory. Raises NotNoted with nbgrader's own words."""
    from nbgrader.converters.generate_assignment import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.utils import capture_log

    with tempfile.TemporaryDirectory() as folder:
        config = copy.deepcopy(config)
        config.CourseDirectory.release_directory = folder
        config.CourseDirectory.db_url = place.db_url
        there = CourseDirectory(config=config, assignment_id=slug)
        done = capture_log(GenerateAssignment(coursedir=there, config=config))
    if not done["success"]:
        lines = [line for line in done.get("log", "").splitlines() if "ERROR" in line]
        said = (lines or [done.get("error", "")])[0].strip()
        raise NotNoted(f"nbgrader could not take {slug} into the gradebook; its words: {said}")
