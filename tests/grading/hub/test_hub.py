"""Two students on a real hub, with the configuration that the course hands out: release to feedback."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest

from tests import pages
from tests.grading.hub import hub as hubs

SLUG = "05-not-engaging"
ANN, BOB = "ot-test-ann", "ot-test-bob"


@pytest.fixture(autouse=True)
def able():
    """Fails, saying what is missing, where a hub cannot be tried out."""
    assert not hubs.missing(), hubs.missing()


@pytest.fixture
def folder():
    """A folder that the students' accounts can reach, set up as docs/hub.md says, from a clone inside it."""
    with tempfile.TemporaryDirectory(prefix="off-target-hub-") as made:
        place = Path(made)
        place.chmod(0o755)
        clone = place / "course"
        clone.mkdir(mode=0o700)
        listed = subprocess.check_output(["git", "ls-files", "-z"], cwd=hubs.ROOT, text=True)
        for name in filter(None, listed.split("\0")):
            if (hubs.ROOT / name).is_file():
                (clone / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(hubs.ROOT / name, clone / name)
        for line in pages.commands("docs/hub.md", "Once, in your own clone"):
            hubs.run(line, place)
        for line in pages.commands("docs/hub.md", "The exchange"):
            hubs.run(line, place)
        (place / "config").mkdir()
        (place / "config" / "nbgrader_config.py").write_text(
            f'c = get_config()\nc.Exchange.root = "{place / "exchange"}"\n'
        )
        yield place


@pytest.fixture
def instructor(folder):
    """Runs nbgrader in the clone, told as the page says where the hub's nbgrader_config.py lies."""
    course = folder / "course"
    (line,) = pages.commands("docs/hub.md", "Teach")
    name, value = hubs.here(line, folder).removeprefix("export ").split("=")
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        name: os.pathsep.join([str(folder / "config"), value]),
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
        running = hubs.Hub(folder)
        try:
            yield running, accounts
        finally:
            running.close()


def test_two_students_fetch_submit_and_get_their_feedback_and_see_nothing_of_each_other(
    hub, instructor, folder
):
    (running, accounts), (course, nbgrader) = hub, instructor
    nbgrader("generate_assignment", "--force", SLUG)
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

    assert all((home / "lessons").is_dir() for home in accounts.homes.values())
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
