"""The myth is one question with an answer to each option."""

from __future__ import annotations

import pytest
from ipywidgets import RadioButtons

from course_lib import catalogue
from course_lib.errors import CourseError
from course_lib.widgets.myth import myth


def test_the_right_option_is_told_so_and_is_there_on_reopening(eye):
    [right] = [option for option in catalogue.reason(5).myth.options if option.right]
    [radios] = eye.every(myth(5), RadioButtons)
    radios.value = right.text
    again = myth(5)
    assert eye.every(again, RadioButtons)[0].value == right.text
    assert eye.said(again).startswith("Right: ")


def test_a_reason_that_does_not_exist_is_a_sentence():
    with pytest.raises(CourseError, match="no reason number 99"):
        myth(99)
