"""A gradebook opened, in SQLite or PostgreSQL; what goes wrong is a sentence, with advice about just that."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from course_lib.errors import CourseError
from course_lib.grading.configuration import Course
from course_lib.paths import SQLITE

FORMS = f"postgresql://USER@HOST/DATABASE or {SQLITE}FILE"
# What to do, by what a database says; a server that speaks another language than English gets the last.
ADVICE = {
    "is locked": "Another program is writing to it: wait until it has saved, or end it.",
    "malformed|not a database|unsupported file format": "The file is damaged, or no gradebook. Move it and "
    "grading.jsonl away, put your last copy in its place, if any, for its marks by hand, and grade all anew.",
    "no such (column|table)|has no column": "Another version of nbgrader made it: type `nbgrader db upgrade`.",
    "disk is full": "Make room on that disk.",
    "readonly database": "You may read it and not write to it: change that (chmod u+w), or name another.",
    "unable to open|disk I/O": "Its folder is not there, closed to you, or its disk fails: name another.",
    "No module named": 'Its driver is missing. For postgresql:// type: pip install "psycopg[binary]"',
    'database ".*" does not exist': "Make it (createdb NAME), or correct the address.",
    "password": "Check the user; the password can also stand in PGPASSWORD or in the file ~/.pgpass.",
    "permission denied": "Let the database be that user's (createdb --owner USER NAME).",
    "": f"Check that the server runs and that the address is right: {FORMS}.",
}


class DatabaseTrouble(CourseError):
    """The gradebook cannot be used, or has not what was asked for; the sentence says why and what to do."""


@contextmanager
def gradebook(course: Course, *, new: bool = False) -> Iterator[Any]:
    """nbgrader's Gradebook of a course, closed at the end; made only if `new`.

    Raises DatabaseTrouble where it cannot be opened, is not there and not to be made, or is lost meanwhile.
    """
    from nbgrader.api import Gradebook, InvalidEntry
    from sqlalchemy.exc import DBAPIError

    shown = display(course.address)
    try:
        if not (_has_gradebook(course.address) or new):
            why = f"There is no gradebook at {shown.removeprefix(SQLITE)}"
            raise DatabaseTrouble(f"{why}: grade first, or name another with --db.")
        book = Gradebook(course.address, course.config.CourseDirectory.get("course_id", ""))
    except (DBAPIError, ImportError, InvalidEntry) as error:
        why = f"The gradebook at {shown} cannot be opened: {_described(error)}"
        raise DatabaseTrouble(why) from error
    with book:
        try:
            yield book
        except Exception as error:
            raise trouble(course.address, error) or error from None


def display(address: str) -> str:
    """The address to show to people: as it was given, but for its password."""
    # Before the last @, or after a host in place of its port.
    place = r"^((?:[^:/@]*:?/+)?[^:/@\[]*):(?:.*(?=@)|(?!/|\d*(?:[/?]|$))[^/?@]+)"
    return re.sub(r"(?i)(password=)[^&]*", r"\1…", re.sub(place, r"\1:…", address))


def trouble(address: str, error: BaseException) -> DatabaseTrouble | None:
    """What to tell people of an error in the midst of work; None if database and disk are not to blame."""
    from nbgrader.api import InvalidEntry
    from sqlalchemy.exc import DatabaseError, InterfaceError, InternalError, OperationalError

    behind = error.__context__ if isinstance(error, InvalidEntry) else error
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        why = "The disk is full: make room."
    # The other kinds are mistakes in what was asked of it.
    elif type(behind) in (DatabaseError, InterfaceError, InternalError, OperationalError):
        shown = display(address)
        why = f"The gradebook at {shown} was lost in the midst of it: {_described(behind)}"
    else:
        return None
    return DatabaseTrouble(
        f"{why} All marks written so far are kept; start again, and it goes on where it stopped."
    )


def _described(error: BaseException | None) -> str:
    """The first line of what the database said, and what to do about it."""
    text = str(getattr(error, "orig", None) or error).partition("\n")[0]
    words = text.rpartition(" failed: ")[2].removeprefix("FATAL:").strip(" .")
    return f"{words}. {next(advice for sign, advice in ADVICE.items() if re.search(sign, words))}"


def _has_gradebook(address: str) -> bool:
    """Whether there is a gradebook; none is made by asking. Raises DatabaseTrouble, and what a database says."""
    from sqlalchemy import NullPool, create_engine, inspect, make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address)
        if re.search("://[^:/]*:[^@]*@.*@", address):
            raise ValueError("a password with @ in it")
        # SQLite would make the file; a name that begins with file: has its own options, mode=ro among them.
        name = url.database or ""
        there = name.startswith("file:") or os.path.isfile(name)  # noqa: PTH113  # Path's may raise
        if address.startswith(SQLITE) and not there:
            return False
        with create_engine(url, poolclass=NullPool).connect() as line:
            return inspect(line).has_table("submitted_assignment")
    except (ArgumentError, ValueError):
        raise DatabaseTrouble(
            f"{display(address)} is no address of a gradebook; expected {FORMS}. In a password, write "
            "%40 for @, %2F for /, %3A for : and %25 for %."
        ) from None
