"""The one writer to nbgrader's gradebook: a submission's marks are one transaction, or none."""

from __future__ import annotations

import copy
import logging
import shutil
import tempfile
import warnings
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any

import nbformat
from nbgrader.api import BaseCell, Comment, Grade, MissingEntry, SubmittedNotebook
from nbgrader.converters.generate_assignment import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from nbgrader.utils import capture_log
from sqlalchemy.exc import SAWarning

from course_lib.characters import whole
from course_lib.errors import CourseError
from course_lib.grading.configuration import Course
from course_lib.grading.gradebook import database
from course_lib.grading.notebook.files import attachments, handed_in_at
from course_lib.grading.notebook.source import Source


class NotNoted(CourseError):
    """nbgrader would not take an exercise into the gradebook."""


class Ledger:
    """The gradebook of a course, and its folder of marked notebooks."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.book = database.gradebook(course, new=True)
        self.saver = SaveAutoGrades(config=course.config)
        self.saver.assignment_id = self.saver.notebook_id = self.saver.student_id = ""

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.book.close()
        if trouble := self.lost(error):
            raise trouble from error

    def lost(self, error: BaseException | None) -> database.DatabaseTrouble | None:
        """What to tell people of an error in the midst of work; None if the gradebook is not to blame."""
        return database.trouble(self.course.address, error)

    def rest(self) -> None:
        """End the reading so far: a server may hang up on who idles in the midst of it."""
        self.book.db.rollback()

    def elsewhere(self) -> str:
        """The gradebook's address, without a password; "" if it is nbgrader's own in the course folder."""
        own = f"sqlite:///{self.course.folder / 'gradebook.db'}"
        return "" if self.course.address == own else database.display(self.course.address)

    def students(self) -> set[str]:
        """The ids of all students that the gradebook knows."""
        ids = {student.id for student in self.book.students}
        self.rest()
        return ids

    def submissions(self, slug: str) -> set[str]:
        """The ids of the students with a submission there."""
        ids = {one.student_id for one in self.book.find_assignment(slug).submissions}
        self.rest()
        return ids

    def has_points(self, slug: str, student: str) -> bool:
        """Whether any task has points from the computer, of work that was handed in before."""
        if whole(student) != student:  # no gradebook can hold such a name, or be asked for it
            return False
        try:
            notebooks = self.book.find_submission(slug, student).notebooks
            return any(g.auto_score is not None for one in notebooks for g in one.grades)
        except MissingEntry:
            return False
        finally:
            self.rest()

    def prepare(self, source: Source) -> None:
        """Have nbgrader note the exercise's cells in the gradebook, unless they are as the source has them."""
        checksums = {c.about["grade_id"]: c.about["checksum"] for c in source.cells if c.about}
        try:
            cells = self.book.find_notebook(source.slug, source.slug).source_cells
            same = {cell.name: cell.checksum for cell in cells} == checksums
        except MissingEntry:
            same = False
        self.rest()
        if not same:
            _note(self.course, source.slug)

    def write(
        self, source: Source, student: str, cells: list[dict], unsure: Sequence[str] = ()
    ) -> tuple[float, float, bool]:
        """Write a marked notebook and its marks; its sums. The grades in `unsure` wait to be seen by hand."""
        notebook = nbformat.from_dict(
            {"cells": cells, "metadata": source.metadata, "nbformat": 4, "nbformat_minor": 5}
        )
        self._file(source.slug, student, notebook)
        with _transaction(self.book.db):
            submission = self._submission(source.slug, student)
            marks = self.saver.gradebook = _Marks(self.book.db, submission.id)
            for number, cell in enumerate(notebook.cells):
                self.saver.preprocess_cell(cell, {}, number)
            for name in unsure:
                marks.find_grade(name).needs_manual_grade = True
            self._late(submission, student)
        return self.sums(source.slug, student)

    def nothing(
        self, source: Source, student: str, doubt: bool = False
    ) -> tuple[float, float, bool]:
        """Note that a student's folder has no notebook: no points, as nbgrader gives for a missing one.

        Where there is `doubt`, such as a file that may be the notebook, no task has a grade, and each waits
        for a person, so that no score is handed back.
        """
        with _transaction(self.book.db):
            submission = self._submission(source.slug, student)
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    grade.auto_score = None if doubt else 0
                    grade.needs_manual_grade = doubt
        return self.sums(source.slug, student)

    def sums(self, slug: str, student: str) -> tuple[float, float, bool]:
        """(points so far, the most, whether some still wait to be given by hand)."""
        one = self.book.find_submission(slug, student)
        sums = float(one.score), float(one.max_score), bool(one.needs_manual_grade)
        self.rest()
        return sums

    def _submission(self, slug: str, student: str) -> Any:
        self.book.update_or_create_student(student)
        timestamp, _ = handed_in_at(self.course.submitted / student / slug)
        more = {"timestamp": timestamp} if timestamp else {}
        logging.getLogger("tornado.application").disabled = True  # `lost` says it in a sentence
        with warnings.catch_warnings():
            # nbgrader reads what it is still putting together; SQLAlchemy says so to everybody.
            warnings.simplefilter("ignore", SAWarning)
            return self.book.update_or_create_submission(slug, student, **more)

    def _late(self, submission: Any, student: str) -> None:
        """The late penalty, as nbgrader's AssignLatePenalties has it from the course's plugin."""
        penalties = AssignLatePenalties(config=self.course.config)
        penalties.init_plugin()
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = None
            late = submission.total_seconds_late
            if late > 0:
                penalty = penalties.plugin_inst.late_submission_penalty(
                    student, notebook.score, late
                )
                if penalty is not None:
                    notebook.late_submission_penalty = penalties._check_late_penalty(
                        notebook, penalty
                    )

    def _file(self, slug: str, student: str, notebook: Any) -> None:
        """Lay the marked notebook where nbgrader looks for it, whole or not at all."""
        target = self.course.autograded(student, slug)
        fresh = target.with_name(f".{slug}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for name, data in attachments(self.course.submitted / student / slug)[0].items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(b64decode(data))
        nbformat.write(notebook, fresh / f"{slug}.ipynb")
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)


class _Marks:
    """The grades and comments of one submission, as SaveAutoGrades asks a gradebook for them cell by cell.

    They are found in two queries; nbgrader's own has six joins for each.
    """

    def __init__(self, db: Any, submission: str) -> None:
        self.db = db
        self.grades, self.comments = (
            dict(
                db.query(BaseCell.name, kind)
                .join(BaseCell, BaseCell.id == kind.cell_id)
                .join(SubmittedNotebook, SubmittedNotebook.id == kind.notebook_id)
                .filter(SubmittedNotebook.assignment_id == submission)
            )
            for kind in (Grade, Comment)
        )

    def find_grade(self, name: str, *_: str) -> Any:
        """The grade of a cell. Raises KeyError."""
        return self.grades[name]

    def find_comment(self, name: str, *_: str) -> Any:
        """The comment on a cell. Raises KeyError."""
        return self.comments[name]


@contextmanager
def _transaction(db: Any) -> Iterator[None]:
    """Holds nbgrader's many small commits back until all is written."""
    db.commit = db.flush
    try:
        yield
    except BaseException:
        del db.commit
        db.rollback()
        raise
    del db.commit
    db.commit()


def _note(course: Course, slug: str) -> None:
    """An exercise noted by nbgrader's own generate_assignment, the handed-out folder left alone.

    Raises NotNoted with nbgrader's own words.
    """
    with tempfile.TemporaryDirectory() as folder:
        config = copy.deepcopy(course.config)
        config.CourseDirectory.release_directory = folder
        config.CourseDirectory.db_url = course.address
        there = CourseDirectory(config=config, assignment_id=slug)
        done = capture_log(GenerateAssignment(coursedir=there, config=config))
    if not done["success"]:
        lines = [line for line in done.get("log", "").splitlines() if "ERROR" in line]
        words = (lines or [done.get("error", "")])[0].strip()
        raise NotNoted(f"nbgrader could not take {slug} into the gradebook; its words: {words}")
