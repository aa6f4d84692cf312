"""A checkpoint's choice is locked before anything is shown, and each answer then gets its sentence."""

from __future__ import annotations

import pytest
from ipywidgets import HTML, Checkbox, RadioButtons, Widget

from course_lib import catalogue
from course_lib.checkpoints import checkpoint_of
from course_lib.widgets.checkpoint import checkpoint, follow_up

TWO = "Measure"  # the smallest block with charts
FLAWED = [line.id for line in checkpoint_of(TWO).lines if line.flawed]


def tick(eye, panel: Widget, *places: int) -> None:
    boxes = eye.every(panel, Checkbox)
    for place in places:
        boxes[place].value = True


def figures(eye, panel: Widget) -> int:
    return sum(one.value.count("<figure") for one in eye.every(panel, HTML))


@pytest.mark.parametrize("part", catalogue.parts())
def test_nothing_is_shown_before_the_lock(eye, part):
    panel = checkpoint(part)
    tick(eye, panel, 0)
    assert (eye.said(panel), figures(eye, panel)) == ("", 0)


def test_the_lock_shows_a_sentence_and_a_chart_for_every_reason_of_the_block(eye):
    one, panel = checkpoint_of(TWO), checkpoint(TWO)
    tick(eye, panel, *range(len(one.reasons)))
    eye.find(panel, "Lock my choice").click()
    said = eye.said(panel)
    assert "You found 1 of 1, with 1 false alarm." in said
    assert "It has this, and you named it." in said and "A false alarm." in said
    assert all(item.says in said for item in one.reasons)
    assert figures(eye, panel) == len(one.reasons)
    assert "You found 1 of 1" in eye.said(checkpoint(TWO))


def test_a_checkpoint_in_words_shows_the_wall_and_no_chart(eye):
    panel = checkpoint("Purpose")
    tick(eye, panel, 1, 2)
    eye.find(panel, "Lock my choice").click()
    assert "Right: 2 of 3, and no false alarm." in eye.said(panel)
    assert "This hangs on the wall: " in eye.said(panel)
    assert figures(eye, panel) == 0


@pytest.mark.parametrize(
    ("places", "sentence"), [((), "Nothing is ticked yet."), ((0, 2), "Keep one.")]
)
def test_a_choice_that_says_nothing_or_two_things_is_not_locked(eye, places, sentence):
    panel = checkpoint(TWO)
    tick(eye, panel, *places)
    eye.find(panel, "Lock my choice").click()
    assert sentence in eye.said(panel) and figures(eye, panel) == 0


def test_each_line_of_the_report_is_judged_once_three_are_ticked(eye):
    panel = follow_up(TWO)
    tick(eye, panel, 0, 1)
    eye.find(panel, "Lock my answer").click()
    assert "There are 3 flawed lines, and 2 lines are ticked." in eye.said(panel)
    tick(eye, panel, 2)
    eye.find(panel, "Lock my answer").click()
    ids = [line.id for line in checkpoint_of(TWO).lines][:3]
    assert f"You found {len(set(ids) & set(FLAWED))} of 3." in eye.said(panel)
    for judged in (
        "Flawed, and you found it",
        "Flawed, and you let it pass",
        "This one holds",
        "Rightly let pass",
    ):
        assert judged in eye.said(panel)


@pytest.mark.parametrize("part", [p for p in catalogue.parts() if checkpoint_of(p).questions])
def test_every_option_of_a_question_has_its_answer(eye, part):
    panel = follow_up(part)
    for question, radios in zip(
        checkpoint_of(part).questions, eye.every(panel, RadioButtons), strict=True
    ):
        assert sum(option.right for option in question.options) == 1
        for option in question.options:
            radios.value = option.text
            assert option.answer in eye.said(panel)
