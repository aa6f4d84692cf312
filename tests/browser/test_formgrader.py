"""Nothing that students made runs in the pages an instructor opens: Formgrader, feedback and the report."""

import json
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.serving import ROOT
from tests.grading import here
from tests.grading.feedback import hostile

SLUG = "05-not-engaging"


def command(server, program, *words):
    """Run a command in the course folder as the instructor does."""
    done = program(server.folder, server.environment(), *words)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def graded(server):
    """A course folder in which eve's and ann's work is graded: eve's is hostile throughout, ann's honest."""
    shutil.copytree(ROOT / "solutions" / SLUG, server.folder / "solutions" / SLUG)
    exercise = json.loads((ROOT / "exercises" / SLUG / f"{SLUG}.ipynb").read_text("utf-8"))
    works = {"eve": hostile.notebook(), "ann": {"cells": hostile.honest(), "metadata": {}}}
    for student in works:
        path = server.folder / "submitted" / student / SLUG / f"{SLUG}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(exercise), encoding="utf-8")
    command(server, here.nbgrader, "generate_assignment", "--force", SLUG)
    command(server, here.nbgrader, "autograde", SLUG)
    for student, work in works.items():  # as if they had been in it when it was run
        path = server.folder / "autograded" / student / SLUG / f"{SLUG}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["id"] == "written":
                cell["source"] = hostile.MARKUP["script"] + "\n\nMy answer."
        notebook["cells"] += work["cells"]
        path.chmod(0o644)
        path.write_text(json.dumps(notebook | {"metadata": work["metadata"]}), "utf-8")
    return server


@pytest.fixture
def page(window):
    return window().page


def formgrader(server, student):
    """The address of a student's work in Formgrader."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{server.folder / 'gradebook.db'}") as book:
        own = book.find_submission_notebook(SLUG, SLUG, student).id
    return f"{server.base}/formgrader/submissions/{own}/?token={server.token}"


def feedback(server, student, *words):
    """The feedback page of a student, opened from the server, so that a script could reach it."""
    words = ("generate_feedback", SLUG, f"--student={student}", "--force", *words)
    command(server, here.nbgrader, *words)
    return f"{server.base}/files/feedback/{student}/{SLUG}/{SLUG}.html?token={server.token}"


def open_and_press(page, address, server):
    """Open a page, press every link and button among the cells; nothing may have come of it."""
    page.route("https://**", lambda route: route.abort())
    page.goto(address)
    title = page.title()
    page.evaluate(
        "document.querySelectorAll('a.trap, #notebook form button').forEach(e => e.click())"
    )
    page.wait_for_load_state("networkidle")
    assert "owned" not in (title, page.title())
    assert server.ask("terminals") == []


def test_formgrader_runs_nothing_of_a_hostile_notebook(graded, page):
    open_and_press(page, formgrader(graded, "eve"), graded)
    assert page.title() == SLUG
    expect(page.get_by_text("My answer.")).to_be_visible()
    expect(page.locator(".navbar-fixed-top")).to_have_count(1)
    # The answer's box is nbgrader's own script's, which still runs.
    expect(page.locator("input.score").first).to_be_visible()


def test_feedback_runs_nothing_of_a_hostile_notebook(graded, page):
    open_and_press(page, feedback(graded, "eve"), graded)
    expect(page.get_by_text("My answer.")).to_be_visible()


def test_without_that_step_the_same_notebook_would_take_over_the_page(graded, page):
    page.goto(feedback(graded, "eve", "--HTMLExporter.preprocessors=[]"))
    page.wait_for_function("document.title === 'owned'")


@pytest.mark.parametrize("address", [formgrader, feedback])
def test_a_pasted_picture_a_drawn_one_and_a_table_are_shown(graded, page, address):
    page.goto(address(graded, "ann"))
    for picture in page.locator("#notebook img").all():
        assert picture.evaluate("image => image.naturalWidth") == 10
    expect(page.locator("#notebook img")).to_have_count(2)
    table = page.frame_locator("#notebook iframe").last
    expect(table.get_by_role("cell", name="5", exact=True)).to_be_visible()


def test_the_report_runs_nothing_of_a_hostile_notebook(graded, page):
    command(graded, here.course, "report")
    open_and_press(page, f"{graded.base}/files/class-report.html?token={graded.token}", graded)
    assert page.title() == "How the class is doing"
