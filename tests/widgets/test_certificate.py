"""The certificate tells what was worked through, and nothing of the business."""

from __future__ import annotations

import base64
import re

import pytest
from ipywidgets import HTML

from course_lib import catalogue, progress
from course_lib.widgets import entries
from course_lib.widgets.certificate import certificate


def work_through(number, statements="abcd", gate=True):
    reason = catalogue.reason(number)
    for one in reason.statements:
        if one.id in statements:
            reply = {"answer": "usually", "evidence": "my secret ledger"}
            progress.save(f"{number:02}.self_score.{one.id}", one.text, reply)
    if gate:
        entry = {"gate": reason.gate.options[0].id}
        progress.save(f"{number:02}.own_numbers", entries.wording(reason), entry)


def sheet(eye, name="Ann Example"):
    """The page behind the link, "" if there is none."""
    panel = certificate()
    eye.find(panel, "Your name").value = name
    eye.find(panel, "Make my certificate").click()
    links = " ".join(box.value for box in eye.every(panel, HTML))
    data = re.search(r'base64,([^"]+)"', links)
    return panel, base64.b64decode(data[1]).decode() if data else ""


def test_it_names_the_lessons_in_teaching_order_with_their_hours(eye):
    for number in (5, 2, 14):
        work_through(number)
    _, page = sheet(eye)
    assert re.findall(r"<li>(.+?)</li>", page) == ["No target", "Not tracking", "Not engaging"]
    assert "Ann Example" in page and f"3 of the {len(catalogue.teaching_order())} lessons" in page
    assert "1 hour 15 minutes" in page


def test_it_says_all_where_it_was_all(eye):
    for number in catalogue.teaching_order():
        work_through(number)
    assert f"all {len(catalogue.teaching_order())} lessons" in sheet(eye)[1]


@pytest.mark.parametrize("half", [{"statements": "abc"}, {"gate": False}, {"statements": ""}])
def test_a_lesson_that_was_left_halfway_is_not_on_it(eye, half):
    work_through(2)
    work_through(5, **half)
    assert "Not engaging" not in sheet(eye)[1]


def test_nothing_of_the_business_is_on_it_and_the_name_is_saved_nowhere(eye, file):
    work_through(5)
    before = file.read_bytes()
    _, page = sheet(eye)
    for words in ("secret", "usually", "problem", "every third day"):
        assert words not in page
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "name, words",
    [(" ", "Type the name"), ("x" * 81, "81 letters"), ("Ann", "No lesson is worked")],
)
def test_what_is_missing_is_said_and_no_sheet_is_made(eye, name, words):
    if name != "Ann":
        work_through(5)
    panel, page = sheet(eye, name)
    assert words in eye.said(panel) and page == ""


def test_a_name_cannot_become_part_of_the_page(eye):
    work_through(5)
    assert "<script>alert" not in sheet(eye, "<script>alert(1)</script>")[1]
