"""An answer that came into the file while its widget was open is nowhere lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ipywidgets import Button, Dropdown, FloatSlider, RadioButtons, Widget

from course_lib import progress
from course_lib.widgets.decide import decide
from course_lib.widgets.myth import myth
from course_lib.widgets.own_numbers import own_numbers
from course_lib.widgets.parsons import parsons
from course_lib.widgets.plan import plan
from course_lib.widgets.predict import predict
from course_lib.widgets.recall import recall
from course_lib.widgets.self_score import self_score

Deed = Callable[[Any, Widget, int], None]


def write(label: str) -> Deed:
    """Type a number into the first field of that name; where that is one of a count, after its question."""

    def deed(eye, panel: Widget, turn: int) -> None:
        if "ot-own_numbers" in panel._dom_classes:
            eye.every(panel, RadioButtons)[0].value = "open"
        fields = eye.every(panel, Widget)
        field = next(one for one in fields if getattr(one, "description", "") == label)
        field.value = str(20 + turn)

    return deed


def pick(eye, panel: Widget, turn: int) -> None:
    radios = eye.every(panel, RadioButtons)[0]
    radios.index = turn % len(radios.options)


def move(eye, panel: Widget, turn: int) -> None:
    ups = [one for one in eye.every(panel, Widget) if getattr(one, "description", "") == "Move up"]
    ups[1 + turn % (len(ups) - 1)].click()


def choose(eye, panel: Widget, turn: int) -> None:
    eye.every(panel, Dropdown)[0].value = 5 + turn


def start(eye, panel: Widget, turn: int) -> None:
    eye.find(panel, "Start on").value = date(2027, 1, 4 + turn)


def lock(eye, panel: Widget, turn: int) -> None:
    """Lock a prediction, or let the front end send a later one that the lock overtook."""
    slider = eye.every(panel, FloatSlider)[0]
    slider.value = 20 + turn
    for one in eye.every(panel, Button):
        if not one.disabled:
            one.click()


PANELS: dict[str, tuple[Callable[[Any], Widget], Deed]] = {
    "own count": (lambda oak: own_numbers(5), write("Of those")),
    "own bar": (lambda oak: own_numbers(5), write("My own bar, in %")),
    "own gate": (lambda oak: own_numbers(5), pick),
    "minutes": (lambda oak: decide(5), write("Minutes a week")),
    "who does it": (lambda oak: decide(5), write("Who does it")),
    "statement": (lambda oak: self_score(5), pick),
    "evidence": (lambda oak: self_score(5), write("Evidence")),
    "myth": (lambda oak: myth(5), pick),
    "recall": (lambda oak: recall(5), pick),
    "lines": (lambda oak: parsons(5), move),
    "plan": (lambda oak: plan(), choose),
    "first day": (lambda oak: plan(), start),
    "prediction": (lambda oak: predict(5, oak), lock),
}
every_panel = pytest.mark.parametrize(("build", "deed"), PANELS.values(), ids=PANELS)


def standing(file: Path) -> Any:
    """The one answer in the file."""
    [entry] = json.loads(file.read_bytes())["answers"].values()
    return entry["value"]


def values(file: Path) -> list[Any]:
    """Every answer in the file, also the earlier ones."""
    book = json.loads(file.read_bytes())
    return [entry["value"] for entry in (*book["answers"].values(), *book["earlier"])]


@every_panel
def test_what_another_page_saved_meanwhile_is_kept(build, deed, eye, oak, found, file):
    one, other = build(oak), build(oak)
    for turn, panel in enumerate((one, other, one, other)):
        before = standing(file) if file.exists() else None
        deed(eye, panel, turn)
        assert before is None or before in values(file)


@every_panel
def test_what_a_page_saved_itself_is_simply_replaced(build, deed, eye, oak, found, file):
    panel = build(oak)
    for turn in range(4):
        deed(eye, panel, turn)
    deed(eye, build(oak), 5)  # opened again later: it saw the last one
    assert json.loads(file.read_bytes())["earlier"] == []


def test_two_predictions_of_one_lesson_are_both_there(eye, oak, found, file):
    elm = SimpleNamespace(name="Elm Row")
    for turn, panel in enumerate((predict(5, oak), predict(5, elm))):
        lock(eye, panel, turn)
    assert standing(file) == {"Oak Street": 20, "Elm Row": 21}
    assert json.loads(file.read_bytes())["earlier"] == []


@pytest.mark.parametrize("typed", [("Of those", "8"), ("I counted", "30")])
@pytest.mark.parametrize("n", ["500", "", "many"])
def test_numbers_that_were_restored_while_their_lesson_was_open_are_kept(eye, file, typed, n):
    panel = own_numbers(5)
    write("I counted")(eye, panel, 0)
    saved = json.loads(file.read_bytes())
    saved["answers"]["05.own_numbers"] |= {"saved": "2999-01-01"}
    saved["answers"]["05.own_numbers"]["value"] |= {"n": n, "k": "7"}
    restored = saved["answers"]["05.own_numbers"]["value"]
    progress.restore(json.dumps(saved).encode())
    label, words = typed
    eye.find(panel, label).value = words
    assert restored in values(file)
