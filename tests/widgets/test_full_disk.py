"""Where an answer cannot be saved, nothing on the page says that it was, or counts it."""

from __future__ import annotations

import pytest
from ipywidgets import RadioButtons

from course_lib import progress
from course_lib.widgets.decide import decide
from course_lib.widgets.own_numbers import own_numbers
from course_lib.widgets.self_score import self_score

LINE = {
    "If": "it is nine",
    "then I": "answer",
    "Who does it": "Ann",
    "Minutes a week": "15",
    "Number to watch": "answers",
    "Its target": "20",
}
GATE = {"": "open"}  # the gate's radios have no label of their own
BAR = "My own bar, in %"
FIXED = GATE | {"My hours": "24", BAR: "80", "How many to count": "50"}
CASES = {
    "the last of a line": (decide, LINE | {"Minutes a week": ""}, ("Minutes a week", "20")),
    "another word in a line": (decide, LINE, ("Who does it", "Bea")),
    "a slip in a line": (decide, LINE, ("Minutes a week", "few")),
    "a bar": (own_numbers, GATE, (BAR, "80")),
    "a count": (own_numbers, FIXED, ("Of those", "7")),
    "another count": (own_numbers, FIXED | {"Of those": "7"}, ("Of those", "500")),
    "no more": (own_numbers, FIXED | {"I counted": "9"}, ("There are no more to count", True)),
}


def fill(disk: pytest.MonkeyPatch) -> None:
    """From now on the disk takes nothing."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    disk.setattr(progress.os, "fsync", full)


def control(eye, panel, label):
    return eye.find(panel, label) if label else eye.every(panel, RadioButtons)[0]


@pytest.mark.parametrize(("build", "earlier", "last"), CASES.values(), ids=CASES)
def test_what_cannot_be_saved_is_answered_with_that_alone(build, earlier, last, eye, monkeypatch):
    panel = build(5)
    for label, words in earlier.items():
        control(eye, panel, label).value = words
    fill(monkeypatch)
    label, words = last
    eye.find(panel, label).value = words
    assert eye.said(panel).startswith("Could not write the progress file")


@pytest.mark.parametrize(("build", "earlier", "last"), CASES.values(), ids=CASES)
def test_what_can_be_saved_again_is_answered_again(build, earlier, last, eye, monkeypatch):
    panel = build(5)
    if "" in earlier:  # without a gate that is answered there are no fields
        control(eye, panel, "").value = earlier[""]
    with monkeypatch.context() as disk:
        fill(disk)
        for label, words in earlier.items():
            control(eye, panel, label).value = words
    label, words = last
    eye.find(panel, label).value = words
    assert eye.said(panel) == eye.said(build(5))


@pytest.mark.parametrize("unsaved", [0, 1, 3])
def test_a_statement_that_is_not_saved_is_not_in_the_sum(unsaved, eye, monkeypatch):
    panel = self_score(5)
    radios = eye.every(panel, RadioButtons)
    with monkeypatch.context() as disk:
        fill(disk)
        radios[unsaved].value = "usually"
        assert eye.said(panel).startswith("Could not write the progress file")
    radios[2].value = "sometimes"
    assert (
        eye.said(panel) == eye.said(self_score(5)) == "1 of 12 so far; 3 of the 4 not answered yet."
    )
