"""What is typed between two marks: read as a person means it, or answered in a sentence."""

import pytest

from course_lib import entered
from course_lib.entered import NotEntered, expect_entered, sealed
from course_lib.expectation import NotRight

WRONG = {"11": "You added the comments", "": "Not yet"}


def told(typed, right="1200", **more):
    """What is said of an entry."""
    names = {} if typed is None else {"acts": typed}
    try:
        expect_entered("acts", names, sealed("acts", [right], "salt"), WRONG, **more)
    except (NotRight, NotEntered) as said:
        return str(said)
    return ""


@pytest.mark.parametrize(
    "typed", ["1200", " 1,200 ", "1 200", "1 200", "1200.0", "1200 acts", 1200, "1200 %", "+1200"]
)
def test_a_right_number_is_right_however_it_is_written(typed):
    assert told(typed) == ""


@pytest.mark.parametrize("typed", ["-9.5", "−9.5", "−9,5", "- 9.5", "-9.50", -9.5])
def test_so_is_one_below_zero_and_with_a_comma(typed):
    assert told(typed, "-9.5", unit="0.5") == ""


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (None, "There is no acts yet: run the cell above"),
        ("...", "acts is not attempted yet"),
        (" … ", "acts is not attempted yet"),
        ("", "acts is not attempted yet"),
        (..., "acts is not attempted yet"),
        ([3], "acts should hold your answer between two marks"),
        ("twelve", "a number in figures: you typed “twelve”"),
        ("2 of 5", "one number, and there are several"),
        ("2.5", "a whole number: you typed “2.5”"),
        ("11", "You added the comments: you typed “11”."),
        ("12", "Not yet: you typed “12”."),
        ("0", "Not yet"),
    ],
)
def test_anything_else_gets_its_sentence(typed, says):
    assert says in told(typed)


def test_a_share_where_per_cent_is_asked_for_is_told_so():
    assert "in per cent" in told("0.09", "9") and told("9 %", "9") == ""


@pytest.mark.parametrize(("typed", "right"), [("9.5", "-9.5"), ("-3", "3"), ("+12", "-12")])
def test_the_other_sign_is_told_so(typed, right):
    assert "has the other sign" in told(typed, right, unit="0.5")


def test_a_known_mistake_comes_before_the_other_sign():
    assert "You added the comments" in told("11", "-11")


@pytest.mark.parametrize("typed", ["9", "10", "13", "11.4", "12.6"])
def test_what_is_read_off_a_line_may_miss_a_mistake_as_well(typed):
    assert "You added the comments" in told(typed, slack=2)


@pytest.mark.parametrize(("typed", "right"), [("0.35", "0.3"), ("0.33", "0.3"), ("1.12", "1.1")])
def test_a_reading_closer_than_to_the_unit_is_taken_to_the_unit(typed, right):
    near = [right, str(round(float(right) + 0.1, 1))]
    seal = sealed("acts", near, "salt")
    expect_entered("acts", {"acts": typed}, seal, WRONG, unit="0.1", slack=1)


def test_a_number_with_too_many_decimals_is_told_how_many():
    assert "a number with one decimal" in told("5.94", "5.9", unit="0.1")


@pytest.mark.parametrize("typed", ["B", "b", " b) ", "Nobody can tell", "nobody can tell."])
def test_a_choice_is_its_letter_or_its_words(typed):
    options = {"options": ("More", "Nobody can tell"), "right": "B"}
    assert told(typed, **options) == ""


@pytest.mark.parametrize("typed", ["C", "perhaps", "A or B", "1"])
def test_what_is_none_of_the_choices_is_told_the_letters(typed):
    options = {"options": ("More", "Nobody can tell"), "right": "B"}
    assert "one of the letters A, B" in told(typed, **options)


def test_a_seal_opens_for_its_own_name_and_values_alone():
    seal = sealed("acts", ["6", "7"], "salt")
    assert entered.opens(seal, "acts", "6") and entered.opens(seal, "acts", "7")
    assert not entered.opens(seal, "acts", "8") and not entered.opens(seal, "posts", "6")
    assert seal != sealed("acts", ["6", "7"], "pepper")
