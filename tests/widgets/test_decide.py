"""The plan line is saved as it is typed, and read back as a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from course_lib.widgets.decide import FIELDS, decide, sentence, stored

FULL = {
    "if": "it is Friday",
    "then": "I count our leads.",
    "owner": "Sam",
    "minutes": "15",
    "count": "leads in 28 days",
    "target": "40",
    "review": "2027-01-05",
}


def test_a_full_line_reads_as_sentences():
    assert sentence(FULL) == (
        "If it is Friday, then I count our leads. Sam, 15 minutes a week. "
        "Review on 5 January 2027: leads in 28 days, target 40. Complete, and saved.",
        "right",
    )


def test_an_unfinished_line_says_what_is_open():
    said, tone = sentence(FULL | {"owner": "", "minutes": "", "then": ""})
    assert said.endswith("Still open: then I, who does it, minutes a week.")
    assert tone == "plain"


def test_minutes_that_are_no_number_are_told_so_and_kept(eye):
    panel = decide(5)
    eye.find(panel, "Minutes a week").value = "a few"
    assert "should be a whole number" in eye.said(panel)
    assert stored(5)["minutes"] == "a few"


def test_every_field_is_saved_at_once_and_there_on_reopening(eye):
    panel = decide(5)
    for name, label in FIELDS.items():
        value = date(2027, 1, 5) if name == "review" else FULL[name]
        eye.find(panel, label).value = value
    assert stored(5) == FULL
    again = decide(5)
    assert eye.find(again, "Review on").value == date(2027, 1, 5)
    assert "Complete, and saved." in eye.said(again)


def test_the_hints_are_shown_and_never_saved(eye):
    panel = decide(5)
    eye.find(panel, "Who does it").value = "Sam"
    assert eye.find(panel, "If").placeholder
    assert not eye.find(panel, "then I").placeholder.startswith("I ")
    assert stored(5)["if"] == ""


@pytest.mark.parametrize("slip", ["soon", "-5", "²", "1.5"])
def test_a_slip_after_good_minutes_leaves_them_and_says_so(eye, slip):
    panel = decide(5)
    eye.find(panel, "Minutes a week").value = "15"
    eye.find(panel, "Minutes a week").value = slip
    assert stored(5)["minutes"] == "15"
    assert "15 still counts." in eye.said(panel)
    again = decide(5)
    assert eye.find(again, "Minutes a week").value == slip
    assert eye.said(again) == eye.said(panel)


@pytest.mark.parametrize("year", [1, 202, 9999])
def test_a_year_that_is_half_typed_leaves_the_last_review_day(eye, year):
    panel = decide(5)
    eye.find(panel, "Review on").value = date(2027, 1, 5)
    eye.find(panel, "Review on").value = date(year, 1, 5)
    assert stored(5)["review"] == "2027-01-05"
    assert "2027-01-05 still counts." in eye.said(panel)


def test_emptied_minutes_are_empty(eye):
    panel = decide(5)
    eye.find(panel, "Minutes a week").value = "15"
    eye.find(panel, "Minutes a week").value = ""
    assert stored(5)["minutes"] == ""
