"""What an exercise comes to before it is handed in, task by task, in sentences: Validate in the course's pages.

nbgrader's own window shows the code of each test that fails, and the sentence below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.errors import CourseError
from course_lib.grading.feedback import tasks
from course_lib.grading.feedback.tasks import Task

FINE, WRONG, OPEN, WRITTEN = "no mistake found", "not right yet", "not attempted yet", "written"
STATES = (FINE, WRONG, OPEN, WRITTEN)


@dataclass(frozen=True)
class Line:
    """One task, or a part of one: its title, one of STATES, and what is to be said of it ("" if nothing).

    `function` is the one that is tested, the same for the parts of a task; "" where a person reads the answer.
    """

    title: str
    state: str
    sentence: str
    function: str


@dataclass(frozen=True)
class Validation:
    """The tasks in their order, and whether all tests are as they were handed out."""

    lines: tuple[Line, ...]
    unchanged: bool

    @property
    def tested(self) -> int:
        """How many tasks have tests, whatever the number of their parts."""
        return len({line.function for line in self.lines if line.function})

    @property
    def fine(self) -> int:
        """How many of those have no mistake in any part."""
        wrong = {line.function for line in self.lines if line.state != FINE}
        return len({line.function for line in self.lines if line.function} - wrong)


def validate(served: Path, path: str) -> Validation:
    """Run a notebook of the served folder in a kernel of its own, and look at what its tests say.

    The file stays as it is. Raises CourseError where it cannot be read or run.
    """
    import nbformat

    file = (served / path).resolve()
    if not file.is_relative_to(served.resolve()):
        raise CourseError(f"{path} does not lie in the folder that is served here.")
    try:
        notebook = nbformat.read(file, as_version=4)
    except (OSError, ValueError, KeyError) as error:
        raise CourseError(f"{path} cannot be read as a notebook: {error}") from error
    unchanged = not any(_is_changed(cell) for cell in notebook.cells)
    _run(notebook, file.parent)
    return Validation(tuple(_line(notebook, one) for one in tasks.tasks(notebook)), unchanged)


def _run(notebook: Any, folder: Path) -> None:
    """Run all cells as nbgrader does, in place and in that folder. Raises CourseError where no kernel answers."""
    from nbgrader.preprocessors import ClearOutput, Execute

    resources = {"metadata": {"path": str(folder)}}
    ClearOutput().preprocess(notebook, resources)
    try:
        Execute().preprocess(notebook, resources)
    except Exception as error:  # of many kinds, all of them the kernel's
        raise CourseError(
            f"The exercise could not be run to its end ({type(error).__name__}: {error}). "
            "Try again; if it stays so, start the course anew."
        ) from error


def _is_changed(cell: Any) -> bool:
    """Whether a cell that is not to be changed is not as it was handed out."""
    from nbgrader.utils import compute_checksum, is_locked

    handed_out = cell.metadata.get("nbgrader", {}).get("checksum")
    return bool(handed_out and is_locked(cell) and compute_checksum(cell) != handed_out)


def _line(notebook: Any, task: Task) -> Line:
    from nbgrader.utils import compute_checksum, determine_grade

    cell = tasks.find(notebook, task.cell)
    if task.written:
        if compute_checksum(cell) == cell.metadata.nbgrader.get("checksum"):
            return Line(task.title, OPEN, "", "")
        return Line(task.title, WRITTEN, "A person reads it.", "")
    score, most = determine_grade(cell)
    if score == most:
        return Line(task.title, FINE, "", task.name)
    sentence = tasks.verdict(notebook, task)
    state = OPEN if "not attempted yet" in sentence else WRONG
    return Line(task.title, state, sentence, task.name)
