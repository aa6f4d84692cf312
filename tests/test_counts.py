"""A slip never takes the place of what could be read, and emptying a field is no slip."""

from __future__ import annotations

import pytest

from course_lib.counts import NumberError, minutes, settle, slips, still, whole


def readable(name: str, words: str) -> bool:
    try:
        whole(words, name)
    except NumberError:
        return False
    return True


@pytest.mark.parametrize("slip", ["-3", "soon", "1.5", "9" * 50, "²"])
def test_a_slip_leaves_the_last_good_text(slip):
    assert settle({"n": "20"}, {"n": slip}, readable) == {"n": "20"}
    assert slips({"n": "20"}, {"n": slip}) == {"n": slip}


def test_the_next_good_text_counts():
    assert settle({"n": "20"}, {"n": "21"}, readable) == {"n": "21"}


@pytest.mark.parametrize("blank", ["", "  "])
def test_an_emptied_field_is_empty(blank):
    assert settle({"n": "20"}, {"n": blank}, readable)["n"].strip() == ""


@pytest.mark.parametrize("saved", ["", "twenty"])
def test_where_nothing_good_was_saved_the_slip_itself_is(saved):
    assert settle({"n": saved}, {"n": "soon"}, readable) == {"n": "soon"}


def test_a_field_is_not_held_back_by_a_slip_in_another():
    typed = {"n": "soon", "k": "8"}
    assert settle({"n": "20", "k": "7"}, typed, readable) == {"n": "20", "k": "8"}


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [({}, ""), ({"n": "x"}, "20 still counts."), ({"n": "x", "k": "y"}, "20 and 7 still count.")],
)
def test_what_still_counts_is_said(slip, sentence):
    assert still({"n": "20", "k": "7"}, slip) == sentence


@pytest.mark.parametrize(
    ("typed", "number"), [("15", 15), ("", None), ("soon", None), ("²", None), ("9" * 5000, None)]
)
def test_minutes_are_read_or_not_known(typed, number):
    assert minutes(typed) == number


def test_a_long_text_is_not_repeated_whole():
    with pytest.raises(NumberError) as refusal:
        whole("x" * 100_000, "The number")
    assert len(str(refusal.value)) < 200
