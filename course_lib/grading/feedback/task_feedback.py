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

from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, List

from course_lib.grading.feedback import harmless, sentences
from course_lib.grading.feedback.tasks import Task, find, name_of, read, tasks, verdict

BOX = "border-left:5px solid #0072b2;padding:.6em 1em;margin:.8em 0 1.6em;max-width:52em"
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
        source = self.config.CourseDirectory.get("source_directory") or "source"
        path = Path(source) / names["assignment"] / f"{names['notebook']}.ipynb"
        # Where the source is gone, what was handed in must do.
        every = read(path, self.config) if path.is_file() else tasks(notebook)
        with Gradebook(names["db_url"]) as book:
            handed_in = names["notebook"], names["assignment"], names["student"]
            grades = book.find_submission_notebook(*handed_in).grades
            unmarked = {grade.name for grade in grades if grade.needs_manual_grade}
        rows = {task.cell: (task, *self._verdict(notebook, task, unmarked)) for task in every}
        words = ((task.title, points, sentence) for task, points, sentence in rows.values())
        cells = [_markdown(harmless.table(HEADS, words))]
        for cell in notebook.cells:
            row = rows.get(name_of(cell))
            cells += [cell, _markdown(_box(*row))] if row else [cell]
            if not self.reveal_hidden_tests:
                _hide(cell, row is not None and not row[0].written, every)
        notebook.cells = cells
        return notebook, resources

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
        if score >= task.points:
            return points, "Right."
        sentence = verdict(notebook, task)
        if not self.reveal_hidden_tests:
            sentence = sentences.excerpt(sentence, task.name, task.tests)
        return points, sentence or "The checks said nothing: ask whoever marked it."


def _hide(cell: Any, tested: bool, every: Iterable[Task]) -> None:
    """Take hidden tests out of a cell: the test's own source and output, and any output that quotes them."""
    if tested:
        cell.source, cell.outputs = sentences.visible(cell.source), []
    for output in cell.get("outputs", []):
        parts = [*output.get("traceback", []), *output.get("data", {}).values()]
        text = "\n".join(map(str, [output.get("text", ""), *parts]))
        # Twice, as a page in a frame is escaped as a whole.
        text = html.unescape(html.unescape(re.sub(r"\x1b\[[0-9;]*m", "", text)))
        if any(sentences.gives_away(text, task.tests) for task in every):
            output.clear()
            output.update(output_type="stream", name="stdout", text=LEFT_OUT)


def _box(task: Task, points: str, sentence: str) -> str:
    title, words = map(harmless.as_html, (task.title, f"{points} points. {sentence}"))
    head = "What the points are for." if task.written else "What was expected."
    expected = f"<br><br><em>{head}</em> {harmless.rendered(task.expected)}"
    box = f'<div style="{BOX}"><strong>{title}</strong><br>{words}'
    return f"{box}{expected if task.expected else ''}</div>"


def _markdown(text: str) -> Any:
    return new_markdown_cell(harmless.as_markdown(f'<div class="{harmless.MATH_OFF}">{text}</div>'))
