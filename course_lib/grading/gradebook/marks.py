"""nbgrader's gradebook read as plain rows: who has which marks in what, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from course_lib.errors import CourseError
from course_lib.grading.configuration import configuration
from course_lib.grading.gradebook import database

GRADED = "graded"
WAITING = "waits to be marked by hand"
UNGRADED = "handed in, not graded yet"
MISSING = "not handed in"


class GradebookError(CourseError):
    """The gradebook is not there, or knows nothing of what was asked for."""


@dataclass(frozen=True)
class Person:
    """A student as nbgrader knows one; names and email are "" unless the instructor entered them."""

    id: str
    last: str = ""
    first: str = ""
    email: str = ""


@dataclass(frozen=True)
class Mark:
    """One person's marks in one assignment. `score` and `penalty` are points, None until all is marked
    but for `so_far`, which counts what is; `handed_in` is UTC; `state` is one of the four above."""

    person: Person
    assignment: str
    state: str
    so_far: float
    most: float
    penalty: float = 0
    handed_in: datetime | None = None

    @property
    def score(self) -> float | None:
        """The points to hand back, late penalty taken off, or None while they are not known."""
        return max(0.0, self.so_far - self.penalty) if self.state == GRADED else None


def marks(folder: Path, db: str = "", wanted: Sequence[str] = ()) -> tuple[Mark, ...]:
    """A row for each student in each assignment (or in those `wanted`), both in order of their names.

    `folder` is the course folder; `db` the gradebook's address, if it is not the configured one.
    Raises GradebookError for an assignment that it does not know, and DatabaseTrouble if there is no
    gradebook.
    """
    with database.opened(address(folder, db)) as book:
        known = {found.name: float(found.max_score) for found in book.assignments}
        for name in wanted or known:
            if name not in known:
                there = ", ".join(sorted(known)) or "none"
                raise GradebookError(
                    f'The gradebook has no assignment called "{name}"; it has {there}.'
                )
        people = {found.id: _person(found) for found in book.students}
        rows = []
        for name in sorted(wanted or known):
            rows += _of_one(book, folder, name, people, known[name])
    return tuple(rows)


def _of_one(
    book: Any, folder: Path, name: str, people: dict[str, Person], most: float
) -> list[Mark]:
    late = {
        found.student_id: float(found.late_submission_penalty or 0)
        for found in book.find_assignment(name).submissions
    }
    rows = {
        found["student"]: Mark(
            people[found["student"]],
            name,
            WAITING if found["needs_manual_grade"] else GRADED,
            float(found["score"]),
            most,
            late.get(found["student"], 0),
            found["timestamp"],
        )
        for found in book.submission_dicts(name)
    }
    handed_in = {path.parent.name for path in (folder / "submitted").glob(f"*/{name}")}
    for person in handed_in | people.keys():
        if person not in rows:
            state = UNGRADED if person in handed_in else MISSING
            rows[person] = Mark(people.get(person) or Person(person), name, state, 0, most)
    return [rows[person] for person in sorted(rows)]


def _person(found: Any) -> Person:
    return Person(found.id, found.last_name or "", found.first_name or "", found.email or "")


def address(folder: Path, db: str = "") -> str:
    """The gradebook's address: `db`, or the configured one, or nbgrader's own in the course folder.

    Raises GradebookError where there is no such file: nbgrader would make one, and an empty gradebook is
    no news to anyone; and NoCourse where the folder is none of a course.
    """
    chosen = db or configuration(folder).CourseDirectory.get("db_url")
    found = chosen if isinstance(chosen, str) else f"sqlite:///{folder / 'gradebook.db'}"
    place = found.removeprefix("sqlite:///").split("?")[0]
    if found.startswith("sqlite:///") and not Path(place).is_file():
        raise GradebookError(
            f"There is no gradebook at {place}: grade what was handed in first, or name another with --db."
        )
    return found
