"""The instructor's whole road, and the student's, in nbgrader's own commands."""

import csv
import subprocess
import sys

import nbformat

SLUG = "05-not-engaging"


def solve(path, solutions):
    """Fill a student's notebook in from the solutions: two functions and the written answer."""
    solved = {c.id: c.source for c in nbformat.read(solutions, as_version=4).cells}
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.id in ("answered", "give_back", "written"):
            cell.source = solved[cell.id]
    nbformat.write(notebook, path)


def validate(course, paper):
    """What `nbgrader validate` prints: to the stdout that there was when it was loaded, so in its own process."""
    words = [sys.executable, "-m", "nbgrader", "validate", paper]
    return subprocess.run(
        words,
        cwd=paper.parent,
        env=course.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


def test_an_exercise_goes_out_comes_back_and_is_marked_with_feedback(course, tmp_path):
    here, home = course(SLUG), tmp_path / "student"
    home.mkdir()
    exchange = f"--Exchange.root={here.exchange}"
    mine = [exchange, "--course=off-target"]

    here.nbgrader("generate_assignment", SLUG)
    here.nbgrader("release_assignment", SLUG, exchange)
    assert SLUG in here.nbgrader("list", *mine, cwd=home)

    here.nbgrader("fetch_assignment", SLUG, *mine, cwd=home)
    paper = home / SLUG / f"{SLUG}.ipynb"
    untouched = validate(here, paper)
    assert "VALIDATION FAILED ON 4 CELL(S)" in untouched  # three functions and the written answer
    assert "answered is not attempted yet" in untouched
    solve(paper, here.notebook("solutions"))
    validated = validate(here, paper)
    assert "VALIDATION FAILED ON 1 CELL(S)" in validated
    here.nbgrader("submit", SLUG, *mine, cwd=home)

    here.nbgrader("collect", SLUG, exchange)
    student = next((here.folder / "submitted").iterdir()).name
    here.nbgrader("autograde", SLUG)
    here.nbgrader("generate_feedback", SLUG)
    here.nbgrader("release_feedback", SLUG, exchange)
    here.nbgrader("fetch_feedback", SLUG, *mine, cwd=home)

    (feedback,) = (home / SLUG / "feedback").rglob("*.html")
    page = feedback.read_text(encoding="utf-8")
    assert "honest_median is not attempted yet" in page
    assert "Traceback (most recent call last)" not in page

    here.nbgrader("export", "--to=grades.csv")
    with (here.folder / "grades.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["student_id"], row["assignment"]) == (student, SLUG)
    assert (float(row["raw_score"]), float(row["max_score"])) == (5, 12)
