"""The class run: all graded, once, whatever happens meanwhile."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from filelock import FileLock

from course_lib import cli
from course_lib.grading import configuration
from course_lib.grading.class_run import classroom, journal
from course_lib.grading.fence import fencing
from tests.grading.klass import Klass

FULL = {"answered": 2, "give_back": 3, "honest_median": 3, "written": None}


@pytest.fixture
def klass(tmp_path):
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


def test_where_nothing_was_handed_in_it_says_where_that_belongs(klass):
    assert "submitted/NAME/ASSIGNMENT/" in klass.grade()


def test_killed_at_any_moment_it_goes_on_where_it_stopped(klass):
    students = [f"s{number}" for number in range(8)]
    for student in students:
        klass.hand_in(student, klass.solved())
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


def test_a_second_run_at_the_same_time_waits_its_turn(klass):
    klass.hand_in("ann", klass.solved())
    with FileLock(klass.folder / classroom.LOCK):
        klass.grade(code=1)
    assert "A class is being graded in" in klass.stderr
    assert "1 graded" in klass.grade()


def test_without_a_fence_it_refuses_unless_the_submissions_are_trusted(klass, monkeypatch):
    monkeypatch.setattr(fencing, "missing", lambda: "Landlock")
    monkeypatch.setenv("PATH", klass.environment["PATH"])
    with pytest.raises(classroom.GradingError, match="lacks Landlock.*--trust-submissions"):
        classroom.grade(klass.folder, [])
    assert classroom.grade(klass.folder, [], trust=True) == []


def test_in_a_folder_that_is_no_course_it_says_so_and_leaves_nothing_there(tmp_path):
    with pytest.raises(configuration.NoCourse, match="run this in the folder of your course"):
        classroom.grade(tmp_path, [], trust=True)
    assert list(tmp_path.iterdir()) == []


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
