"""Lines move by buttons, the order is remembered, and the first line out of place is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ipywidgets import Button

from course_lib import catalogue
from course_lib.widgets.parsons import _Row, is_order, parsons, shuffled, verdict

TASK = catalogue.reason(5).parsons


def rows(eye, panel) -> list[_Row]:
    return eye.every(panel, _Row)


def sort(eye, panel, order: list[str]) -> None:
    """Bring the lines into the right order, one press at a time."""
    for place, line in enumerate(TASK.lines):
        for below in range(order.index(line), place, -1):
            rows(eye, panel)[below].up.click()
            order[below - 1], order[below] = order[below], order[below - 1]


@pytest.mark.parametrize("seed", range(30))
def test_the_lines_never_start_in_the_right_order(seed):
    mixed = shuffled(("a", "b"), seed)
    assert mixed == ["b", "a"]


def test_the_lines_start_in_the_same_order_every_time():
    assert shuffled(TASK.lines, 5) == shuffled(TASK.lines, 5)
    assert sorted(shuffled(TASK.lines, 5)) == sorted(TASK.lines)


def test_the_right_order_is_told_why_it_is_right(eye):
    panel = parsons(5)
    sort(eye, panel, shuffled(TASK.lines, 5))
    eye.find(panel, "Check").click()
    assert eye.said(panel) == f"Right: {TASK.why}".replace("`", "")


def test_a_wrong_order_names_the_first_line_out_of_place(eye):
    panel = parsons(5)
    eye.find(panel, "Check").click()
    mixed = shuffled(TASK.lines, 5)
    place = next(i for i, line in enumerate(mixed) if line != TASK.lines[i])
    assert f"Line {place + 1} is the first out of place" in eye.said(panel)
    assert TASK.wrong in eye.said(panel)


def test_the_order_is_there_on_reopening(eye):
    first = parsons(5)
    rows(eye, first)[1].up.click()
    lines = [row.line.value for row in rows(eye, first)]
    assert [row.line.value for row in rows(eye, parsons(5))] == lines


def test_the_keyboard_follows_the_line_that_moves(eye, monkeypatch):
    focused = []
    monkeypatch.setattr(Button, "focus", lambda button: focused.append(button.tooltip))
    panel = parsons(5)
    rows(eye, panel)[2].up.click()
    rows(eye, panel)[1].up.click()  # now at the top, where only the other button works
    assert focused == ["Move line 2 up", "Move line 1 down"]


def test_the_ends_cannot_be_moved_beyond(eye):
    lines = rows(eye, parsons(5))
    assert [row.up.disabled for row in lines] == [True, *[False] * (len(lines) - 1)]
    assert [row.down.disabled for row in lines] == [*[False] * (len(lines) - 1), True]


def test_lines_that_read_the_same_may_stand_in_for_each_other():
    task = replace(TASK, lines=("x", "y", "x"))
    assert verdict(["x", "y", "x"], task)[1] == "right"


@pytest.mark.parametrize("stored", [None, "ab", ["a"], ["a", "c"], ["a", 1]])
def test_what_is_no_order_of_the_lines_is_not_taken_for_one(stored):
    assert not is_order(stored, ("a", "b"))
