"""The instructor's notebook as the grading needs it: cells with their nbgrader metadata, answers blanked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from course_lib.errors import CourseError
from course_lib.grading.configuration import Course
from course_lib.grading.notebook.code import defined

BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"  # nbgrader's own marks
HIDDEN = re.compile(rf"^[ \t]*{BEGIN}.*?(?:^[ \t]*{END}[^\n]*\n?|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class SourceCell:
    """A cell as it is to be. `about` is its nbgrader metadata, {} for a story between the tasks."""

    id: str
    kind: str  # code or markdown
    text: str  # with the hidden tests; of an answer's cell, what stood there when it was handed out
    about: dict[str, Any] = field(default_factory=dict)
    names: Sequence[str] = ()  # what the instructor's answer defines

    @property
    def answer(self) -> bool:
        """Whether it is the student's to fill in."""
        return bool(self.about.get("solution"))

    @cached_property
    def released(self) -> str:
        """The text as students got it."""
        return HIDDEN.sub("", self.text).strip()


@dataclass(frozen=True)
class Source:
    """An exercise's notebook, and the metadata of the whole."""

    slug: str
    cells: tuple[SourceCell, ...]
    metadata: dict[str, Any]

    @property
    def solutions(self) -> list[str]:
        """The names that the tests may ask the student's process for."""
        return [name for cell in self.cells for name in cell.names]

    @cached_property
    def message(self) -> dict[str, Any]:
        """As plain JSON, for `from_message`."""
        return asdict(self)


def from_message(message: dict) -> Source:
    """The Source that `Source.message` wrote."""
    cells = tuple(SourceCell(**cell) for cell in message["cells"])
    return Source(message["slug"], cells, message["metadata"])


def read(place: Course, slug: str) -> Source:
    """<slug>/<slug>.ipynb of a course's solutions as its class gets it, blanked and checksummed by nbgrader.

    Raises CourseError if there is no such notebook or it is damaged, TwinTrouble if it has no such version.
    """
    import nbformat
    from nbgrader.preprocessors import ClearSolutions
    from nbgrader.utils import compute_checksum, is_grade, is_locked, is_solution

    from course_lib.exercises.handout import as_handed_out

    path = place.source / slug / f"{slug}.ipynb"
    if not path.is_file():
        raise CourseError(f'There is no exercise called "{slug}": {path} does not exist.')
    config, cells, where = place.config, list[SourceCell](), "its beginning"
    try:
        solved = nbformat.read(path, as_version=4)
        names = {cell.id: defined(cell.source) for cell in solved.cells if is_solution(cell)}
        cleared, _ = ClearSolutions(config=config).preprocess(solved, {})
        notebook = as_handed_out(cleared, path, config)
        for cell in notebook.cells:
            about = dict(cell.metadata.get("nbgrader", {}))
            where = f"the cell {cell.id} (points: {about.get('points')!r})"
            if is_grade(cell) or is_solution(cell) or is_locked(cell):
                about |= {"checksum": compute_checksum(cell), "cell_type": cell.cell_type}
            # A twin's cells define what is typed in, and some have an id of their own.
            own = names.get(cell.id, []) + defined(cell.source) if is_solution(cell) else []
            own = list(dict.fromkeys(own))
            cells.append(SourceCell(cell.id, cell.cell_type, cell.source, about, own))
    except (AttributeError, LookupError, TypeError, ValueError, nbformat.ValidationError) as error:
        words = f"{path} is no exercise as nbgrader has it, at {where}: {error}"
        raise CourseError(words.partition("\n")[0]) from error
    return Source(slug, tuple(cells), dict(notebook.metadata))
