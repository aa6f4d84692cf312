"""The tasks of an exercise as its source notebook states them, and what came of each for everybody."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.characters import plain
from course_lib.errors import CourseError
from course_lib.grading.configuration import Course
from course_lib.grading.feedback import sentences
from course_lib.grading.notebook.code import tree
from course_lib.grading.notebook.files import Unreadable, content

TEST = "-test"
RIGHT, PARTLY, WRONG = "right", "partly right", "wrong"
UNTOUCHED, UNMARKED = "not attempted", "not marked yet"
OUTCOMES = (RIGHT, PARTLY, WRONG, UNTOUCHED, UNMARKED)
LARGEST = 100 << 20  # bytes of a graded notebook, its outputs included


@dataclass(frozen=True)
class Task:
    """One graded cell. `contract` is the docstring of the function asked for; `rubric` what a written
    answer gets a point for, in markdown; `tests` the source of the test cell, hidden tests included.
    What a task does not have is empty."""

    cell: str  # the graded cell's id, also in nbgrader's gradebook
    name: str  # the function's, or the written cell's
    title: str
    points: float
    contract: str
    rubric: tuple[str, ...]
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


def name_of(cell: Any) -> str:
    """nbgrader's name of a cell where it has one, as that stays when a notebook tool renames the cell."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", ""))


def find(notebook: Any, name: str) -> Any:
    """The first cell of that name, or None."""
    return next((cell for cell in notebook.cells if name_of(cell) == name), None)


def verdict(notebook: Any, task: Task) -> str:
    """What a graded notebook's test said of a task, "" if nothing. Where there was no function to test,
    why the cell above it has none."""
    test, answer = find(notebook, task.cell), find(notebook, task.name)
    sentence = sentences.outcome(test) if test is not None else ""
    if not (sentence.startswith("NameError") and f"'{task.name}'" in sentence):
        return sentence
    if answer is not None and (own := sentences.outcome(answer)):
        return f"The cell with your answer did not run through: {own.rstrip('.')}."
    return f"There is no function called {task.name}: its name is what the tests look for."


def results(book: Any, course: Course, assignment: str) -> tuple[tuple[Result, ...], list[str]]:
    """(a row for each person who handed in this assignment and each of its tasks, in these orders;
    a sentence for each graded notebook that cannot be read).

    `book` is the course's nbgrader Gradebook.
    """
    import nbformat

    from course_lib.exercises.handout import as_handed_out

    rows, troubles = [], []
    source = course.folder / course.directory.source_directory / assignment
    by_notebook = {
        path.stem: tasks(as_handed_out(nbformat.read(path, as_version=4), path, course.config))
        for path in sorted(source.glob("*.ipynb"))
    }
    submissions = book.assignment_submissions(assignment)
    for submission in sorted(submissions, key=lambda one: one.student_id):
        person = submission.student_id
        for notebook in submission.notebooks:
            path = course.autograded(person, assignment) / f"{notebook.name}.ipynb"
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
            for task in by_notebook.get(notebook.name, ()):
                rows.append(_result(person, task, grades.get(task.cell), graded))
    return tuple(rows), troubles


def stuck(rows: Sequence[Result]) -> dict[str, list[Result]]:
    """Who got less than half of the points that the computer gives, with the tasks they lack, by person;
    the lowest first. A task that is not marked yet counts neither way."""
    people: dict[str, list[Result]] = {}
    for row in rows:
        if not row.task.written and row.outcome != UNMARKED:
            people.setdefault(row.person, []).append(row)
    low = []
    for person, own in people.items():
        score, most = sum(row.score or 0 for row in own), sum(row.task.points for row in own)
        if score < most / 2:
            low.append((score / most, person))
    return {p: [row for row in people[p] if row.outcome != RIGHT] for _, p in sorted(low)}


def mistakes(rows: Sequence[Result]) -> list[tuple[Task, str, int]]:
    """(task, what was wrong, how many people were told so): by task, the most frequent first."""
    order = list(dict.fromkeys(row.task for row in rows))
    counts = Counter(
        (row.task, row.mistake or "The test said nothing.")
        for row in rows
        if row.outcome == WRONG and not row.task.written
    )
    every = [(task, words, count) for (task, words), count in counts.items()]
    return sorted(every, key=lambda one: (order.index(one[0]), -one[2], one[1]))


def _result(person: str, task: Task, grade: Any, graded: Any) -> Result:
    if grade is None or grade.needs_manual_grade:
        return Result(person, task, None, UNMARKED)
    score = float(grade.score)
    try:
        sentence = verdict(graded, task) if graded is not None else ""
    except (AttributeError, KeyError, TypeError, ValueError):  # the marks count all the same
        sentence = ""
    untouched = grade.manual_score is None if task.written else "not attempted yet" in sentence
    if score > 0 or score >= task.points:
        return Result(person, task, score, RIGHT if score >= task.points else PARTLY)
    if untouched:
        return Result(person, task, score, UNTOUCHED)
    words = sentences.mistake(sentence, task.name) if sentence else ""
    return Result(person, task, score, WRONG, words)


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


def _task(cell: Any, sources: dict[str, str]) -> Task:
    # A task in parts has a graded cell for each: by_week-posts-test beside by_week-test.
    name, _, part = name_of(cell).removesuffix(TEST).partition("-")
    story = sources.get(f"{name}-story", "")
    written = not name_of(cell).endswith(TEST)
    part = f" ({part.replace('_', ' ')})" if part else ""
    # The heading, without its sharps and without the points in brackets at its end.
    heading = re.search(r"^#+ (.+?)(?:\s*\([^()]*points?\b[^()]*\))?$", story, re.MULTILINE)
    return Task(
        cell=name_of(cell),
        name=name,
        title=(heading[1] if heading else name) + part,
        points=float(cell.metadata.nbgrader.get("points", 0)),
        contract="" if written else _contract(sources.get(name, ""), name),
        rubric=tuple(re.findall(r"^\d+\. (.+)$", story, re.MULTILINE)) if written else (),
        tests="" if written else cell.source,
    )


def _contract(code: str, name: str) -> str:
    for node in module.body if (module := tree(code)) else ():
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return ast.get_docstring(node) or ""
    return ""
