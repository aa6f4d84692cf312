"""Which version of an exercise a class gets: a step of nbgrader's own generate_assignment, with the switch.

Named in nbgrader_config.py, and asked by whatever reads a solution to mark by it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, List

from course_lib.exercises import script, twin


class Handout(NbGraderPreprocessor):
    """Runs after nbgrader's ClearSolutions. Leaves the functions to be written, or puts their twins there."""

    no_code = Bool(False, help="Hand out the no-code twins of the exercises.").tag(config=True)
    # nbconvert sets this for every step, and warns of each that has no place for it.
    display_data_priority: List[str] = List().tag(config=True)

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """The solution in the folder resources["metadata"]["path"], its answers cleared, as its class gets it."""
        if self.no_code and not script.has_term(notebook):  # the capstone asks for no code
            notebook.cells = twin.cells(notebook, Path(resources["metadata"]["path"]))
        return notebook, resources


def as_handed_out(notebook: Any, path: Path, config: Any) -> Any:
    """The solution at `path`, already read, as the class of this configuration gets it; in code its answers stay."""
    step = Handout(config=config)
    return step.preprocess(notebook, {"metadata": {"path": str(path.parent)}})[0]
