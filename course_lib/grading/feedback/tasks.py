"""The tasks of an exercise, as its source notebook states them: title, points, contract and rubric."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Any

from course_lib.grading.feedback import sentences

TEST = "-test"


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


def told(notebook: Any, task: Task) -> str:
    """What a graded notebook's test said of a task, "" if nothing. Where there was no function to test,
    why the cell above it has none."""
    test, answer = find(notebook, task.cell), find(notebook, task.name)
    sentence = sentences.said(test) if test is not None else ""
    if not (sentence.startswith("NameError") and f"'{task.name}'" in sentence):
        return sentence
    if answer is not None and (own := sentences.said(answer)):
        return f"The cell with your answer did not run through: {own.rstrip('.')}."
    return f"There is no function called {task.name}: its name is what the tests look for."


def _task(cell: Any, sources: dict[str, str]) -> Task:
    name = name_of(cell).removesuffix(TEST)
    story = sources.get(f"{name}-story", "")
    written = not name_of(cell).endswith(TEST)
    return Task(
        cell=name_of(cell),
        name=name,
        title=_title(story) or name,
        points=float(cell.metadata.nbgrader.get("points", 0)),
        contract="" if written else _contract(sources.get(name, ""), name),
        rubric=tuple(re.findall(r"^\d+\. (.+)$", story, re.MULTILINE)) if written else (),
        tests="" if written else cell.source,
    )


def _title(story: str) -> str:
    """The heading, without its sharps and without the points in brackets at its end."""
    heading = re.search(r"^#+ (.+)$", story, re.MULTILINE)
    return re.sub(r"\s*\([^()]*points?\b[^()]*\)$", "", heading[1]) if heading else ""


def _contract(code: str, name: str) -> str:
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return ast.get_docstring(node) or ""
    return ""
