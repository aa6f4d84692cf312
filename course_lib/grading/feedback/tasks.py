"""The tasks of an exercise as its source notebook states them, and what came of each for everybody."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from course_lib.characters import plain
from course_lib.errors import CourseError
from course_lib.grading.configuration import Course
from course_lib.grading.feedback import sentences
from course_lib.grading.notebook.code import tree
from course_lib.grading.notebook.files import content
from course_lib.grading.notebook.submission import cells

TEST = "-test"
RIGHT, PARTLY, WRONG = "right", "partly right", "wrong"
UNTOUCHED, UNMARKED = "not attempted", "not marked yet"
OUTCOMES = (RIGHT, PARTLY, WRONG, UNTOUCHED, UNMARKED)


@dataclass(frozen=True)
class Task:
    """One graded cell. `expected` is in Markdown the docstring of the function asked for, or what a written
    answer gets a point for, and may be empty; `tests` is the cell's source, hidden tests included."""

    cell: str  # the graded cell's id, also in nbgrader's gradebook
    name: str  # the function's, or the written cell's
    title: str
    points: float
    expected: str
    tests: str

    @property
    def written(self) -> bool:
        """Whether a person marks it."""
        return not self.cell.endswith(TEST)


@dataclass(frozen=True)
class Result:
    """One task of one person. `score` is in points, None until somebody marked it; `mistake` is what the
    test said was wrong, without values, or ""."""

    person: str
    task: Task
    score: float | None
    outcome: str  # one of OUTCOMES
    mistake: str = ""


def tasks(notebook: Any) -> tuple[Task, ...]:
    """The tasks of an exercise's notebook, in its order."""
    sources = {name_of(cell): cell.source for cell in notebook.cells}
    graded = (cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade"))
    return tuple(_task(cell, sources) for cell in graded)


def read(path: Path, config: Any) -> tuple[Task, ...]:
    """The tasks of a source notebook in the version that its class gets. Raises CourseError if it is damaged."""
    import nbformat

    from course_lib.exercises.handout import as_handed_out

    try:
        return tasks(as_handed_out(nbformat.read(path, as_version=4), path.resolve(), config))
    except (AttributeError, LookupError, TypeError, ValueError, nbformat.ValidationError) as error:
        raise CourseError(f"{path} is no exercise that can be read: {plain(error)}") from error


def name_of(cell: Any) -> str:
    """nbgrader's name of a cell where it has one, as that stays when a notebook tool renames the cell."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", ""))


def find(notebook: Any, name: str) -> Any:
    """The first cell of that name, or None."""
    return next((cell for cell in notebook.cells if name_of(cell) == name), None)


def verdict(notebook: Any, task: Task) -> str:
    """What a graded notebook's test said of a task, "" if nothing. Where there was no function to test,
    why the cell above it has none."""
    sentence = sentences.outcome(find(notebook, task.cell))
    if not (sentence.startswith("NameError") and f"'{task.name}'" in sentence):
        return sentence
    if own := sentences.outcome(find(notebook, task.name)):
        return f"The cell with your answer did not run through: {own.rstrip('.')}."
    return f"There is no function called {task.name}: its name is what the tests look for."


def results(book: Any, course: Course, assignment: str) -> tuple[tuple[Result, ...], list[str]]:
    """(a row for each person who handed in this assignment and each of its tasks, in these orders;
    a sentence for each graded notebook that cannot be read). `book` is the course's nbgrader Gradebook.
    """
    from nbformat import from_dict

    rows, troubles = [], []
    paths = (course.source / assignment).glob("*.ipynb")
    by_notebook = {path.stem: read(path, course.config) for path in paths}
    every = sorted(book.assignment_submissions(assignment), key=lambda one: one.student_id)
    for person, notebook in ((one.student_id, n) for one in every for n in one.notebooks):
        path = course.autograded / person / assignment / f"{notebook.name}.ipynb"
        own, words = by_notebook.get(notebook.name, ()), dict[str, str]()
        try:
            graded = from_dict({"cells": cells(path, content(path)) if path.exists() else []})
            words = {task.cell: verdict(graded, task) for task in own}
        except Exception as error:  # whatever it holds, the others are still read
            troubles.append(
                f"What the tests told {plain(person)} is not known, though the marks are: "
                f"{plain(path.relative_to(course.folder))} cannot be read: {plain(error)}"
            )
        grades = {grade.name: grade for grade in notebook.grades}
        rows += [_result(person, task, grades, words) for task in own]
    return tuple(rows), troubles


def stuck(rows: Sequence[Result]) -> dict[str, list[Result]]:
    """Who got less than half of the points that the computer gives, with the tasks they lack; the lowest
    first. `rows` are in the order of `results`. A task that is not marked yet counts neither way."""
    tested = [row for row in rows if not row.task.written and row.score is not None]
    low = []
    for person, group in groupby(tested, key=lambda row: row.person):
        own = list(group)
        score, most = sum(row.score or 0 for row in own), sum(row.task.points for row in own)
        if score < most / 2:
            low.append((score / most, person, [row for row in own if row.outcome != RIGHT]))
    return {person: lacking for _, person, lacking in sorted(low)}


def mistakes(rows: Sequence[Result]) -> list[tuple[Task, str, int]]:
    """(task, what was wrong, how many people were told so): by task, the most frequent first."""
    wrong = [row for row in rows if row.outcome == WRONG and not row.task.written]
    counts = Counter((row.task, row.mistake or "The test said nothing.") for row in wrong)
    order = list(dict.fromkeys(row.task for row in rows))
    every = [(task, words, count) for (task, words), count in counts.items()]
    return sorted(every, key=lambda one: (order.index(one[0]), -one[2], one[1]))


def _result(person: str, task: Task, grades: dict[str, Any], words: dict[str, str]) -> Result:
    grade, sentence = grades.get(task.cell), words.get(task.cell, "")
    if grade is None or grade.needs_manual_grade:
        return Result(person, task, None, UNMARKED)
    score, outcome = float(grade.score), WRONG
    if score > 0 or score >= task.points:
        outcome = RIGHT if score >= task.points else PARTLY
    elif grade.manual_score is None if task.written else "not attempted yet" in sentence:
        outcome = UNTOUCHED
    mistake = sentences.mistake(sentence, task.name) if outcome == WRONG else ""
    return Result(person, task, score, outcome, mistake)


def _task(cell: Any, sources: dict[str, str]) -> Task:
    # A task in parts has a graded cell for each: by_week-posts-test beside by_week-test.
    name, _, part = name_of(cell).removesuffix(TEST).partition("-")
    story = sources.get(f"{name}-story", "")
    part = f" ({part.replace('_', ' ')})" if part else ""
    # The heading, without its sharps and without the points in brackets at its end.
    heading = re.search(r"^#+ (.+?)(?:\s*\([^()]*points?\b[^()]*\))?$", story, re.MULTILINE)
    title, points = heading[1] if heading else name, float(cell.metadata.nbgrader.get("points", 0))
    expected = "\n".join(re.findall(r"^\d+\. .+$", story, re.MULTILINE))  # the rubric
    if name_of(cell).endswith(TEST):
        module = tree(sources.get(name, "")) or ast.Module([], [])
        own = [f for f in module.body if isinstance(f, ast.FunctionDef) and f.name == name]
        expected = "".join(ast.get_docstring(function) or "" for function in own[-1:])
    return Task(name_of(cell), name, title + part, points, expected, cell.source)
