"""What came of every task for every person, read from the gradebook and the graded notebooks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.errors import CourseError
from course_lib.grading.configuration import Course
from course_lib.grading.feedback import sentences
from course_lib.grading.feedback.tasks import Task, tasks, told
from course_lib.grading.notebook.files import Unreadable, content
from course_lib.grading.plain import plain

RIGHT, PARTLY, WRONG = "right", "partly right", "wrong"
UNTOUCHED, UNMARKED = "not attempted", "not marked yet"
LARGEST = 100 << 20  # bytes of a graded notebook, its outputs included
OUTCOMES = (RIGHT, PARTLY, WRONG, UNTOUCHED, UNMARKED)


@dataclass(frozen=True)
class Result:
    """One task of one person. `score` is in points, None until somebody marked it; `mistake` is what the
    test said was wrong, without values, or ""."""

    person: str
    task: Task
    score: float | None
    outcome: str  # one of OUTCOMES
    mistake: str = ""


def results(book: Any, course: Course, assignment: str) -> tuple[tuple[Result, ...], list[str]]:
    """(a row for each person who handed in this assignment and each of its tasks, in these orders;
    a sentence for each graded notebook that cannot be read).

    `book` is the course's nbgrader Gradebook.
    """
    rows, troubles = [], []
    source = course.folder / course.directory.source_directory / assignment
    asked = {path.stem: tasks(_read(path)) for path in sorted(source.glob("*.ipynb"))}
    submissions = book.assignment_submissions(assignment)
    for submission in sorted(submissions, key=lambda one: one.student_id):
        person = submission.student_id
        for notebook in submission.notebooks:
            path = course.marked(person, assignment) / f"{notebook.name}.ipynb"
            grades = {grade.name: grade for grade in notebook.grades}
            try:
                graded = _graded(path)
            except (CourseError, ValueError, RecursionError, OSError) as error:
                why = plain(error.strerror if isinstance(error, OSError) else error).rstrip(".")
                troubles.append(
                    f"What the tests told {plain(person)} is not known, because "
                    f"{plain(path.relative_to(course.folder))} cannot be read ({why}); the marks count."
                )
                graded = None
            for task in asked.get(notebook.name, ()):
                rows.append(_result(person, task, grades.get(task.cell), graded))
    return tuple(rows), troubles


def _result(person: str, task: Task, grade: Any, graded: Any) -> Result:
    if grade is None or grade.needs_manual_grade:
        return Result(person, task, None, UNMARKED)
    score = float(grade.score)
    sentence = _told(graded, task)
    untouched = grade.manual_score is None if task.written else "not attempted yet" in sentence
    if score >= task.points:
        return Result(person, task, score, RIGHT)
    if score > 0:
        return Result(person, task, score, PARTLY)
    if untouched:
        return Result(person, task, score, UNTOUCHED)
    said = sentences.mistake(sentence, task.name) if sentence else ""
    return Result(person, task, score, WRONG, said)


def _told(graded: Any, task: Task) -> str:
    """What the test said, "" if that cannot be read: the marks are in the gradebook all the same."""
    try:
        return told(graded, task) if graded is not None else ""
    except (AttributeError, KeyError, TypeError, ValueError):
        return ""


def stuck(found: Sequence[Result]) -> dict[str, list[Result]]:
    """Who got less than half of the points that the computer gives, with the tasks they lack, by person;
    the lowest first. A task that is not marked yet counts neither way."""
    missing: dict[str, list[Result]] = {}
    share: dict[str, float] = {}
    for person in {result.person for result in found}:
        own = [
            one
            for one in found
            if one.person == person and not one.task.written and one.outcome != UNMARKED
        ]
        most = sum(one.task.points for one in own)
        share[person] = sum(one.score or 0 for one in own) / most if most else 1
        if share[person] < 0.5:
            missing[person] = [one for one in own if one.outcome != RIGHT]
    return dict(sorted(missing.items(), key=lambda item: (share[item[0]], item[0])))


def mistakes(found: Sequence[Result]) -> list[tuple[Task, str, int]]:
    """(task, what was wrong, how many people were told so): by task, the most frequent first."""
    order = list(dict.fromkeys(result.task for result in found))
    counts: dict[tuple[int, str], int] = {}
    for result in found:
        if result.outcome == WRONG and not result.task.written:
            key = (order.index(result.task), result.mistake or "The test said nothing.")
            counts[key] = counts.get(key, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    return [(order[place], said, count) for (place, said), count in ranked]


def _graded(path: Path) -> Any:
    """A graded notebook, None where there is none. Raises Unreadable, ValueError, RecursionError or OSError."""
    import nbformat

    try:
        notebook = json.loads(content(path, LARGEST).decode("utf-8-sig"))
    except FileNotFoundError:
        return None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise Unreadable("it is no notebook.")
    return nbformat.from_dict(notebook)


def _read(path: Path) -> Any:
    import nbformat

    return nbformat.read(path, as_version=4)
