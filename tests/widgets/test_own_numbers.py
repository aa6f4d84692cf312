"""Two typed counts get the same honest verdict as the shops, or a sentence on what is wrong with them."""

from __future__ import annotations

import pytest

from course_lib import catalogue
from course_lib.widgets.own_numbers import NumberError, own_finding, own_numbers, picture, whole


def typed(eye, number: int, n: str, k: str):
    panel = own_numbers(number)
    eye.find(panel, "First number").value = n
    eye.find(panel, "Second number").value = k
    return panel


def test_two_counts_give_the_finding_and_its_sentence(eye):
    panel = typed(eye, 5, "20", "7")
    wanted = catalogue.own(5, 7, 20)
    assert wanted.verdict == "problem"
    assert eye.said(panel).endswith(f"Problem. {wanted.sentence}")
    assert own_finding(5) == wanted


def test_the_picture_names_the_bar_and_the_count(eye):
    typed(eye, 5, "20", "7")
    assert 'aria-label="The bar: 80% or more is fine; You: 35%"' in picture(own_finding(5))


def test_what_was_typed_is_there_on_reopening_mistakes_and_all(eye):
    typed(eye, 5, "20", "seven")
    again = own_numbers(5)
    assert eye.find(again, "First number").value == "20"
    assert eye.find(again, "Second number").value == "seven"
    assert "found “seven”" in eye.said(again)


@pytest.mark.parametrize(
    ("n", "k", "sentence"),
    [
        ("20", "25", "You counted 25 out of 20, but a part cannot be larger than its whole"),
        ("-3", "1", "The first number is -3, but a count cannot be below 0"),
        ("20", "", "Still to type: the second number"),
        ("", "7", "Still to type: the first number"),
        ("1.5", "1", "The first number should be a whole number such as 20, found “1.5”"),
    ],
)
def test_numbers_that_cannot_be_judged_are_told_why(eye, n, k, sentence):
    panel = typed(eye, 5, n, k)
    assert sentence in eye.said(panel)
    assert own_finding(5) is None


def test_the_largest_of_several_heaps_holds_at_least_one(eye):
    panel = typed(eye, 16, "3", "0")
    assert "You counted 0, but where there are 3 it must be at least 1" in eye.said(panel)
    assert own_finding(16) is None


def test_a_rate_may_have_more_events_than_days(eye):
    typed(eye, 2, "14", "18")
    assert own_finding(2).estimate == pytest.approx(18 / 14)


def test_nothing_out_of_nothing_is_no_data(eye):
    assert "no data" in eye.said(typed(eye, 5, "0", "0")).lower()
    assert own_finding(5).verdict == "no data"


def test_no_data_yet_is_said_to_differ_from_fine_and_keeps_the_numbers(eye):
    panel = typed(eye, 5, "20", "7")
    eye.find(panel, "I have no data yet").value = True
    assert "not the same as fine" in eye.said(panel)
    assert own_finding(5) is None
    eye.find(panel, "I have no data yet").value = False
    assert own_finding(5).k == 7


def test_an_own_bar_moves_the_verdict(eye):
    panel = typed(eye, 2, "28", "28")
    before = own_finding(2)
    eye.find(panel, "My own bar").value = "0,5"
    assert (before.verdict, own_finding(2).verdict) == ("problem", "fine")
    assert own_finding(2).bar == 0.5


def test_a_bar_that_is_no_number_is_told_so(eye):
    panel = typed(eye, 2, "28", "28")
    eye.find(panel, "My own bar").value = "lots"
    assert "Your own bar should be a number such as 1.5, found “lots”" in eye.said(panel)


@pytest.mark.parametrize(
    ("bar", "readings"),
    [("1,200", "1.2 or 1200"), ("1.200", "1.2 or 1200"), ("12,000", "12 or 12000")],
)
def test_a_bar_of_two_readings_is_refused_with_both_and_leaves_the_last(eye, bar, readings):
    panel = typed(eye, 2, "28", "28")
    eye.find(panel, "My own bar").value = "0.5"
    eye.find(panel, "My own bar").value = bar
    assert f"found “{bar}”, which may be {readings}; write {readings}." in eye.said(panel)
    assert "0.5 still counts." in eye.said(panel)
    assert own_finding(2).bar == 0.5


@pytest.mark.parametrize("bar", ["1_0", "nan", "1e3", "inf", "-1", "1.2.3", "1e400"])
def test_a_bar_that_nobody_writes_so_is_refused(eye, bar):
    panel = typed(eye, 2, "28", "28")
    eye.find(panel, "My own bar").value = "0.5"
    eye.find(panel, "My own bar").value = bar
    assert f"Your own bar should be a number such as 1.5, found “{bar}”." in eye.said(panel)
    assert own_finding(2).bar == 0.5


@pytest.mark.parametrize(
    ("bar", "number"), [("0,5", 0.5), ("1 200", 1200), ("1,200.5", 1200.5), (".25", 0.25)]
)
def test_a_bar_is_read_as_people_write_it(eye, bar, number):
    panel = typed(eye, 2, "28", "28")
    eye.find(panel, "My own bar").value = bar
    assert own_finding(2).bar == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("", None), (" 20 ", 20), ("1,200", 1200), ("1 200 000", 1_200_000), ("0", 0)],
)
def test_whole_numbers_are_read_as_people_write_them(text, number):
    assert whole(text, "The number") == number


@pytest.mark.parametrize("text", ["twenty", "20%", "1,2", "1e3", "٣", "-1", "−1"])
def test_anything_else_is_refused_in_a_sentence(text):
    with pytest.raises(NumberError, match="The number"):
        whole(text, "The number")


@pytest.mark.parametrize("slip", ["-3", "soon", "1.5", "2o"])
@pytest.mark.parametrize("label", ["First number", "Second number"])
def test_a_slip_after_a_good_count_leaves_it_counted_and_says_so(eye, label, slip):
    panel = typed(eye, 5, "20", "7")
    eye.find(panel, label).value = slip
    kept = "20" if label == "First number" else "7"
    assert slip in eye.said(panel)
    assert f"{kept} still counts. Problem. You " in eye.said(panel)
    assert own_finding(5) == catalogue.own(5, 7, 20)


def test_two_numbers_that_cannot_both_be_right_leave_the_last_pair(eye):
    panel = typed(eye, 5, "20", "7")
    eye.find(panel, "Second number").value = "70"
    assert "You counted 70 out of 20" in eye.said(panel)
    assert "7 still counts." in eye.said(panel)
    assert own_finding(5) == catalogue.own(5, 7, 20)
    eye.find(panel, "First number").value = "100"
    assert own_finding(5) == catalogue.own(5, 70, 100)


def test_a_bar_that_is_no_number_leaves_the_last_bar(eye):
    panel = typed(eye, 2, "28", "28")
    eye.find(panel, "My own bar").value = "0.5"
    eye.find(panel, "My own bar").value = "lots"
    assert "0.5 still counts." in eye.said(panel)
    assert own_finding(2).bar == 0.5


def test_the_slip_is_there_on_reopening_beside_what_counts(eye):
    panel = typed(eye, 5, "20", "7")
    eye.find(panel, "First number").value = "-3"
    again = own_numbers(5)
    assert eye.find(again, "First number").value == "-3"
    assert eye.said(again) == eye.said(panel)


def test_an_emptied_field_counts_as_empty(eye):
    panel = typed(eye, 5, "20", "7")
    eye.find(panel, "First number").value = ""
    assert "Nothing counts yet. Still to type: the first number." in eye.said(panel)
    assert own_finding(5) is None


def test_no_data_yet_may_be_ticked_beside_a_slip(eye):
    panel = typed(eye, 5, "20", "7")
    eye.find(panel, "First number").value = "-3"
    eye.find(panel, "I have no data yet").value = True
    eye.find(panel, "I have no data yet").value = False
    assert own_finding(5) == catalogue.own(5, 7, 20)
