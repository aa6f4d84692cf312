"""All of them graded in one run, between two honest ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grading.klass import Klass
from tests.submissions import broken, hostile
from tests.submissions.case import FULL, Case, code

CASES = broken.CASES | hostile.CASES
HONEST = Case(code(), quiet=True)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The class after the one run."""
    klass = Klass(tmp_path_factory.mktemp("corpus") / "course")
    for student, case in {"0-honest": HONEST, **CASES, "z-honest": HONEST}.items():
        case.make(klass, student)
        path = klass.place(student) / f"{klass.slug}.ipynb"
        if path.is_file() and not path.is_symlink():
            told = path.read_bytes().replace(b"{root}", str(klass.folder).encode())
            path.write_bytes(told)
    klass.said = klass.grade("--seconds", "6", code=1)
    return klass


def test_there_are_at_least_forty():
    assert len(CASES) >= 40


@pytest.mark.sandbox
@pytest.mark.parametrize("name", ["0-honest", *CASES, "z-honest"])
def test_each_gets_what_it_deserves(name, graded):
    case = CASES.get(name, HONEST)
    entry = graded.entries()[name]
    told = " ".join([*entry.why, *entry.repairs])
    assert entry.status in case.status, told
    assert case.says in told and not (case.quiet and told)
    if case.points is not None:
        marks = graded.marks(name)
        assert {task: marks[task] for task in case.points} == case.points, told


@pytest.mark.sandbox
def test_every_student_has_one_line_and_one_status(graded):
    lines = [line.split()[0] for line in graded.said.splitlines() if line.startswith("  ")]
    assert sorted(lines) == sorted(["0-honest", *CASES, "z-honest"])


@pytest.mark.sandbox
def test_nothing_that_they_started_lives_on(graded):
    alive = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            alive += ["sleep\0004242" in place.read_text(errors="replace")]
        except OSError:
            continue
    assert not any(alive)


@pytest.mark.sandbox
def test_the_honest_ones_have_full_marks(graded):
    for name in ("0-honest", "z-honest"):
        marks = graded.marks(name)
        assert {task: marks[task] for task in FULL} == FULL
