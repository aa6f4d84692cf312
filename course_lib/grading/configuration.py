"""A course's folder and its nbgrader_config.py, read once and handed on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.characters import plain
from course_lib.errors import CourseError


class NoCourse(CourseError):
    """The folder is not that of a course."""


@dataclass(frozen=True)
class Course:
    """A course's folder, nbgrader's configuration of it, and its places, as nbgrader names them."""

    folder: Path
    config: Any  # a traitlets Config
    address: str  # of the gradebook, as SQLAlchemy takes it
    exchange: Path | None  # where work is handed out and in, if the course says so
    source: Path  # the exercises, with their solutions
    submitted: Path  # what was handed in: in each student's folder one for each exercise
    autograded: Path  # the marked notebooks, in such folders, with what lies beside them


def course(folder: Path, db: str = "") -> Course:
    """The course in a folder. `db` is its gradebook's address where it is not the configured one.

    Raises NoCourse where there is no nbgrader configuration, or it cannot be run.
    """
    from traitlets.config.loader import PyFileConfigLoader

    path = folder / "nbgrader_config.py"
    if not path.is_file():
        raise NoCourse(f"There is no {path}: run this in the folder of your course.")
    try:
        config = PyFileConfigLoader(path.name, path=str(folder)).load_config()
    except Exception as error:
        why = f"{type(error).__name__}: {plain(error)}"
        raise NoCourse(f"{path} cannot be run: mend it. {why}.") from None
    own, exchange = config.CourseDirectory, config.Exchange.get("root")
    own.root = str(folder)
    own.db_url = db or own.get("db_url", f"sqlite:///{folder.absolute() / 'gradebook.db'}")
    steps = ("source", "submitted", "autograded")
    places = (folder / own.get(f"{step}_directory", step) for step in steps)
    return Course(folder, config, own.db_url, Path(exchange) if exchange else None, *places)
