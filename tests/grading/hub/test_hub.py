"""Two students on a real hub, with the configuration that the course hands out: release to feedback."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest

from tests.grading.hub import hub as hubs

SLUG = "05-not-engaging"
ANN, BOB = "ot-test-ann", "ot-test-bob"


@pytest.fixture(autouse=True)
def able():
    """Fails, saying what is missing, where a hub cannot be tried out."""
    assert not hubs.missing(), hubs.missing()


@pytest.fixture
def folder():
    """A folder that the students' accounts can reach, which pytest's own is not."""
    with tempfile.TemporaryDirectory(prefix="off-target-hub-") as made:
        place = Path(made)
        place.chmod(0o755)
        (place / "exchange").mkdir()
        (place / "exchange").chmod(0o777)
        yield place


@pytest.fixture
def instructor(folder):
    """Runs nbgrader in a course folder, with the hub's own nbgrader_config.py and this test's exchange."""
    course = folder / "course"
    course.mkdir(mode=0o700)
    shutil.copytree(hubs.ROOT / "solutions" / SLUG, course / "solutions" / SLUG)
    shutil.copy(hubs.ROOT / "nbgrader_config.py", course)
    paths = [str(folder / "config"), str(hubs.HUB)]
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "JUPYTER_CONFIG_PATH": os.pathsep.join(paths),
    }

    def nbgrader(*words):
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *words],
            cwd=course,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, done.stdout

    return course, nbgrader


@pytest.fixture
def hub(folder):
    """The hub, running, with two accounts to log in."""
    with hubs.Accounts(folder, [ANN, BOB]) as accounts:
        running = hubs.Hub(folder, hubs.programs(folder / "environment"))
        try:
            yield running, accounts
        finally:
            running.close()


def test_two_students_fetch_submit_and_get_their_feedback_and_see_nothing_of_each_other(
    hub, instructor, folder
):
    (running, accounts), (course, nbgrader) = hub, instructor
    nbgrader("generate_assignment", SLUG)
    nbgrader("release_assignment", SLUG)
    solution = nbformat.read(course / "solutions" / SLUG / f"{SLUG}.ipynb", as_version=4)
    solved = {cell.id: cell.source for cell in solution.cells}
    for name, done in ((ANN, ("answered", "give_back")), (BOB, ("answered",))):
        running.log_in(name)
        (shown,) = running.assignments(name)["value"]
        assert (shown["assignment_id"], shown["status"]) == (SLUG, "released")
        running.assignments(name, "fetch", SLUG)
        running.edit(name, f"{SLUG}/{SLUG}.ipynb", {cell: solved[cell] for cell in done})
        said = running.assignments(name, "submit", SLUG)
        assert "submitted" in [one["status"] for one in said["value"]]

    inbound = folder / "exchange" / "off-target" / "inbound"
    assert len(list(inbound.iterdir())) == 2
    assert not accounts.can_read(ANN, inbound)
    assert not accounts.can_read(ANN, accounts.homes[BOB])
    assert not accounts.can_read(ANN, course / "nbgrader_config.py")

    nbgrader("collect", SLUG)
    nbgrader("autograde", SLUG)
    nbgrader("generate_feedback", SLUG)
    nbgrader("release_feedback", SLUG)
    for name, lacks in ((ANN, "honest_median"), (BOB, "give_back")):
        running.assignments(name, "fetch_feedback", SLUG)
        (page,) = accounts.homes[name].rglob("feedback/**/*.html")
        assert f"{lacks} is not attempted yet" in page.read_text(encoding="utf-8")
    with_points = nbgrader_scores(course)
    assert with_points == {ANN: 5, BOB: 2}


def nbgrader_scores(course):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {one.student_id: one.score for one in book.assignment_submissions(SLUG)}
