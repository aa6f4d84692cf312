"""The Validate button of JupyterLab, on an exercise as handed out, as solved, and as got wrong."""

import ast
import json

import pytest

from tests.browser.serving import ROOT

SLUG = "05-not-engaging"
EXERCISE = f"exercises/{SLUG}/{SLUG}.ipynb"


@pytest.fixture
def exercise(notebook, server):
    """The exercise as it was handed out, open, with nothing run yet."""
    (server.folder / EXERCISE).write_bytes((ROOT / EXERCISE).read_bytes())
    return notebook.open(EXERCISE)


def validate(exercise):
    """Press the button; returns what JupyterLab then says."""
    exercise.page.get_by_role("button", name="Validate").click()
    dialog = exercise.page.locator(".jp-Dialog")
    dialog.get_by_text("Validation Results").wait_for()
    return dialog.inner_text()


def solutions():
    """What a good student writes, by the id of its cell: three functions and an answer in words."""
    source = json.loads((ROOT / "solutions" / SLUG / f"{SLUG}.ipynb").read_text(encoding="utf-8"))
    solved = (
        cell for cell in source["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")
    )
    return {cell["id"]: "".join(cell["source"]) for cell in solved}


def test_an_untouched_exercise_is_told_that_it_was_not_attempted(exercise):
    said = validate(exercise)
    assert "not attempted yet" in said
    assert "Traceback" not in said


def test_a_right_exercise_is_a_success(exercise):
    for cell_id, source in solutions().items():
        exercise.write(cell_id, source)
    assert "Success" in validate(exercise)


def test_a_wrong_answer_is_told_which_mistake_it_is(exercise):
    solved = solutions()
    name = ast.parse(solved["answered"]).body[0].name
    solved["answered"] = f"def {name}(messages, now, hours=24):\n    return 1, 4\n"
    for cell_id, source in solved.items():
        exercise.write(cell_id, source)
    said = validate(exercise)
    assert "You counted questions younger than 24 h" in said
    assert "Traceback" not in said
