"""The one writer to nbgrader's gradebook: a submission's marks are one transaction, or none."""

from __future__ import annotations

import logging
import shutil
import warnings
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import nbformat
from nbgrader.api import BaseCell, Comment, Grade, MissingEntry
from nbgrader.nbgraderformat import MetadataValidator, ValidationError
from nbgrader.preprocessors import AssignLatePenalties, SaveCells
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution
from sqlalchemy.exc import SAWarning

from course_lib.grading.configuration import Course
from course_lib.grading.gradebook.database import DatabaseTrouble
from course_lib.grading.notebook.files import attachments, handed_in_at
from course_lib.grading.notebook.source import Source


class Ledger:
    """A course's open gradebook, and its folder of marked notebooks. Who has read lets it `rest` before long."""

    def __init__(self, course: Course, book: Any) -> None:
        self.course, self.book = course, book
        self.penalties = AssignLatePenalties(config=course.config)
        self.penalties.init_plugin()
        logging.getLogger("tornado.application").disabled = True  # database.trouble says it

    def rest(self) -> None:
        """End the reading so far: a server may hang up on who idles in the midst of it."""
        self.book.db.rollback()

    def students(self) -> set[str]:
        """The ids of all students that the gradebook knows."""
        return {student.id for student in self.book.students}

    def submissions(self, slug: str) -> set[str]:
        """The ids of the students with a submission there."""
        return {one.student_id for one in self.book.find_assignment(slug).submissions}

    def prepare(self, source: Source) -> None:
        """Have nbgrader note the exercise's cells, unless it has them so. Raises DatabaseTrouble if it refuses."""
        slug, cells = source.slug, [cell for cell in source.cells if cell.about]
        checksums = {cell.about["grade_id"]: cell.about["checksum"] for cell in cells}
        with suppress(MissingEntry):
            known = self.book.find_notebook(slug, slug).source_cells
            if checksums == {cell.name: cell.checksum for cell in known}:
                return
        noted = [
            {"cell_type": c.kind, "source": c.text, "metadata": {"nbgrader": c.about}}
            for c in cells
        ]
        notebook = _notebook(source, noted)
        place = {"assignment": slug, "notebook": slug, "db_url": self.course.address}
        try:
            MetadataValidator().validate_nb(notebook)
            self.book.update_or_create_assignment(slug)
            SaveCells(config=self.course.config).preprocess(notebook, {"nbgrader": place})
        except (RuntimeError, ValidationError) as error:
            words = f"nbgrader could not take {slug} into the gradebook; its words: {error}"
            raise DatabaseTrouble(words.partition("\n")[0]) from error

    def write(self, source: Source, student: str, cells: list[dict], unsure: list[str]) -> None:
        """Write a marked notebook and its marks. The grades in `unsure` wait to be seen by hand."""
        notebook = _notebook(source, cells)
        self._file(source.slug, student, notebook)
        with self._submission(source.slug, student) as submission:
            # In two queries; nbgrader's own SaveAutoGrades asks for each grade by six joins.
            grades, comments = (
                dict(
                    self.book.db.query(BaseCell.name, kind)
                    .join(kind.cell)
                    .join(kind.notebook)
                    .filter_by(assignment_id=submission.id)
                )
                for kind in (Grade, Comment)
            )
            for cell in notebook.cells:
                about = cell.metadata.get("nbgrader", {})
                name = about.get("grade_id")
                if is_grade(cell):
                    grade = grades[name]
                    grade.auto_score, _ = determine_grade(cell)
                    # What a person gave stays, and is looked at again.
                    waits = grade.auto_score is None or grade.manual_score is not None
                    grade.needs_manual_grade = waits or name in unsure
                if is_solution(cell):
                    unchanged = about.get("checksum") == compute_checksum(cell)
                    comments[name].auto_comment = "No response." if unchanged else None
            plugin, late = self.penalties.plugin_inst, submission.total_seconds_late
            for one in submission.notebooks:
                penalty = late > 0 and plugin.late_submission_penalty(student, one.score, late)
                one.late_submission_penalty = self.penalties._check_late_penalty(one, penalty or 0)

    def nothing(self, source: Source, student: str, doubt: bool = False) -> None:
        """Note that there is no notebook to mark: no points, as nbgrader gives for a missing one. Where there is
        `doubt`, as of a file that may be it or of earlier work, no task has a grade, and each waits for a person.
        """
        with self._submission(source.slug, student) as submission:
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    grade.auto_score = None if doubt else 0
                    grade.needs_manual_grade = doubt

    def forget(self, slug: str, student: str) -> None:
        """Take a submission out of the gradebook."""
        with self._transaction():
            self.book.remove_submission(slug, student)

    def sums(self, slug: str, student: str) -> tuple[float, float, bool]:
        """(points so far, the most, whether some still wait to be given by hand)."""
        one = self.book.find_submission(slug, student)
        return float(one.score), float(one.max_score), bool(one.needs_manual_grade)

    @contextmanager
    def _submission(self, slug: str, student: str) -> Iterator[Any]:
        """nbgrader's record of a submission. All that is written meanwhile is one transaction, or none."""
        timestamp, _ = handed_in_at(self.course.submitted / student / slug)
        with self._transaction():
            self.book.update_or_create_student(student)
            yield self.book.update_or_create_submission(slug, student, timestamp=timestamp)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All that is written meanwhile is written together, or nothing of it."""
        db = self.book.db
        self.rest()
        db.commit = db.flush  # holds nbgrader's many small commits back
        try:
            with db.begin(), warnings.catch_warnings():
                # nbgrader reads what it is still putting together; SQLAlchemy says so to everybody.
                warnings.simplefilter("ignore", SAWarning)
                yield
        finally:
            del db.commit

    def _file(self, slug: str, student: str, notebook: Any) -> None:
        """Lay the marked notebook where nbgrader looks for it, whole or not at all."""
        target = self.course.autograded / student / slug
        fresh = target.with_name(f".{slug}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for name, data in attachments(self.course.submitted / student / slug)[0].items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(b64decode(data))
        nbformat.write(notebook, fresh / f"{slug}.ipynb")
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)


def _notebook(source: Source, cells: list[dict]) -> Any:
    about = {"metadata": source.metadata, "nbformat": 4, "nbformat_minor": 5}
    return nbformat.from_dict({"cells": cells} | about)
