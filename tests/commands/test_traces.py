"""Running a notebook is not changing it: neither at saving, nor for git, nor for an update."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import nbformat
import pytest

from course_lib.commands import lab, traces
from course_lib.commands.environment import ROOT
from tests.browser.serving import free_port

LESSON = "lessons/02-no-target.ipynb"
EXERCISE = "exercises/02-no-target/02-no-target.ipynb"
HANDED_OUT = sorted(
    [*(ROOT / "lessons").glob("*.ipynb"), *(ROOT / "exercises").glob("*/*.ipynb")],
    key=lambda path: path.name,
)


def read(path: str) -> dict[str, Any]:
    return json.loads((ROOT / path).read_bytes())


def run(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook as JupyterLab sends it after a run: outputs, counts, times, and this machine's kernel."""
    done = copy.deepcopy(notebook)
    output = {"output_type": "stream", "name": "stdout", "text": "34%\n"}
    for count, cell in enumerate(done["cells"], 1):
        cell["source"] = "".join(cell["source"])
        if cell["cell_type"] == "code":
            cell |= {"outputs": [output], "execution_count": count}
            cell["metadata"]["execution"] = {"iopub.execute_input": "2026-11-26T10:00:00Z"}
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    language = {"name": "python", "version": "3.11.2", "mimetype": "text/x-python"}
    done["metadata"] |= {"kernelspec": kernel, "language_info": language, "widgets": {"a": {}}}
    return done


def on_disk(notebook: dict[str, Any]) -> bytes:
    """As Jupyter writes it."""
    return (nbformat.writes(nbformat.from_dict(notebook)) + "\n").encode()


def note(text: str) -> Callable[[dict[str, Any]], None]:
    def edit(notebook: dict[str, Any]) -> None:
        cell = notebook["cells"][1]
        cell["source"] = "".join(cell["source"]) + text

    return edit


def new_cell(notebook: dict[str, Any]) -> None:
    cell = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "My own note"}
    notebook["cells"].append(cell)


def other_order(notebook: dict[str, Any]) -> None:
    notebook["cells"].reverse()


def other_kind(notebook: dict[str, Any]) -> None:
    cell = notebook["cells"][1]
    cell["cell_type"] = "raw"
    cell.pop("outputs", None)
    cell.pop("execution_count", None)


def picture(notebook: dict[str, Any]) -> None:
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    cell["attachments"] = {"image.png": {"image/png": "aGVsbG8="}}


EDITS = [note("\nmine"), note(" "), new_cell, other_order, other_kind, picture]
NAMES = ["a line", "a space", "a new cell", "another order", "another kind", "a picture"]


@pytest.mark.parametrize("path", [LESSON, EXERCISE])
def test_a_run_does_not_change_what_is_written_in_the_cells(path):
    notebook = read(path)
    assert traces.cells(on_disk(run(notebook))) == traces.cells((ROOT / path).read_bytes())


@pytest.mark.parametrize("edit", EDITS, ids=NAMES)
@pytest.mark.parametrize("path", [LESSON, EXERCISE])
def test_whatever_somebody_writes_changes_it(path, edit):
    edited = run(read(path))
    edit(edited)
    assert traces.cells(on_disk(edited)) != traces.cells((ROOT / path).read_bytes())


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b"3", b'{"cells": 3}', b'{"worksheets": []}']
)
def test_what_is_no_notebook_has_no_cells(data):
    assert traces.cells(data) is None
    assert list(traces.as_handed_out(data)) == []


@pytest.mark.parametrize("path", HANDED_OUT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_notebook_is_known_again_after_a_run_by_its_bytes_alone(path):
    after = on_disk(run(json.loads(path.read_bytes())))
    assert path.read_bytes() in list(traces.as_handed_out(after))


@pytest.mark.parametrize(
    "path",
    [
        "lessons/notes.ipynb",
        "02-no-target.ipynb",
        "submitted/ann/02/02-x.ipynb",
        "lessons/a/02-x.ipynb",
        "lessons/20-my-analysis.ipynb",
        "lessons/05-not-engaging-Copy1.ipynb",
        "lessons/05-not-engaging (new in 1.1).ipynb",
        "exercises/mine/01-try.ipynb",
        "exercises/mine/mystery-shop.ipynb",
        "lessons/checkpoint-mine.ipynb",
        "exercises/02-no-target/05-not-engaging.ipynb",
        "exercises/02-no-target-Copy1/02-no-target.ipynb",
        "exercises/00-start-here/00-start-here.ipynb",
        "solutions/02-no-target/02-no-target.ipynb",
    ],
)
def test_a_notebook_of_ones_own_is_saved_with_its_outputs(path, tmp_path):
    model = {"type": "notebook", "content": run(read(LESSON))}
    before = copy.deepcopy(model)
    traces.clear_before_saving(model, path, SimpleNamespace(root_dir=str(tmp_path)))
    assert model == before


@pytest.mark.parametrize("path", HANDED_OUT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_notebook_of_the_course_is_saved_as_it_was_handed_out(path):
    model = {"type": "notebook", "content": run(json.loads(path.read_bytes()))}
    place = f"/{path.relative_to(ROOT).as_posix()}"
    traces.clear_before_saving(model, place, SimpleNamespace(root_dir=str(ROOT)))
    assert on_disk(model["content"]) == path.read_bytes()


def test_another_kernel_that_somebody_chose_is_kept(tmp_path):
    (tmp_path / "lessons").mkdir()
    (tmp_path / LESSON).write_bytes((ROOT / LESSON).read_bytes())
    model = {"type": "notebook", "content": run(read(LESSON))}
    mine = {"display_name": "R", "language": "R", "name": "ir"}
    model["content"]["metadata"]["kernelspec"] = mine
    traces.clear_before_saving(model, LESSON, SimpleNamespace(root_dir=str(tmp_path)))
    assert model["content"]["metadata"]["kernelspec"] == mine


class Served:
    """A git clone of two notebooks, served by the course's own command."""

    def __init__(self, folder: Path, url: str, token: str) -> None:
        self.folder, self.url, self.token = folder, url, token

    def git(self, *words: str) -> str:
        identity = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
        command = ["git", *identity, *words]
        return subprocess.check_output(command, cwd=self.folder, text=True)

    def save(self, path: str, notebook: dict[str, Any]) -> None:
        model = {"type": "notebook", "format": "json", "content": notebook}
        self.ask(f"api/contents/{path}", "PUT", model)

    def counts(self, path: str) -> list[int | None]:
        """The execution counts of a page that opens the notebook now; None for a cell without outputs."""
        cells = self.ask(f"api/contents/{path}?type=notebook&content=1")["content"]["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        return [cell["execution_count"] if cell["outputs"] else None for cell in code]

    def ask(self, path: str, method: str = "GET", body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}/{path}", method=method, data=data)
        request.add_header("Authorization", f"token {self.token}")
        with urlopen(request, timeout=60) as answer:
            return json.load(answer)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder, home = tmp_path_factory.mktemp("clone"), tmp_path_factory.mktemp("home")
    for path in (LESSON, EXERCISE, ".gitignore"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes((ROOT / path).read_bytes())
    port, token = free_port(), "off-target-test"
    made = Served(folder, f"http://127.0.0.1:{port}", token)
    made.git("init", "--quiet")
    made.git("add", ".")
    made.git("commit", "--quiet", "-m", "The course")
    options = ["--no-browser", f"--port={port}", f"--IdentityProvider.token={token}"]
    own = {f"JUPYTER_{kind}_DIR": str(home / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    with (home / "log").open("w") as log:
        process = subprocess.Popen(
            lab.jupyter_command(folder, options),
            env=os.environ | own | {"PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
        )
    try:
        for _ in range(600):
            try:
                made.ask("api/status")
                break
            except URLError:
                assert process.poll() is None, (home / "log").read_text()
                time.sleep(0.1)
        yield made
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize("path", [LESSON, EXERCISE])
def test_a_run_and_saved_notebook_is_not_modified_for_git(server, path):
    server.save(path, run(read(path)))
    assert server.git("status", "--porcelain") == ""


@pytest.mark.parametrize("edit", EDITS, ids=NAMES)
def test_what_somebody_wrote_is_saved_and_is_a_change(server, edit):
    edited = run(read(LESSON))
    edit(edited)
    server.save(LESSON, edited)
    assert server.git("status", "--porcelain") == f" M {LESSON}\n"
    saved = json.loads((server.folder / LESSON).read_bytes())
    assert traces.cells(json.dumps(saved).encode()) == traces.cells(on_disk(edited))
    server.git("checkout", "--", LESSON)


@pytest.mark.parametrize("path", [LESSON, EXERCISE])
def test_a_page_that_is_loaded_again_has_its_outputs(server, path):
    ran = run(read(path))
    server.save(path, ran)
    code = [cell for cell in ran["cells"] if cell["cell_type"] == "code"]
    assert server.counts(path) == [cell["execution_count"] for cell in code]


def test_a_cell_that_an_update_changed_has_no_outputs_of_the_one_before(server):
    server.save(LESSON, run(read(LESSON)))
    updated = read(LESSON)
    cell = next(cell for cell in updated["cells"] if cell["cell_type"] == "code")
    cell["source"] = ["# anew"]
    (server.folder / LESSON).write_bytes(on_disk(updated))
    first, *others = server.counts(LESSON)
    assert first is None and all(others)
    server.git("checkout", "--", LESSON)


def test_a_notebook_that_never_ran_has_no_outputs(server):
    server.save(LESSON, read(LESSON))
    assert not any(server.counts(LESSON))
