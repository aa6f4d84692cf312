"""A prediction is locked, saved, and only then held against the data."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from ipywidgets import FloatSlider

from course_lib import catalogue, progress
from course_lib.guesses import guess
from course_lib.widgets.predict import comparison, predict

ASKED = catalogue.reason(5).predict


def locked_at(eye, value: float, shop: SimpleNamespace):
    panel = predict(5, shop)
    eye.find(panel, "My prediction").value = value
    eye.find(panel, "Lock my prediction").click()
    return panel


def test_nothing_of_the_data_is_told_before_the_lock(eye, oak, found):
    panel = predict(5, oak)
    eye.find(panel, "My prediction").value = 60
    assert eye.said(panel) == ""
    assert guess(5) is None


def test_the_lock_closes_the_slider_and_shows_prediction_and_data(eye, oak, found):
    panel = locked_at(eye, 60, oak)
    assert "You said 60%. The data say 34% (26% to 43%, n = 126 questions)." in eye.said(panel)
    assert eye.find(panel, "My prediction").disabled
    assert eye.find(panel, "Locked").disabled


def test_a_locked_prediction_is_there_on_reopening_and_stays_locked(eye, oak, found):
    locked_at(eye, 60, oak)
    again = predict(5, oak)
    [slider] = eye.every(again, FloatSlider)
    assert (slider.value, slider.disabled) == (60, True)
    assert "You said 60%" in eye.said(again)


def test_the_guess_is_in_the_unit_of_the_sign(eye, oak, found):
    locked_at(eye, 60, oak)
    assert guess(5) == 0.6


def test_each_shop_has_its_own_prediction(eye, oak, found):
    maple = SimpleNamespace(name="Maple Street")
    locked_at(eye, 60, oak)
    assert guess(5, maple) is None
    locked_at(eye, 80, maple)
    assert (guess(5, oak), guess(5, maple), guess(5)) == (0.6, 0.8, 0.8)


def test_a_move_that_the_click_overtook_still_counts(eye, oak, found):
    panel = predict(5, oak)
    slider = eye.find(panel, "My prediction")
    eye.find(panel, "Lock my prediction").click()
    slider.value = 70  # the front end had held this message back
    assert guess(5) == 0.7
    assert "You said 70%" in eye.said(panel)


def test_a_prediction_that_cannot_be_saved_is_not_locked(eye, oak, found, broken):
    panel = locked_at(eye, 60, oak)
    assert "No space left" in eye.said(panel)
    assert not eye.find(panel, "My prediction").disabled


def test_the_sentence_says_on_which_side_the_prediction_lies(found):
    assert "inside the interval" in comparison(ASKED, 40, found)
    assert "above the interval" in comparison(ASKED, 44, found)
    assert "below the interval" in comparison(ASKED, 20, found)


def test_a_prediction_that_equals_a_limit_as_it_is_written_lies_inside(found):
    assert "inside" in comparison(ASKED, 43, found)  # the limit is 42.8%, written as 43%


def test_a_complete_count_has_no_interval_to_tell(found):
    told = comparison(ASKED, 60, replace(found, low=0.341, high=0.341))
    assert told == "You said 60%. The data say 34% (a complete count, n = 126 questions)."


def test_data_that_cannot_say_do_not_pretend_to(found):
    told = comparison(ASKED, 60, replace(found, estimate=None, low=None, high=None))
    assert told.startswith("You said 60%. These data cannot say: ")


def test_a_prediction_stored_in_another_shape_is_no_prediction(oak, found):
    progress.save("05.predict", f"{ASKED.question}\n{ASKED.unit}", "sixty")
    assert guess(5) is None


@pytest.mark.parametrize("odd", ["NaN", "1e400", "1" + "0" * 400, "true", "[60]", "-1", "null"])
def test_what_no_slider_can_lock_is_no_prediction_and_the_others_stay(oak, file, odd):
    locked = {"Maple Street": 60.0, "Oak Street": "@"}
    progress.save("05.predict", f"{ASKED.question}\n{ASKED.unit}", locked)
    file.write_text(file.read_text().replace('"@"', odd))
    assert guess(5, oak) is None
    assert guess(5) == 0.6
