"""A list of rows in the panel: kept as typed, judged by minutes or by rows, and never lost to a slip."""

from __future__ import annotations

from ipywidgets import Checkbox, RadioButtons

from course_lib.widgets.own_numbers import own_finding, own_numbers


def opened(eye):
    panel = own_numbers(1)
    eye.every(panel, RadioButtons)[0].value = "some"
    eye.find(panel, "My own bar, in %").value = "20"
    return panel


def rows(eye, panel, label):
    return [one for one in eye.every(panel, object) if getattr(one, "description", "") == label]


def fill(eye, panel, place, name, reason, minutes, ticks=3):
    for label, words in (
        ("Account", name),
        ("Its reason", reason),
        ("Minutes in four weeks, roughly", minutes),
    ):
        rows(eye, panel, label)[place].value = words
    for box in eye.every(panel, Checkbox)[4 * place + 1 :][:ticks]:
        box.value = True


def another(eye, panel):
    eye.find(panel, "Another account").click()


def test_two_accounts_are_weighed_by_their_minutes(eye):
    panel = opened(eye)
    fill(eye, panel, 0, "Facebook", "Neighbours ask before a repair, seen in leads", "90")
    assert own_finding(1).verdict == "fine"
    another(eye, panel)
    fill(eye, panel, 1, "Pinterest", "for fun", "60", ticks=0)
    assert (own_finding(1).k, own_finding(1).n, own_finding(1).verdict) == (60, 150, "problem")
    assert "60 of your 150 minutes go to accounts" in eye.said(panel)


def test_minutes_that_cannot_be_read_leave_the_last_that_could(eye):
    panel = opened(eye)
    fill(eye, panel, 0, "Facebook", "Neighbours ask", "90")
    rows(eye, panel, "Minutes in four weeks, roughly")[0].value = "lots"
    assert "Minutes should be a whole number such as 90, found “lots”." in eye.said(panel)
    assert own_finding(1).n == 90
    again = own_numbers(1)
    assert rows(eye, again, "Minutes in four weeks, roughly")[0].value == "lots"


def test_the_list_is_there_on_reopening(eye):
    panel = opened(eye)
    fill(eye, panel, 0, "Facebook", "Neighbours ask", "90")
    again = own_numbers(1)
    assert rows(eye, again, "Account")[0].value == "Facebook"
    assert sum(box.value for box in eye.every(again, Checkbox)) == 3
    assert eye.said(again) == eye.said(panel)
    assert eye.find(again, "My own bar, in %").disabled


def test_no_more_rows_than_there_may_be(eye):
    panel = opened(eye)
    for _ in range(20):
        another(eye, panel)
    assert eye.find(panel, "Another account").disabled
    assert len(rows(eye, panel, "Account")) == 12
