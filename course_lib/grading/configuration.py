"""A course's folder and its nbgrader_config.py, read once and handed on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from course_lib.errors import CourseError


class NoCourse(CourseError):
    """The folder is not that of a course."""


@dataclass(frozen=True)
class Course:
    """A course's folder, and nbgrader's configuration of it, a traitlets Config."""

    folder: Path
    config: Any

    @cached_property
    def directory(self) -> Any:
        """nbgrader's CourseDirectory, which knows its places. Loads nbgrader."""
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(config=self.config)

    @property
    def address(self) -> str:
        """The gradebook's, as SQLAlchemy takes it."""
        return str(self.directory.db_url)

    @property
    def exchange(self) -> Path | None:
        """Where work is handed out and in, if the course says so."""
        root = self.config.Exchange.get("root", "")
        return Path(root) if root else None

    @property
    def submitted(self) -> Path:
        """What was handed in: a folder for each student, and in it one for each exercise."""
        return self.folder / self.directory.submitted_directory

    def autograded(self, student: str, slug: str) -> Path:
        """The folder of a marked notebook, and of what lies beside it."""
        step = self.directory.autograded_directory
        return Path(self.directory.format_path(step, student, slug))


def configuration(folder: Path) -> Any:
    """The course's nbgrader configuration, a traitlets Config; raises NoCourse where there is none."""
    from traitlets.config.loader import PyFileConfigLoader

    if not (folder / "nbgrader_config.py").is_file():
        raise NoCourse(
            f"There is no nbgrader_config.py in {folder}: run this in the folder of your course."
        )
    return PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()


def course(folder: Path, db: str = "") -> Course:
    """The course in a folder. `db` is its gradebook's address where it is not the configured one.

    Raises NoCourse as `configuration` does.
    """
    config = configuration(folder)
    config.CourseDirectory.root = str(folder)
    if db:
        config.CourseDirectory.db_url = db
    return Course(folder, config)
