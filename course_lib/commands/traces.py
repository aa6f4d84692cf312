"""Tells what running a notebook leaves in it from what somebody wrote, and clears it at saving."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOOK = f"{__name__}.clear_before_saving"  # for Jupyter's FileContentsManager.pre_save_hook

Notebook = dict[str, Any]  # as JSON, in nbformat 4
# By a code cell's id: its source, its outputs and its execution count.
Outputs = dict[str, tuple[str, list[Any], int | None]]

_OF_A_CELL = ("execution", "ExecuteTime", "papermill", "scrolled", "trusted")
_OF_A_NOTEBOOK = ("papermill", "widgets")
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


def clear_before_saving(model: dict[str, Any], path: str, contents_manager: Any, **_: Any) -> None:
    """Take a run's traces out of one of the course's notebooks; Jupyter calls this before it saves.

    So a lesson that was only run stays as it was handed out, and neither git nor an update takes it for
    changed. Outputs stay on the screen. A notebook of the attendee's own is saved as it is.
    """
    place = path.strip("/")
    if model.get("type") != "notebook" or not is_handed_out(place):
        return
    notebook = model["content"]
    clear(notebook)
    try:
        metadata = json.loads((Path(contents_manager.root_dir) / place).read_bytes())["metadata"]
        kernel = metadata["kernelspec"]["name"]
    # A new notebook, or one without a kernel: there is nothing to go back to.
    except (OSError, *_UNREADABLE):
        return
    now = notebook["metadata"]
    if now.get("kernelspec", {}).get("name") == kernel:
        # The same kernel, under the display name and version that this machine gives it.
        notebook["metadata"] = now | {
            name: metadata[name] for name in ("kernelspec", "language_info") if name in metadata
        }


def is_handed_out(place: str) -> bool:
    """Whether the course has a notebook at that path: in lessons/, or an exercise in its own folder."""
    # Here, for the command that serves the course reads no reason.
    from course_lib import catalogue
    from course_lib.commands import neighbours

    folder, _, name = place.rpartition("/")
    if folder == "lessons":
        return name in {f"{neighbours.names(stop)[1]}.ipynb" for stop in neighbours.order()}
    exercises = {*(reason.lesson for reason in catalogue.reasons()), neighbours.MYSTERY}
    stem = name.removesuffix(".ipynb")
    return stem in exercises and place == f"exercises/{stem}/{stem}.ipynb"


def clear(notebook: Notebook) -> None:
    """Take outputs, counts and times out of a notebook, in place; sources and all else stay."""
    for name in _OF_A_NOTEBOOK:
        notebook["metadata"].pop(name, None)
    for cell in notebook["cells"]:
        for name in _OF_A_CELL:
            cell["metadata"].pop(name, None)
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None


def outputs(model: dict[str, Any]) -> Outputs:
    """What the code cells of a notebook that Jupyter is to save have put out; empty for another file."""
    return {
        cell["id"]: ("".join(cell["source"]), cell["outputs"], cell.get("execution_count"))
        for cell in _cells(model)
        if cell["cell_type"] == "code" and "id" in cell
    }


def put_back(model: dict[str, Any], earlier: Outputs) -> None:
    """Give the cells of a notebook that Jupyter has read, in place, the outputs that the file lacks.

    A cell that has outputs, or another source than it ran with, stays as it is.
    """
    for cell in _cells(model):
        if cell["cell_type"] != "code":  # it may have been when it ran
            continue
        source, shown, count = earlier.get(cell.get("id", ""), ("", [], None))
        if shown and not cell["outputs"] and "".join(cell["source"]) == source:
            cell["outputs"], cell["execution_count"] = shown, count


def _cells(model: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells of a notebook as Jupyter's contents API has it; none of another file, or without content."""
    content = model.get("content") if model.get("type") == "notebook" else None
    return content["cells"] if content else []


def cells(data: bytes) -> str | None:
    """SHA-256 of what somebody writes into a notebook: kind, source and pictures of its cells, in order.

    None if these bytes are no notebook.
    """
    try:
        parts = [
            [cell["cell_type"], "".join(cell["source"]), cell.get("attachments") or {}]
            for cell in json.loads(data)["cells"]
        ]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    except _UNREADABLE:
        return None


def as_handed_out(data: bytes) -> Iterator[bytes]:
    """A notebook as the course hands it out if nothing but running happened to it; nothing for other bytes.

    Twice, because lessons and exercises name the kernel in two ways.
    """
    try:
        notebook = json.loads(data)
        clear(notebook)
    except _UNREADABLE:
        return
    for display in ("Python 3", "Python 3 (ipykernel)"):
        kernel = {"display_name": display, "language": "python", "name": "python3"}
        notebook["metadata"] = {"kernelspec": kernel, "language_info": {"name": "python"}}
        text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True)
        yield f"{text}\n".encode(errors="surrogatepass")
