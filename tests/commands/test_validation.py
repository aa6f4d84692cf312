"""What an exercise comes to before it is handed in: a sentence for each task."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from course_lib.commands import fragments
from course_lib.commands.validation import FINE, OPEN, WRITTEN, WRONG, validate
from course_lib.errors import CourseError
from course_lib.exercises import twin
from tests.browser.serving import ROOT

SLUG = "05-not-engaging"


def lay(folder: Path, cells: list, **sources: str) -> str:
    """Write an exercise of these cells, some with other sources; returns its path in the folder."""
    for cell in cells:
        cell["source"] = sources.get(cell["id"], cell["source"])
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbformat.write(notebook, folder / "exercise.ipynb", version=nbformat.NO_CONVERT)
    return "exercise.ipynb"


def handed_out() -> list:
    return nbformat.read(ROOT / f"exercises/{SLUG}/{SLUG}.ipynb", as_version=4).cells


def test_wrong_empty_right_and_written_tasks_each_get_their_sentence(tmp_path):
    median = next(
        "".join(cell["source"])
        for cell in json.loads((ROOT / f"solutions/{SLUG}/{SLUG}.ipynb").read_bytes())["cells"]
        if cell["id"] == "honest_median"
    )
    path = lay(
        tmp_path,
        handed_out(),
        answered="def answered(messages, now, hours=24):\n    return 1, 4\n",
        honest_median=median,
        written="We answer before noon.",
    )
    result = validate(tmp_path, path)
    count, *rate, decide, own = result.lines  # a task may be marked in parts
    assert (count.state, decide.state, own.state) == (WRONG, FINE, WRITTEN)
    assert {part.state for part in rate} == {OPEN}
    assert count.title == "1 Count: how many people got an answer in time?"
    assert count.sentence.startswith("You counted questions younger than 24 h: answered(")
    assert rate[-1].sentence.startswith("give_back is not attempted yet")
    assert result.unchanged
    page = fragments.result(result)
    assert "1 of 3 tasks without a mistake" in page
    assert (
        "expect(" not in page
        and "Traceback" not in page
        and "<code>raise NotAttempted</code>" in page
    )


def test_a_version_without_code_is_told_as_well_and_a_changed_test_is_noticed(tmp_path):
    source = ROOT / f"solutions/{SLUG}"
    solution = nbformat.read(source / f"{SLUG}.ipynb", as_version=4)
    tasks = twin.drawn(source, solution)
    first, second, _ = tasks
    entries = {one.name: one.values[0] for one in first.fields}
    cells = twin.cells(solution, source, tasks)
    sources = {
        first.function: first.cell(entries),
        second.function: second.cell({second.fields[0].name: "many"}),
    }
    spoilt = next(cell for cell in cells if cell["id"].endswith("-test"))
    spoilt["metadata"]["nbgrader"]["checksum"] = "0" * 32
    result = validate(tmp_path, lay(tmp_path, cells, **sources))
    states = [line.state for line in result.lines]
    assert states[: len(first.fields)] == [FINE] * len(first.fields)
    assert WRONG in states and OPEN in states
    assert any(
        "should be a number in figures: you typed “many”." in line.sentence for line in result.lines
    )
    assert not result.unchanged and "not as it was handed out" in fragments.result(result)


@pytest.mark.parametrize("path", ["../else.ipynb", "nowhere.ipynb", "broken.ipynb"])
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path, path):
    (tmp_path / "broken.ipynb").write_text("{")
    with pytest.raises(CourseError, match=path.removeprefix("../")):
        validate(tmp_path, path)
