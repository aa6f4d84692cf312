"""The number line holds all it is given, and says it in words too."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import pytest

from course_lib.widgets.finding_line import picture
from course_lib.widgets.number_line import RIGHT, Mark, number_line, widen
from tests.findings import count_finding


def test_the_picture_is_valid_and_says_both_marks_to_a_screen_reader():
    svg = number_line(Mark(0.6, "You: 60%"), Mark(0.34, "Data: <34%", 0.26, 0.43), (0, 1), "share")
    picture = ElementTree.fromstring(svg)
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == "You: 60%; Data: <34%"


def test_everything_drawn_lies_inside_the_picture():
    mark = Mark(30, "Data", 20, math.inf)
    picture = ElementTree.fromstring(number_line(Mark(90, "You"), mark, (0, 60), "leads"))
    places = [node.get(name, "0%") for node in picture for name in ("x", "x1", "x2", "cx")]
    assert all(0 <= float(place.removesuffix("%")) / 100 <= 1 for place in places)


@pytest.mark.parametrize("value", [0, 0.4, 1])
def test_on_a_narrow_page_the_picture_is_narrower_and_its_letters_as_large(value):
    picture = ElementTree.fromstring(number_line(Mark(value, "You"), None, (0, 1), "share"))
    assert picture.get("viewBox") is None  # which would scale the letters with the width
    ways = [node.get(name, "0%") for node in picture for name in ("x", "x1", "x2", "cx")]
    assert {way[-1] for way in ways} == {"%"}


def test_the_span_grows_to_hold_the_marks_but_not_infinity():
    assert widen((0, 1), [Mark(2, ""), Mark(0.5, "", -1, math.inf)]) == (-1, 2)


def test_a_span_of_no_width_is_given_some():
    assert widen((0, 0), [Mark(0, "")]) == (0, 1)


@pytest.mark.parametrize(("spent", "planned"), [(5700, 4300), (400, 960), (20, 1)])
def test_more_than_was_planned_does_not_end_the_line(spent, planned):
    drawing = ElementTree.fromstring(picture(count_finding(13, spent, planned)))
    dot = next(node for node in drawing if node.tag.endswith("circle"))
    assert float(dot.get("cx").removesuffix("%")) < RIGHT - 8
