"""The course's pages as they are written: order, states, what to go on with, and what each cell is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from course_lib import catalogue, progress
from course_lib.commands import cells, extension, fragments, home, neighbours
from course_lib.commands.environment import ROOT
from course_lib.widgets.decide import WORDING as PLAN_LINE
from course_lib.words import PLAN, START

NOTEBOOKS = [*ROOT.glob("lessons/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb")]
LESSON = "lessons/05-not-engaging.ipynb"


@pytest.fixture(autouse=True)
def own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFF_TARGET_PROGRESS", str(tmp_path / "my-progress.json"))


def read(path: str) -> list[dict[str, Any]]:
    return json.loads((ROOT / path).read_bytes())["cells"]


def page() -> home.Course:
    course = home.course(ROOT)
    assert course is not None
    return course


def score(number: int) -> None:
    """Answer the four statements of a lesson, and the question that comes with a verdict."""
    from course_lib.widgets import entries

    reason = catalogue.reason(number)
    for statement in reason.statements:
        reply = {"answer": "usually", "evidence": ""}
        progress.save(f"{number:02}.self_score.{statement.id}", statement.text, reply)
    gate = next(one.id for one in reason.gate.options if one.means in ("problem", "fine"))
    progress.save(f"{number:02}.own_numbers", entries.wording(reason), {"gate": gate})


def states() -> dict[neighbours.Stop, str]:
    return {lesson.stop: lesson.state for lesson in page().lessons}


def test_the_lessons_come_in_teaching_order_by_name_and_place() -> None:
    lessons = page().lessons
    assert [lesson.stop for lesson in lessons] == list(neighbours.order())
    assert [lesson.name for lesson in lessons] == [
        neighbours.names(stop)[0] for stop in neighbours.order()
    ]
    places = [lesson.place for lesson in lessons if lesson.place]
    assert places == [f"{n} of {len(places)}" for n in range(1, len(places) + 1)]
    assert all((ROOT / lesson.path).is_file() and lesson.minutes for lesson in lessons)


def test_nothing_a_learner_reads_there_is_the_number_of_a_file() -> None:
    score(5)
    words = re.sub(r"<[^>]*>", " ", fragments.home(page()))
    numbers = {int(number) for number in re.findall(r"\d+", words)}
    # Of the next lesson: its place, of how many, and its minutes.
    assert numbers <= {11, len(catalogue.teaching_order()), page().onward.minutes}


def test_a_fresh_course_begins_at_the_start() -> None:
    assert set(states().values()) == {home.NEW}
    assert page().onward.stop == START
    assert "Begin: Start here" in fragments.home(page())


def test_a_lesson_is_done_once_it_was_scored_and_has_a_verdict() -> None:
    progress.save("05.decide", PLAN_LINE, {"if": "it is nine"})
    assert states()[5] == home.BEGUN
    score(5)
    assert states()[5] == home.DONE
    assert states()[START] == home.DONE


@pytest.mark.parametrize(
    "key, stop, state",
    [
        ("checkpoint.purpose", "Checkpoint: Purpose", home.DONE),
        ("checkpoint.measure.lines", "Checkpoint: Measure", home.BEGUN),
        ("mystery.board", neighbours.MYSTERY, home.BEGUN),
        ("mystery.7", neighbours.MYSTERY, home.DONE),
        ("99.review.05", PLAN, home.BEGUN),
        ("99.plan", PLAN, home.DONE),
    ],
)
def test_what_is_no_reasons_is_begun_and_done_by_its_own_answers(
    key: str, stop: neighbours.Stop, state: str
) -> None:
    progress.save(key, "a question", {})
    assert states()[stop] == state
    assert list(states().values()).count(home.NEW) == len(states()) - 2  # the start is done by then


def test_one_goes_on_with_the_lesson_worked_on_last_and_then_with_the_next() -> None:
    score(2)
    progress.save("05.decide", PLAN_LINE, {"if": "it is nine"})
    assert page().onward.stop == 5
    score(5)
    assert page().onward.stop == 4


def test_the_scorecard_is_there_once_there_is_something_in_it() -> None:
    assert "ot-score" not in fragments.home(page())
    score(5)
    assert '<dt data-verdict="problem">problem</dt><dd>Not engaging</dd>' in fragments.home(page())


def test_the_end_of_a_lesson_says_what_came_of_it_and_what_is_next() -> None:
    lesson = page().at(LESSON)
    assert lesson is not None
    assert fragments.end(home.outcome(lesson), None).count("nothing yet") == 3
    score(5)
    progress.save("05.decide", PLAN_LINE, {"if": "<b>it is nine", "then": "answer"})
    end = fragments.end(home.outcome(lesson), page().after(lesson))
    assert "8 of 12" in end and "Problem. " in end
    assert "If &lt;b&gt;it is nine, then I answer" in end
    assert "Next: Selling, not engaging" in end


def test_after_the_last_lesson_there_is_none() -> None:
    assert page().after(page().lessons[-1]) is None


def test_a_folder_without_the_course_has_no_pages(tmp_path: Path) -> None:
    assert home.course(tmp_path) is None


@pytest.mark.parametrize("place", ["", "off-target/"])
def test_the_course_is_found_where_it_was_pulled_to(tmp_path: Path, place: str) -> None:
    (tmp_path / place / "lessons").mkdir(parents=True)
    (tmp_path / place / "lessons/00-start-here.ipynb").write_text("not even a notebook")
    assert home.place(tmp_path) == place
    course = home.course(tmp_path)
    assert course is not None and course.lessons[1].path == f"{place}lessons/01-no-why.ipynb"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_is_of_one_kind_and_a_lesson_as_it_was_laid_is_the_courses(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    said = home.cells_of(ROOT, name, read(name))
    assert said["ours"] == name.startswith("lessons/"), "run `course refresh notebooks`"
    assert set(said["kinds"]) <= set(cells.KINDS)
    # A checkpoint is about one business, and nothing in it is to be changed.
    assert (cells.YOURS in said["kinds"]) != path.stem.startswith("checkpoint-")


EDITS = {
    "a changed cell": lambda code: code[3].update(source=["import os"]),
    "one more cell": lambda code: code.append({**code[0], "source": ["import os"]}),
    "one less": lambda code: code.pop(),
    "another order": lambda code: code.insert(0, code.pop()),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_lesson_with_other_code_is_not_the_courses(edit: Any) -> None:
    code = [cell for cell in read(LESSON) if cell["cell_type"] == "code"]
    edit(code)
    assert not home.cells_of(ROOT, LESSON, code)["ours"]


def test_code_that_the_course_never_laid_is_open_to_whoever_wrote_it() -> None:
    code = [cell for cell in read(LESSON) if cell["cell_type"] == "code"]
    code[3]["source"] = ["mine = 1"]
    assert home.cells_of(ROOT, LESSON, code)["kinds"][3] == cells.YOURS
    stranger = home.cells_of(ROOT, "notes/a.ipynb", code)
    assert stranger == {"ours": False, "kinds": [cells.YOURS] * len(code)}


@pytest.mark.parametrize(
    "source, kind",
    [
        ("recall(5)", cells.PANEL),
        ("mine = plan(here)", cells.PANEL),
        ("chart(5, here, guess(5, here))", cells.PANEL),
        ("from course_lib import shop\n\nhere = shop('oak-street')", cells.PANEL),
        ("print(tell(wilson(2, 20), 'share'))", cells.COUNT),
        (
            "from course_lib.reasons.r05_not_engaging.sign import answered\n\nanswered(1)",
            cells.COUNT,
        ),
        ("recall(5)\n1 + 1", cells.COUNT),
    ],
)
def test_code_that_draws_is_told_from_code_that_counts(source: str, kind: str) -> None:
    assert cells.kind({"cell_type": "code", "metadata": {}, "source": source}) == kind


def test_a_new_version_of_the_extension_has_a_new_address() -> None:
    package = json.loads(extension.PACKAGE.read_text(encoding="utf-8"))
    load = package["jupyterlab"]["_build"]["load"]
    assert load == f"static/course.js?v={extension.digest()}", "run `course refresh notebooks`"
