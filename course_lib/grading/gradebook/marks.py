"""nbgrader's gradebook read as plain rows: who has which marks in what, and what is still missing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from course_lib.grading.configuration import Course
from course_lib.grading.gradebook.database import DatabaseTrouble
from course_lib.grading.notebook.files import students

GRADED = "graded"
WAITING = "waiting to be marked by hand"
UNGRADED = "handed in, not graded yet"
MISSING = "not handed in"


@dataclass(frozen=True)
class Person:
    """A student as nbgrader knows one; names and email are "" unless the instructor entered them."""

    id: str
    last: str = ""
    first: str = ""
    email: str = ""

    @property
    def name(self) -> str:
        """Last name, first name, as far as they are known; else the id."""
        return ", ".join(filter(None, (self.last, self.first))) or self.id


@dataclass(frozen=True)
class Mark:
    """One person's marks in one assignment. `so_far` and `penalty` are points; `handed_in` is UTC; `state` is one
    of the four above."""

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


def marks(book: Any, course: Course, slugs: Sequence[str] = ()) -> tuple[Mark, ...]:
    """A row for each student that is known or has a folder, in each assignment (or in those of `slugs`), both in
    order of their names.

    `book` is the course's nbgrader Gradebook. Raises DatabaseTrouble for an assignment that it does not have.
    """
    most = {one.name: float(one.max_score) for one in book.assignments}
    for name in set(slugs) - most.keys():
        names = ", ".join(sorted(most)) or "none"
        raise DatabaseTrouble(f'The gradebook has no assignment called "{name}"; it has {names}.')
    people = {name: Person(name) for name in students(course.submitted)}
    for one in book.students:
        people[one.id] = Person(one.id, one.last_name or "", one.first_name or "", one.email or "")
    rows = []
    for name in sorted({*slugs} or most):
        graded = {one.student_id: one for one in book.find_assignment(name).submissions}
        for person, who in sorted(people.items()):
            if one := graded.get(person):
                state = WAITING if one.needs_manual_grade else GRADED
                points = float(one.score), most[name], float(one.late_submission_penalty or 0)
                rows.append(Mark(who, name, state, *points, one.timestamp))
            else:
                there = os.path.lexists(course.submitted / person / name)
                rows.append(Mark(who, name, UNGRADED if there else MISSING, 0.0, most[name]))
    return tuple(rows)
