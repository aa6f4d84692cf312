"""What widgets and the plan's files say names a lesson, and never the number of its file."""

from __future__ import annotations

import re

import pytest
from ipywidgets import Dropdown

from course_lib import catalogue, progress
from course_lib.planning.files import spreadsheet
from course_lib.planning.page import page
from course_lib.widgets import (
    decide,
    entries,
    myth,
    own_numbers,
    parsons,
    plan,
    predict,
    recall,
    review,
    saved_plan,
    scorecard,
    self_score,
)
from tests.test_names import by_number

PER_LESSON = (decide.decide, myth.myth, own_numbers.own_numbers, parsons.parsons, recall.recall,
              self_score.self_score)  # fmt: skip


@pytest.fixture
def troubles():
    """Problems in three families and a score, so that the plan has all it can say."""
    for number in (2, 5, 6, 11, 13, 14):
        reason = catalogue.reason(number)
        option = next(one.id for one in reason.gate.options if one.means == "problem")
        progress.save(f"{number:02}.own_numbers", entries.wording(reason), {"gate": option})


def words(widget) -> str:
    """All that a widget has in words, options and labels too."""
    state = str([one.get_state() for one in inside(widget)])
    return re.sub(r"<style>.*?</style>|<[^>]+>", " ", state)


def inside(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


@pytest.mark.parametrize("number", catalogue.teaching_order())
def test_the_panels_of_a_lesson(number, oak, found):
    shown = [words(panel(number)) for panel in PER_LESSON] + [words(predict.predict(number, oak))]
    assert [one for text in shown for one in by_number(text)] == []


def test_scorecard_plan_and_day_90(troubles, eye):
    panel = plan.plan()
    for widget in (scorecard.scorecard(), panel, review.review()):
        assert by_number(words(widget)) == []
    assert "Ambushing" in [label for label, _ in eye.every(panel, Dropdown)[0].options]


def test_the_plan_s_page_and_spreadsheet(troubles):
    actions = saved_plan.stored(scorecard.rows()).actions
    assert len(actions) > 1
    titles = [one.title for one in actions]
    sheet = spreadsheet(actions)
    assert by_number(page(actions, "") + sheet) == []
    assert all(title in sheet for title in titles)
