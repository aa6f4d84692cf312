"""Recall asks two earlier questions, answers every option, and remembers."""

from __future__ import annotations

from ipywidgets import RadioButtons

from course_lib import catalogue
from course_lib.widgets.choice import answer, wording
from course_lib.widgets.recall import recall


def test_two_questions_are_asked_and_none_is_answered_at_first(eye):
    radios = eye.every(recall(5), RadioButtons)
    assert [one.value for one in radios] == [None, None]


def test_every_option_gets_its_own_answer_in_words(eye):
    panel = recall(5)
    radios = eye.every(panel, RadioButtons)[0]
    for option in catalogue.recall_for(5)[0].options:
        radios.value = option.text
        start = "Right: " if option.right else "Not quite: "
        assert start in eye.said(panel)
        assert answer(option)[0].replace("`", "") in eye.said(panel)


def test_an_answer_is_there_again_when_the_lesson_is_reopened(eye):
    text = catalogue.recall_for(5)[1].options[0].text
    eye.every(recall(5), RadioButtons)[1].value = text
    again = recall(5)
    assert [one.value for one in eye.every(again, RadioButtons)] == [None, text]
    assert eye.said(again).startswith(("Right:", "Not quite:"))


def test_another_lesson_that_asks_the_same_question_keeps_its_own_answer(eye):
    eye.every(recall(5), RadioButtons)[1].value = catalogue.recall_for(5)[1].options[0].text
    assert all(one.value is None for one in eye.every(recall(15), RadioButtons))


def test_a_pick_that_cannot_be_saved_says_so_beside_the_feedback(eye, broken):
    panel = recall(5)
    eye.every(panel, RadioButtons)[0].value = catalogue.recall_for(5)[0].options[0].text
    assert "No space left" in eye.said(panel)
    assert ":" in eye.said(panel).split("Could not")[0]


def test_the_order_of_the_options_is_no_part_of_the_question():
    options = catalogue.recall_for(5)[0].options
    assert wording("?", options) == wording("?", options[::-1])
