"""A lesson leads to those before and after it, whatever is put between them."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from course_lib import catalogue
from course_lib.commands import neighbours
from course_lib.commands.environment import ROOT
from course_lib.commands.neighbours import (
    CHECKPOINT,
    NeighbourTrouble,
    set_links,
    with_links,
    with_place,
)
from course_lib.words import PLAN, START

COUNT = len(catalogue.reasons())
TITLE = (
    "# Not engaging\n\n*Do we?* · 9 of 16 · 25 minutes · before: [a](b.ipynb) · next: [c](d.ipynb) · "
    "[all lessons](00-start-here.ipynb)\n\nwhatever comes next: [this](stays.md)"
)


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "lessons", tmp_path / "lessons")


def title(lessons: Path, number: int) -> str:
    [path] = lessons.glob(f"{number:02}-*.ipynb")
    return nbformat.read(path, as_version=4).cells[0].source


@pytest.mark.parametrize(
    ("before", "after", "links"),
    [
        (2, 7, "before: [No target](02-no-target.ipynb) · next: [Volume, not value]"),
        (START, 2, "before: [Start here](00-start-here.ipynb) · next: [No target]"),
        (2, PLAN, "before: [No target](02-no-target.ipynb) · next: [Your plan](99-your-plan"),
    ],
)
def test_the_line_under_the_title_names_what_comes_before_and_next(before, after, links):
    linked = with_links(TITLE.split("\n\nwhatever")[0], before, after, "05-not-engaging.ipynb")
    assert f"25 minutes · {links}" in linked
    assert linked.endswith("· [all lessons](00-start-here.ipynb)")


@pytest.mark.parametrize("spoilt", ["before: [a](b.ipynb)", "next: [c](d.ipynb)"])
def test_a_lesson_without_a_place_for_its_links_is_named_and_nothing_is_written(lessons, spoilt):
    with pytest.raises(NeighbourTrouble, match="05-x.ipynb should have `(before|next): .* 0 times"):
        with_links(TITLE.replace(spoilt, "").split("\n\nwhatever")[0], 2, 7, "05-x.ipynb")


@pytest.mark.parametrize("place", [(1, 17), (10, 17), (18, 18)])
def test_the_line_under_the_title_has_the_place(place):
    placed = with_place(TITLE, place, "05-not-engaging.ipynb")
    assert placed == TITLE.replace("9 of 16", f"{place[0]} of {place[1]}")


def test_a_lesson_without_room_for_its_place_is_named():
    with pytest.raises(
        NeighbourTrouble, match="05-x.ipynb should have .* `3 of 17 ·`, once .* 0 times"
    ):
        with_place(TITLE.replace(" · 9 of 16", ""), (3, 17), "05-x.ipynb")


def test_a_reason_put_between_two_others_moves_their_links_and_the_places_behind_it(
    lessons, monkeypatch
):
    order = list(catalogue.teaching_order())
    moved = order.pop()
    monkeypatch.setattr(catalogue, "teaching_order", lambda: (*order[:4], moved, *order[4:]))
    changed = {path.stem for path in set_links(lessons)}
    block = CHECKPOINT + catalogue.reason(moved).part  # it follows the last of its block
    # Of those after it the place has changed; the other checkpoints lie between the same lessons.
    assert changed == {neighbours.names(stop)[1] for stop in (*order[3:], moved, block)}
    assert f"* · 5 of {COUNT} · " in title(lessons, moved)
    assert f"* · 6 of {COUNT} · " in title(lessons, order[4])
    file = catalogue.reason(moved).lesson
    name = catalogue.reason(moved).title
    assert f"next: [{name}]({file}.ipynb)" in title(lessons, order[3])
    assert f"before: [{name}]" in title(lessons, order[4])
    after = nbformat.read(lessons / f"{neighbours.names(block)[1]}.ipynb", as_version=4)
    assert f"before: [{catalogue.reason(order[-1]).title}]" in after.cells[0].source
    assert set_links(lessons) == []


def test_a_reason_without_its_lesson_is_named(lessons):
    (lessons / f"{catalogue.reason(5).lesson}.ipynb").unlink()
    with pytest.raises(NeighbourTrouble, match="no lessons/05-not-engaging.ipynb"):
        set_links(lessons)


def test_a_checkpoint_that_is_not_there_is_named(lessons):
    (lessons / "checkpoint-measure.ipynb").unlink()
    with pytest.raises(NeighbourTrouble, match="no lessons/checkpoint-measure.ipynb"):
        set_links(lessons)


def test_the_plan_has_no_next_lesson(lessons):
    assert neighbours.names(PLAN) == ("Your plan", "99-your-plan")
    assert "next: " not in title(lessons, PLAN)
