"""A gradebook opened by its address, in SQLite or PostgreSQL; what goes wrong is a sentence without a password."""

from __future__ import annotations

import re
from typing import Any

from course_lib.errors import CourseError

FORMS = "postgresql://USER@HOST/DATABASE or sqlite:///FILE"
# Where a password may stand: before the last @, after a host in place of its port, among the options.
SECRETS = (
    (r"^([\w+.-]+:/+)?([^:/@]*):.*@", r"\1\2:…@"),
    (r"^([\w+.-]+:/+[^:/@\[]*):(?!\d*([/?]|$))[^/?@]*(?=[/?]|$)", r"\1:…"),
    (r"(?i)(password=)[^&]*", r"\1…"),
)
# What to do, by what a server says; one that speaks another language than English gets the last.
ADVICE = (
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
    """The gradebook's database cannot be used; the sentence says why and what to do."""


def opened(address: str, course: str = "default_course", *, new: bool = False) -> Any:
    """nbgrader's Gradebook at that address, to be closed by the caller; made there only if `new`.

    Raises DatabaseTrouble where it cannot be opened, or is not there and not to be made.
    """
    from nbgrader.api import Gradebook, InvalidEntry
    from sqlalchemy.exc import DBAPIError

    try:
        _look(address, new)
        return Gradebook(address, course)
    except (DBAPIError, InvalidEntry) as error:
        words = said(error)
        advice = next(advice for sign, advice in ADVICE if re.search(sign, words))
        raise DatabaseTrouble(
            f"The gradebook at {shown(address)} cannot be opened: {words}. {advice}"
        ) from error
    except ImportError as error:
        raise DatabaseTrouble(
            f"The gradebook at {shown(address)} needs a driver that is not installed ({error}). For "
            'postgresql:// type: pip install "psycopg[binary]"'
        ) from error


def shown(address: str) -> str:
    """The address to show to people: as it was given, but for its password."""
    for secret, instead in SECRETS:
        address = re.sub(secret, instead, address)
    return address


def said(error: BaseException) -> str:
    """What the database said, in its own words: the first line of an error of SQLAlchemy or nbgrader."""
    own = getattr(error, "orig", None) or error
    return str(own).partition("\n")[0].rpartition(" failed: ")[2].removeprefix("FATAL:").strip(" .")


def lost(address: str, error: BaseException | None) -> DatabaseTrouble | None:
    """What to tell people of an error in the midst of writing; None if the database is not to blame."""
    from nbgrader.api import InvalidEntry
    from sqlalchemy.exc import InterfaceError, InternalError, OperationalError

    behind = error.__context__ if isinstance(error, InvalidEntry) else error
    if not isinstance(behind, InterfaceError | InternalError | OperationalError):
        return None
    return DatabaseTrouble(
        f"The gradebook at {shown(address)} was lost in the midst of it: {said(behind)}. All marks "
        "written so far are kept; start the same command again, and it goes on where it stopped."
    )


def _look(address: str, new: bool) -> None:
    """Raise where there is nothing to open: nbgrader would mix up what is wrong, or make a gradebook."""
    from sqlalchemy import create_engine, inspect

    engine = create_engine(_parsed(address))
    try:
        with engine.connect() as line:
            if not new and not inspect(line).has_table("submitted_assignment"):
                raise DatabaseTrouble(
                    f"There is no gradebook at {shown(address)}: grade what was handed in first, or "
                    "name another with --db."
                )
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
        f"{shown(address)} is no address of a gradebook; expected {FORMS}. In a password, write "
        "%40 for @, %2F for /, %3A for : and %25 for %."
    )
