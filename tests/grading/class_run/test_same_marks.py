"""`course grade` and `nbgrader autograde` give the same marks, but for what docs/instructors.md names."""

import pytest

from tests.grading.klass import Klass

NOISY = """import warnings
def answered(messages, now, hours=24):
    warnings.warn("odd")
    print("to see where I am")
    return right(messages, now, hours)
"""
LOGS = """import logging
logging.basicConfig()
def answered(messages, now, hours=24):
    logging.warning("odd")
    return right(messages, now, hours)
"""


def answer(klass, source):
    """The instructor's function under another name, called by one that does more."""
    solved = next(cell for cell in klass.solved()["cells"] if cell["id"] == "answered")
    return solved["source"].replace("def answered(", "def right(") + "\n" + source


@pytest.fixture(scope="module")
def marks(warm_kernel, tmp_path_factory):
    """Every student's marks, by stock nbgrader and by ours."""
    found = []
    for grader in ("stock", "ours"):
        klass = Klass(tmp_path_factory.mktemp(grader) / "course")
        klass.hand_in("right", klass.solved())
        klass.hand_in("wrong", klass.solved(answered="def answered(*_):\n    return (1, 3)"))
        klass.hand_in(
            "half", klass.solved(answered="def answered(:", give_back="raise NotAttempted")
        )
        klass.hand_in("untouched", klass.handed_out())
        klass.hand_in("noisy", klass.solved(answered=answer(klass, NOISY)))
        klass.hand_in("logs", klass.solved(answered=answer(klass, LOGS)))
        students = [path.name for path in (klass.folder / "submitted").iterdir()]
        if grader == "ours":
            klass.grade()
        else:
            klass.nbgrader("generate_assignment", klass.slug)
            klass.nbgrader("autograde", klass.slug, f"--Execute.kernel_name={warm_kernel}")
        found.append({student: klass.marks(student) for student in students})
    return found


def test_both_give_the_same_marks(marks):
    stock, ours = ({s: m for s, m in one.items() if s != "logs"} for one in marks)
    assert stock == ours
    assert ours["noisy"] == ours["right"] != ours["wrong"] != ours["half"]


def test_an_answer_that_logs_gets_its_points_from_ours_and_none_from_stock(marks):
    stock, ours = (one["logs"]["answered"] for one in marks)
    assert (stock, ours) == (0, 2)
