import json
import shutil
from pathlib import Path

import pytest

from course_lib.commands import cells, refresh
from course_lib.commands.environment import ROOT


def notebook(path: Path, source: str) -> Path:
    """A notebook of one cell, as JupyterLab saves it after a run."""
    output = {"output_type": "stream", "name": "stdout", "text": ["1\n"]}
    cell = {
        "cell_type": "code",
        "id": "run-it",
        "execution_count": 3,
        "metadata": {"tags": ["parameters"], "nbgrader": {"grade": True}},
        "outputs": [output],
        "source": [source],
    }
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python", "version": "3.11.2"}}
    whole = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole))
    return path


def test_a_notebook_loses_what_a_run_left_and_keeps_what_an_author_wrote(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb", "oak=shop( 'oak-street' )")
    refresh.normalise([path])
    whole = json.loads(path.read_text())
    cell = whole["cells"][0]
    assert (cell["outputs"], cell["execution_count"]) == ([], None)
    assert whole["metadata"]["language_info"] == {"name": "python"}
    assert cell["id"] == "run-it"
    assert cell["metadata"] == {"tags": ["parameters"], "nbgrader": {"grade": True}}
    assert "".join(cell["source"]) == 'oak = shop("oak-street")'


def test_every_cell_of_a_lesson_is_protected_but_what_is_there_to_be_changed(
    tmp_path: Path,
) -> None:
    shutil.copytree(ROOT / "lessons", tmp_path / "lessons")
    refresh.protect(tmp_path / "lessons")
    for path in (ROOT / "lessons").glob("*.ipynb"):
        assert (tmp_path / "lessons" / path.name).read_bytes() == path.read_bytes(), (
            "run `course refresh notebooks`"
        )
        for cell in json.loads(path.read_bytes())["cells"]:
            metadata, yours = cell["metadata"], cells.kind(cell) == cells.YOURS
            assert metadata["deletable"] is False
            assert metadata.get("editable") is (None if yours else False)
            hidden = cell["cell_type"] == "code" and not yours
            assert metadata.get("jupyter") == ({"source_hidden": True} if hidden else None)


def test_a_file_that_is_no_notebook_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text("{")
    with pytest.raises(refresh.RefreshTrouble, match="could not read a notebook"):
        refresh.normalise([tmp_path / "a.ipynb"])


def test_every_notebook_written_by_hand_is_in_the_committed_form(tmp_path: Path) -> None:
    for name in refresh.WRITTEN_BY_HAND:
        shutil.copytree(ROOT / name, tmp_path / name)
    copies = [path for path in tmp_path.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts]
    refresh.normalise(copies)
    originals = {path: ROOT / path.relative_to(tmp_path) for path in copies}
    changed = [str(was) for now, was in originals.items() if now.read_bytes() != was.read_bytes()]
    assert copies and changed == [], "run `course refresh notebooks`"
