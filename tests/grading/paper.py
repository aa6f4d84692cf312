"""A student's paper, marked as the grading marks it, without nbgrader."""

from __future__ import annotations

from pathlib import Path

import nbformat

from course_lib.grading.limits import Limits
from course_lib.grading.marking.marking import Marking, mark, role
from course_lib.grading.notebook.code import defined
from course_lib.grading.notebook.files import attachments
from course_lib.grading.sandbox.fork_server import ForkServer
from course_lib.grading.sandbox.session import Session

ROOT = Path(__file__).resolve().parents[2]
SLUG = "05-not-engaging"
QUICK = Limits(cell=3.0, whole=30.0, grace=0.5)


class Paper:
    """The instructor's notebook of an exercise, with a student's lines in the places for them."""

    def __init__(self, slug: str = SLUG, **answers: str) -> None:
        path = ROOT / "solutions" / slug / f"{slug}.ipynb"
        self.notebook = nbformat.read(path, as_version=4)
        own = [c for c in self.notebook.cells if c.metadata.get("nbgrader", {}).get("solution")]
        self.names = [name for cell in own for name in defined(cell.source)]
        for cell in self.notebook.cells:
            cell.source = answers.pop(cell.id, cell.source)
        assert not answers, f"no such cells: {', '.join(answers)}"

    def marked(self, server: ForkServer, folder: Path, limits: Limits = QUICK) -> Marking:
        """Mark it; the outputs are in the notebook's cells."""
        return mark(
            self.notebook.cells,
            self.names,
            lambda until: Session(server.orders, attachments(folder)[0], False, limits, until),
            limits,
        )

    def points(self) -> dict[str, float]:
        """The points of every test cell, by nbgrader's own reading of its outputs."""
        from nbgrader.utils import determine_grade

        self.notebook = nbformat.from_dict(self.notebook)
        tests = [cell for cell in self.notebook.cells if role(cell) == "test"]
        return {cell.id.removesuffix("-test"): determine_grade(cell)[0] for cell in tests}

    def said(self, name: str) -> str:
        """All that a cell put out, as text."""
        (cell,) = (cell for cell in self.notebook.cells if cell.id == name)
        return " ".join(
            "".join(o.get("traceback", o.get("text", o.get("data", {}).get("text/plain", ""))))
            for o in cell.outputs
        )
