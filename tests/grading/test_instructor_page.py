"""The instructors' page leads from nothing to grades handed back: each of its commands is run as it stands."""

import csv
import shlex
import shutil
import stat
import subprocess

import nbformat
import pytest

from course_lib.grading.sandbox import bubblewrap
from tests import first_page, pages
from tests.grading import here
from tests.grading.conftest import ROOT, Course

SLUG = "05-not-engaging"
EXCHANGE = "/usr/local/share/nbgrader/exchange"
ONCE = pages.commands("docs/instructors.md", "Once: the exchange")
HERE = {"course": here.course, "nbgrader": here.nbgrader}
ROAD = pages.commands("docs/instructors.md", "From nothing to grades handed back")
EXCHANGE = "/usr/local/share/nbgrader/exchange"


@pytest.fixture
def course(tmp_path):
    """A course folder whose Jupyter settings name an exchange of the test's own."""
    made = Course(tmp_path, SLUG)
    made.exchange.rmdir()  # the first command makes it
    made.environment |= {"JUPYTER_CONFIG_DIR": str(tmp_path / "jupyter")}
    (tmp_path / "jupyter").mkdir()
    (tmp_path / "jupyter" / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.Exchange.root = "{made.exchange}"\n'
    )
    return made


def run(course, line):
    """Run a line of the page in the course folder, with the exchange in the test's own place."""
    words = shlex.split(line.replace(EXCHANGE, str(course.exchange)))
    words = words[1:] if words[0] == "sudo" else words
    if words[:2] == ["course", "grade"] and bubblewrap.missing():
        words.append("--trust-submissions")  # as the page says of such a machine
    program = shutil.which(words[0], path=course.environment["PATH"])
    assert program, line
    if words[0] in HERE:  # loading nbgrader anew takes longer than what most commands do
        done = HERE[words[0]](course.folder, course.environment, *words[1:])
    else:
        done = subprocess.run(
            [program, *words[1:]],
            cwd=course.folder,
            env=course.environment,
            text=True,
            capture_output=True,
        )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


def submit(course):
    """What a student does, in a folder of hers: fetch, solve all but one task, submit."""
    home = course.folder.parent / "home"
    home.mkdir()
    theirs = course.environment | {"JUPYTER_DATA_DIR": str(home / "data")}
    for step in ("fetch_assignment", "submit"):
        if step == "submit":
            solved = {c.id: c.source for c in nbformat.read(course.notebook("solutions"), 4).cells}
            path = home / SLUG / f"{SLUG}.ipynb"
            notebook = nbformat.read(path, as_version=4)
            for cell in notebook.cells:
                if cell.id in ("answered", "give_back", "written"):
                    cell.source = solved[cell.id]
            nbformat.write(notebook, path)
        done = here.nbgrader(home, theirs, step, SLUG, "--course=off-target")
        assert done.returncode == 0, done.stdout + done.stderr


def try_it_out(course):
    """What the instructor does first: solve the exercise where the checkout has it, in exercises/."""
    path = course.notebook("exercises")
    path.parent.mkdir(parents=True)
    shutil.copy(ROOT / "exercises" / SLUG / path.name, path)
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.id == "written":
            cell.source = "The instructor's own words"
    nbformat.write(notebook, path)


def mark_by_hand(course):
    """What the instructor does in the formgrader: three points for the written answer."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}", "off-target") as book:
        (submission,) = book.assignment_submissions(SLUG)
        grade = book.find_grade("written", SLUG, SLUG, submission.student_id)
        grade.manual_score, grade.needs_manual_grade = 3, False
        book.db.commit()


def the_formgrader(course, line):
    """The formgrader's page in JupyterLab, started as the page says, but for the browser."""
    program, *words = shlex.split(line)
    found = shutil.which(program, path=course.environment["PATH"])
    with first_page.served([found, *words], course.folder, course.environment) as served:
        return served.page("formgrader")


def test_the_pages_commands_lead_from_nothing_to_grades_handed_back(course):
    try_it_out(course)
    for line in ONCE:
        run(course, line)
    for line in ROAD:
        step = line.split()[1]
        if step == "collect":
            (given_out,) = course.exchange.glob(f"*/outbound/{SLUG}/*.ipynb")
            assert "The instructor's own words" not in given_out.read_text(encoding="utf-8")
            submit(course)
        if step == "lab":
            assert "formgrader" in the_formgrader(course, line).lower()
            mark_by_hand(course)
        else:
            run(course, line)

    assert stat.S_IMODE(course.exchange.stat().st_mode) == 0o1777  # nbgrader left it so
    (page,) = course.exchange.rglob("feedback/**/*.html")
    assert "honest_median is not attempted yet" in page.read_text(encoding="utf-8")
    with (course.folder / "grades-moodle.csv").open(newline="", encoding="utf-8-sig") as file:
        (row,) = csv.DictReader(file)
    assert row[SLUG] == "8"  # 2 and 3 by the computer, 3 by hand
    assert "Not engaging" in (course.folder / "class-report.html").read_text(encoding="utf-8")
