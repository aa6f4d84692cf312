"""What docs/instructors.md says that plain `nbgrader autograde` does not do, each of it seen."""

import copy
import sys

import pytest

from tests.grading import here
from tests.grading.klass import Klass

LOOKS = "import sys\nfrom pathlib import Path\nPath({there!r}).write_text(sys.prefix)\n"


@pytest.fixture(scope="module")
def klass(tmp_path_factory):
    """A class of right answers, three of them damaged by accident, graded by nbgrader's own command."""
    made = Klass(tmp_path_factory.mktemp("plain") / "course")
    right = made.solved()
    lost, deleted, twice = (copy.deepcopy(right) for _ in range(3))
    for cell in lost["cells"]:
        cell["metadata"] = {}
    deleted["cells"] = [cell for cell in right["cells"] if cell["id"] != "data"]
    graded = next(cell for cell in right["cells"] if cell["id"] == "answered")
    twice["cells"].append(copy.deepcopy(graded) | {"id": "again"})
    answer = LOOKS.format(there=str(made.folder / "seen")) + graded["source"]
    made.hand_in("abe-cut-short", b'{"cells": [')
    made.hand_in("ann-looks-around", made.solved(answered=answer))
    made.hand_in("bob-lost-metadata", lost)
    made.hand_in("cyd-deleted-setup", deleted)
    made.hand_in("dan-pasted-a-cell", twice)
    made.hand_in("eve-comes-after", right)
    for step in ("generate_assignment", "autograde"):
        made.done = here.nbgrader(made.folder, made.environment, step, made.slug)
    return made


def graded(klass):
    return {path.parent.name for path in klass.folder.glob("autograded/*/*")}


def points(klass, student):
    return sum(mark or 0 for mark in klass.marks(student).values())


def test_it_gives_nothing_for_a_right_answer_that_was_damaged_by_accident(klass):
    assert points(klass, "ann-looks-around") == 8
    assert points(klass, "bob-lost-metadata") == 0
    assert points(klass, "cyd-deleted-setup") == 0


def test_it_runs_an_answer_in_the_instructors_environment_with_the_instructors_rights(klass):
    assert (klass.folder / "seen").read_text() == sys.prefix


def test_it_prints_a_traceback_for_a_notebook_that_was_cut_short(klass):
    assert "Traceback (most recent call last)" in klass.done.stderr


def test_it_stops_where_a_cell_was_pasted_and_leaves_who_comes_after(klass):
    assert klass.done.returncode != 0
    assert "nbgrader update" in klass.done.stderr
    assert "eve-comes-after" not in graded(klass)


def test_course_grade_gives_all_of_them_their_points(klass):
    klass.grade(code=1)  # because of the one that cannot be read
    for student in ("bob-lost-metadata", "cyd-deleted-setup", "eve-comes-after"):
        assert points(klass, student) == 8
