"""Markers that hang or end: one submission's loss, and no other's."""

from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest

from course_lib.grading.class_run import workers
from course_lib.grading.class_run.workers import Job, Workers
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


@pytest.fixture
def results(server, monkeypatch):
    """What becomes of students with these names, marked by as many markers."""
    monkeypatch.setattr(workers, "MARKER", bad_marker.__name__)

    def run(names, size=2):
        jobs = deque(Job(Source("x", (), {}), n, Path("/c", n, "x"), "") for n in names)
        crew = Workers(server, size, False, replace(LIMITS, marking=1.0))
        return {job.student: result for job, result in crew.results(jobs)}, crew

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
    _, crew = results(["ann", "loops", "bob", "sleeps"])
    assert not any(Path(f"/proc/{worker.pid}").exists() for worker in crew.workers)
