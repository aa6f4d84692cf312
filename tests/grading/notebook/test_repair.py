"""Honest accidents never cost a point, and never need a hand."""

from __future__ import annotations

import ast
import contextlib
import copy
import io
import random

import pytest

from course_lib.exercises import paper
from course_lib.grading.notebook import source
from course_lib.grading.notebook.match import released
from course_lib.grading.notebook.repair import repaired
from tests.grading.corpus import ROOT, SLUGS, answers
from tests.grading.notebook import accidents

SOURCES = {slug: source.read(ROOT, slug) for slug in SLUGS}
WORDS = "My own words.\nIn three lines,\n\nand one paragraph more."


def handed_in(found: source.Source, luck: random.Random) -> list[dict]:
    """A finished notebook: for each function an answer that people give, right, wrong or untouched."""
    cells = []
    for cell in found.cells:
        task = cell.id.removesuffix("-test")
        made = {"cell_type": cell.kind, "id": cell.id, "source": cell.text, "task": task}
        made["metadata"] = {"nbgrader": dict(cell.about)} if cell.about else {}
        if cell.answer:
            made["answer"] = cell.kind
            made["source"] = WORDS if cell.kind == "markdown" else cell.text
        else:
            made["locked" if cell.about else "story"] = True
            made["source"] = released(cell)
        cells.append(made)
        if cell.answer and cell.kind == "code" and luck.random() < 0.9:
            made["source"] = luck.choice(answers(found.slug, cell.id)).source
            if luck.random() < 0.2:
                _helped(cells, made)
    return cells


def _helped(cells: list[dict], answer: dict) -> None:
    """A cell of her own above an answer that needs it."""
    name = f"my_{answer['task']}"
    code = f"def {name}():\n    return 1"
    made = {"cell_type": "code", "id": name, "metadata": {}, "task": answer["task"]}
    cells.insert(-1, made | {"source": code, "hers": True, "settled": True})
    answer["source"] += f"\n\n{name}()\n"
    answer["settled"] = True


def marks(cells: list[dict]) -> dict[str, bool]:
    """Which tests pass, hidden ones too, the notebook run in this very process."""
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
        if cell["id"].endswith(paper.TEST):
            passed[cell["id"]] = fine
    return passed


def after_accidents(number: int) -> tuple[str, list[str], list[dict], list[dict], list[dict]]:
    """(exercise, what happened to it, its honest cells, what was handed in, what the repair made of it)."""
    luck = random.Random(number)
    slug = luck.choice(SLUGS)
    honest = handed_in(SOURCES[slug], luck)
    cells = copy.deepcopy(honest)
    happened = luck.choices(accidents.ACCIDENTS, k=luck.choice([1, 2, 3, 4, 5]))
    for accident in happened:
        accident(cells, luck)
    mended, _ = repaired(copy.deepcopy(cells), SOURCES[slug])
    honest = with_hidden_tests(honest, slug)
    return slug, [accident.__name__ for accident in happened], honest, cells, mended


def with_hidden_tests(cells: list[dict], slug: str) -> list[dict]:
    """An honest notebook with its tests as the source has them."""
    texts = {cell.id: cell.text for cell in SOURCES[slug].cells if cell.id.endswith(paper.TEST)}
    return [cell | {"source": texts.get(cell["id"], cell["source"])} for cell in cells]


def lost(cells: list[dict], mended: list[dict], slug: str) -> set[str]:
    """The lines that somebody wrote and that are nowhere any more."""
    handed_out = lines([{"source": cell.text} for cell in SOURCES[slug].cells])
    return lines(cells) - lines(mended) - handed_out


def lines(cells: list[dict]) -> set[str]:
    return {line.rstrip() for cell in cells for line in cell["source"].split("\n")}


@pytest.mark.parametrize("part", range(10))
def test_five_hundred_honest_notebooks_with_accidents_keep_their_marks_and_every_line(part):
    wrong = []
    for number in range(part, 500, 10):
        slug, happened, honest, cells, mended = after_accidents(number)
        if marks(mended) != marks(honest) or lost(cells, mended, slug) or unsaid(cells, mended):
            wrong.append((number, slug, happened))
    assert wrong == []


def unsaid(cells: list[dict], mended: list[dict]) -> set[str]:
    """The lines of the written answer that its cell does not have, of all that still say whose they are."""
    (cell,) = (cell for cell in mended if cell["id"] == "written")
    known = [
        c
        for c in cells
        if c.get("answer") == "markdown" and (c["metadata"] or c["id"] == "written")
    ]
    return (lines(known) & lines([{"source": WORDS}])) - lines([cell])


def cells_of(slug: str = "05-not-engaging") -> list[dict]:
    return handed_in(SOURCES[slug], random.Random(1))


def mended(cells: list[dict]) -> tuple[list[dict], list[str]]:
    """(the cells, every sentence about them)"""
    repair = repaired(cells, SOURCES["05-not-engaging"])
    return repair.cells, [*repair.told, *repair.doubts.values()]


def test_an_untouched_or_finished_notebook_needs_no_repair():
    cells = cells_of()
    done, notes = mended(cells)
    whole = with_hidden_tests(cells, "05-not-engaging")
    assert notes == [] and [c["source"] for c in done] == [c["source"] for c in whole]


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


ANSWER = "def give_back(received, given):\n    k = 1\n    n = 2\n    return k, n"


def give_back(*texts: str, test: int = -1) -> tuple[str, list[str], list[dict]]:
    """(the answer that counts, what is reported, all cells) where these texts are the cells of one answer,
    those from `test` on below its test. A text in brackets is a cell of the student's own."""
    cells = cells_of()
    first = cells[accidents.place(cells, "give_back")]
    cells = [cell for cell in cells if cell is not first]
    for number, text in enumerate(texts):
        made = copy.deepcopy(first) | {"id": f"part-{number}", "source": text.strip("[]")}
        made |= {"metadata": {}} if text.startswith("[") else {}
        below = test >= 0 and number >= test
        cells.insert(accidents.place(cells, "give_back-test") + below * (1 + number - test), made)
    done, notes = mended(cells)
    assert lost(cells, done, "05-not-engaging") == set()
    return done[accidents.place(done, "give_back")]["source"], notes, done


@pytest.mark.parametrize(
    "own", ["[x = 3]", "[]", "[print(1]", "[for row in []:]", "[def mine(a):\n    return a]"]
)
def test_a_cell_of_her_own_between_two_halves_does_not_part_them(own):
    cut = ANSWER.index("    n")
    answer, notes, done = give_back(ANSWER[: cut - 1], own, ANSWER[cut:])
    assert answer == ANSWER
    assert notes == ["The answer cell give_back was split, and is one again."]
    assert any(cell["source"] == own.strip("[]") for cell in done)


def test_a_scratch_copy_between_two_halves_does_not_part_them_and_stays_above():
    older = ANSWER.replace("k = 1", "k = 7")
    first, last = ANSWER.split("    n = 2\n")
    answer, notes, done = give_back(first.rstrip(), older, "    n = 2\n" + last)
    assert answer == ANSWER
    assert "with different answers; the last complete one before its test counts" in notes[-1]
    places = [i for i, cell in enumerate(done) if cell["source"] == older]
    assert places and places[0] < accidents.place(done, "give_back")


def test_a_half_that_lost_its_metadata_and_a_half_that_was_moved_up_are_found():
    first, last = ANSWER.split("    n = 2\n")
    assert give_back(first.rstrip(), "[    n = 2\n" + last)[0] == ANSWER
    assert give_back("    n = 2\n" + last, first.rstrip())[0] == ANSWER


def test_an_earlier_attempt_at_a_half_gives_way_to_the_one_below_it():
    first, last = ANSWER.split("    n = 2\n")
    assert give_back(first.rstrip(), "    n = 8\n" + last, "    n = 2\n" + last)[0] == ANSWER


def test_of_two_whole_answers_the_last_one_before_the_test_counts():
    older, newer = ANSWER.replace("1", "7"), ANSWER.replace("1", "8")
    assert give_back(older, ANSWER, newer, test=2)[0] == ANSWER
    assert give_back(older, ANSWER, "def give_back(received", test=2)[0] == ANSWER


def test_imports_that_were_cut_off_and_moved_below_run_before_the_answer_again():
    _, _, done = give_back(ANSWER, "import math", test=1)
    texts = [cell["source"] for cell in done]
    assert texts.index("import math") < texts.index(ANSWER)


def test_a_middle_half_that_lost_its_metadata_and_was_moved_away_is_found():
    head, middle, tail = (
        "def give_back(received, given):",
        "    k = 1\n    n = 2",
        "    return k, n",
    )
    assert give_back(head, tail, f"[{middle}]", test=2)[0] == ANSWER


def test_the_half_of_another_task_is_left_to_it():
    cells = cells_of()
    place = accidents.place(cells, "honest_median")
    cells[accidents.place(cells, "give_back")]["source"] = (
        "def give_back(received, given):\n    k = 1"
    )
    half = "def honest_median(waits):\n    n = 1"
    cells[place]["source"] = half
    rest = {"cell_type": "code", "id": "rest", "metadata": {}, "source": "    return n"}
    done, _ = mended([*cells[: place + 1], rest, *cells[place + 1 :]])
    assert done[accidents.place(done, "honest_median")]["source"] == f"{half}\n    return n"


def test_without_any_metadata_or_ids_the_texts_tell_which_cell_is_which():
    cells = cells_of()
    wanted = marks(mended(cells)[0])
    accidents.stripped(cells, random.Random(0))
    accidents.renamed(cells, random.Random(0))
    done, notes = mended(cells)
    assert marks(done) == wanted and len(done) == len(cells)
    assert done[accidents.place(done, "written")]["source"] == WORDS


def test_halves_of_a_test_that_lost_their_metadata_leave_nothing_behind():
    cells = cells_of()
    place = accidents.place(cells, "answered-test")
    lines_of_test = cells[place]["source"].split("\n")
    rest = {"cell_type": "code", "id": "rest", "metadata": {}}
    cells.insert(place + 1, rest | {"source": "\n".join(lines_of_test[5:])})
    cells[place]["source"] = "\n".join(lines_of_test[:5])
    done, notes = mended(cells)
    assert len(done) == len(cells) - 1
    assert notes == ["The test cell answered-test was split, and is one again."]


def test_what_was_typed_into_a_test_is_kept_as_text_and_not_run():
    cells = cells_of()
    place = accidents.place(cells, "answered-test")
    cells[place]["source"] += "\nanswered = None"
    done, _ = mended(cells)
    kept = done[accidents.place(done, "answered-test") + 1]
    assert (kept["cell_type"], kept["source"]) == ("raw", "answered = None")


def test_hundreds_of_broken_halves_are_not_tried_in_every_order():
    halves = [f"    x{n} = (" for n in range(200)] + [f"    y{n} = 1" for n in range(200)]
    tried = 0

    def counted(*arguments):
        nonlocal tried
        tried += 1
        return parse(*arguments)

    parse = ast.parse
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ast, "parse", counted)
        give_back("def give_back(received, given):", *halves)
    assert tried < 20_000


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
