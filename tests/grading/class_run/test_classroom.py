"""The class run: all graded, once, whatever happens meanwhile."""

import csv
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace

import pytest
from filelock import FileLock
from nbgrader.api import Gradebook
from sqlalchemy.exc import DataError, OperationalError

from course_lib import cli
from course_lib.errors import CourseError
from course_lib.grading import configuration
from course_lib.grading.class_run import classroom, journal, workers
from course_lib.grading.gradebook.ledger import Ledger
from course_lib.grading.limits import LIMITS
from course_lib.grading.notebook import source
from course_lib.grading.sandbox import bubblewrap
from tests.bench.kills import Kills
from tests.grading import here
from tests.grading.klass import Klass, graded

FULL = {"answered": 2, "give_back": 3, "honest_median": 3, "written": None}


@pytest.fixture
def klass(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "ForkServer", here.Lent)
    return Klass(tmp_path / "course")


def lines(klass) -> Counter:
    """How often each student stands in the journal."""
    text = (klass.folder / journal.NAME).read_text(encoding="utf-8")
    return Counter(
        word for line in text.splitlines() for word in [line.split('"student": "')[1].split('"')[0]]
    )


def test_a_class_is_graded_once_and_only_what_changed_again(klass):
    klass.hand_in("ann", klass.solved())
    klass.hand_in("bob", klass.solved(answered="def answered(*_): return (1, 3)"))
    klass.hand_in("cy", klass.handed_out())
    said = klass.grade()
    assert "3 graded" in said and "needs manual grading" in said
    assert klass.marks("ann") == FULL
    assert klass.marks("bob") == FULL | {"answered": 0}
    assert klass.marks("cy") == dict.fromkeys(FULL, 0)

    assert klass.grade() == said
    assert lines(klass) == {"ann": 1, "bob": 1, "cy": 1}

    klass.hand_in("bob", klass.solved())
    klass.grade()
    assert lines(klass) == {"ann": 1, "bob": 2, "cy": 1}
    assert klass.marks("bob") == FULL


def test_marks_given_by_hand_since_are_in_the_table(klass):
    klass.hand_in("ann", klass.solved())
    assert "8 of 12  needs manual grading" in klass.grade()
    klass.mark_by_hand("ann", 3)
    said = klass.grade()
    assert "11 of 12" in said
    assert "by hand" not in said and "manual" not in said
    assert lines(klass) == {"ann": 1}


def test_a_course_that_moves_takes_its_marks_along(klass):
    klass.hand_in("ann", klass.solved())
    klass.grade()
    klass.mark_by_hand("ann", 3)
    klass.folder = klass.folder.rename(klass.folder.with_name("moved"))
    assert "11 of 12\n" in klass.grade()
    assert lines(klass) == {"ann": 1}


def test_an_exercise_that_is_named_twice_is_graded_and_exported_once(klass):
    klass.hand_in("ann", klass.solved())
    klass.grade(klass.slug, klass.slug)
    assert lines(klass) == {"ann": 1}
    assert klass.course("export", "--for", "spreadsheet", klass.slug, klass.slug).count("ann") == 1


def test_an_exercise_that_an_unpacked_archive_did_not_hold_was_not_handed_in(klass):
    archive = klass.place("zoe").parent / "work.zip"
    archive.parent.mkdir(parents=True)
    archive.write_bytes(b"PK")
    klass.hand_in("ann", klass.solved())
    assert "work.zip cannot be opened" in klass.grade()
    archive.unlink()
    (archive.parent / "another").mkdir()
    assert "needs manual" not in klass.grade().partition("zoe")[2].partition("\n")[0]
    assert "(not handed in): zoe" in klass.course("export", "--for", "moodle")


def test_where_nothing_was_handed_in_it_says_where_that_belongs(klass):
    assert "submitted/NAME/ASSIGNMENT/" in klass.grade()


def test_killed_at_any_moment_it_goes_on_where_it_stopped(klass):
    students = [f"s{number}" for number in range(8)]
    for student in students:
        klass.hand_in(student, klass.solved())
    klass.make_gradebook()
    path = klass.folder / journal.NAME
    for wanted in (1, 4):
        run = subprocess.Popen(
            klass.command("--trust-submissions"), cwd=klass.folder, env=klass.environment
        )
        while not path.exists() or len(path.read_text(encoding="utf-8").splitlines()) < wanted:
            assert run.poll() is None
            time.sleep(0.01)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
    klass.grade()
    assert set(klass.entries()) == set(students)
    assert all(klass.marks(student) == FULL for student in students)
    assert set(lines(klass).values()) == {1}


def test_killed_with_its_workers_at_random_moments_it_grades_each_once(klass):
    kills = Kills(klass, seed=3)
    kills.kill(5, students=6)  # fifty by `python -m tests.bench.kills`
    assert kills.victims["run"] and kills.victims["worker"]
    assert kills.faults() == []


def test_a_second_run_at_the_same_time_waits_its_turn(klass):
    klass.hand_in("ann", klass.solved())
    with FileLock(klass.folder / classroom.LOCK):
        klass.grade(code=1)
    assert "A class is being graded in" in klass.stderr
    assert "1 graded" in klass.grade()


def test_without_a_sandbox_it_refuses_unless_the_submissions_are_trusted(klass, monkeypatch):
    monkeypatch.setattr(bubblewrap, "missing", lambda: "bubblewrap")
    monkeypatch.setenv("PATH", klass.environment["PATH"])
    with pytest.raises(classroom.GradingError, match="lacks bubblewrap.*--trust-submissions"):
        graded(klass.folder)
    assert graded(klass.folder, trust=True) == []


def test_in_a_folder_that_is_no_course_it_says_so_and_leaves_nothing_there(tmp_path):
    with pytest.raises(configuration.NoCourse, match="run this in the folder of your course"):
        graded(tmp_path, trust=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", ["c.X = = 3", "import nowhere", "c.X = nothing", "\0"])
def test_a_configuration_that_cannot_be_run_is_a_sentence_that_names_it(line, klass):
    with (klass.folder / "nbgrader_config.py").open("a") as file:
        file.write(f"{line}\n")
    klass.course("report", code=1)
    assert "nbgrader_config.py cannot be run: mend it. " in klass.stderr
    assert len(klass.stderr.splitlines()) == 1


def test_a_course_may_have_its_places_elsewhere(klass):
    klass.hand_in("ann", klass.solved())
    (klass.folder / "my").mkdir()
    with (klass.folder / "nbgrader_config.py").open("a") as file:
        for step, name in (("source", "solutions"), ("submitted", "submitted")):
            file.write(f"c.CourseDirectory.{step}_directory = 'my/{step}'\n")
            (klass.folder / name).rename(klass.folder / "my" / step)
    assert "1 graded" in klass.grade()


def test_elsewhere_than_on_linux_it_says_what_to_type(monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cli.main(["grade"]) == 1
    assert "works on Linux alone. Here, `nbgrader autograde NAME`" in capsys.readouterr().err


def test_who_handed_nothing_in_is_missing_and_keeps_a_clean_gradebook(klass):
    klass.hand_in("ann", klass.solved())
    klass.place("bob").mkdir(parents=True)
    klass.grade()
    assert klass.entries()["bob"].status == "missing"
    assert klass.marks("bob") == dict.fromkeys(FULL, 0)


@pytest.mark.parametrize("later", [None, "in the morning", ""], ids=str)
def test_what_was_handed_in_later_is_not_late_by_the_moment_of_what_was_before(later, klass):
    with (klass.folder / "nbgrader_config.py").open("a") as file:
        file.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    klass.grade()  # makes the gradebook
    with Gradebook(klass.address, "off-target") as book:
        book.add_assignment(klass.slug, duedate="2026-03-01 18:00:00 UTC")
    moment = klass.hand_in("ann", klass.solved()).with_name("timestamp.txt")
    moment.write_text("2026-03-02 18:00:00 UTC")
    penalties = []
    for _ in range(2):
        klass.grade()
        with Gradebook(klass.address, "off-target") as book:
            one = book.find_submission(klass.slug, "ann")
            penalties.append((one.total_seconds_late, one.late_submission_penalty))
        _ = moment.unlink(missing_ok=True) if later is None else moment.write_text(later)
    assert penalties == [(86_400, 8), (0, 0)]


def test_what_took_too_long_is_tried_again_by_who_gives_it_more_seconds_than_usual(klass):
    slow = "import time\ntime.sleep(1)"
    klass.hand_in("ann", klass.solved(answered=f"{slow}\ndef answered(*_): return (1, 3)"))
    klass.hand_in("bob", klass.solved())
    for seconds in ("0.5", "0.6"):
        assert "1 timed out" in klass.grade("--seconds", seconds)
        assert lines(klass) == {"ann": 1, "bob": 1}
    assert "2 graded" in klass.grade("--seconds", "21")
    assert lines(klass) == {"ann": 2, "bob": 1}


def test_but_not_again_by_who_gives_it_no_more_than_it_had(klass, monkeypatch):
    monkeypatch.setattr(classroom, "LIMITS", replace(LIMITS, cell=0.2))
    klass.hand_in("ann", klass.solved(answered="while True: pass"))
    assert "1 timed out" in klass.grade("--seconds", "0.3")
    klass.mark_by_hand("ann", 3)
    for seconds, times in (("0.3", 1), ("0.4", 2), ("0.3", 2)):
        klass.grade("--seconds", seconds)
        assert lines(klass) == {"ann": times}


@pytest.mark.parametrize("seconds", ["inf", "nan", "1e30"])
def test_seconds_without_an_end_end_with_those_of_the_whole(seconds, klass):
    klass.hand_in("ann", klass.solved())
    assert "8 of 12" in klass.grade("--seconds", seconds)


def lost(cells):
    """A task fewer, though work for it was handed in."""
    del cells[next(n for n, cell in enumerate(cells) if cell["id"] == "written")]


def twice(cells):
    named = [cell["metadata"]["nbgrader"] for cell in cells if "nbgrader" in cell["metadata"]]
    named[-1]["grade_id"] = named[-2]["grade_id"]


def negative(cells):
    graded = next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade"))
    graded["metadata"]["nbgrader"]["points"] = -1


@pytest.mark.parametrize("change", [lost, twice, negative])
def test_an_exercise_that_nbgrader_does_not_take_ends_the_run_with_its_words(change, klass):
    klass.hand_in("ann", klass.solved())
    klass.grade()
    path = klass.folder / "solutions" / klass.slug / f"{klass.slug}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")
    klass.grade(code=1)
    assert f"nbgrader could not take {klass.slug} into the gradebook" in klass.stderr
    assert len(klass.stderr.strip().splitlines()) == 1
    assert klass.marks("ann") == FULL


@pytest.mark.parametrize("points", ["two", None, [2], {}])
def test_points_that_are_no_number_are_a_sentence_that_names_the_cell(points, klass):
    path = klass.folder / "solutions" / klass.slug / f"{klass.slug}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(c for c in notebook["cells"] if c["id"] == "give_back-test")
    cell["metadata"]["nbgrader"]["points"] = points
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(CourseError, match="at the cell give_back-test .points: "):
        source.read(configuration.course(klass.folder), klass.slug)


@pytest.mark.parametrize(
    "data", [b"{", b"<<<<<<< HEAD\n{}", b"\xff\xfe", b"[]", b'{"nbformat": 4}']
)
def test_a_damaged_exercise_is_a_sentence_that_names_its_file(data, klass):
    path = klass.folder / "solutions" / klass.slug / f"{klass.slug}.ipynb"
    path.write_bytes(data)
    with pytest.raises(CourseError, match=f"{klass.slug}.ipynb is no exercise as nbgrader has it"):
        source.read(configuration.course(klass.folder), klass.slug)


UNWRITABLE = [
    ValueError("Unknown string format"),
    UnicodeEncodeError("utf-8", "\ud83d", 0, 1, "surrogates not allowed"),
    RecursionError("maximum recursion depth exceeded"),
    OSError(errno.ENAMETOOLONG, "File name too long"),
    PermissionError(errno.EACCES, "Permission denied"),
    PermissionError(errno.EPERM, "Operation not permitted"),
    DataError("INSERT", {}, Exception("value too long")),
]


@pytest.mark.parametrize("error", UNWRITABLE, ids=lambda error: type(error).__name__)
def test_what_cannot_be_written_is_one_students_alone(error, klass, monkeypatch):
    for student in ("ann", "bob", "cy"):
        klass.hand_in(student, klass.solved())
    write = Ledger.write

    def sometimes(self, source, student, *marked):
        if student == "bob":
            raise error
        return write(self, source, student, *marked)

    monkeypatch.setenv("PATH", klass.environment["PATH"])
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "write", sometimes)
        entries = {e.student: e for e in graded(klass.folder, trust=True)}
    assert {s: e.status for s, e in entries.items()} == {
        "ann": "graded",
        "bob": "unreadable",
        "cy": "graded",
    }
    assert entries["bob"].why[0].startswith(f"Grading it failed ({type(error).__name__}")
    graded(klass.folder, trust=True)
    assert lines(klass) == {"ann": 1, "bob": 2, "cy": 1}
    assert klass.marks("bob") == FULL


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("INSERT", {}, Exception("database is locked")),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EROFS, "Read-only file system"),
        PermissionError(errno.EACCES, "Permission denied"),
        PermissionError(errno.EPERM, "Operation not permitted"),
    ],
    ids=lambda error: getattr(error, "strerror", "locked"),
)
def test_where_nothing_can_be_written_at_all_the_run_ends(error, klass, monkeypatch):
    klass.hand_in("ann", klass.solved())
    monkeypatch.setenv("PATH", klass.environment["PATH"])
    monkeypatch.setattr(Ledger, "write", lambda *_: (_ for _ in ()).throw(error))
    monkeypatch.setattr(classroom.os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises((type(error), CourseError)):
        graded(klass.folder, trust=True)
    assert not (klass.folder / journal.NAME).exists()


@pytest.mark.parametrize("what", ["a file", "a link to nothing", "closed"])
def test_where_no_marked_notebook_can_be_laid_the_run_ends_with_one_sentence(
    what, klass, monkeypatch
):
    klass.hand_in("ann", klass.solved())
    marked = klass.folder / "autograded"
    if what == "a file":
        marked.touch()
    elif what == "a link to nothing":
        marked.symlink_to("nowhere")
    else:
        marked.mkdir()
        error = PermissionError(errno.EACCES, "Permission denied", str(marked))
        monkeypatch.setattr(Ledger, "write", lambda *_: (_ for _ in ()).throw(error))
        able = os.access  # root may write everywhere
        monkeypatch.setattr(
            classroom.os, "access", lambda path, how: path != marked and able(path, how)
        )
    klass.grade("--trust-submissions", code=1)
    assert "autograded" in klass.stderr and len(klass.stderr.strip().splitlines()) == 1
    assert not (klass.folder / journal.NAME).exists()


@pytest.mark.parametrize("target", ["a" * 300, "eve", "nowhere", "/"], ids=len)
@pytest.mark.parametrize("which", ["student", "exercise"])
def test_a_link_stops_nobody_else_and_is_refused_by_name(which, target, klass, monkeypatch):
    klass.hand_in("ann", klass.solved())
    link = klass.place("eve") if which == "exercise" else klass.place("eve").parent
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)
    monkeypatch.setenv("PATH", klass.environment["PATH"])
    ann, eve = graded(klass.folder, trust=True)
    assert (ann.status, eve.status) == ("graded", "unreadable")
    assert f"{link.name} cannot be opened" in eve.why[0] and "it is a link" in eve.why[0]
    graded(klass.folder, trust=True)
    assert lines(klass) == {"ann": 1, "eve": 1}
    for name, *words in (("export", "--for", "moodle"), ("report",)):
        assert "ann" in klass.course(name, *words) + (klass.folder / "grades-moodle.csv").read_text(
            "utf-8-sig"
        )


@pytest.mark.parametrize("place", [".", "course", "deep/course"])
@pytest.mark.parametrize(
    "which",
    [
        "the course",
        "Exchange.root",
        "CourseDirectory.source_directory",
        "CourseDirectory.submitted_directory",
    ],
)
def test_where_students_code_could_read_the_course_or_what_is_of_it_elsewhere_it_refuses(
    which, place, klass, monkeypatch, tmp_path
):
    bound, folder = tmp_path / "bound", klass.folder
    if which == "the course":
        folder = bound / place
        folder.mkdir(parents=True)
        (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    else:
        with (folder / "nbgrader_config.py").open("a") as file:
            file.write(f"\nc.{which} = {str(bound / place)!r}\n")
    monkeypatch.setattr(bubblewrap, "missing", lambda: "")
    monkeypatch.setattr(bubblewrap, "readable", lambda: (str(bound),))
    with pytest.raises(classroom.GradingError, match="lies there: move it elsewhere"):
        graded(folder)


LATER = {
    "no JSON": lambda klass, who: klass.hand_in(who, b"{"),
    "nothing in it": lambda klass, who: klass.hand_in(who, b""),
    "no notebook": lambda klass, who: klass.hand_in(who, b'{"cells": 5}'),
    "another file": lambda klass, who: klass.hand_in(who, b"").rename(
        klass.place(who) / "essay.docx"
    ),
    "a pipe": lambda klass, who: (
        klass.hand_in(who, b"").unlink(),
        os.mkfifo(klass.place(who) / f"{klass.slug}.ipynb"),
    ),
    "taken away": lambda klass, who: klass.hand_in(who, b"").unlink(),
}


def test_where_later_work_cannot_be_marked_the_marks_of_the_earlier_are_no_grade(
    klass, monkeypatch
):
    monkeypatch.setenv("PATH", klass.environment["PATH"])
    for who in (*LATER, "ann"):
        klass.hand_in(who, klass.solved())
    graded(klass.folder, trust=True)
    klass.mark_by_hand("no JSON", 3)
    for who, make in LATER.items():
        make(klass, who)
    klass.hand_in("new", b"").rename(klass.place("new") / "essay.docx")
    entries = {e.student: e for e in graded(klass.folder, trust=True)}
    assert entries.pop("ann").status == "graded"
    assert entries.pop("new").why[0].startswith("No 05-not-engaging.ipynb was handed in, but essay")
    assert [classroom.BEFORE in entry.why for entry in entries.values()] == [True] * len(LATER)
    assert all(entry.by_hand for entry in entries.values())
    assert all(klass.marks(who) == dict.fromkeys(FULL) for who in LATER)
    klass.course("export", "--for", "spreadsheet")
    with (klass.folder / "grades-spreadsheet.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Student"]: row for row in csv.DictReader(file)}
    assert {rows[who]["Score"] for who in LATER} == {""}
    assert rows["no JSON"]["So far"] == "3"  # what a person gave stays

    for who in ("no JSON", "new"):  # again nothing that can be marked
        klass.hand_in(who, b"[").rename(klass.place(who) / "other.docx")
    entries = {e.student: e for e in graded(klass.folder, trust=True)}
    assert all(entries[who].by_hand for who in ("no JSON", "new"))
    assert all(classroom.BEFORE in entries[who].why for who in ("no JSON", "new"))

    for who in LATER:
        shutil.rmtree(klass.place(who))  # a pipe would wait for who reads it
        klass.hand_in(who, klass.solved())
    entries = {e.student: e for e in graded(klass.folder, trust=True)}
    assert {entry.status for who, entry in entries.items() if who != "new"} == {"graded"}
    assert all(klass.marks(who) == FULL for who in LATER)


def test_where_work_is_gone_its_marks_stand_in_the_table_as_in_the_gradebook(klass, monkeypatch):
    monkeypatch.setenv("PATH", klass.environment["PATH"])
    people = ("ann", "bob", "cy", "dan")
    for who in people:
        klass.hand_in(who, klass.solved())
    graded(klass.folder, trust=True)
    klass.mark_by_hand("cy", 3)
    shutil.rmtree(klass.place("ann"))
    shutil.rmtree(klass.place("bob").parent)
    shutil.rmtree(klass.place("cy"))
    entries = {e.student: e for e in graded(klass.folder, trust=True)}
    assert [entries[who].score for who in people] == [8, 8, 11, 8]
    assert [classroom.BEFORE in entries[who].why for who in people] == [True] * 3 + [False]
    assert all(klass.marks(who) == FULL for who in people)


@pytest.mark.parametrize("again", [False, True], ids=["marks can be withdrawn", "nothing can"])
def test_where_later_work_cannot_be_written_nobody_is_told_the_earlier_marks_are_its(
    again, klass, monkeypatch
):
    monkeypatch.setenv("PATH", klass.environment["PATH"])
    for who in ("ann", "bob"):
        klass.hand_in(who, klass.solved())
    graded(klass.folder, trust=True)
    klass.hand_in("ann", klass.solved(answered="def answered(*_): return (1, 3)"))
    klass.hand_in("bob", klass.handed_out())
    error = ValueError("Unknown string format")

    def fails(self, source, student, *more, write=Ledger.write, **options):
        if student == "ann":
            raise error
        return write(self, source, student, *more)

    monkeypatch.setattr(Ledger, "write", fails)
    if again:
        monkeypatch.setattr(Ledger, "nothing", fails)
    ann, bob = graded(klass.folder, trust=True)
    assert (ann.status, bob.status) == ("unreadable", "graded")
    assert ann.why[0].startswith("Grading it failed (ValueError")
    assert ann.why[1] == classroom.BEFORE
    assert ann.by_hand == (not again)
    assert klass.marks("ann") == (FULL if again else dict.fromkeys(FULL))


@pytest.mark.parametrize("name", ["ann\nzoe", "ann\n", "\nann"])
def test_a_name_that_would_stop_nbgraders_feedback_for_all_is_refused(name, klass, monkeypatch):
    monkeypatch.setenv("PATH", klass.environment["PATH"])
    klass.hand_in(name, klass.solved())
    (entry,) = graded(klass.folder, trust=True)
    assert entry.status == "unreadable" and "a line break" in entry.why[0]
    assert not (klass.folder / "autograded").exists()
