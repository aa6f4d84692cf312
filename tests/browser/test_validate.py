"""Validate in JupyterLab: an exercise as handed out, as solved, as got wrong, and its version without code."""

import ast
import json

import nbformat
import pytest
from playwright.sync_api import expect

from course_lib.exercises import twin
from tests.browser.serving import ROOT

SLUG = "05-not-engaging"
EXERCISE = f"exercises/{SLUG}/{SLUG}.ipynb"
CODE = (
    "expect(",
    "expect_entered",
    "Traceback",
    "raise NotRight",
)  # nothing of it is for a learner


@pytest.fixture
def exercise(notebook, server):
    """The exercise as it was handed out, open, with nothing run yet."""
    (server.folder / EXERCISE).write_bytes((ROOT / EXERCISE).read_bytes())
    return notebook.open(EXERCISE)


def validate(exercise):
    """Press the button; returns what stands above the exercise then."""
    exercise.page.get_by_role("button", name="Validate").click()
    verdict = exercise.page.get_by_role("region", name="What the tests say")
    expect(verdict.get_by_role("heading")).to_contain_text("without a mistake")
    said = verdict.inner_text()
    assert [word for word in CODE if word in said] == []
    return said


def solutions():
    """What a good student writes, by the id of its cell: three functions and an answer in words."""
    source = json.loads((ROOT / "solutions" / SLUG / f"{SLUG}.ipynb").read_text(encoding="utf-8"))
    solved = (
        cell for cell in source["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")
    )
    return {cell["id"]: "".join(cell["source"]) for cell in solved}


def test_an_untouched_exercise_is_told_that_it_was_not_attempted(exercise):
    said = validate(exercise)
    assert "0 of 3 tasks" in said
    assert said.count("not attempted yet") > 3  # the written one too


def test_a_right_exercise_is_a_success(exercise):
    for cell_id, source in solutions().items():
        exercise.write(cell_id, source)
    said = validate(exercise)
    assert "3 of 3 tasks without a mistake" in said
    assert "A person reads it." in said
    exercise.page.get_by_role("button", name="Close", exact=True).click()
    expect(exercise.page.get_by_role("region", name="What the tests say")).to_have_count(0)


def test_a_wrong_answer_is_told_which_mistake_it_is(exercise):
    solved = solutions()
    name = ast.parse(solved["answered"]).body[0].name
    solved["answered"] = f"def {name}(messages, now, hours=24):\n    return 1, 4\n"
    for cell_id, source in solved.items():
        exercise.write(cell_id, source)
    said = validate(exercise)
    assert "2 of 3 tasks" in said
    assert "You counted questions younger than 24 h" in said


def test_a_version_without_code_is_told_task_by_task_too(exercise, server):
    source = ROOT / "solutions" / SLUG
    solution = nbformat.read(source / f"{SLUG}.ipynb", as_version=4)
    drawn = twin.drawn(source, solution)
    cells = twin.cells(solution, source, drawn)
    answer = next(cell for cell in cells if cell["id"] == drawn[0].function)
    answer["source"] = drawn[0].cell({one.name: "many" for one in drawn[0].fields})
    place = server.folder / "exercises/twin.ipynb"
    laid = nbformat.v4.new_notebook(cells=cells, metadata=solution.metadata)
    nbformat.write(laid, place, version=nbformat.NO_CONVERT)
    said = validate(exercise.open("exercises/twin.ipynb"))
    assert "you typed “many”" in said
    assert "type your answer between its two marks" in said
