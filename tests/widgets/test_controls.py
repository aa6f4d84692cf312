"""A lesson sends few widget models to the browser: what is there for its look alone has none."""

from __future__ import annotations

import json
from inspect import isclass

import ipywidgets
import pytest
from ipywidgets import Widget

from course_lib.widgets import controls
from course_lib.widgets.controls import HTML, VBox
from course_lib.widgets.parts import ON_PAGE, Panel
from tests.browser.serving import ROOT

MODELS = 100  # a whole lesson had 420 as long as each widget brought its own layout and style
CONTROLS = [
    one
    for name, one in vars(controls).items()
    if isclass(one) and one.__module__ == controls.__name__ and name[0] != "_"
]
LESSONS = ("01-no-why", "07-volume-not-value")  # two that have most


@pytest.fixture
def models():
    """Every widget that the test makes."""
    every = []
    Widget.on_widget_constructed(every.append)
    yield every
    Widget.on_widget_constructed(None)


@pytest.mark.parametrize("kind", CONTROLS, ids=lambda kind: kind.__name__)
def test_a_control_is_one_model(kind, models):
    kind()
    assert [type(one) for one in models] == [kind]


def test_what_is_given_a_layout_comes_and_goes_alone():
    other, box = HTML("a"), VBox(layout=ipywidgets.Layout())
    box.layout.display = "none"
    assert other.layout is None


def test_classes_come_with_a_widget():
    assert HTML("a", classes=("ot-row",))._dom_classes == ("ot-row",)


def test_what_somebody_closed_is_open_in_the_next_panel(monkeypatch):
    monkeypatch.delenv(ON_PAGE, raising=False)
    for shared in Panel("test", "Test").show().children[:2]:
        shared.close()
    assert all(one.model_id for one in Panel("test", "Test").show().children)


@pytest.mark.parametrize("stem", LESSONS)
def test_a_lesson_sends_few_widget_models(stem, models, monkeypatch):
    path = ROOT / f"lessons/{stem}.ipynb"
    monkeypatch.chdir(path.parent)
    names = {}
    for cell in json.loads(path.read_bytes())["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert len(models) <= MODELS, stem
