"""Markers that hang or end: one submission's loss, and no other's."""

import threading
import time
from collections import deque
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from course_lib.grading.class_run import workers
from course_lib.grading.class_run.job import Job
from course_lib.grading.class_run.workers import Workers
from course_lib.grading.limits import LIMITS
from course_lib.grading.notebook.source import Source
from tests.grading import here
from tests.grading.class_run import bad_marker

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


@pytest.fixture
def results(markers, monkeypatch):
    """What becomes of students with these names, marked by as many markers."""
    pids = []

    class Marker(workers.Marker):
        def __init__(self, server):
            super().__init__(server)
            pids.append(self.pid)

    monkeypatch.setattr(workers, "Marker", Marker)

    def run(names, size=2):
        jobs = deque(map(job, names))
        with closing(Workers(size)) as pool:
            done = {job.student: result for job, result in pool.results(jobs)}
        return done, pids

    return run


@pytest.mark.parametrize("bad", SAID)
@pytest.mark.parametrize("size", [1, 2])
def test_a_marker_that_goes_wrong_is_replaced_and_costs_one_submission(bad, size, results):
    names = ["ann", bad, "bob", "cy"]
    done, _ = results(names, size)
    assert {name: result.status for name, result in done.items()} == {
        name: "unreadable" if name == bad else "graded" for name in names
    }
    assert SAID[bad] in done[bad].why[0]
    assert not done[bad].settled  # it is tried again at the next run


def test_no_marker_is_left(results):
    _, pids = results(["ann", "loops", "bob", "sleeps"])
    assert len(pids) >= 2
    gone(pids)


def test_a_pool_that_is_closed_in_the_midst_of_it_leaves_no_marker(markers):
    with closing(Workers(2)) as pool:
        results = pool.results(deque(job(name, 60) for name in ["ann", "sleeps", "loops", "bob"]))
        next(results)
        pids = [one.pid for one in pool.markers]
    assert pids
    gone(pids)


def test_an_exercise_that_has_changed_meanwhile_is_given_anew(markers):
    editions = ["first", "first", "second", "first"]
    with closing(Workers(1)) as pool:
        jobs = [job("asks", edition=edition) for edition in editions]
        assert [pool.result(one.message).status for one in jobs] == editions
        assert len(pool.markers) == 1


def test_a_marker_that_comes_while_its_pool_is_closed_ends_as_well(markers, monkeypatch):
    pool = Workers(1)

    class Late(workers.Marker):
        def __init__(self, server):
            super().__init__(server)
            closing_thread.start()
            while not pool.closed:
                time.sleep(0.01)

    monkeypatch.setattr(workers, "Marker", Late)
    closing_thread = threading.Thread(target=pool.close)
    assert not pool.result(job("sleeps", 60).message).settled
    closing_thread.join()
    assert not pool.markers
