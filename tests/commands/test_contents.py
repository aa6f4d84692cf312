"""A notebook's outputs, which are in no file, go where the notebook goes, and nowhere else."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import pytest

from course_lib.commands import traces
from course_lib.commands.contents import CourseContents
from course_lib.commands.environment import ROOT

LESSON = "lessons/02-no-target.ipynb"
EXERCISE = "exercises/02-no-target/02-no-target.ipynb"
OUTPUT = {"output_type": "stream", "name": "stdout", "text": "34%\n"}


@pytest.fixture
def contents(tmp_path: Path) -> CourseContents:
    """The course's manager of a folder in which a lesson and an exercise have run."""
    manager = CourseContents(
        root_dir=str(tmp_path),
        pre_save_hook=traces.HOOK,
        delete_to_trash=False,
        always_delete_dir=True,
    )
    for path in (LESSON, EXERCISE):
        lay(tmp_path, path)
        notebook = read(path)
        for cell in code_cells(notebook):
            cell |= {"outputs": [OUTPUT], "execution_count": 1}
        do(manager.save({"type": "notebook", "format": "json", "content": notebook}, path))
    return manager


def do(coming: Awaitable[Any]) -> Any:
    async def wait() -> Any:
        return await coming

    return asyncio.run(wait())


def read(path: str) -> dict[str, Any]:
    return json.loads((ROOT / path).read_bytes())


def lay(folder: Path, path: str) -> None:
    """Put a fresh copy of a notebook of the course into a folder."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes((ROOT / path).read_bytes())


def code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def outputs(contents: CourseContents, path: str) -> list[bool]:
    """Whether each code cell of a page that opens the notebook now has outputs."""
    return [bool(cell["outputs"]) for cell in code_cells(do(contents.get(path))["content"])]


MOVES = {
    "another name": (LESSON, LESSON, "lessons/mine.ipynb", "lessons/mine.ipynb"),
    "slashes": (LESSON, f"/{LESSON}", "/02.ipynb", "02.ipynb"),
    "its folder": (LESSON, "lessons", "read", "read/02-no-target.ipynb"),
    "a folder above": (EXERCISE, "exercises", "done", "done/02-no-target/02-no-target.ipynb"),
}


@pytest.mark.parametrize(("path", "old", "new", "place"), MOVES.values(), ids=MOVES)
def test_a_notebook_that_is_renamed_keeps_its_outputs(contents, path, old, new, place):
    do(contents.rename(old, new))
    assert all(outputs(contents, place))


@pytest.mark.parametrize(("path", "old", "new", "place"), MOVES.values(), ids=MOVES)
def test_a_fresh_copy_where_one_was_renamed_has_no_outputs(
    contents, tmp_path, path, old, new, place
):
    do(contents.rename(old, new))
    lay(tmp_path, path)
    assert not any(outputs(contents, path))


@pytest.mark.parametrize(
    ("path", "gone"),
    [(LESSON, LESSON), (LESSON, f"/{LESSON}/"), (LESSON, "lessons"), (EXERCISE, "exercises")],
)
def test_a_fresh_copy_where_one_was_deleted_has_no_outputs(contents, tmp_path, path, gone):
    do(contents.delete(gone))
    lay(tmp_path, path)
    assert not any(outputs(contents, path))


def test_a_notebook_beside_the_one_that_goes_keeps_its_outputs(contents):
    do(contents.delete(LESSON))
    assert all(outputs(contents, EXERCISE))


def test_a_name_that_is_taken_moves_nothing(contents):
    with pytest.raises(Exception, match="already exists"):
        do(contents.rename(LESSON, EXERCISE))
    assert all(outputs(contents, LESSON)) and all(outputs(contents, EXERCISE))


@pytest.mark.parametrize("kind", ["markdown", "raw"])
@pytest.mark.parametrize("which", [0, -1])
def test_a_cell_that_became_another_kind_has_no_outputs(contents, tmp_path, kind, which):
    notebook = copy.deepcopy(read(LESSON))
    cell = code_cells(notebook)[which]
    cell["cell_type"] = kind
    del cell["outputs"], cell["execution_count"]
    (tmp_path / LESSON).write_text(json.dumps(notebook))
    cells = do(contents.get(LESSON))["content"]["cells"]
    [same] = [one for one in cells if one["id"] == cell["id"]]
    assert "outputs" not in same
    assert all(one["outputs"] for one in cells if one["cell_type"] == "code")
