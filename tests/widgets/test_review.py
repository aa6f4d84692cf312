"""Day 0 and day 90 of each act are typed, saved and told; a slip costs no count."""

from __future__ import annotations

import pytest
from ipywidgets import Checkbox

from course_lib import catalogue, progress
from course_lib.widgets.decide import WORDING as DECIDE_WORDING
from course_lib.widgets.review import review
from course_lib.widgets.saved_plan import KEY, NONE, WORDING

ACT = catalogue.reason(5).act
ALL_0, PART_0 = f"Day 0: {ACT.of} in all", f"Day 0: {ACT.number}"
ALL_90, PART_90 = f"Day 90: {ACT.of} in all", f"Day 90: {ACT.number}"
WEEKS = "Weeks in which it happened, of 13"


@pytest.fixture(autouse=True)
def plan_of_five(file):
    progress.save(KEY, WORDING, {"start": "2026-11-23", "chosen": [5, NONE, NONE]})


def count(eye, panel, *texts):
    for label, words in zip((ALL_0, PART_0, ALL_90, PART_90), texts, strict=False):
        eye.find(panel, label).value = words


def test_it_says_which_days_and_how_to_count(eye):
    shown = eye.shown(review())
    assert "Count on 23 November 2026 and 21 February 2027" in shown
    assert ACT.day0 in shown


def test_day_0_is_told_with_what_it_can_see(eye):
    panel = review()
    count(eye, panel, "40", "16")
    assert "Day 0 is counted: 16 of 40. Counts this size see 30 points" in eye.said(panel)


def test_day_90_is_told_and_there_again_on_reopening(eye):
    panel = review()
    count(eye, panel, "40", "16", "40", "28")
    assert "Better. 28 of 40, from 16 of 40: 30 points better (8 to 48)." in eye.said(panel)
    assert eye.said(review()) == eye.said(panel)


def test_more_than_three_from_one_source_weigh_less(eye):
    panel = review()
    count(eye, panel, "40", "16", "40", "25")
    assert "Better." in eye.said(panel)
    eye.every(panel, Checkbox)[1].value = True
    assert "No difference seen." in eye.said(panel) and "divided by 1.5" in eye.said(panel)


def test_the_weeks_decide_what_no_difference_means(eye):
    panel = review()
    count(eye, panel, "40", "16", "40", "20")
    eye.find(panel, WEEKS).value = "4"
    assert "not tried yet: make it smaller" in eye.said(panel)


@pytest.mark.parametrize("slip", ["-3", "soon", "41", "1.5"])
def test_a_slip_after_a_good_count_leaves_it_and_says_so(eye, slip):
    panel = review()
    count(eye, panel, "40", "16", "40", "28")
    eye.find(panel, PART_0).value = slip
    assert "16 still counts." in eye.said(panel)
    assert "Better. 28 of 40, from 16 of 40" in eye.said(panel)
    assert eye.find(review(), PART_0).value == slip


@pytest.mark.parametrize("slip", ["14", "often"])
def test_there_are_thirteen_weeks(eye, slip):
    panel = review()
    eye.find(panel, WEEKS).value = slip
    assert "The number of weeks should be" in eye.said(panel)


def test_nobody_counted_on_day_0_makes_day_90_the_new_day_0(eye):
    panel = review()
    eye.find(panel, ALL_90).value = "40"
    eye.find(panel, PART_90).value = "28"
    assert "today's count is the new day 0" in eye.said(panel)


def test_an_own_number_is_counted_so_that_more_is_better(eye):
    progress.save(KEY, WORDING, {"start": "2026-11-23", "chosen": [4, NONE, NONE]})
    progress.save("04.decide", DECIDE_WORDING, {"count": "posts that ask"})
    panel = review()
    for label, words in {
        "Day 0: looked at in all": "40",
        "Day 0: posts that ask": "5",
        "Day 90: looked at in all": "40",
        "Day 90: posts that ask": "25",
    }.items():
        eye.find(panel, label).value = words
    assert "Better." in eye.said(panel)


def test_without_an_act_there_is_nothing_to_count(eye):
    progress.save(KEY, WORDING, {"start": "2026-11-23", "chosen": [NONE, NONE, NONE]})
    assert "nothing to count" in eye.shown(review())
