"""The question first, then a count against a bar that stands: a verdict, or what is wrong, in a sentence."""

from __future__ import annotations

import json

import pytest
from ipywidgets import Checkbox, RadioButtons

from course_lib import catalogue, progress
from course_lib.counts import NumberError, whole
from course_lib.widgets.entries import wording
from course_lib.widgets.finding_line import picture
from course_lib.widgets.organisation import organisation
from course_lib.widgets.own_numbers import own_finding, own_numbers

BAR = "My own bar, in %"
OURS = {"My hours": "24", BAR: "80", "How many to count": "50"}


def opened(eye, number=5, pick="open", **fields):
    """The panel with this option picked, and the course's numbers taken."""
    panel = own_numbers(number)
    eye.every(panel, RadioButtons)[0].value = pick
    accept(eye, panel).click()
    return panel


def accept(eye, panel):
    [button] = [
        one
        for one in eye.every(panel, object)
        if "Take the course" in getattr(one, "description", "")
    ]
    return button


def counted(eye, k, n="", number=5):
    panel = opened(eye, number)
    if n:
        eye.find(panel, "I counted").value = n
    eye.find(panel, "Of those").value = k
    return panel


def is_open(eye, panel, label):
    """Whether this field is there, and it and every box around it is shown."""

    def shown(widget):
        if getattr(widget, "description", "") == label:
            return True
        inside = getattr(widget, "children", ())
        return any(
            shown(one) for one in inside if not (one.layout and one.layout.display == "none")
        )

    return shown(panel)


def test_a_question_that_is_the_fault_gives_the_verdict_and_asks_for_no_count(eye):
    panel = own_numbers(5)
    eye.every(panel, RadioButtons)[0].value = "seldom"
    assert eye.said(panel).startswith("Problem. You do not open the messages")
    assert not is_open(eye, panel, "Of those") and not is_open(eye, panel, BAR)
    assert own_finding(5).verdict == "problem"


@pytest.mark.parametrize(("number", "pick"), [(5, "seldom"), (5, None), (3, None), (14, None)])
def test_a_count_that_is_not_asked_for_takes_no_widgets(eye, number, pick):
    panel = own_numbers(number)
    eye.every(panel, RadioButtons)[0].value = pick
    assert len(eye.every(panel, object)) < 12
    assert not eye.every(panel, Checkbox)


@pytest.mark.parametrize("slip", ["lots", "8 or 9"])
def test_numbers_that_cannot_be_read_outlive_a_gate_that_asks_for_none(eye, slip):
    panel = counted(eye, "20")
    eye.find(panel, "I counted").value = slip
    eye.every(panel, RadioButtons)[0].value = "seldom"
    again = own_numbers(5)
    eye.every(again, RadioButtons)[0].value = "quiet"
    eye.every(again, RadioButtons)[0].value = "open"
    assert eye.find(again, "I counted").value == slip
    assert eye.find(again, "Of those").value == "20"


def test_the_count_opens_only_when_horizon_bar_and_number_stand(eye):
    panel = own_numbers(5)
    eye.every(panel, RadioButtons)[0].value = "open"
    for label, words in OURS.items():
        assert is_open(eye, panel, label)
        assert not is_open(eye, panel, "Of those")
        eye.find(panel, label).value = words
    assert is_open(eye, panel, "Of those")


def test_one_click_takes_the_courses_numbers_and_leaves_what_was_typed(eye):
    panel = own_numbers(5)
    eye.every(panel, RadioButtons)[0].value = "open"
    eye.find(panel, "My hours").value = "48"
    assert accept(eye, panel).description == "Take the course's: 80%, 50 people who asked"
    accept(eye, panel).click()
    assert [eye.find(panel, label).value for label in OURS] == ["48", "80", "50"]
    assert "within 48 hours" in eye.shown(panel)


def test_the_count_gives_the_finding_and_its_sentence(eye):
    panel = counted(eye, "20")
    assert own_finding(5).verdict == "problem"
    assert own_finding(5).sentence.startswith(
        "You answered 20 of 50 people who asked within 24 hours: 40% (95% interval 27% to 54%). "
    )
    assert f"Problem. {own_finding(5).sentence}" in eye.said(panel)


def test_the_picture_names_the_bar_and_the_count(eye):
    counted(eye, "20")
    assert 'aria-label="The bar: 80% or more is fine; You: 40%"' in picture(own_finding(5))


def test_a_bar_cannot_be_moved_once_there_is_a_count(eye):
    panel = opened(eye)
    assert not any(eye.find(panel, label).disabled for label in OURS)
    eye.find(panel, "Of those").value = "20"
    assert all(eye.find(panel, label).disabled for label in OURS)
    eye.find(panel, "Of those").value = ""
    assert not any(eye.find(panel, label).disabled for label in OURS)


def test_an_own_bar_moves_the_verdict(eye):
    panel = own_numbers(5)
    eye.every(panel, RadioButtons)[0].value = "open"
    eye.find(panel, BAR).value = "20,5"
    accept(eye, panel).click()
    eye.find(panel, "Of those").value = "20"
    assert own_finding(5).verdict == "fine" and own_finding(5).bar == 0.205


@pytest.mark.parametrize(
    ("k", "n", "sentence"),
    [
        ("60", "", "You counted 60 out of 50, but a part cannot be larger than its whole"),
        ("7", "-3", "The number counted is -3, but a count cannot be below 0"),
        ("7", "80", "You fixed 50 beforehand and typed 80"),
        ("", "20", "Still to type: what you counted"),
        ("1.5", "20", "Of those should be a whole number such as 20, found “1.5”"),
    ],
)
def test_numbers_that_cannot_be_judged_are_told_why(eye, k, n, sentence):
    panel = counted(eye, k, n)
    assert sentence in eye.said(panel)
    assert own_finding(5) is None or sentence.startswith(("The number counted", "You fixed"))


@pytest.mark.parametrize("bar", ["lots", "1_0", "nan", "1e1", "inf", "-1", "1.2.3", "101"])
def test_a_bar_that_nobody_writes_so_is_refused_and_leaves_the_last(eye, bar):
    panel = opened(eye)
    eye.find(panel, BAR).value = bar
    assert f"Your own bar should be a percentage from 0 to 100, found “{bar}”." in eye.said(panel)
    assert "80 still counts." in eye.said(panel)
    eye.find(panel, "Of those").value = "20"
    assert own_finding(5).bar == 0.8


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
@pytest.mark.parametrize("label", ["I counted", "Of those", "My hours"])
def test_a_slip_after_a_good_count_leaves_it_counted_and_says_so(eye, label, slip):
    panel = counted(eye, "20", "50")
    before = own_finding(5)
    old = eye.find(panel, label).value
    eye.find(panel, label).value = slip
    assert slip in eye.said(panel)
    assert f"{old} still counts. Problem. You " in eye.said(panel)
    assert own_finding(5) == before


def test_numbers_that_cannot_both_be_right_leave_the_last_ones(eye):
    panel = counted(eye, "20")
    eye.find(panel, "Of those").value = "70"
    assert "You counted 70 out of 50" in eye.said(panel)
    assert "20 still counts." in eye.said(panel)
    assert own_finding(5).k == 20


def test_what_was_typed_is_there_on_reopening_mistakes_and_all(eye):
    panel = counted(eye, "20", "50")
    eye.find(panel, "Of those").value = "many"
    again = own_numbers(5)
    assert eye.find(again, "Of those").value == "many"
    assert eye.find(again, "I counted").value == "50"
    assert is_open(eye, again, "Of those")
    assert eye.said(again) == eye.said(panel)


def test_an_emptied_field_counts_as_empty(eye):
    panel = counted(eye, "20")
    eye.find(panel, "Of those").value = ""
    assert "Still to type: what you counted." in eye.said(panel)
    assert own_finding(5) is None


def test_another_option_keeps_the_count_for_whoever_comes_back(eye):
    panel = counted(eye, "20")
    radios = eye.every(panel, RadioButtons)[0]
    radios.value = "quiet"
    assert own_finding(5).verdict == "not for you"
    radios.value = "open"
    assert own_finding(5).k == 20


def test_the_second_count_opens_where_the_first_is_not_sure_and_there_are_more(eye):
    panel = counted(eye, "35")
    assert is_open(eye, panel, "Of the next")
    eye.find(panel, "Of the next").value = "30"
    assert (own_finding(5).k, own_finding(5).n) == (65, 100)
    assert not is_open(eye, counted_settled(eye), "Of the next")


def counted_settled(eye):
    panel = own_numbers(5)
    eye.find(panel, "Of those").value = "20"
    return panel


def test_there_are_no_more_lets_a_small_count_settle(eye):
    panel = counted(eye, "1", "12")
    assert own_finding(5).verdict == "not sure yet"
    eye.every(panel, Checkbox)[0].value = True
    assert own_finding(5).verdict == "problem"


@pytest.mark.parametrize(
    "two_numbers",
    [
        {"n": "20", "k": "7", "bar": "", "no_data": False},
        {"n": "20", "k": "7", "bar": "60", "no_data": False, "slip": {"k": "soon"}},
        {"n": "", "k": "", "bar": "80", "no_data": True},
    ],
)
def test_two_old_numbers_are_kept_as_earlier(eye, file, two_numbers):
    old = {"value": two_numbers, "wording": "of another question",
           "saved": "2026-11-22T21:45:27.120+00:00"}  # fmt: skip
    book = {
        "what": "Off Target progress",
        "version": 1,
        "answers": {"05.own_numbers": old},
        "earlier": [],
    }
    file.write_text(json.dumps(book), encoding="utf-8")
    counted(eye, "20")
    after = json.loads(file.read_text(encoding="utf-8"))
    assert [one["value"] for one in after["earlier"]] == [old["value"]]
    assert own_finding(5).k == 20


@pytest.mark.parametrize(
    ("number", "entries"),
    [
        (5, {"gate": "of an older course", "k": "20"}),
        (2, {"gate": "gone"}),
        (9, {"gate": "named", "beside": {"ahead": "gone"}}),
        (9, {"gate": "named", "beside": {"gone": "yes"}}),
    ],
)
def test_an_option_or_question_that_is_no_more_is_kept_as_earlier(eye, file, number, entries):
    progress.save(f"{number:02}.own_numbers", wording(catalogue.reason(number)), entries)
    radios = eye.every(own_numbers(number), RadioButtons)
    for one in radios:
        one.value = next(value for _, value in one.options if value != one.value)
    after = json.loads(file.read_text(encoding="utf-8"))
    assert [one["value"] for one in after["earlier"]] == [entries]


def test_another_kind_of_organisation_keeps_the_answers(eye):
    counted(eye, "20")
    before = own_finding(5)
    for kind in ("firm", "club", "shop"):
        eye.every(organisation(), RadioButtons)[0].value = kind
        assert own_finding(5).k == before.k


def test_where_the_numbers_are_says_what_was_not_checked(eye):
    shown = eye.shown(own_numbers(5))
    assert "Where to find the numbers" in shown and "Hidden requests" in shown
    assert "(from memory, not checked)" in shown


@pytest.mark.parametrize(
    ("hours", "offered"), [("", ""), ("lots", ""), ("11", ""), ("6", "40%"), ("9", "60%")]
)
def test_a_bar_that_follows_from_the_owners_own_number_waits_for_it(eye, hours, offered):
    panel = own_numbers(12)
    eye.every(panel, RadioButtons)[0].value = "several"
    eye.find(panel, "My hours").value = hours
    parts = [offered, "40 returns"]
    wanted = f"Take the course's: {', '.join(filter(None, parts))}"
    assert accept(eye, panel).description == wanted
    accept(eye, panel).click()
    assert eye.find(panel, BAR).value == offered.removesuffix("%")


@pytest.mark.parametrize(
    ("number", "pick", "horizon", "k", "reply", "verdict"),
    [
        (3, "sales", ("My days", "30"), "19", "yes", "Fine."),
        (12, "several", ("My hours", "6"), "9", "both", "Problem."),
        (12, "several", ("My hours", "9"), "16", "both", "Problem."),
    ],
)
def test_a_question_beside_the_count_is_asked_for_and_no_further_count_instead(
    eye, number, pick, horizon, k, reply, verdict
):
    panel = own_numbers(number)
    eye.every(panel, RadioButtons)[0].value = pick
    beside = eye.every(panel, RadioButtons)[1]
    eye.find(panel, horizon[0]).value = horizon[1]
    accept(eye, panel).click()
    eye.find(panel, "Of those").value = k
    wanted = f"Still to answer: {catalogue.reason(number).count.beside[0].question}"
    assert "Not sure yet." in eye.said(panel) and eye.said(panel).endswith(wanted)
    assert not is_open(eye, panel, "Of the next")
    beside.value = reply
    assert verdict in eye.said(panel) and "Still to answer" not in eye.said(panel)


@pytest.mark.parametrize("count", ["99", "lots", "-3"])
def test_what_is_wrong_with_a_count_is_all_that_is_said_of_it(eye, count):
    panel = opened(eye)
    eye.find(panel, "Of those").value = count
    assert "Still to type" not in eye.said(panel)
    eye.find(panel, "Of those").value = ""
    assert eye.said(panel).endswith("Still to type: what you counted.")
