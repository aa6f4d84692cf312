"""What each cell of a notebook is to an attendee, and the metadata that say so to JupyterLab.

"prose" is read, "panel" is code that draws a panel or loads what others use, "count" is code that shows how
something is counted, "check" tests an exercise, and "yours" is there to be changed.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from course_lib import HOME

PROSE, PANEL, COUNT, CHECK, YOURS = "prose", "panel", "count", "check", "yours"
KINDS = (PROSE, PANEL, COUNT, CHECK, YOURS)
# What an author tags a lesson's cell with that its prose invites to change; papermill's tag means the same.
OPEN = {YOURS, "parameters"}
# Functions that draw a panel, a chart or a table: their call says nothing of how one counts.
_DRAWN = {name for name, home in HOME.items() if home.startswith(("widgets.", "overview"))}

Cell = dict[str, Any]  # as JSON, in nbformat 4


def kind(cell: Cell) -> str:
    """One of KINDS."""
    graded = cell["metadata"].get("nbgrader", {})
    if graded.get("solution") or OPEN & set(cell["metadata"].get("tags", ())):
        return YOURS
    if cell["cell_type"] != "code":
        return PROSE
    if graded.get("grade"):
        return CHECK
    return PANEL if _draws("".join(cell["source"])) else COUNT


def mark(cell: Cell) -> None:
    """Set a lesson's cell's metadata in place: what is not the attendee's is protected, and its code folded.

    So JupyterLab, with the course's pages or without, lets nobody change or delete it by accident.
    """
    metadata = {
        name: value
        for name, value in cell["metadata"].items()
        if name not in ("deletable", "editable", "jupyter")
    }
    metadata["deletable"] = False
    if kind(cell) != YOURS:
        metadata["editable"] = False
        if cell["cell_type"] == "code":
            metadata["jupyter"] = {"source_hidden": True}
    cell["metadata"] = metadata


def digest(source: str) -> str:
    """Sixteen hex digits of SHA-256 that change with a cell's source."""
    return hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()[:16]


def digests(lessons: Path) -> dict[str, str]:
    """The digests of the code cells of each notebook in a folder, in order with spaces between, by file name."""
    notebooks = {path.name: json.loads(path.read_bytes()) for path in lessons.glob("*.ipynb")}
    return {name: " ".join(of_code(notebooks[name]["cells"])) for name in sorted(notebooks)}


def of_code(cells: Iterable[Cell]) -> list[str]:
    """The digest of each code cell, in order."""
    return [digest("".join(cell["source"])) for cell in cells if cell["cell_type"] == "code"]


def _draws(source: str) -> bool:
    """Whether these lines load the course, or do nothing but call one of the functions that draw."""
    lines = ast.parse(source).body
    if any(isinstance(line, ast.ImportFrom) and line.module == "course_lib" for line in lines):
        return True
    calls = [line.value for line in lines if isinstance(line, ast.Expr | ast.Assign)]
    names = [call.func for call in calls if isinstance(call, ast.Call)]
    drawn = [name for name in names if isinstance(name, ast.Name) and name.id in _DRAWN]
    return len(drawn) == len(lines)
