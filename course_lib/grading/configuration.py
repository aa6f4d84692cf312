"""A course's folder and its nbgrader_config.py, read once and handed on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from course_lib.errors import CourseError


class NoCourse(CourseError):
    """The folder is not that of a course."""


def configuration(folder: Path) -> Any:
    """The course's nbgrader configuration, a traitlets Config; raises NoCourse where there is none."""
    from traitlets.config.loader import PyFileConfigLoader

    if not (folder / "nbgrader_config.py").is_file():
        raise NoCourse(
            f"There is no nbgrader_config.py in {folder}: run this in the folder of your course."
        )
    return PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()


def course(folder: Path, db: str = "") -> Any:
    """nbgrader's CourseDirectory: the folder's places, its configuration, and its gradebook's address.

    `db` is that address where it is not the configured one. Raises NoCourse as `configuration` does.
    """
    from nbgrader.coursedir import CourseDirectory

    config = configuration(folder)
    config.CourseDirectory.root = str(folder)
    if db:
        config.CourseDirectory.db_url = db
    return CourseDirectory(config=config)
