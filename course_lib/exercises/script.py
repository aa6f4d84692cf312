"""An exercise's notebook run in this very process: no kernel, no nbgrader, milliseconds a function.

Only for notebooks of our own: what strangers hand in runs under nbgrader, in a kernel.
"""

from __future__ import annotations

import linecache
import re
from pathlib import Path
from typing import Any

# In the capstone, which asks for no function: its class, from which its shops and its marks follow.
TERM = re.compile(r'^term = "[^"]*"', re.MULTILINE)
# How the id of a test cell ends. What stands before it is the function's name; where a task has part marks,
# function-part-test tests that part alone.
TEST = "-test"


def read(path: Path) -> Any:
    """The notebook at `path`, as nbformat's nodes."""
    import nbformat

    return nbformat.read(path, as_version=4)


def has_term(notebook: Any) -> bool:
    """Whether this is the capstone: what it asks depends on its class alone, and on no code and no data drawn."""
    return any(TERM.search(cell.source) for cell in notebook.cells)


def functions(notebook: Any) -> list[str]:
    """The names of the functions that the notebook tests, in order."""
    names = (cell.id.removesuffix(TEST) for cell in notebook.cells if cell.id.endswith(TEST))
    return [name for name in names if "-" not in name]


def source(notebook: Any, cell_id: str) -> str:
    """The source of one cell. Raises StopIteration if there is none of that id."""
    return next(cell.source for cell in notebook.cells if cell.id == cell_id)


def solved(notebook: Any) -> dict[str, Any]:
    """The names that the notebook's code defines, its test cells left out."""
    names = fresh()
    for cell in notebook.cells:
        if cell.cell_type == "code" and not cell.id.endswith(TEST):
            run(cell.source, names, cell.id)
    return names


def stages(notebook: Any) -> dict[str, dict[str, Any]]:
    """The names that stand when each test cell is reached, by function. Its tests must pass."""
    names, names_by_function = fresh(), {}
    for cell in notebook.cells:
        name = cell.id.removesuffix(TEST)
        if name != cell.id and "-" not in name:
            names_by_function[name] = dict(names)
        if cell.cell_type == "code":
            run(cell.source, names, cell.id)
    return names_by_function


def fresh() -> dict[str, Any]:
    """The names that a notebook finds: its own, and a `display` that shows nothing."""
    return {"__name__": "__main__", "display": lambda *shown: None}


def run(code: str, names: dict[str, Any], label: str) -> None:
    """Run a cell's code among `names`. Its lines can be quoted in errors, as a kernel's can."""
    filename = f"<cell {label}>"
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    exec(compile(code, filename, "exec"), names)
