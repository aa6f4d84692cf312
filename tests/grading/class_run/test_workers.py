"""Markers that hang or end: one submission's loss, and no other's."""

import socket
import time
from collections import deque
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from course_lib.errors import CourseError
from course_lib.grading.class_run import workers
from course_lib.grading.class_run.job import Job
from course_lib.grading.class_run.workers import Workers
from course_lib.grading.configuration import course
from course_lib.grading.limits import LIMITS
from course_lib.grading.marking import marker
from course_lib.grading.notebook import source
from course_lib.grading.notebook.source import Source
from course_lib.grading.sandbox import channel
from course_lib.grading.sandbox.fork_server import order
from tests.grading import here
from tests.grading.class_run import bad_marker
from tests.grading.klass import Klass

LATE = "did not end within 1 seconds, so it was stopped"
SAID = {
    "loops": LATE,
    "sleeps": LATE,
    "ends": "ended the grading process. The other side",
    "other": "ended the grading process.",
    "list": "ended the grading process.",
    "floods": "A message of 4294967295 bytes came",
}


def job(name, seconds=1.0, **about):
    limits = replace(LIMITS, marking=seconds)
    return Job(Source("x", (), about), name, Path("/c", name, "x"), "", False, limits)


def gone(pids):
    """Wait until these processes have ended, which a signal does not do at once."""
    until = time.monotonic() + 30
    while left := [pid for pid in pids if Path(f"/proc/{pid}").exists()]:
        assert time.monotonic() < until, left
        time.sleep(0.01)


@pytest.fixture
def markers(monkeypatch):
    """Markers that do as a student is called, forked off a server that stays."""
    monkeypatch.setattr(workers, "MARKER", bad_marker.__name__)
    monkeypatch.setattr(workers, "ForkServer", here.Lent)


@pytest.mark.parametrize("bad", SAID)
@pytest.mark.parametrize("size", [1, 2])
def test_a_marker_that_goes_wrong_is_replaced_and_costs_one_submission(bad, size, markers):
    names = ["ann", bad, "bob", "cy"]
    with closing(Workers(size)) as pool:
        done = {job.student: result for job, result in pool.results(deque(map(job, names)))}
    assert {name: result.status for name, result in done.items()} == {
        name: "unreadable" if name == bad else "graded" for name in names
    }
    assert SAID[bad] in done[bad].why[0]
    assert not done[bad].settled  # it is tried again at the next run


def test_a_pool_that_is_closed_in_the_midst_of_it_leaves_no_marker(monkeypatch):
    monkeypatch.setattr(workers, "MARKER", bad_marker.__name__)
    with closing(Workers(3)) as pool:
        names = ["sleeps", "loops", "ann", "bob", "cy"]
        results = pool.results(deque(job(name, 60) for name in names))
        assert {next(results)[0].student for _ in range(3)} == {"ann", "bob", "cy"}
        pids = [one.pid for one in psutil.Process(pool.server.process.pid).children()]
        assert pids
    gone(pids)


HANGS = ["while True: pass", "import time; time.sleep(600)", "import signal; signal.pause()"]


@pytest.mark.parametrize("test", HANGS)
def test_a_marker_that_hangs_ends_though_nobody_is_left_to_end_it(test, tmp_path):
    klass = Klass(tmp_path / "course")
    klass.hand_in("ann", klass.solved())
    exercise = source.read(course(klass.folder), klass.slug)
    cells = [
        replace(cell, text=test) if cell.about.get("grade") and not cell.answer else cell
        for cell in exercise.cells
    ]
    exercise = replace(exercise, cells=tuple(cells))
    limits = replace(LIMITS, marking=1.0, grace=0.5)
    end, theirs = socket.socketpair()
    with theirs:
        orders = here.Lent((marker.__name__,)).orders
        order(orders, marker.__name__, theirs, orders)
    work = Job(exercise, "ann", klass.place("ann"), "", False, limits)
    channel.send(end, work.message)
    with end, pytest.raises(ConnectionError, match="hung up"):
        channel.receive(end, 30.0)


def test_an_exercise_that_has_changed_meanwhile_is_given_anew(markers):
    editions = ["first", "first", "second", "first"]
    used = set()
    with closing(Workers(1)) as pool:
        for edition in editions:
            assert pool.result(job("asks", edition=edition).message).status == edition
            used.add(pool.own.marker)
    assert len(used) == 1


@pytest.mark.parametrize("bad", ["ends", "other", "list"])
def test_where_the_fork_server_has_ended_too_the_run_ends_in_a_sentence(bad, monkeypatch):
    monkeypatch.setattr(workers, "MARKER", bad_marker.__name__)
    with closing(Workers(1)) as pool:
        results = pool.results(deque(map(job, ["ann", bad, "bob"])))
        next(results)
        pool.server.process.kill()
        pool.server.process.wait()
        with pytest.raises(CourseError, match="start the same command again"):
            list(results)
