"""A mystery shop is opened by its number and diagnosed; the truth is told after the lock, and nothing is lost."""

from __future__ import annotations

import json

import pytest
from ipywidgets import Checkbox, Dropdown, Widget

from course_lib import catalogue, mystery
from course_lib.mystery import NOTHING, TOO_LITTLE
from course_lib.widgets.board import board, results
from course_lib.widgets.diagnose import WORDS, diagnose

TWO = next(n for n in range(1, 50) if len(mystery.case(n).faults) == 2)
TITLES = [catalogue.reason(number).title for number in mystery.case(TWO).faults]


@pytest.fixture(autouse=True)
def made(monkeypatch) -> None:
    """One simulation for all of these tests."""
    shop = mystery.mystery_shop(TWO)
    monkeypatch.setattr(mystery, "mystery_shop", lambda number: shop)


def opened(eye) -> Widget:
    panel = diagnose()
    eye.find(panel, "Number of my shop").value = str(TWO)
    return panel


def tick(eye, panel: Widget, *labels: str) -> None:
    for label in labels:
        [box] = [one for one in eye.every(panel, Checkbox) if one.description == label]
        box.value = True


def test_the_owner_and_the_tables_are_there_and_no_verdict_before_the_lock(eye):
    panel = opened(eye)
    shown = eye.shown(panel)
    assert mystery.case(TWO).name in shown and "15 tables of 52 weeks" in shown
    [picker] = eye.every(panel, Dropdown)
    unpicked = (picker.label, picker.index)
    assert unpicked == ("pick a reason", 0)  # without an index the list shows nothing
    picker.index = 1 + catalogue.teaching_order().index(mystery.case(TWO).faults[0])
    assert "The bar: " in eye.shown(panel)
    picker.index = 0
    assert (picker.label, picker.index) == unpicked and "The bar: " not in eye.shown(panel)
    picker.value = mystery.case(TWO).faults[0]
    for word in ("problem", "a problem.", ": fine", "not sure yet"):
        assert word not in eye.shown(panel)
    tick(eye, panel, TITLES[0])
    assert eye.said(panel) == ""


def test_the_lock_tells_hits_misses_and_false_alarms_and_the_line_for_the_board(eye):
    panel = opened(eye)
    wrong = next(r for r in catalogue.reasons() if r.number not in mystery.case(TWO).faults)
    tick(eye, panel, TITLES[0], wrong.title)
    eye.find(panel, "Lock my diagnosis").click()
    said = eye.said(panel)
    assert "You found 1 of 2, with 1 false alarm." in said
    for word, title in (("Hit", TITLES[0]), ("False alarm", wrong.title), ("Missed", TITLES[1])):
        assert f"{word}: {title}." in said
    code = said.split("Your line for the board: ")[1]
    assert set(mystery.read_line(code)[1].reasons) == {mystery.case(TWO).faults[0], wrong.number}
    assert all(box.disabled for box in eye.every(panel, Checkbox))


def test_ticks_and_the_lock_are_there_on_reopening(eye):
    panel = opened(eye)
    tick(eye, panel, TITLES[1])
    again = diagnose()
    assert [box.description for box in eye.every(again, Checkbox) if box.value] == [TITLES[1]]
    assert eye.said(again) == ""
    eye.find(again, "Lock my diagnosis").click()
    assert "You found 1 of 2" in eye.said(diagnose())


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        ((), "Nothing is ticked yet"),
        (("No why", WORDS[NOTHING]), "Keep one"),
        ((WORDS[NOTHING], WORDS[TOO_LITTLE]), "Keep one"),
        (("No why", "No target", "Not human", "Ambushing"), "You named 4 reasons"),
    ],
)
def test_what_is_no_diagnosis_is_not_locked_and_is_told_why(eye, labels, sentence):
    panel = opened(eye)
    tick(eye, panel, *labels)
    eye.find(panel, "Lock my diagnosis").click()
    assert sentence in eye.said(panel)
    assert "Hit" not in eye.said(panel)
    assert not eye.find(panel, "Lock my diagnosis").disabled


@pytest.mark.parametrize("typed", ["seven", "0", "-1", "1.5"])
def test_a_number_without_a_shop_is_refused_and_opens_none(eye, typed):
    panel = diagnose()
    eye.find(panel, "Number of my shop").value = typed
    assert "number" in eye.said(panel)
    assert not eye.every(panel, Checkbox)


def test_a_damaged_lock_opens_again_and_the_ticks_that_can_be_used_stay(eye, file):
    panel = opened(eye)
    tick(eye, panel, TITLES[0])
    eye.find(panel, "Lock my diagnosis").click()
    book = json.loads(file.read_text(encoding="utf-8"))
    book["answers"][f"mystery.{TWO}"]["value"]["ticks"] = ["nonsense", None]
    file.write_text(json.dumps(book), encoding="utf-8")
    again = diagnose()
    assert not eye.find(again, "Lock my diagnosis").disabled


def test_the_board_keeps_its_lines_names_what_it_cannot_read_and_shows_no_name(eye):
    panel = board()
    eye.find(panel, "Lines").value = f"{TWO}: {'; '.join(TITLES)}\nAnn says hello"
    eye.find(panel, "Show the board").click()
    shown = eye.shown(panel)
    assert (
        "1 line, 1 of them the whole truth. Of 2 faults that could be seen, 2 were found" in shown
    )
    assert "These lines were left out." in shown
    assert eye.find(board(), "Lines").value.endswith("hello")


def test_an_empty_board_says_so():
    assert "No line yet" in results([])


def test_a_word_where_reasons_were_planted_is_answered_with_what_was_missed(eye):
    panel = opened(eye)
    tick(eye, panel, WORDS[NOTHING])
    eye.find(panel, "Lock my diagnosis").click()
    assert "You found 0 of 2, with no false alarm." in eye.said(panel)
