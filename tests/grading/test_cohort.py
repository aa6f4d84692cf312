"""Every answer of the corpus gets what it deserves on two cohorts' data, run in this process."""

from __future__ import annotations

import re

import nbformat
import pytest

from course_lib.exercises import cohort, script
from course_lib.exercises.handouts import slugs
from course_lib.expectation import NotAttempted, NotRight
from tests.grading.corpus import ROOT, Answer, answers

SLUGS = slugs(ROOT)
COMMITTED, ANOTHER = 2026, 7


def solution(slug: str) -> nbformat.NotebookNode:
    return script.read(ROOT / "solutions" / slug / f"{slug}.ipynb")


def drawn(slug: str, seed: int) -> nbformat.NotebookNode:
    """The solution with the data of one cohort in its hidden tests."""
    notebook = solution(slug)
    cohort.fill(notebook, ROOT / "solutions" / slug, seed)
    return notebook


def told(answer: Answer, names: dict, tests: str) -> str | None:
    """What the test cell says of an answer; None if it is content."""
    mine = dict(names)
    script.run(answer.source, mine, answer.function)
    try:
        script.run(tests, mine, f"{answer.function}-test")
    except (NotRight, NotAttempted) as said:
        return str(said)
    return None


def fair(answer: Answer, said: str | None) -> bool:
    return said is None if answer.kind == "right" else said is not None and answer.says in said


@pytest.mark.parametrize("seed", [COMMITTED, ANOTHER])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_answer_gets_what_it_deserves_whatever_the_cohort(slug, seed):
    notebook = drawn(slug, seed)
    for name, names in script.stages(notebook).items():
        tests = script.source(notebook, f"{name}-test")
        for answer in answers(slug, name):
            said = told(answer, names, tests)
            assert fair(answer, said), f"{name}, {answer.kind}: {answer.label}: heard {said!r}"


@pytest.mark.parametrize("slug", SLUGS)
def test_a_cohorts_data_alone_know_an_untouched_starter_and_most_wrong_answers(slug):
    notebook = drawn(slug, ANOTHER)
    starters = script.read(ROOT / "exercises" / slug / f"{slug}.ipynb")
    nothing = {"expect": lambda *_, **__: None, "expect_that": lambda *_, **__: None}
    for name, names in script.stages(notebook).items():
        tests = script.source(notebook, f"{name}-test")
        starter = Answer(name, "untouched", "", "", script.source(starters, name))
        assert f"{name} is not attempted yet" in (told(starter, names | nothing, tests) or "")
        wrong = [answer for answer in answers(slug, name) if answer.kind == "wrong"]
        caught = [answer for answer in wrong if told(answer, names | nothing, tests)]
        assert len(caught) > len(wrong) / 2, name


@pytest.mark.parametrize("slug", SLUGS)
def test_the_committed_data_are_those_of_the_committed_seed(slug):
    assert drawn(slug, COMMITTED) == solution(slug), "run `course cohort --seed 2026`"


@pytest.mark.parametrize("slug", SLUGS)
def test_another_seed_draws_other_data_and_changes_nothing_else(slug):
    tests = {f"{name}{script.TEST}" for name in script.functions(solution(slug))}
    for one, other in zip(solution(slug).cells, drawn(slug, ANOTHER).cells, strict=True):
        if one.id in tests:
            (mine,), (theirs,) = (cohort.PLACE.findall(cell.source) for cell in (one, other))
            assert mine != theirs, one.id
            assert one.source.replace(mine, "") == other.source.replace(theirs, "")
        else:
            assert one == other


@pytest.mark.parametrize("slug", SLUGS)
def test_a_cohorts_cases_are_among_the_hidden_tests(slug):
    notebook = solution(slug)
    for name in script.functions(notebook):
        tests = script.source(notebook, f"{name}-test")
        shown, hidden = tests.split("### BEGIN HIDDEN TESTS")
        assert "cohort" not in shown
        assert re.search(rf"^expect_each\(\s*{name},\s*cohort,", hidden, re.MULTILINE)


def test_nbgrader_hands_out_neither_cohort_py_nor_its_data(course):
    here = course("05-not-engaging")
    assert (here.folder / "solutions" / here.slug / cohort.FILE).is_file()
    here.nbgrader("generate_assignment", here.slug)
    here.nbgrader("release_assignment", here.slug, f"--Exchange.root={here.exchange}")
    for place in (here.folder / "exercises", here.exchange):
        released = {path.name for path in place.rglob("*") if path.is_file()}
        assert released == {f"{here.slug}.ipynb"}
    assert "cohort" not in here.notebook("exercises").read_text(encoding="utf-8")
