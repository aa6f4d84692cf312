"""Honest accidents cost no point: put right by themselves or, where that is not sure, for a person to see."""

from __future__ import annotations

import ast
import contextlib
import copy
import io
import itertools
import random
import re
from dataclasses import dataclass, replace
from unittest import mock

import pytest

from course_lib.exercises import script
from course_lib.grading.configuration import course
from course_lib.grading.notebook import source
from course_lib.grading.notebook.repair import repaired
from tests.grading.corpus import ROOT, SLUGS, answers
from tests.grading.notebook import accidents

SOURCES = {slug: source.read(course(ROOT), slug) for slug in SLUGS}
NOTEBOOKS = 1_000
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
            made["source"] = cell.released
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
    names, passed = script.fresh(), {}
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        fine = True
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                script.run(cell["source"], names, cell["id"])
            except Exception:
                fine = False
        if cell["id"].endswith(script.TEST):
            passed[cell["id"]] = fine
    return passed


@dataclass(frozen=True)
class Outcome:
    """What became of a notebook after accidents."""

    slug: str
    accidents: list[str]
    right: bool
    flagged: bool
    lost: set[str]  # lines

    @property
    def by_itself(self) -> bool:
        return self.right and not self.flagged


def after_accidents(number: int) -> Outcome:
    """The outcome for a finished notebook, of any exercise, with one accident to five."""
    luck = random.Random(number)
    slug = luck.choice(SLUGS)
    honest = handed_in(SOURCES[slug], luck)
    cells = copy.deepcopy(honest)
    happened = luck.choices(accidents.ACCIDENTS, k=1 + number % 5)
    for accident in happened:
        accident(cells, luck)
    repair = repaired(copy.deepcopy(cells), SOURCES[slug])
    honest = with_hidden_tests(honest, slug)
    same = code(repair.cells) == code(honest) or marks(repair.cells) == marks(honest)
    return Outcome(
        slug,
        [accident.__name__ for accident in happened],
        same and not unsaid(cells, repair.cells),
        bool(repair.doubts),
        lost(cells, repair.cells, slug),
    )


def code(cells: list[dict]) -> list[str]:
    """What runs, without the scraps that bring no name and change none."""
    texts = (cell["source"] for cell in cells if cell["cell_type"] == "code")
    return [text for text in texts if text not in accidents.SCRAPS]


def with_hidden_tests(cells: list[dict], slug: str) -> list[dict]:
    """An honest notebook with its tests as the source has them."""
    texts = {cell.id: cell.text for cell in SOURCES[slug].cells if cell.id.endswith(script.TEST)}
    return [cell | {"source": texts.get(cell["id"], cell["source"])} for cell in cells]


def lost(cells: list[dict], mended: list[dict], slug: str) -> set[str]:
    """The lines that somebody wrote and that are nowhere any more."""
    handed_out = lines([{"source": cell.text} for cell in SOURCES[slug].cells])
    return lines(cells) - lines(mended) - handed_out


def lines(cells: list[dict]) -> set[str]:
    return {line.rstrip() for cell in cells for line in cell["source"].split("\n")}


@pytest.fixture(scope="module")
def outcomes():
    """Of a thousand honest notebooks."""
    return [after_accidents(number) for number in range(NOTEBOOKS)]


def test_no_honest_notebook_is_marked_wrongly_without_a_word(outcomes):
    assert [one for one in outcomes if not one.right and not one.flagged] == []


def test_no_line_of_an_honest_notebook_is_lost(outcomes):
    assert [one for one in outcomes if one.lost] == []


def test_after_a_single_accident_nearly_all_are_right_by_themselves(outcomes):
    single = [one for one in outcomes if len(one.accidents) == 1]
    assert sum(one.by_itself for one in single) >= 0.95 * len(single)


def test_after_several_accidents_most_are_right_by_themselves(outcomes):
    assert sum(one.by_itself for one in outcomes) >= 0.85 * len(outcomes)


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
    return repair.cells, [*repair.notes, *repair.doubts.values()]


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
def test_a_cell_of_her_own_between_two_fragments_does_not_part_them(own):
    cut = ANSWER.index("    n")
    answer, notes, done = give_back(ANSWER[: cut - 1], own, ANSWER[cut:])
    assert answer == ANSWER
    assert notes == ["The answer cell give_back was split, and is one again."]
    assert any(cell["source"] == own.strip("[]") for cell in done)


FIRST, LAST = ANSWER.split("    n = 2\n")


@pytest.mark.parametrize(
    "texts",
    [
        (FIRST.rstrip(), ANSWER.replace("k = 1", "k = 7"), "    n = 2\n" + LAST),
        (FIRST.rstrip(), "    n = 8\n" + LAST, "    n = 2\n" + LAST),
        (ANSWER.replace("k = 1", "k = 7"), FIRST.rstrip(), "    n = 2\n" + LAST),
        ("def give_back(received, given):", "    return k, n", "[    k = 1\n    n = 2]"),
        ("def give_back(received, given):", "    k = 1", "    n = 2", "    return k, n"),
        ("    n = 2\n" + LAST, FIRST.rstrip()),
        (FIRST.rstrip(), "    print(k)", "    n = 2\n    print(n)"),
    ],
)
def test_what_could_be_put_together_in_several_ways_is_shown_to_the_instructor(texts):
    _, notes, done = give_back(*texts)
    assert any(note.startswith("give_back: ") for note in notes)
    assert all(any(text.strip("[]") in cell["source"] for cell in done) for text in texts)


def test_an_older_version_stands_above_the_one_that_counts_and_cannot_undo_it():
    older = ANSWER.replace("k = 1", "k = 7")
    answer, notes, done = give_back(older, ANSWER)
    assert answer == ANSWER
    assert "with different answers; the last complete one before its test counts" in notes[-1]
    places = [i for i, cell in enumerate(done) if cell["source"] == older]
    assert places and places[0] < accidents.place(done, "give_back")


@pytest.mark.parametrize("own", ["", "[x = 3]", "[print(1]"])
def test_a_fragment_that_lost_its_metadata_is_found_below_the_first(own):
    texts = [FIRST.rstrip(), *([own] if own else []), "[    n = 2\n" + LAST + "]"]
    answer, notes, _ = give_back(*texts)
    assert answer == ANSWER and notes == ["The answer cell give_back was split, and is one again."]


def test_of_two_whole_answers_the_last_one_before_the_test_counts():
    older, newer = ANSWER.replace("1", "7"), ANSWER.replace("1", "8")
    assert give_back(older, ANSWER, newer, test=2)[0] == ANSWER
    assert give_back(older, ANSWER, "def give_back(received", test=2)[0] == ANSWER


@pytest.mark.parametrize("own", [[], ["[x = 3]"], ["[print(1]"]])
def test_a_rest_that_a_locked_cell_says_too_is_left_to_the_answer_above_it(own):
    data = next(cell.text for cell in SOURCES["05-not-engaging"].cells if cell.id == "data")
    (rest,) = (line for line in data.split("\n") if line.startswith("    return"))
    first = "def give_back(received, given):\n    frame = received"
    answer, notes, _ = give_back(first, *own, f"[{rest}")
    assert answer == f"{first}\n{rest}"
    assert notes == ["The answer cell give_back was split, and is one again."]


@pytest.mark.parametrize("name", ["answered", "honest_median"])
@pytest.mark.parametrize("filled", [True, False])
def test_a_rest_that_lies_below_another_answer_is_a_doubt_about_its_own(name, filled):
    cells = cells_of()
    cells[accidents.place(cells, "give_back")]["source"] = "def give_back(received, given):"
    other = cells[accidents.place(cells, name)]
    blank = next(cell.text for cell in SOURCES["05-not-engaging"].cells if cell.id == name)
    other["source"] = f"def {name}(*_):\n    return 1" if filled else blank
    rest = {
        "cell_type": "code",
        "id": "rest",
        "metadata": {},
        "source": "    k = 1\n    return k, 2",
    }
    cells.insert(accidents.place(cells, name) + 1, rest)
    done, notes = mended(cells)
    assert any(note.startswith("give_back: ") for note in notes)
    assert done[accidents.place(done, name)]["source"] == other["source"]


@pytest.mark.parametrize("test", [-1, 1])
@pytest.mark.parametrize(
    "more", ["import cmath", "HALF = 0.5\n\n\ndef half(a):\n    return a * HALF", "my_own(1)"]
)
def test_lines_that_were_cut_off_a_whole_answer_run_where_they_stand(more, test):
    answer, notes, done = give_back(ANSWER, more, test=test)
    (place,) = (i for i, cell in enumerate(done) if cell["source"] == more)
    below = accidents.place(done, "give_back-test") < place
    assert answer == ANSWER and done[place]["cell_type"] == "code" and below == (test == 1)
    assert not any(note.startswith("give_back: ") for note in notes)
    texts = [cell["source"] for cell in give_back(more, ANSWER)[2]]
    assert texts.index(more) < texts.index(ANSWER)


@pytest.mark.parametrize("test", [-1, 1])
@pytest.mark.parametrize(
    ("answer", "more"),
    [
        ("def give_back(received, given, k=cmath.pi):\n    return k", "import cmath"),
        ("@cache\ndef give_back(received, given):\n    return 1", "from functools import cache"),
        ("LIST = [mine]\n\n\ndef give_back(received, given):\n    return 1", "mine = 1"),
        ("def give_back(received, given):\n    return cmath.pi", "import cmath"),
    ],
)
def test_lines_that_an_answer_needs_and_that_stand_below_it_are_a_doubt(answer, more, test):
    _, notes, _ = give_back(answer, more, test=test)
    assert any(note.startswith("give_back: ") for note in notes)


@pytest.mark.parametrize("test", [1, 2])
def test_different_answers_above_and_below_the_test_are_a_doubt(test):
    older, newer = ANSWER.replace("1", "7"), ANSWER.replace("1", "8")
    answer, notes, _ = give_back(older, ANSWER, newer, test=test)
    assert answer == (older, ANSWER)[test - 1]
    assert any(note.startswith("give_back: ") for note in notes)


@pytest.mark.parametrize(
    "texts",
    [
        (ANSWER.split("    n = 2\n")[0], ANSWER.replace("1", "7")),  # the rest of the first is gone
        (ANSWER.replace("1", "7"), "def give_back(received, given):\n    k = ["),
        (ANSWER, "def give_back(received, given):\n    pass"),
    ],
)
def test_a_beginning_beside_a_whole_answer_is_a_doubt(texts):
    _, notes, done = give_back(*texts)
    assert any(note.startswith("give_back: ") for note in notes)
    assert {cell["source"] for cell in done} >= {text.strip("[]") for text in texts}


@pytest.mark.parametrize("name", ["answered", "give_back", "honest_median", "written"])
def test_an_answer_that_is_gone_is_a_doubt_and_not_a_nought(name):
    cells = [cell for cell in cells_of() if cell["id"] != name]
    done, notes = mended(cells)
    assert f"{name}: the answer's cell was gone, and was put back empty." in notes
    assert done[accidents.place(done, name)]["metadata"]


@pytest.mark.parametrize("place", [0, 5, 12])
def test_words_of_their_own_where_the_written_answer_is_empty_are_a_doubt(place):
    cells = cells_of()
    cell = cells[accidents.place(cells, "written")]
    cell["source"] = text_of("written")
    cells.insert(place, {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": WORDS})
    assert any(note.startswith("written: nothing was written there") for note in mended(cells)[1])


@pytest.mark.parametrize("kind", ["code", "raw", "markdown"])
@pytest.mark.parametrize("name", ["written-story", "title", "give_back-hints", "data", "mine"])
def test_words_in_any_other_cell_are_a_doubt_too_and_code_is_none(name, kind):
    cells = cells_of()
    cells[accidents.place(cells, "written")]["source"] = text_of("written")
    cells.insert(4, {"cell_type": kind, "id": "mine", "metadata": {}, "source": ""})
    cell = cells[accidents.place(cells, name)]
    nothing = "1 + 1" if kind == "code" else cell["source"]
    for words, doubts in ((f"{cell['source']}\n\n{WORDS}", ["written"]), (nothing, [])):
        cell |= {"cell_type": kind, "source": words}
        assert [*repaired(cells, SOURCES["05-not-engaging"]).doubts] == doubts


@pytest.mark.parametrize("words", ["# My own.\n# Words.", "'''My own.'''", "%%markdown\nMy own."])
def test_words_in_a_cell_of_code_are_a_doubt_however_they_are_kept_from_running(words):
    cells = cells_of()
    cells[accidents.place(cells, "written")]["source"] = text_of("written")
    cells.append({"cell_type": "code", "id": "mine", "metadata": {}, "source": words})
    assert [*repaired(cells, SOURCES["05-not-engaging"]).doubts] == ["written"]


@pytest.mark.parametrize("name", ["answered", "give_back", "honest_median"])
@pytest.mark.parametrize("typed", ["import cmath as helper", "def helper():\n    return 1"])
@pytest.mark.parametrize("locked", ["data", "people-data", "answered-test", "honest_median-test"])
def test_an_answer_that_uses_what_was_typed_into_a_locked_cell_is_a_doubt(locked, typed, name):
    cells = cells_of()
    cells[accidents.place(cells, name)]["source"] = f"def {name}(*_):\n    return helper()"
    cell = cells[accidents.place(cells, locked)]
    cell["source"] = f"{typed}\n{cell['source']}"
    assert [*repaired(cells, SOURCES["05-not-engaging"]).doubts] == [f"{name}-test"]


@pytest.mark.parametrize("name", ["answered", "give_back", "honest_median"])
def test_an_answer_that_uses_what_only_a_cell_below_makes_is_a_doubt(name):
    cells = cells_of()
    cells[accidents.place(cells, name)]["source"] = f"def {name}(*_):\n    return helper()"
    helper = {
        "cell_type": "code",
        "id": "h",
        "metadata": {},
        "source": "def helper():\n    return 1",
    }
    why = "which only a cell below makes, or a raw one"
    assert f"{name}: it uses helper, {why}." in mended([*cells, helper])[1]
    assert mended([helper, *cells])[1] == []


@pytest.mark.parametrize("first", ["people-data", "give_back-test", "answered-test"])
def test_an_answer_merged_with_a_locked_cell_is_a_doubt_and_kept_as_text(first):
    cells = cells_of()
    answer = cells.pop(accidents.place(cells, "give_back"))
    cells[accidents.place(cells, first)]["source"] += f"\n\n{answer['source']}"
    done, notes = mended(cells)
    assert "give_back: the answer's cell was gone, and was put back empty." in notes
    assert lost(cells, done, "05-not-engaging") == set()
    assert "def give_back" in done[accidents.place(done, first) + 1]["source"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "  \n", "\n\n"])
def test_other_ends_of_lines_change_nothing(end):
    cells = cells_of()
    wanted = marks(mended(cells)[0])
    for cell in cells:
        cell["source"] = cell["source"].replace("\n", end)
    done, notes = mended(cells)
    assert marks(done) == wanted and notes == []


def test_the_fragment_of_another_task_is_left_to_it():
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


def test_fragments_of_a_test_that_lost_their_metadata_leave_nothing_behind():
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


@pytest.mark.parametrize("name", ["answered", "give_back", "honest_median"])
@pytest.mark.parametrize("typed", [f"{ANSWER}\n\n", "!ls\ndef NAME(", "NAME = lambda: 1\n"])
def test_an_answer_that_was_typed_into_a_test_is_a_doubt_and_not_a_nought(typed, name):
    cells = cells_of()
    cell = cells[accidents.place(cells, f"{name}-test")]
    cell["source"] = typed.replace("give_back", name).replace("NAME", name) + cell["source"]
    assert [*repaired(cells, SOURCES["05-not-engaging"]).doubts] == [f"{name}-test"]


@pytest.mark.parametrize("name", ["answered", "give_back", "honest_median"])
@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_an_answer_that_was_made_text_is_a_doubt_where_it_is_no_python(kind, name):
    cells = cells_of()
    cell = cells[accidents.place(cells, name)]
    code = cell["source"]
    for words, doubts in ((f"```python\n{code}\n```", [f"{name}-test"]), (code, [])):
        cell |= {"cell_type": kind, "source": words}
        assert [*repaired(cells, SOURCES["05-not-engaging"]).doubts] == doubts


@pytest.mark.parametrize("name", ["answered", "give_back", "honest_median"])
def test_an_answer_merged_with_the_story_above_it_is_a_doubt_and_not_a_nought(name):
    cells = cells_of()
    cell = cells[accidents.place(cells, name)]
    cell["source"] = f"{text_of(f'{name}-story')}\n\n{cell['source']}"
    assert [*repaired(cells, SOURCES["05-not-engaging"]).doubts] == [f"{name}-test"]


TASKS = ("answered", "give_back", "honest_median")


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize(("name", "other"), [*itertools.permutations(TASKS, 2)])
def test_an_answer_in_the_cell_of_another_is_a_doubt_and_not_a_nought(name, other, blank):
    cells = cells_of()
    cells[accidents.place(cells, name)]["source"] = "" if blank else text_of(name)
    cells[accidents.place(cells, other)]["source"] += f"\n\ndef {name}(*_):\n    return 1"
    assert [*repaired(cells, SOURCES["05-not-engaging"]).doubts] == [f"{name}-test"]


@pytest.mark.parametrize("place", [0, 5, -1])
def test_all_answers_in_one_cell_are_no_nought(place):
    cells = cells_of()
    every = "\n\n".join(f"def {name}(*_):\n    return 1" for name in TASKS)
    for name in TASKS:
        cells[accidents.place(cells, name)]["source"] = text_of(name)
    cells.insert(place, {"cell_type": "code", "id": "mine", "metadata": {}, "source": every})
    repair = repaired(cells, SOURCES["05-not-engaging"])
    (counts,) = [cell["id"] for cell in repair.cells if cell["source"] == every]
    assert {*repair.doubts} == {f"{name}-test" for name in TASKS} - {f"{counts}-test"}


def text_of(name: str) -> str:
    """A cell of the exercise, as it was handed out."""
    return next(cell.text for cell in SOURCES["05-not-engaging"].cells if cell.id == name)


def test_of_hundreds_of_fragments_none_is_tried_with_another():
    fragments = [f"    x{n} = (" for n in range(200)] + [f"    y{n} = 1" for n in range(200)]
    with mock.patch("ast.parse", wraps=ast.parse) as parse:
        give_back("def give_back(received, given):", *fragments)
    assert parse.call_count < 2_000


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


@pytest.mark.parametrize("name", ["answered", "give_back", "honest_median", "written"])
def test_a_doubt_names_the_grade_that_it_is_about(name):
    cells = [cell for cell in cells_of() if cell["id"] != name]
    (grade,) = repaired(cells, SOURCES["05-not-engaging"]).doubts
    assert grade == (name if name == "written" else f"{name}-test")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_doubt_about_an_answer_is_one_about_each_of_its_grades(slug):
    grades = {cell.id for cell in SOURCES[slug].cells if cell.about.get("grade")}
    doubts = []
    for name in [cell.id for cell in SOURCES[slug].cells if cell.answer]:
        repair = repaired([c for c in cells_of(slug) if c["id"] != name], SOURCES[slug])
        own = {grade for grade in grades if re.fullmatch(rf"{name}(-.*)?", grade)}
        assert set(repair.doubts) == own
        doubts += repair.doubts
    assert sorted(doubts) == sorted(grades)


@pytest.mark.parametrize("name", ["answered", "give_back", "honest_median"])
@pytest.mark.parametrize("damage", ["gone", "in pieces", "helped from below"])
def test_what_is_wrong_with_an_answer_that_no_grade_hangs_on_is_told_and_no_doubt(damage, name):
    whole = SOURCES["05-not-engaging"]
    place = [cell.id for cell in whole.cells].index(name)
    ungraded = replace(whole, cells=whole.cells[: place + 1])
    cells = [cell for cell in cells_of() if cell["id"] in {one.id for one in ungraded.cells}]
    cell = cells[accidents.place(cells, name)]
    if damage == "gone":
        cells.remove(cell)
    elif damage == "in pieces":
        cells += [cell | {"id": "b", "source": "    k = 1"}, cell | {"id": "c", "source": "    n"}]
        cell["source"] = f"def {name}():"
    else:
        cell["source"] = f"def {name}(*_):\n    return helper()"
        own = {"cell_type": "code", "id": "h", "metadata": {}, "source": "helper = len"}
        cells.append(own)
    repair = repaired(cells, ungraded)
    graded = {one.id for one in ungraded.cells if one.about.get("grade")}
    assert set(repair.doubts) <= graded
    assert any(f"{name}: " in sentence for sentence in [*repair.notes, *repair.doubts.values()])


@pytest.mark.parametrize("kind", ["odd\x1b[2J" * 9000, ["code"], None, 7])
def test_a_cell_of_no_kind_is_text_and_moves_no_cursor(kind):
    cells = cells_of()
    cells[accidents.place(cells, "answered")]["cell_type"] = kind
    assert mended(cells)[1] == ["The answer cell answered was made raw, and is code again."]


def test_nothing_that_a_student_wrote_is_lost():
    cells = cells_of()
    cells.insert(3, {"cell_type": "code", "metadata": {}, "id": "mine", "source": "mine = 1"})
    cells.append({"cell_type": "odd", "metadata": None, "id": 3, "source": ["a", "b"]})
    done, _ = mended(cells)
    assert done[3]["source"] == "mine = 1" and done[-1]["source"] == "ab"
