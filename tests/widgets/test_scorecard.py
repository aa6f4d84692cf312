"""The scorecard shows belief beside evidence, a row a reason, and never takes silence for good news."""

from __future__ import annotations

import pytest

from course_lib import catalogue, progress, tables
from course_lib.widgets.entries import wording
from course_lib.widgets.scorecard import rows, scorecard


@pytest.fixture
def typed():
    """A count and a self-score for reason 5, as its lesson would save them."""
    room = catalogue.reason(5)
    fixed = {"gate": "open", "horizon": "24", "bar": "80", "planned": "50"}
    progress.save("05.own_numbers", wording(room), fixed | {"k": "20"})
    for statement in room.statements:
        reply = {"answer": "always", "evidence": "the log"}
        progress.save(f"05.self_score.{statement.id}", statement.text, reply)


def row(found, number):
    return next(one for one in found if one.number == number)


def test_there_is_a_row_a_reason_in_teaching_order():
    assert tuple(one.number for one in rows()) == catalogue.teaching_order()


def test_from_nothing_every_row_says_no_data_and_none_says_fine(eye):
    assert {one.verdict for one in rows()} == {"no data"}
    assert "no data" in eye.shown(scorecard())


def test_own_numbers_and_self_score_meet_in_one_row(typed):
    found = row(rows(), 5)
    assert (found.belief, found.verdict, found.surprise) == (12, "problem", "you believed better")


def test_a_shops_tables_give_every_row_evidence():
    found = rows(tables.shop("maple-street"))
    assert "no data" not in {one.verdict for one in found}


def test_a_folder_with_only_some_tables_fills_only_the_rows_it_can(tmp_path):
    source = tables.samples_folder() / "maple-street" / "messages.csv"
    (tmp_path / "messages.csv").write_bytes(source.read_bytes())
    found = rows(tables.shop(tmp_path))
    assert row(found, 5).verdict == "fine"
    assert row(found, 15).verdict == "no data"


def test_a_table_that_is_wrong_is_told_in_its_row(tmp_path, eye):
    (tmp_path / "numbers.csv").write_text("name,decision\nlikes,\n", encoding="utf-8")
    mine = tables.shop(tmp_path)
    assert row(rows(mine), 15).verdict == "no data"
    shown = eye.shown(scorecard(mine))
    assert "numbers.csv, row 1: expected a column" in shown
    assert "has no messages.csv (one row a message" in shown


def test_how_rare_a_false_problem_is_stands_on_the_card(eye):
    assert "about 3 times in 100, a healthy one hardly ever" in eye.shown(scorecard())


def test_there_is_no_grand_total(typed, eye):
    shown = eye.shown(scorecard()).lower()
    assert "12 of 12" in shown
    assert "total" not in shown


def entered(number, **entries):
    room = catalogue.reason(number)
    progress.save(f"{number:02}.own_numbers", wording(room), entries)


def test_an_answer_to_the_fault_itself_comes_before_the_tables(eye):
    mine = tables.shop("maple-street")
    assert row(rows(mine), 5).verdict == "fine"
    entered(5, gate="seldom")
    assert row(rows(mine), 5).verdict == "problem"
    assert "You do not open the messages" in eye.shown(scorecard(mine))
    entered(5, gate="open", horizon="24", bar="80", planned="50", k="0")
    assert row(rows(mine), 5).verdict == "fine"


@pytest.mark.parametrize(
    ("bar", "verdict"),
    [("80", "problem"), ("", "problem"), ("30", "fine"), ("45", "not sure yet"), ("x", "problem")],
)
def test_the_tables_are_held_against_the_bar_that_the_owner_set(bar, verdict):
    entered(5, gate="open", horizon="24", bar=bar)
    assert row(rows(tables.shop("oak-street")), 5).verdict == verdict


def test_a_bar_that_follows_from_the_owners_hours_is_the_courses_as_long_as_it_is_not_another():
    mine = tables.shop("oak-street")
    before = row(rows(mine), 12).data.bar
    entered(12, gate="several", horizon="9", bar="60")
    assert row(rows(mine), 12).data.bar == before
    entered(12, gate="several", horizon="9", bar="5")
    assert row(rows(mine), 12).data.bar == 0.05


@pytest.mark.parametrize(
    ("k", "outcome"),
    [("35", "not sure yet, leaning to a problem"), ("40", "not sure yet"), ("20", "problem")],
)
def test_which_way_it_leans_stands_beside_what_is_not_sure(eye, k, outcome):
    entered(5, gate="open", horizon="24", bar="80", planned="50", k=k)
    shown = eye.shown(scorecard())
    assert outcome in shown
    assert ("leaning" in shown) == ("leaning" in outcome)


@pytest.mark.parametrize(
    ("gate", "words"), [("unsure", "Look on the wall"), ("unused", "not for you")]
)
def test_what_is_not_known_says_where_to_look_and_what_is_not_for_you_is_no_gap(eye, gate, words):
    entered(2, gate=gate)
    assert words in eye.shown(scorecard())
