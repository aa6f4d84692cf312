"""The graders are graded: nbgrader's own autograde marks the answers that people give (tests/answers)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ROOT / "tests" / "answers"
SLUGS = sorted(path.name for path in ANSWERS.iterdir() if path.is_dir())
MARK = re.compile(r"^# %% (right|wrong): (.+)\n(?:# says: (.+)\n)?", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    function: str
    kind: str  # right, wrong, or untouched
    label: str
    says: str
    source: str


def answers(path: Path) -> list[Answer]:
    """The answers in one file, in its order."""
    _, *parts = MARK.split(path.read_text(encoding="utf-8"))
    return [
        Answer(path.stem, kind, label, says or "", source.strip())
        for kind, label, says, source in zip(*(parts[i::4] for i in range(4)), strict=True)
    ]


def functions(slug: str) -> list[str]:
    notebook = nbformat.read(ROOT / "solutions" / slug / f"{slug}.ipynb", as_version=4)
    return [c.id.removesuffix("-test") for c in notebook.cells if c.id.endswith("-test")]


def submissions(slug: str) -> dict[str, list[Answer]]:
    """Students by name: one hands in the untouched starter, the i-th other the i-th of each answer."""
    names = functions(slug)
    lists = [answers(ANSWERS / slug / f"{name}.py") for name in names]
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
    here = f"{answer.function}, {answer.kind}: {answer.label}"
    if mark.auto_score != wanted:
        return f"{here}: got {mark.auto_score} of {mark.max_score} points; {said}"
    if answer.kind == "right" and said:
        return f"{here}: full marks, yet it was told: {said}"
    return "" if answer.says in said else f"{here}: should hear {answer.says!r}, heard {said!r}"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_function_has_enough_right_and_wrong_answers(slug):
    files = {path.stem: answers(path) for path in (ANSWERS / slug).glob("*.py")}
    assert sorted(files) == sorted(functions(slug))
    for name, given in files.items():
        kinds = [answer.kind for answer in given]
        assert kinds.count("right") >= 3 and kinds.count("wrong") >= 4, name
        assert all(bool(a.says) == (a.kind == "wrong") for a in given), name
        assert all(f"def {name}(" in a.source for a in given), name


@pytest.mark.parametrize("slug", SLUGS)
def test_autograde_gives_every_answer_the_marks_and_the_sentence_it_deserves(slug, course):
    from nbgrader.api import Gradebook

    here = course(slug)
    here.nbgrader("generate_assignment", slug)
    classroom = submissions(slug)
    for student, given in classroom.items():
        hand_in(here.notebook("exercises"), here.notebook("submitted", student), given)
    here.nbgrader("autograde", slug)

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
