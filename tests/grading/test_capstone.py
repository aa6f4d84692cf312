"""The capstone: a shop by the student's number, a line that names reasons, and marks by hits and false alarms."""

import re

import pytest

from course_lib import capstone, mystery
from course_lib.exercises import cohort, script
from course_lib.exercises.handouts import everything, slugs
from course_lib.expectation import NotRight
from tests.grading.klass import ROOT, Klass

SLUG, TERM = "mystery-shop", "2026"


def first(count: int) -> int:
    """The number of a shop of this class with so many faults that its tables show."""
    return next(n for n in range(1, 90) if len(mystery.case(n, TERM).truth.reasons) == count)


def titles(number: int) -> list[str]:
    return [str(mystery.Diagnosis((one,))) for one in mystery.case(number, TERM).faults]


TWO, THREE = first(2), first(3)
NONE = next(n for n in range(1, 90) if mystery.case(n, TERM).truth.word == mystery.NOTHING)
# What people write in the answer's cell: the points for its form and for what it names, and what they are told.
LINES = {
    "ann-one-of-two": (f'my_line = "{TWO}: {titles(TWO)[0].upper()}"', (2, 4), "1 of 2 found"),
    "bob-too-many": (
        f'my_line = "{NONE}: {titles(TWO)[0]}"',
        (2, 0),
        "the answer was to name no reason",
    ),
    "cyd-untouched": (None, (0, 0), "line is not attempted yet"),
}


@pytest.fixture(scope="module")
def klass(tmp_path_factory):
    made = Klass(tmp_path_factory.mktemp("capstone") / "course", SLUG)
    made.nbgrader("generate_assignment", SLUG)
    for student, (line, _, _) in LINES.items():
        untouched = next(c["source"] for c in made.handed_out()["cells"] if c["id"] == "line")
        made.hand_in(student, made.solved(line=line or untouched))
    return made


@pytest.mark.parametrize("command", ["course grade", "nbgrader autograde"])
def test_both_graders_mark_a_line_by_its_form_and_by_hits_and_false_alarms(
    klass, command, warm_kernel
):
    if command == "course grade":
        klass.grade()
    else:
        klass.nbgrader("autograde", SLUG, "--force", f"--Execute.kernel_name={warm_kernel}")
    for student, (_, (form, named), words) in LINES.items():
        marks = klass.marks(student)
        assert (marks["line-form"], marks["line"]) == (form, named), student
        page = (klass.folder / "autograded" / student / SLUG / f"{SLUG}.ipynb").read_text()
        assert words in page, student


@pytest.mark.parametrize(
    ("line", "points"),
    [
        (f"{THREE}: {'; '.join(titles(THREE))}", 6),
        (f"{THREE}: {titles(THREE)[0]}", 2),
        (f"{NONE}: nothing wrong", 6),
        (f"{NONE}: too little to say", 0),
        (f"{TWO}: nothing wrong", 0),
    ],
)
def test_every_false_alarm_and_every_miss_costs_a_third(line, points):
    assert capstone.marks({"my_line": line}, TERM, 6) == points


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("too many places", "is no line such as"),
        (7, "should be text between two marks"),
        ("7: bad luck", "is the title of no lesson"),
    ],
)
def test_a_line_that_cannot_be_read_gets_a_sentence_and_no_points(line, sentence):
    with pytest.raises(NotRight, match=sentence):
        capstone.expect_line({"my_line": line})


def test_feedback_says_how_many_were_found_and_keeps_the_truth(klass):
    klass.grade()
    for student in LINES:
        klass.mark_by_hand(student, 3)
    klass.nbgrader("generate_feedback", SLUG, "--force")
    page = (klass.folder / "feedback" / "ann-one-of-two" / SLUG / f"{SLUG}.html").read_text()
    assert "4 of 6 points. 1 of 2 found, 0 false alarms." in page
    assert titles(TWO)[1] not in page.split("Student's answer")[1] and "marks(globals" not in page


def test_the_written_part_waits_for_the_instructor(klass):
    klass.grade()
    assert klass.marks("ann-one-of-two")["written"] is None


def test_the_hand_out_gives_neither_the_truth_nor_the_marks_away():
    shown = "\n".join(c.source for c in script.read(path("exercises")).cells)
    assert "marks(globals" not in shown and ".truth" not in shown and "Dear Ms" not in shown


def test_the_solution_is_right_for_every_class():
    notebook = script.read(path("solutions"))
    for seed in (3, 2027):
        cohort.fill(notebook, path("solutions").parent, seed)
        names = script.fresh()
        for cell in ("data", "number", "line", "line-form-test"):
            script.run(script.source(notebook, cell), names, cell)
        assert re.search(rf'^term = "{seed}"', script.source(notebook, "data"), re.MULTILINE)
        number, diagnosis = mystery.read_line(names["my_line"])
        assert diagnosis == mystery.case(number, str(seed)).truth


def test_a_class_has_other_shops_than_the_lesson_and_than_another_class():
    truths = [[mystery.case(n, term).truth for n in range(1, 30)] for term in ("", TERM, "2027")]
    assert truths[0] != truths[1] != truths[2]


def test_it_is_an_exercise_beside_those_of_the_reasons():
    assert set(everything(ROOT)) - set(slugs(ROOT)) == {SLUG}


def path(folder: str):
    return ROOT / folder / SLUG / f"{SLUG}.ipynb"
