"""The one writer to nbgrader's gradebook: a submission's marks are one transaction, or none."""

from __future__ import annotations

import logging
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from sqlalchemy.exc import SAWarning

from course_lib.grading import attachments
from course_lib.grading.configuration import course
from course_lib.grading.gradebook import database
from course_lib.grading.notebook.files import handed_in_at
from course_lib.grading.notebook.source import Source


class Ledger:
    """The gradebook of a course folder, and its folder of marked notebooks."""

    def __init__(self, folder: Path, db: str) -> None:
        self.folder, self.place = folder, course(folder, db)
        self.config = self.place.config
        self.book = database.opened(self.place, new=True)

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
        return database.lost(self.place.db_url, error)

    def rest(self) -> None:
        """End the reading so far: a server may hang up on who idles in the midst of it."""
        self.book.db.rollback()

    def elsewhere(self) -> str:
        """The gradebook's address, without a password; "" if it is nbgrader's own in the course folder."""
        own = f"sqlite:///{self.folder / 'gradebook.db'}"
        return "" if self.place.db_url == own else database.shown(self.place.db_url)

    def students(self) -> set[str]:
        """The ids of all students that the gradebook knows."""
        found = {student.id for student in self.book.students}
        self.rest()
        return found

    def graded(self, slug: str) -> set[str]:
        """The ids of the students with a submission there."""
        return {found.student_id for found in self.book.find_assignment(slug).submissions}

    def prepare(self, source: Source) -> None:
        """Have nbgrader note the exercise's cells in the gradebook, unless they are as the source has them."""
        wanted = {c.about["grade_id"]: c.about["checksum"] for c in source.cells if c.about}
        try:
            noted = self.book.find_notebook(source.slug, source.slug).source_cells
            if {cell.name: cell.checksum for cell in noted} == wanted:
                return
        except MissingEntry:
            pass
        from course_lib.grading.gradebook.noting import note

        self.rest()
        note(self.place, self.config, source.slug)

    def write(
        self, source: Source, student: str, cells: list[dict], unsure: Sequence[str] = ()
    ) -> tuple[float, float, bool]:
        """Write a marked notebook and its marks; its sums. The grades in `unsure` wait to be seen by hand."""
        notebook = nbformat.from_dict(
            {"cells": cells, "metadata": source.metadata, "nbformat": 4, "nbformat_minor": 5}
        )
        self._file(source.slug, student, notebook)
        saver = SaveAutoGrades(config=self.config)
        saver.gradebook, saver.student_id = self.book, student
        saver.assignment_id = saver.notebook_id = source.slug
        submission = self._submission(source.slug, student)
        with _Whole(self.book):
            for number, cell in enumerate(notebook.cells):
                saver.preprocess_cell(cell, {}, number)
            for name in unsure:
                self.book.find_grade(
                    name, source.slug, source.slug, student
                ).needs_manual_grade = True
            self._late(submission, student)
        return self.sums(source.slug, student)

    def nothing(
        self, source: Source, student: str, doubt: bool = False
    ) -> tuple[float, float, bool]:
        """Note that a student's folder has no notebook: no points, as nbgrader gives for a missing one.

        Where there is `doubt`, such as a file that may be the notebook, no task has a grade, and each waits
        for a person, so that no score is handed back.
        """
        submission = self._submission(source.slug, student)
        with _Whole(self.book):
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = (
                        (None, True) if doubt else (0, False)
                    )
        return self.sums(source.slug, student)

    def sums(self, slug: str, student: str) -> tuple[float, float, bool]:
        """(points so far, the most, whether some still wait to be given by hand)."""
        found = self.book.find_submission(slug, student)
        sums = float(found.score), float(found.max_score), bool(found.needs_manual_grade)
        self.rest()
        return sums

    def _submission(self, slug: str, student: str) -> Any:
        self.book.update_or_create_student(student)
        folder = Path(self.place.format_path(self.place.submitted_directory, student, slug))
        timestamp, _ = handed_in_at(folder)
        more = {"timestamp": timestamp} if timestamp else {}
        logging.getLogger("tornado.application").disabled = True  # `lost` says it in a sentence
        with warnings.catch_warnings():
            # nbgrader reads what it is still putting together; SQLAlchemy says so to everybody.
            warnings.simplefilter("ignore", SAWarning)
            return self.book.update_or_create_submission(slug, student, **more)

    def _late(self, submission: Any, student: str) -> None:
        """The late penalty, as nbgrader's AssignLatePenalties has it from the course's plugin."""
        penalties = AssignLatePenalties(config=self.config)
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
        handed_in = Path(self.place.format_path(self.place.submitted_directory, student, slug))
        target = Path(self.place.format_path(self.place.autograded_directory, student, slug))
        fresh = target.with_name(f".{slug}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        attachments.copy(handed_in, fresh)
        nbformat.write(notebook, fresh / f"{slug}.ipynb")
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)


class _Whole:
    """Holds nbgrader's many small commits back until all is written."""

    def __init__(self, book: Gradebook) -> None:
        self.db = book.db

    def __enter__(self) -> None:
        self.db.commit = self.db.flush

    def __exit__(
        self, kind: type | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        del self.db.commit
        if error is None:
            self.db.commit()
        else:
            self.db.rollback()
