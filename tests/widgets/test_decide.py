"""The plan line is saved as it is typed, and read back as a sentence."""

from __future__ import annotations

from datetime import date

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
