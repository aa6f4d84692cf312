"""Honest accidents never cost a point, and never need a hand."""

from __future__ import annotations

import contextlib
import copy
import io
import random

import pytest

from course_lib.exercises import paper
from course_lib.grading import source
from course_lib.grading.repair import repaired
from tests.grading import accidents
from tests.grading.corpus import ROOT, SLUGS, answers

SOURCES = {slug: source.read(ROOT, slug) for slug in SLUGS[:6]}


def handed_in(found: source.Source, luck: random.Random) -> list[dict]:
    """A finished notebook: for each function an answer that people give, right or wrong."""
    cells = []
    for cell in found.cells:
        made = {"cell_type": cell.kind, "id": cell.id, "source": cell.text}
        made["metadata"] = {"nbgrader": dict(cell.about)} if cell.about else {}
        if cell.answer and cell.kind == "code":
            made["source"] = luck.choice(answers(found.slug, cell.id)).source
        elif cell.answer:
            made["source"] = "My own words.\n\nAnd more of them."
        cells.append(made)
    return cells


def marks(cells: list[dict]) -> dict[str, bool]:
    """Which tests pass, the notebook run in this very process."""
    names, passed = paper.fresh(), {}
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        fine = True
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                paper.run(cell["source"], names, cell["id"])
            except Exception:
                fine = False
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            passed[cell["id"]] = fine
    return passed


@pytest.mark.parametrize("part", range(10))
def test_three_hundred_honest_notebooks_with_accidents_keep_their_marks(part):
    wrong = []
    for number in range(part, 300, 10):
        luck = random.Random(number)
        found = SOURCES[luck.choice(list(SOURCES))]
        honest = handed_in(found, luck)
        wanted = marks(honest)
        cells = copy.deepcopy(honest)
        happened = luck.sample(accidents.ACCIDENTS, luck.choice([1, 1, 2, 3]))
        for accident in sorted(happened, key=lambda one: one is accidents.split):
            accident(cells, luck)  # nobody keeps an earlier attempt at half a cell
        mended, _ = repaired(cells, found)
        if marks(mended) != wanted or written(mended) != written(honest):
            wrong.append((number, found.slug, [accident.__name__ for accident in happened]))
    assert wrong == []


def written(cells: list[dict]) -> str:
    (cell,) = (cell for cell in cells if cell["id"] == "written")
    return cell["source"]


def cells_of(slug: str = "05-not-engaging") -> list[dict]:
    return handed_in(SOURCES[slug], random.Random(1))


def mended(cells: list[dict]) -> tuple[list[dict], list[str]]:
    return repaired(cells, SOURCES["05-not-engaging"])


def test_an_untouched_or_finished_notebook_needs_no_repair():
    cells = cells_of()
    done, notes = mended(cells)
    assert notes == [] and [c["source"] for c in done] == [c["source"] for c in cells]


@pytest.mark.parametrize(
    ("accident", "words"),
    [
        (accidents.copied, "times"),
        (accidents.deleted, "deleted, and was put back"),
        (accidents.retyped, "was made"),
        (accidents.edited, "changed"),
    ],
)
def test_a_repair_is_reported(accident, words):
    reports = []
    for number in range(12):
        cells = cells_of()
        accident(cells, random.Random(number))
        reports += mended(cells)[1]
    assert any(words in sentence for sentence in reports)


def test_without_any_metadata_the_ids_still_tell_which_cell_is_which():
    cells = cells_of()
    wanted = marks(mended(cells)[0])
    accidents.stripped(cells, random.Random(0))
    assert marks(mended(cells)[0]) == wanted


def test_an_answer_in_a_cell_of_its_own_takes_the_place_of_one_that_is_gone():
    cells = cells_of()
    place = accidents.place(cells, "answered")
    cells[place] |= {"id": "new", "metadata": {}}
    done, notes = mended(cells)
    assert next(c for c in done if c["id"] == "answered")["source"] == cells[place]["source"]
    assert "took its place" in notes[0]


def test_points_that_somebody_changed_are_restored_and_told():
    cells = cells_of()
    cells[accidents.place(cells, "answered-test")]["metadata"]["nbgrader"]["points"] = 100
    done, notes = mended(cells)
    assert done[accidents.place(done, "answered-test")]["metadata"]["nbgrader"]["points"] == 2
    assert notes == ["Somebody changed what nbgrader notes as points of the cell answered-test."]


def test_nothing_that_a_student_wrote_is_lost():
    cells = cells_of()
    cells.insert(3, {"cell_type": "code", "metadata": {}, "id": "mine", "source": "mine = 1"})
    cells.append({"cell_type": "odd", "metadata": None, "id": 3, "source": ["a", "b"]})
    done, _ = mended(cells)
    assert done[3]["source"] == "mine = 1" and done[-1]["source"] == "ab"
