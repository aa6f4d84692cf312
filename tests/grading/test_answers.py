"""The graders are graded: nbgrader's own autograde marks the answers that people give (tests/answers).

Its kernels are warm, which changes nothing but the time: test_warm_outputs.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from course_lib.exercises import cohort, script
from course_lib.exercises import handouts as exercises
from tests.grading.corpus import ANSWERS, ROOT, SLUGS, Answer, answers


def functions(slug: str) -> list[str]:
    return script.functions(script.read(ROOT / "solutions" / slug / f"{slug}.ipynb"))


def submissions(slug: str) -> dict[str, list[Answer]]:
    """Students by name: one hands in the untouched starter, the i-th other the i-th of each answer."""
    names = functions(slug)
    lists = [answers(slug, name) for name in names]
    classroom = {"untouched": [Answer(n, "untouched", "", "not attempted yet", "") for n in names]}
    for number in range(max(map(len, lists))):
        classroom[f"student-{number:02}"] = [
            found[number] for found in lists if number < len(found)
        ]
    return classroom


def hand_in(released: Path, into: Path, given: list[Answer]) -> None:
    notebook = nbformat.read(released, as_version=4)
    sources = {answer.function: answer.source for answer in given if answer.source}
    for cell in notebook.cells:
        cell.source = sources.get(cell.id, cell.source)
    into.parent.mkdir(parents=True)
    nbformat.write(notebook, into)


def judged(gradebook, slug: str, student: str, answer: Answer, said: str) -> str:
    """What is wrong with the marks of one answer, in a sentence; "" if they are fair."""
    mark = gradebook.find_grade(f"{answer.function}-test", slug, slug, student)
    wanted = mark.max_score if answer.kind == "right" else 0
    parts = [one for one in mark.notebook.grades if one.name.startswith(f"{answer.function}-")]
    if answer.kind == "right" and any(one.auto_score != one.max_score for one in parts):
        return f"{answer.function}, right: {answer.label}: not all its parts are right"
    here = f"{answer.function}, {answer.kind}: {answer.label}"
    if mark.auto_score != wanted:
        return f"{here}: got {mark.auto_score} of {mark.max_score} points; {said}"
    if answer.kind == "right" and said:
        return f"{here}: full marks, yet it was told: {said}"
    return "" if answer.says in said else f"{here}: should hear {answer.says!r}, heard {said!r}"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_function_has_enough_right_and_wrong_answers(slug):
    files = {path.stem: answers(slug, path.stem) for path in (ANSWERS / slug).glob("*.py")}
    assert sorted(files) == sorted(functions(slug)) and len(files) == 3
    for name, given in files.items():
        kinds = [answer.kind for answer in given]
        assert kinds.count("right") >= 3 and kinds.count("wrong") >= 4, name
        assert len({a.says for a in given if a.says}) >= 4, f"{name}: four different mistakes"
        assert all(bool(a.says) == (a.kind == "wrong") for a in given), name
        assert all(f"def {name}(" in a.source for a in given), name


def test_every_exercise_has_its_answers():
    assert exercises.slugs(ROOT) == SLUGS


@pytest.mark.apart
@pytest.mark.parametrize(
    ("slug", "seed"), [*((slug, None) for slug in SLUGS), ("05-not-engaging", 7)]
)
def test_autograde_gives_every_answer_the_marks_and_the_sentence_it_deserves(
    slug, seed, warm_kernel, course
):
    from nbgrader.api import Gradebook

    here = course(slug)
    if seed is not None:  # another cohort than the committed one
        cohort.write(here.folder, seed)
    here.nbgrader("generate_assignment", slug)
    classroom = submissions(slug)
    for student, given in classroom.items():
        hand_in(here.notebook("exercises"), here.notebook("submitted", student), given)
    here.nbgrader("autograde", slug, f"--Execute.kernel_name={warm_kernel}")

    complaints = []
    with Gradebook(f"sqlite:///{here.folder / 'gradebook.db'}", "off-target") as gradebook:
        for student, given in classroom.items():
            cells = nbformat.read(here.notebook("autograded", student), as_version=4).cells
            outputs = {c.id: c.outputs for c in cells if c.cell_type == "code"}
            for answer in given:
                shown = outputs[f"{answer.function}-test"]
                said = " ".join("".join(o.get("traceback", o.get("text", ""))) for o in shown)
                complaints.append(judged(gradebook, slug, student, answer, said))
        untouched = gradebook.find_submission(slug, "untouched")
        assert (untouched.score, untouched.max_score) == (0, 12)
    assert [complaint for complaint in complaints if complaint] == []
