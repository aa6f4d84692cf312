"""Many widgets share a layout, which none of them can change for the others."""

from __future__ import annotations

import json

import ipywidgets
import pytest
from ipywidgets import Widget

from course_lib.widgets.controls import HTML, Button, VBox, layout
from tests.browser.serving import ROOT

MODELS = 150  # a whole lesson had 420 as long as each widget brought its own layout and style
LESSONS = ("01-no-why", "07-volume-not-value")  # two that have most


def test_what_looks_alike_has_one_layout_and_one_style():
    one, other, wide = HTML("a"), HTML("b"), Button(layout=layout(width="auto"))
    assert one.layout is other.layout and one.style is other.style
    assert VBox([one]).layout is one.layout
    assert wide.layout is layout(width="auto") is not one.layout


@pytest.mark.parametrize("name, value", [("display", "none"), ("width", "auto"), ("margin", "0")])
def test_a_shared_layout_cannot_be_changed_for_all(name, value):
    with pytest.raises(AttributeError, match=f"its {name} cannot change"):
        setattr(HTML("a").layout, name, value)


def test_a_widget_with_a_layout_of_its_own_comes_and_goes_alone():
    other, box = HTML("a"), VBox(layout=ipywidgets.Layout())
    box.layout.display = "none"
    assert other.layout.display is None


def test_classes_come_with_a_widget():
    assert HTML("a", classes=("ot-row",))._dom_classes == ("ot-row",)


def test_what_somebody_closed_is_open_in_the_next_widget():
    HTML("a").layout.close()
    assert HTML("b").layout.model_id


@pytest.mark.parametrize("stem", LESSONS)
def test_a_lesson_sends_few_widget_models(stem, monkeypatch):
    path = ROOT / f"lessons/{stem}.ipynb"
    monkeypatch.chdir(path.parent)
    names, models = {}, []
    Widget.on_widget_constructed(models.append)
    try:
        for cell in json.loads(path.read_bytes())["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
    finally:
        Widget.on_widget_constructed(None)
    assert len(models) <= MODELS
