"""A gradebook opened, in SQLite or PostgreSQL; what goes wrong is a sentence, with advice about just that."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from course_lib.errors import CourseError
from course_lib.grading.configuration import Course

FORMS = "postgresql://USER@HOST/DATABASE or sqlite:///FILE"
FILE = "sqlite:///"
# Where a password may stand: before the last @, after a host in place of its port, among the options.
SECRETS = (
    (r"^([\w+.-]+:/+)?([^:/@]*):.*@", r"\1\2:…@"),
    (r"^([\w+.-]+:/+[^:/@\[]*):(?!\d*([/?]|$))[^/?@]*(?=[/?]|$)", r"\1:…"),
    (r"(?i)(password=)[^&]*", r"\1…"),
)
# What to do, by what a database says, SQLite first; a server that speaks another language than English
# gets the last.
ADVICE = (
    (
        "database( table)? is locked",
        "Another program is writing to it: wait until a Formgrader or another run has saved, or end what "
        "keeps it open, such as a program that synchronises the folder.",
    ),
    (
        "malformed|not a database|unsupported file format",
        "The file is damaged, or something else than a gradebook. Put your last copy of it in its place; or "
        "move it aside and run `course grade`, which fills a new one, but for the marks given by hand.",
    ),
    (
        "no such (column|table)|has no column",
        "Another version of nbgrader made it: type `nbgrader db upgrade` in the course's folder, which keeps "
        "a copy of it as it was.",
    ),
    ("disk is full", "Make room on that disk."),
    (
        "readonly database|attempt to write a readonly",
        "You may read it and not write to it: allow yourself to write to the file and to its folder "
        "(chmod u+w), or work on a copy that you name with --db.",
    ),
    (
        "unable to open database file",
        "Its folder is not there, or you may not write in it: correct the address, or the folder's rights.",
    ),
    (
        "disk I/O error",
        "The disk does not answer as it should: copy the folder to another, and try there.",
    ),
    (r'database ".*" does not exist', "Make it (createdb NAME), or correct the address."),
    (
        "password",
        "Check the user; the password can also stand in PGPASSWORD or in the file ~/.pgpass.",
    ),
    (
        "permission denied",
        "The user must be allowed to make tables there: let the database be theirs "
        "(createdb --owner USER NAME).",
    ),
    ("", f"Check that the server runs and that the address is right: {FORMS}."),
)


class DatabaseTrouble(CourseError):
    """The gradebook cannot be used, or has not what was asked for; the sentence says why and what to do."""


def gradebook(course: Course, *, new: bool = False) -> Any:
    """nbgrader's Gradebook of a course, to be closed by the caller; made only if `new`.

    Raises DatabaseTrouble where it cannot be opened, or is not there and not to be made.
    """
    from nbgrader.api import Gradebook, InvalidEntry
    from sqlalchemy.exc import DBAPIError

    address = course.address
    try:
        _look(address, new)
        return Gradebook(address, course.directory.course_id)
    except (DBAPIError, InvalidEntry) as error:
        raise DatabaseTrouble(
            f"The gradebook at {display(address)} cannot be opened: {words(error)}. {_advice(error)}"
        ) from error
    except ImportError as error:
        raise DatabaseTrouble(
            f"The gradebook at {display(address)} needs a driver that is not installed ({error}). For "
            'postgresql:// type: pip install "psycopg[binary]"'
        ) from error


@contextmanager
def reading(course: Course) -> Iterator[Any]:
    """As `gradebook`, closed at the end. Raises DatabaseTrouble where it is lost meanwhile, too."""
    with gradebook(course) as book:
        try:
            yield book
        except Exception as error:
            raise trouble(course.address, error) or error from None


def display(address: str) -> str:
    """The address to show to people: as it was given, but for its password."""
    for secret, instead in SECRETS:
        address = re.sub(secret, instead, address)
    return address


def words(error: BaseException) -> str:
    """What the database said, in its own words: the first line of an error of SQLAlchemy or nbgrader."""
    own = getattr(error, "orig", None) or error
    return str(own).partition("\n")[0].rpartition(" failed: ")[2].removeprefix("FATAL:").strip(" .")


def trouble(address: str, error: BaseException | None) -> DatabaseTrouble | None:
    """What to tell people of an error in the midst of work; None if the database is not to blame."""
    from nbgrader.api import InvalidEntry
    from sqlalchemy.exc import (
        DatabaseError,
        DataError,
        IntegrityError,
        InterfaceError,
        ProgrammingError,
    )

    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DatabaseTrouble(
            "The disk is full, so the class was not graded to its end. All marks written so far are kept: "
            "make room, and start the same command again; it goes on where it stopped."
        )
    behind = error.__context__ if isinstance(error, InvalidEntry) else error
    # The other kinds are mistakes in what was asked of it.
    if not isinstance(behind, DatabaseError | InterfaceError) or isinstance(
        behind, DataError | IntegrityError | ProgrammingError
    ):
        return None
    advice = f" {_advice(behind)}" if address.startswith("sqlite:") else ""
    return DatabaseTrouble(
        f"The gradebook at {display(address)} was lost in the midst of it: {words(behind)}.{advice} All marks "
        "written so far are kept; start the same command again, and it goes on where it stopped."
    )


def _advice(error: BaseException) -> str:
    return next(advice for sign, advice in ADVICE if re.search(sign, words(error)))


def _look(address: str, new: bool) -> None:
    """Raise where there is nothing to open: nbgrader would mix up what is wrong, or make a gradebook."""
    from sqlalchemy import create_engine, inspect

    nothing = DatabaseTrouble(
        f"There is no gradebook at {display(address).removeprefix(FILE)}: grade what was handed in first, or "
        "name another with --db."
    )
    url = _parsed(address)
    name = url.database or ""
    # SQLite would make the file; a name that begins with file: has its own options, mode=ro among them.
    if address.startswith(FILE) and not (new or name.startswith("file:") or Path(name).is_file()):
        raise nothing
    engine = create_engine(url)
    try:
        with engine.connect() as line:
            if not inspect(line).has_table("submitted_assignment") and not new:
                raise nothing
    finally:
        engine.dispose()


def _parsed(address: str) -> Any:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address)
        url.get_dialect()
        if "@" not in (url.host or ""):
            return url
    except (ArgumentError, ValueError, ImportError):
        pass
    raise DatabaseTrouble(
        f"{display(address)} is no address of a gradebook; expected {FORMS}. In a password, write "
        "%40 for @, %2F for /, %3A for : and %25 for %."
    )
