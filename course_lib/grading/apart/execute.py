"""For nbgrader itself: its Execute step with the tests out of the student's reach.

    c.Autograde.autograde_preprocessors = ["course_lib.grading.apart.execute.ExecuteApart", …the others…]

nbgrader, unmodified, does the rest. (`course grade` does the same for a whole class, and faster.)
"""

from __future__ import annotations

import atexit
import functools
from pathlib import Path
from typing import Any

from nbformat.notebooknode import from_dict
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float

from course_lib.grading.apart.marking import mark
from course_lib.grading.apart.room import Nursery, Room
from course_lib.grading.fence import fencing
from course_lib.grading.fence.workplace import workplace
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.notebook.source import defined


class ExecuteApart(NbGraderPreprocessor):
    """Runs the student's cells in a process of their own, and the tests in this one."""

    fence = Bool(True, help="Whether to fence the student's code in").tag(config=True)
    timeout = Float(LIMITS.cell, help="Seconds for a cell or a call").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Write the outputs into the notebook. Raises fencing.NoFence where a fence is wanted and lacking."""
        if self.fence and (lacking := fencing.missing()):
            raise fencing.NoFence(
                f"This machine lacks {lacking}, so students' code would have the run of it. If you trust "
                "all of it, set c.ExecuteApart.fence = False."
            )
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(about["notebook"], about["assignment"])
            solutions = {cell.name for cell in notebook.solution_cells}
            sources = [c.source for c in notebook.source_cells if c.name in solutions]
        limits = Limits(cell=self.timeout)
        with workplace(Path(resources["metadata"]["path"])) as folder:
            done = mark(
                nb.cells,
                [name for source in sources for name in defined(source)],
                lambda until: Room(nursery().orders, str(folder), self.fence, limits, until),
                limits,
            )
        nb.cells = [from_dict(cell) for cell in nb.cells]
        for sentence in [*done.crashes, *done.flags]:
            self.log.warning("%s: %s", about["student"], sentence)
        return nb, resources


@functools.cache
def nursery() -> Nursery:
    """The process that students' processes are forked from; one for as long as this one runs."""
    found = Nursery()
    atexit.register(found.close)
    found.ready()
    return found
