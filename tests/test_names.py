"""A learner reads a lesson's name and its place in the teaching order, never the number of its file."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from course_lib import catalogue, kinds, overview
from course_lib.tables import shop
from tests.pages import text

ROOT = Path(__file__).resolve().parents[1]
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
EXERCISES = sorted((ROOT / "exercises").glob("*/*.ipynb"))
TEACHING = sorted(
    f"docs/teaching/{path.name}" for path in (ROOT / "docs" / "teaching").glob("*.md")
)
TITLES = "|".join(re.escape(room.title) for room in catalogue.reasons())
BY_NUMBER = re.compile(
    rf"\b(?:lesson|exercise|reason)s? (?:number )?\d+|^# \d+\b|\b\d+ · (?:{TITLES})",
    re.IGNORECASE | re.MULTILINE,
)


def by_number(words: str) -> list[str]:
    """Where the words name a lesson by its file's number."""
    return BY_NUMBER.findall(words)


def markdown(path: Path) -> str:
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def strings(value: object) -> Iterator[str]:
    """Every text in a reason's words, however deep."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, dict):
        for inside in value.values():
            yield from strings(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from strings(inside)


@pytest.mark.parametrize(
    "words",
    ["as in lesson 7", "Lessons 4 and 5", "# 5 · Not engaging", "next: [4 · Selling, not engaging](x)",
     "# Exercise 7: Volume, not value", "reason 12", "the lesson 14 has"],
)  # fmt: skip
def test_what_names_a_lesson_by_its_number_is_seen(words):
    assert by_number(words)


@pytest.mark.parametrize(
    "words", ["10 of 17 · 25 minutes", "Not engaging · 10 of 17", "about 25 minutes a lesson", "5 lessons"]
)  # fmt: skip
def test_a_place_or_a_count_is_no_number_of_a_file(words):
    assert by_number(words) == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_s_prose_names_lessons_and_not_numbers(path):
    assert by_number(markdown(path)) == []


@pytest.mark.parametrize("room", catalogue.reasons(), ids=lambda room: room.lesson)
def test_a_lesson_s_title_is_its_name_and_the_line_below_has_its_place(room):
    title, line = markdown(ROOT / "lessons" / f"{room.lesson}.ipynb").split("\n\n")[:2]
    place = catalogue.teaching_order().index(room.number) + 1
    assert title == f"# {room.title}"
    assert line.startswith(f"*{room.question}* · {place} of {len(catalogue.reasons())} · ")


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_an_exercise_names_lessons_and_not_numbers_in_its_prose_and_its_sentences(path):
    code = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    twin = ROOT / "solutions" / path.stem / "twin.py"
    code += twin.read_text(encoding="utf-8") if twin.exists() else ""
    assert by_number(markdown(path)) + by_number(re.sub(r"^#+", "", code, flags=re.M)) == []


@pytest.mark.parametrize(
    "path", [path for path in EXERCISES if path.stem[0].isdigit()], ids=lambda path: path.stem
)
def test_an_exercise_s_heading_is_its_name(path):
    heading = markdown(path).splitlines()[0]
    [room] = (room for room in catalogue.reasons() if room.lesson == path.stem)
    assert heading == f"# Exercise: {room.title}"


@pytest.mark.parametrize("kind", kinds.vocabulary())
def test_a_reason_s_words_name_lessons_and_not_numbers(kind):
    words = list(strings([catalogue.reasons(kind), catalogue.start_recall()]))
    assert len(words) > 1000
    assert [one for one in words if by_number(one)] == []


def test_the_tables_of_the_whole_course_name_lessons_and_not_numbers():
    oak = shop("oak-street")
    for listing in (overview.contents(), overview.set_aside(), overview.truth(oak)):
        assert by_number(re.sub(r"<[^>]+>", "", repr(listing))) == []
    assert [row[0] for row in overview.truth(oak).rows] == [
        catalogue.reason(number).title for number in catalogue.teaching_order()
    ]


@pytest.mark.parametrize("page", ["README.md", "docs/attendees.md", *TEACHING])
def test_pages_that_are_read_in_the_room_name_lessons_and_not_numbers(page):
    assert by_number(text(page)) == []
