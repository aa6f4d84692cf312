"""A lesson that is run and saved in the real JupyterLab keeps its outputs on screen and its file as it was."""

import pytest

from tests.browser.serving import ROOT

LESSON = "lessons/05-not-engaging.ipynb"


def outputs(notebook) -> int:
    return sum(bool(cell.get("outputs")) for cell in notebook.cells())


def test_running_and_saving_changes_nothing_in_the_file_and_nothing_on_screen(notebook, server):
    notebook.open(LESSON).run_all()
    shown = outputs(notebook)
    notebook.do("docmanager:save")
    assert (server.folder / LESSON).read_bytes() == (ROOT / LESSON).read_bytes()
    assert outputs(notebook) == shown > 5
    assert notebook.panel("recall").is_visible()


@pytest.fixture
def restored(server):
    """What a test writes into the lesson is not there for the next one."""
    yield
    (server.folder / LESSON).write_bytes((ROOT / LESSON).read_bytes())


@pytest.mark.usefixtures("restored")
def test_what_is_written_into_a_cell_is_saved(notebook, server):
    notebook.open(LESSON)
    cell = next(cell for cell in notebook.cells() if cell["cell_type"] == "code")
    notebook.write(cell["id"], "note = 'mine'")
    notebook.do("docmanager:save")
    assert "note = 'mine'" in (server.folder / LESSON).read_text(encoding="utf-8")
