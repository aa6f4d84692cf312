"""Every claim of the source articles has its lesson, or a reason why none takes it up."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import nbformat
import pytest

from course_lib.catalogue import reasons
from course_lib.tables import samples_folder
from course_lib.words import START

LESSONS = Path(__file__).parent.parent / "lessons"


@pytest.fixture(scope="module")
def claims() -> list[dict[str, str]]:
    with (samples_folder() / "claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_claims_are_numbered_from_1_and_come_from_the_sources_that_lesson_00_credits(
    claims: list[dict[str, str]],
) -> None:
    assert [int(claim["claim"]) for claim in claims] == [n for n, _ in enumerate(claims, 1)]
    [start] = LESSONS.glob(f"{START:02}-*.ipynb")
    [credits] = [c.source for c in nbformat.read(start, as_version=4).cells if c.id == "sources"]
    assert {claim["source"] for claim in claims} == set(
        re.findall(r"^- \*\*(S\d)\*\*", credits, re.M)
    )
    assert all(claim["heading"] and claim["text"] for claim in claims)


def test_a_claim_has_a_lesson_or_a_reason_why_not(claims: list[dict[str, str]]) -> None:
    lessons = {str(room.number) for room in reasons()}
    for claim in claims:
        assert claim["lesson"] in lessons | {"0"}, claim["claim"]
        assert (claim["lesson"] == "0") == bool(claim["set_aside"]), claim["claim"]


def test_every_room_answers_the_claims_that_are_filed_under_it(
    claims: list[dict[str, str]],
) -> None:
    for room in reasons():
        filed = {int(claim["claim"]) for claim in claims if claim["lesson"] == str(room.number)}
        assert set(room.claims) == filed, room.slug


def test_every_claim_names_the_cell_of_its_lesson_that_takes_it_up(
    claims: list[dict[str, str]],
) -> None:
    for claim in claims:
        if claim["set_aside"]:
            assert claim["cell"] == "", claim["claim"]
            continue
        [lesson] = LESSONS.glob(f"{int(claim['lesson']):02}-*.ipynb")
        cells = {cell.id: cell for cell in nbformat.read(lesson, as_version=4).cells}
        assert claim["cell"] in cells, f"claim {claim['claim']}: {lesson.stem} has no such cell"
        assert cells[claim["cell"]].cell_type == "markdown", claim["claim"]


# Which claims contradict each other, and the lesson whose box weighs them, by words it cannot do without.
DISAGREE = {
    (13, 14, 15, 48): (8, ("*one*", "*five*", "75", "allison's number is one")),
    (15, 17, 54): (6, ("seventy-five", "human")),
    (36, 38): (9, ("clients", "colleagues")),
    (10, 11): (7, ("constantly", "silence")),
    (85, 91): (15, ("not only in numbers", "visits and sales")),
    (8, 62): (15, ("grows your followers", "fifty thousand")),
    (60, 94): (5, ("any reaction", "harms")),
}


@pytest.mark.parametrize("numbers", DISAGREE, ids=str)
def test_where_the_sources_disagree_a_lesson_weighs_them_in_a_box(numbers: tuple[int, ...]) -> None:
    lesson, words = DISAGREE[numbers]
    [path] = LESSONS.glob(f"{lesson:02}-*.ipynb")
    boxes = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    [box] = [text for text in boxes if re.match(r"> \*\*The sources? disagrees?", text)]
    for word in words:
        assert word.lower() in box.lower()
