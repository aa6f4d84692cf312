"""What came of every task for every person, read from the gradebook and the graded notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.grading.configuration import configuration
from course_lib.grading.gradebook import database
from course_lib.grading.feedback import sentences
from course_lib.grading.feedback.tasks import Task, tasks, told

RIGHT, PARTLY, WRONG = "right", "partly right", "wrong"
UNTOUCHED, UNMARKED = "not attempted", "not marked yet"
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


def results(folder: Path, assignment: str, address: str) -> tuple[Result, ...]:
    """A row for each person who handed in this assignment and each of its tasks, in these orders."""
    place = configuration(folder).CourseDirectory
    asked = {
        path.stem: tasks(_read(path))
        for path in sorted(
            (folder / (place.get("source_directory") or "source") / assignment).glob("*.ipynb")
        )
    }
    found: list[Result] = []
    with database.opened(address) as book:
        submissions = book.assignment_submissions(assignment)
        for submission in sorted(submissions, key=lambda one: one.student_id):
            person = submission.student_id
            for notebook in submission.notebooks:
                path = folder / "autograded" / person / assignment / f"{notebook.name}.ipynb"
                graded = _read(path) if path.is_file() else None
                grades = {grade.name: grade for grade in notebook.grades}
                for task in asked.get(notebook.name, ()):
                    found.append(_result(person, task, grades.get(task.cell), graded))
    return tuple(found)


def _result(person: str, task: Task, grade: Any, graded: Any) -> Result:
    if grade is None or grade.needs_manual_grade:
        return Result(person, task, None, UNMARKED)
    score = float(grade.score)
    sentence = told(graded, task) if graded is not None else ""
    untouched = grade.manual_score is None if task.written else "not attempted yet" in sentence
    if score >= task.points:
        return Result(person, task, score, RIGHT)
    if score > 0:
        return Result(person, task, score, PARTLY)
    if untouched:
        return Result(person, task, score, UNTOUCHED)
    said = sentences.mistake(sentence, task.name) if sentence else ""
    return Result(person, task, score, WRONG, said)


def stuck(found: Sequence[Result]) -> dict[str, list[Result]]:
    """Who got less than half of the points that the computer gives, with the tasks they lack, by person;
    the lowest first."""
    missing: dict[str, list[Result]] = {}
    share: dict[str, float] = {}
    for person in {result.person for result in found}:
        own = [one for one in found if one.person == person and not one.task.written]
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


def _read(path: Path) -> Any:
    import nbformat

    return nbformat.read(path, as_version=4)
