"""All honest work graded in one run, as an instructor would; no sandbox is needed for it."""

from __future__ import annotations

import csv
import os

import pytest
from nbconvert import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers

from tests.grading.klass import Klass
from tests.submissions import broken, honest

CASES = honest.CASES | broken.CASES
NOBODY = (".ipynb_checkpoints", "__MACOSX", ".git", "desktop.ini")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The class after the one run, with what nobody handed in among the students' folders."""
    klass = Klass(tmp_path_factory.mktemp("honest") / "course")
    for student, case in CASES.items():
        case.make(klass, student)
    for name in NOBODY[:3]:
        klass.place(name).mkdir(parents=True)
    (klass.folder / "submitted" / NOBODY[3]).touch()
    klass.said = klass.grade("--trust-submissions", code=1)
    return klass


def test_there_are_at_least_sixty():
    assert len(honest.CASES) >= 60


@pytest.mark.parametrize("name", CASES)
def test_each_has_the_marks_it_deserves(name, graded):
    case = CASES[name]
    entry = graded.entries()[name]
    told = " ".join([*entry.why, *entry.repairs])
    assert entry.status in case.status, told
    assert case.says in told and not (case.quiet and told), told
    if case.points is not None:
        marks = graded.marks(name)
        assert {task: marks[task] for task in case.points} == case.points, told


def test_what_nobody_handed_in_is_nobody(graded):
    assert not set(NOBODY) & set(graded.entries())


def test_where_there_is_doubt_the_export_has_no_grade(graded):
    marked = [name for name in honest.DOUBTS if graded.entries()[name].most]
    assert marked  # some doubts are about a cell, and the rest of the notebook has its marks
    for name in [*marked, "picture"]:
        graded.mark_by_hand(name, 4)
    graded.course("export", "--for", "moodle", "--to", "grades.csv")
    with (graded.folder / "grades.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = {row["Username"]: row[graded.slug] for row in csv.DictReader(file)}
    assert rows["picture"] == "12"
    assert {rows.get(name, "-") for name in honest.DOUBTS} == {"-"}
    assert not set(NOBODY) & set(rows)


@pytest.fixture(scope="module")
def formgrader():
    """Makes the page that Formgrader shows of a file."""
    exporter = HTMLExporter(
        template_name="formgrade", extra_template_basedirs=[handlers.template_path]
    )
    about = ["student", "last_name", "first_name", "notebook_path", "submission_id", "base_url"]
    resources = {
        "index": 0,
        "total": 1,
        **dict.fromkeys([*about, "assignment_id", "notebook_id"], "x"),
    }
    return lambda path: exporter.from_filename(str(path), resources=resources)[0]


@pytest.mark.parametrize("name", honest.PICTURES)
def test_formgrader_shows_the_picture(name, graded, formgrader):
    path = graded.folder / "autograded" / name / graded.slug / f"{graded.slug}.ipynb"
    pictures = 2 if "picture twice" in name else "lost" not in name
    assert formgrader(path).count('src="data:image/') == pictures


def test_feedback_shows_the_pictures(graded):
    graded.nbgrader("generate_feedback", graded.slug, "--student=picture*")
    for name in honest.PICTURES:
        page = (graded.folder / "feedback" / name / graded.slug / f"{graded.slug}.html").read_text()
        pictures = 2 if "picture twice" in name else "lost" not in name
        assert page.count('src="data:image/') == pictures, name


def test_a_student_whose_folder_is_not_utf_8_stops_nobody(tmp_path):
    klass, odd = Klass(tmp_path / "course"), os.fsdecode(b"Zo\xeb")
    for student in ("ann", odd):
        klass.hand_in(student, klass.solved())
    said = klass.grade("--trust-submissions", code=1)
    entries = klass.entries()
    assert entries["ann"].status == "graded" and entries[odd].status == "unreadable"
    assert "is not UTF-8: give it another one" in said


def test_a_second_run_grades_nothing_again(graded):
    graded.grade("--trust-submissions", code=1)
    assert "graded, about" not in graded.stderr
