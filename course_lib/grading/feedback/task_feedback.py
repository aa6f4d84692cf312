"""Feedback that helps: a step of nbgrader's own generate_feedback, named in nbgrader_config.py.

To each task it adds a box: what was expected, what the failed check said, or what a written answer gets
its points for; and at the top a table of all tasks. Hidden tests stay hidden unless the switch is set.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, List

from course_lib.exercises.handout import as_handed_out
from course_lib.grading.feedback import harmless, sentences
from course_lib.grading.feedback.tasks import Task, find, name_of, tasks, verdict
from course_lib.overview import Listing

BOX = (
    "border:1px solid #dfe3e8;border-left:5px solid #0072b2;padding:.6em 1em;margin:.8em 0 1.6em;"
    "line-height:1.5;max-width:52em"
)
HEADS = "Task", "Points", "What to look at"
LEFT_OUT = "[This output quoted hidden tests, and was left out.]"


class TaskFeedback(NbGraderPreprocessor):
    """Runs after nbgrader's GetGrades, which puts the score, the points and the comment into each cell."""

    reveal_hidden_tests = Bool(
        False, help="Show students the hidden tests, and what they said, in full."
    ).tag(config=True)
    # nbconvert sets this for every step, and warns of each that has no place for it.
    display_data_priority: List[str] = List().tag(config=True)

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """The graded notebook with a box after each graded cell and a table of tasks on top."""
        names = resources["nbgrader"]
        by_cell = {task.cell: task for task in tasks(self._source(names, notebook))}
        unmarked = _unmarked(names)
        verdicts = [(task, *self._verdict(notebook, task, unmarked)) for task in by_cell.values()]
        boxes = {task.cell: _box(task, points, words) for task, points, words in verdicts}
        rows = tuple((_html(one.title), _html(p), _html(words)) for one, p, words in verdicts)
        cells = [_markdown(Listing(HEADS, rows)._repr_html_())]
        for cell in notebook.cells:
            task = by_cell.get(name_of(cell))
            cells += [cell, _markdown(boxes[task.cell])] if task else [cell]
            if not self.reveal_hidden_tests:
                _hide(cell, task, by_cell.values())
        notebook.cells = cells
        return notebook, resources

    def _source(self, names: dict[str, str], notebook: Any) -> Any:
        """The exercise as its class got it, its tests whole; where that is gone, what was handed in must do."""
        import nbformat

        folder = self.config.CourseDirectory.get("source_directory") or "source"
        path = Path(folder) / names["assignment"] / f"{names['notebook']}.ipynb"
        if not path.is_file():
            return notebook
        return as_handed_out(nbformat.read(path, as_version=4), path.resolve(), self.config)

    def _verdict(self, notebook: Any, task: Task, unmarked: set[str]) -> tuple[str, str]:
        """(the points in words, the sentence to read), both as plain text."""
        cell = find(notebook, task.cell)
        if cell is None:
            return f"– of {task.points:g}", "Its cell is missing from what you handed in."
        if task.cell in unmarked:
            return f"– of {task.points:g}", "Not marked yet."
        score = float(cell.metadata.nbgrader.get("score") or 0)
        points = f"{score:g} of {task.points:g}"
        if task.written:
            return points, str(cell.metadata.nbgrader.get("comment") or "")
        sentence = verdict(notebook, task)
        if score >= task.points:
            return points, "Right."
        if not self.reveal_hidden_tests:
            sentence = sentences.excerpt(sentence, task.name, task.tests)
        return points, sentence or "The checks said nothing: ask whoever marked it."


def _hide(cell: Any, task: Task | None, others: Iterable[Task]) -> None:
    """Take hidden tests out of a cell: the test's own source and output, and any output that quotes them."""
    if task and not task.written:
        cell.source, cell.outputs = sentences.visible(cell.source), []
        return
    for output in cell.get("outputs", []):
        if any(sentences.gives_away(_text(output), other.tests) for other in others):
            output.clear()
            output.update(output_type="stream", name="stdout", text=LEFT_OUT)


def _text(output: Any) -> str:
    parts = [output.get("text", ""), *output.get("traceback", []), *output.get("data", {}).values()]
    plain = "\n".join("".join(part) if isinstance(part, list) else str(part) for part in parts)
    return re.sub(r"\x1b\[[0-9;]*m", "", plain)


def _unmarked(names: dict[str, str]) -> set[str]:
    """The graded cells that still wait for a person, from the gradebook."""
    from nbgrader.api import Gradebook

    with Gradebook(names["db_url"]) as book:
        handed_in = names["notebook"], names["assignment"], names["student"]
        grades = book.find_submission_notebook(*handed_in).grades
        return {grade.name for grade in grades if grade.needs_manual_grade}


def _box(task: Task, points: str, sentence: str) -> str:
    parts = [f"<strong>{_html(task.title)}</strong><br>{_html(points)} points. {_html(sentence)}"]
    if task.contract:
        parts.append(f"<em>What was expected.</em> {_rich(task.contract)}")
    if task.rubric:
        items = "".join(f"<li>{_rich(line)}</li>" for line in task.rubric)
        parts.append(f"<em>What the points are for.</em><ol>{items}</ol>")
    return f'<div style="{BOX}">' + "<br><br>".join(parts) + "</div>"


def _html(text: str) -> str:
    """Text for a page, on one line; `code` keeps its marks' meaning."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(" ".join(text.split())))


def _rich(text: str) -> str:
    """As `_html`, for an author's words: **bold** and *italics* keep theirs too."""
    bold = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", _html(text))
    return re.sub(r"\*(\S.*?)\*", r"<em>\1</em>", bold)


def _markdown(text: str) -> Any:
    from nbformat.v4 import new_markdown_cell

    return new_markdown_cell(harmless.as_markdown(f'<div class="{harmless.MATH_OFF}">{text}</div>'))
