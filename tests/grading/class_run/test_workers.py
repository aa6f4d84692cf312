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


def job(name):
    return Job(Source("x", (), {}), name, Path("/c", name, "x"), "")


def gone(pids):
    """Wait until these processes have ended, which a signal does not do at once."""
    until = time.monotonic() + 30
    while left := [pid for pid in pids if Path(f"/proc/{pid}").exists()]:
        assert time.monotonic() < until, left
        time.sleep(0.01)


@pytest.fixture
def results(server, monkeypatch):
    """What becomes of students with these names, marked by as many markers."""
    monkeypatch.setattr(workers, "MARKER", bad_marker.__name__)
    pids = []

    class Marker(workers.Marker):
        def __init__(self, server):
            super().__init__(server)
            pids.append(self.pid)

    monkeypatch.setattr(workers, "Marker", Marker)

    def run(names, size=2):
        jobs = deque(map(job, names))
        pool = Workers(server, size, False, replace(LIMITS, marking=1.0))
        with closing(pool):
            done = {job.student: result for job, result in filter(None, pool.results(jobs))}
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


def test_jobs_that_are_added_meanwhile_are_marked_in_the_same_round(server, monkeypatch):
    monkeypatch.setattr(workers, "MARKER", bad_marker.__name__)
    monkeypatch.setattr(workers, "TICK", 0.01)
    todo = deque([job("sleeps")])
    done = []
    with closing(Workers(server, 2, False, replace(LIMITS, marking=5.0))) as pool:
        for one in pool.results(todo):
            if one is None and not done and not todo:
                todo.append(job("ann"))
            elif one is not None:
                done.append(one[0].student)
    assert done[0] == "ann" and done[-1] == "sleeps"


def test_a_pool_that_is_closed_in_the_midst_of_it_leaves_no_marker(server, monkeypatch):
    monkeypatch.setattr(workers, "MARKER", bad_marker.__name__)
    with closing(Workers(server, 2, False, LIMITS)) as pool:
        results = pool.results(deque(map(job, ["ann", "sleeps", "loops", "bob"])))
        next(results)
        pids = [one.pid for one in pool.markers]
    assert pids
    gone(pids)


def test_an_exercise_that_has_changed_meanwhile_is_given_anew(server, monkeypatch):
    monkeypatch.setattr(workers, "MARKER", bad_marker.__name__)
    editions = ["first", "first", "second", "first"]
    with closing(Workers(server, 1, False, LIMITS)) as pool:
        exercises = [Source("x", (), {"edition": edition}) for edition in editions]
        jobs = [Job(exercise, "asks", Path("/c/asks/x"), "") for exercise in exercises]
        assert [pool.result(one).status for one in jobs] == editions
        assert len(pool.markers) == 1


def test_a_marker_that_comes_while_its_pool_is_closed_ends_as_well(server, monkeypatch):
    monkeypatch.setattr(workers, "MARKER", bad_marker.__name__)
    pool = Workers(server, 1, False, LIMITS)

    class Late(workers.Marker):
        def __init__(self, server):
            super().__init__(server)
            closing_thread.start()
            while not pool.closed:
                time.sleep(0.01)

    monkeypatch.setattr(workers, "Marker", Late)
    closing_thread = threading.Thread(target=pool.close)
    assert not pool.result(job("sleeps")).settled
    closing_thread.join()
    assert not pool.markers
