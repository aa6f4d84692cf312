"""Belief is scored out of 12, and "always" wants evidence."""

from __future__ import annotations

import pytest
from ipywidgets import RadioButtons, Text

from course_lib import catalogue, progress
from course_lib.widgets.organisation import organisation
from course_lib.widgets.self_score import points, score, self_score, stored, summary


@pytest.mark.parametrize(
    ("answer", "evidence", "worth"),
    [
        (None, "", 0),
        ("no", "", 0),
        ("sometimes", "", 1),
        ("usually", "", 2),
        ("always", "", 2),
        ("always", "  ", 2),
        ("always", "the log book", 3),
        ("usually", "the log book", 2),
    ],
)
def test_a_statement_is_worth_its_answer_with_always_capped_until_evidence(answer, evidence, worth):
    assert points({"answer": answer, "evidence": evidence}) == worth


def test_the_sum_says_why_an_always_is_capped():
    replies = {name: {"answer": "always", "evidence": ""} for name in "abcd"}
    replies["b"]["evidence"] = "the log book"
    assert summary(replies) == (
        "9 of 12. “Always” counts as 2 instead of 3 in statements a, c and d, until you type what shows it."
    )


def test_the_sum_says_what_is_still_open():
    replies = {name: {"answer": None, "evidence": ""} for name in "abcd"}
    replies["a"]["answer"] = "sometimes"
    assert summary(replies) == "1 of 12 so far; 3 of the 4 not answered yet."


def test_each_statement_is_saved_at_once_and_is_there_on_reopening(eye):
    first = self_score(5)
    eye.every(first, RadioButtons)[1].value = "always"
    eye.every(first, Text)[1].value = "the log book"
    again = self_score(5)
    assert [one.value for one in eye.every(again, RadioButtons)] == [None, "always", None, None]
    assert eye.every(again, Text)[1].value == "the log book"
    assert eye.said(again).startswith("3 of 12 so far")


def test_the_score_is_known_once_all_four_are_answered(eye):
    radios = eye.every(self_score(5), RadioButtons)
    for one in radios[:3]:
        one.value = "usually"
    assert score(5) is None
    radios[3].value = "no"
    assert score(5) == 6


@pytest.mark.parametrize("odd", ["NaN", "1e400", "[]", "true", "12"])
def test_what_is_no_text_is_no_evidence(file, odd):
    statement = catalogue.reason(5).statements[0]
    progress.save("05.self_score.a", statement.text, {"answer": "always", "evidence": "@"})
    file.write_text(file.read_text().replace('"@"', odd))
    reply = stored(5)["a"]
    assert (reply, points(reply)) == ({"answer": "always", "evidence": ""}, 2)


@pytest.mark.parametrize("odd", ["NaN", "[]", "{}", "3", '"mostly"'])
def test_an_answer_that_is_none_of_the_four_is_no_answer(file, odd):
    statement = catalogue.reason(5).statements[0]
    progress.save("05.self_score.a", statement.text, {"answer": "@", "evidence": ""})
    file.write_text(file.read_text().replace('"@"', odd))
    assert stored(5)["a"]["answer"] is None


@pytest.mark.parametrize(("kind", "word"), [("firm", "clients"), ("club", "members and guests")])
def test_the_statements_speak_of_what_the_attendee_runs_and_keep_the_answers(eye, kind, word):
    eye.every(self_score(9), RadioButtons)[0].value = "usually"
    eye.every(organisation(), RadioButtons)[0].value = kind
    again = self_score(9)
    assert word in eye.shown(again) and "customer" not in eye.shown(again)
    assert eye.every(again, RadioButtons)[0].value == "usually"
