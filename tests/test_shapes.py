"""A shape gives what can be used of a value, as it stands, and refuses the rest."""

from __future__ import annotations

import pytest

from course_lib import shapes
from course_lib.shapes import Unfit

NONE_OF_THEM = [[], {}, [[1]], {"a": None}, 10**400, float("inf"), float("nan")]


@pytest.mark.parametrize("value", [*NONE_OF_THEM, None, True, 3])
def test_only_a_string_is_text(value):
    with pytest.raises(Unfit):
        shapes.text(value)


@pytest.mark.parametrize("half", ["\ud83d", "good \ud83d", "\udca9 morning"])
def test_half_an_emoji_in_a_text_is_shown_as_a_sign_that_can_be_sent(half):
    assert "\ufffd" in shapes.text(half)
    shapes.text(half).encode()


@pytest.mark.parametrize("value", [*NONE_OF_THEM, "10", None, True, -0.1, 100.1])
def test_a_number_lies_between_its_ends_and_is_no_truth_value(value):
    with pytest.raises(Unfit):
        shapes.number(0, 100)(value)


@pytest.mark.parametrize("value", [0, 33, 33.5, 100])
def test_a_number_is_given_as_it_stands(value):
    usable = shapes.number(0, 100)(value)
    assert (usable, type(usable)) == (value, type(value))


@pytest.mark.parametrize("value", [*NONE_OF_THEM, "c", 1.0, 0])
def test_one_of_takes_a_choice_of_the_same_type_alone(value):
    with pytest.raises(Unfit):
        shapes.one_of("a", True, 1, None)(value)


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31", "soon", "2026-02-30", " "])
def test_a_day_without_a_plan_around_it_is_none(value):
    with pytest.raises(Unfit):
        shapes.day(value)


def test_a_record_gives_the_parts_that_fit():
    shape = shapes.record(answer=shapes.one_of("no"), evidence=shapes.text)
    assert shape({"answer": ["no"], "evidence": "a list", "more": 1}) == {"evidence": "a list"}


def test_a_table_keeps_its_order():
    shape = shapes.table(shapes.number(0, 100))
    assert list(shape({"Oak": 1, "Elm": [], "Ash": 2})) == ["Oak", "Ash"]


@pytest.mark.parametrize("value", [[1, 2], [1, 2, 3, 4], [1, 2, "3"], {"0": 1}, "123"])
def test_a_row_is_whole_or_none(value):
    with pytest.raises(Unfit):
        shapes.row(3, shapes.number(0, 9))(value)
