"""Grades leave in the columns that Moodle, Canvas and a spreadsheet expect, and as nothing but text."""

import csv
import datetime
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from course_lib import cli, sheet
from course_lib.grading.configuration import course
from course_lib.grading.feedback import export
from course_lib.grading.gradebook import database
from course_lib.grading.gradebook.marks import (
    GRADED,
    MISSING,
    UNGRADED,
    WAITING,
    Mark,
    Person,
    marks,
)

ANN = Person("ann", "Lee", "Ann", "ann@example.com")
BOB = Person("bob")
FIVE, SIX = "05-not-engaging", "06-not-human"
NOON = datetime.datetime(2026, 3, 11, 12)
MARKS = (
    Mark(ANN, FIVE, GRADED, 11.5, 12, 1, NOON),
    Mark(BOB, FIVE, WAITING, 8, 12, 0, NOON),
    Mark(ANN, SIX, MISSING, 0, 12),
    Mark(BOB, SIX, UNGRADED, 0, 12),
)


def test_moodle_gets_the_columns_of_its_own_export_and_a_dash_for_no_grade():
    assert export.moodle(MARKS) == [
        ["Username", "First name", "Last name", "Email address", FIVE, SIX],
        ["ann", "Ann", "Lee", "ann@example.com", "10.5", "-"],
        ["bob", "", "", "", "-", "-"],
    ]


def test_canvas_gets_its_five_columns_first_and_the_points_possible_second():
    assert export.canvas(MARKS) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", FIVE, SIX],
        ["    Points Possible", "", "", "", "", "12", "12"],
        ["Lee, Ann", "", "", "ann", "", "10.5", ""],
        ["bob", "", "", "bob", "", "", ""],
    ]


def test_a_spreadsheet_gets_a_row_for_each_person_and_exercise_and_how_it_stands():
    head, *rows = export.spreadsheet(MARKS)
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["State"] for row in found] == [GRADED, WAITING, MISSING, UNGRADED]
    assert [row["Score"] for row in found] == ["10.5", "", "", ""]
    assert (found[1]["So far"], found[1]["Out of"]) == ("8", "12")
    assert found[0]["Handed in (UTC)"] == "2026-03-11 12:00"


def test_marks_that_are_not_complete_are_never_handed_back_as_a_score():
    assert all(mark.score is None for mark in MARKS[1:])


def test_a_late_penalty_never_makes_a_score_negative():
    assert Mark(ANN, FIVE, GRADED, 2, 12, 5).score == 0


@pytest.mark.parametrize("made", export.FORMATS.values())
def test_no_cell_can_be_taken_for_a_formula(made):
    for start in ("=", "+", "-", "@", "\t=", " =", "＝"):
        evil = f"{start}HYPERLINK(1)"
        rows = made((Mark(Person(evil, evil, evil, evil), evil, GRADED, 3, 12),))
        cells = [cell for row in rows for cell in row]
        assert "'" + evil.replace("\t", "\t'") in " ".join(cells)
        assert [cell for cell in cells if cell.lstrip(" ").startswith(sheet.FORMULA)] == []


NAMES = ["x;=cmd", "x,+1", "x\t@SUM(A1)", "x; -2", 'x;"=1"', "x|=1", "x\n=1", ";=1", "a;b;＝1"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quote", ['"', None])
def test_no_cell_is_a_formula_wherever_a_spreadsheet_splits(name, separator, quote, tmp_path):
    marks = (Mark(Person(name, name, name, name), name, GRADED, 3, 12),)
    for make in export.FORMATS.values():
        export.write(make(marks), tmp_path / "grades.csv")
        text = (tmp_path / "grades.csv").read_text(encoding="utf-8-sig")
        style = {"quotechar": quote} if quote else {"quoting": csv.QUOTE_NONE}
        for row in csv.reader(text.splitlines(), delimiter=separator, **style):
            for cell in row:
                assert not cell.strip(' "').startswith(sheet.FORMULA), row


def test_an_ordinary_name_stays_as_it_is():
    for name in (
        "Müller; Jr",
        "Lee, Ann",
        "ann+moodle@example.org",
        "Jean-Luc",
        "O'Neil",
        "3=three",
    ):
        assert export.cell(name) == name


@pytest.mark.parametrize("name", ["half \ud83d", "caf\udce9", "\x1b[31mred", "a\u202eb", "a\0b"])
def test_a_name_that_cannot_be_written_is_spelt_out_and_loses_nobody_a_mark(name, tmp_path):
    marks = (Mark(Person(name), FIVE, GRADED, 3, 12), Mark(Person("ann"), FIVE, GRADED, 4, 12))
    for make in export.FORMATS.values():
        export.write(make(marks), tmp_path / "grades.csv")
        text = (tmp_path / "grades.csv").read_text(encoding="utf-8-sig")
        assert "ann" in text and all(sign.isprintable() or sign in "\r\n" for sign in text)


def test_commas_quotes_and_accents_survive_the_file(tmp_path):
    rows = [["Student"], ['Müller, "Ann"\nJr']]
    export.write(rows, tmp_path / "grades.csv")
    assert (tmp_path / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "grades.csv").open(newline="", encoding="utf-8-sig") as file:
        assert list(csv.reader(file)) == rows


@pytest.fixture
def class_of_four(tmp_path, monkeypatch):
    """A course folder: ann is marked, bob waits, cy handed in nothing, and dee's is not graded yet."""
    from nbgrader.api import Gradebook

    # nbgrader calls alembic by name when it makes a gradebook
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    (tmp_path / "submitted" / "dee" / FIVE).mkdir(parents=True)
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        book.add_assignment(FIVE)
        book.add_notebook(FIVE, FIVE)
        book.add_grade_cell("answered-test", FIVE, FIVE, max_score=8, cell_type="code")
        book.add_grade_cell("written", FIVE, FIVE, max_score=4, cell_type="markdown")
        book.add_student("ann", last_name="Lee", first_name="Ann")
        for student in ("bob", "cy"):
            book.add_student(student)
        for student, by_hand in (("ann", 3.5), ("bob", None)):
            book.add_submission(FIVE, student, timestamp=NOON)
            tested = book.find_grade("answered-test", FIVE, FIVE, student)
            tested.auto_score, tested.needs_manual_grade = 6, False
            written = book.find_grade("written", FIVE, FIVE, student)
            written.manual_score, written.needs_manual_grade = by_hand, by_hand is None
        book.db.commit()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_gradebook_says_of_everybody_how_it_stands(class_of_four):
    place = course(class_of_four)
    with database.gradebook(place) as book:
        found = marks(book, place)
    assert [(mark.person.id, mark.state, mark.so_far) for mark in found] == [
        ("ann", GRADED, 9.5),
        ("bob", WAITING, 6),
        ("cy", MISSING, 0),
        ("dee", UNGRADED, 0),
    ]
    assert {mark.most for mark in found} == {12}


def test_whoever_has_a_folder_has_a_row_in_every_exercise(class_of_four):
    (class_of_four / "submitted" / "eve" / SIX).mkdir(parents=True)
    place = course(class_of_four)
    with database.gradebook(place) as book:
        assert [m.state for m in marks(book, place) if m.person.id == "eve"] == [MISSING]


@pytest.mark.parametrize(("doubt", "moodle", "canvas"), [(True, "-", ""), (False, "0", "0")])
def test_work_that_is_in_doubt_has_no_grade_where_missing_work_has_0(
    doubt, moodle, canvas, class_of_four
):
    from course_lib.grading.gradebook.ledger import Ledger

    place = course(class_of_four)
    with database.gradebook(place) as book:
        Ledger(place, book).nothing(SimpleNamespace(slug=FIVE), "dee", doubt)
    with database.gradebook(place) as book:
        found = [mark for mark in marks(book, place) if mark.person.id == "dee"]
    assert export.moodle(found)[1][-1] == moodle
    assert export.canvas(found)[2][-1] == canvas


@pytest.mark.parametrize("kind", export.FORMATS)
def test_the_command_writes_the_file_and_says_who_is_left_out(kind, class_of_four, capsys):
    assert cli.main(["export", "--for", kind]) == 0
    assert "9.5" in (class_of_four / f"grades-{kind}.csv").read_text(encoding="utf-8-sig")
    told = capsys.readouterr().out
    assert f"grades-{kind}.csv" in told
    assert "bob" in told and "dee" in told and "ann" not in told


def test_an_unknown_assignment_is_refused_with_those_there_are(class_of_four, capsys):
    assert cli.main(["export", "--for", "moodle", "05"]) == 1
    told = capsys.readouterr().err
    assert '"05"' in told and FIVE in told


def test_a_folder_without_a_gradebook_is_refused_and_left_without_one(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["export", "--for", "canvas"]) == 1
    assert "There is no gradebook" in capsys.readouterr().err
    assert not (tmp_path / "gradebook.db").exists()
