"""What a student reads when the marks come back, made by nbgrader's own generate_feedback."""

import re
from html import escape, unescape

import nbformat
import pytest

from course_lib.grading.feedback import harmless, sentences, task_feedback
from course_lib.grading.feedback.tasks import Task
from tests.grading.conftest import Course
from tests.grading.corpus import answers
from tests.grading.feedback import hostile

SLUG = "05-not-engaging"
PEEK = "print(In)"  # a student's last cell, which shows every source that ran before it
PITFALL = "You missed an act that came later on the same day, or after their first act"


def answer(function, label):
    return next(a.source for a in answers(SLUG, function) if label in a.label)


def hand_in(course, student, sources, last=""):
    notebook = nbformat.read(course.notebook("exercises"), as_version=4)
    for cell in notebook.cells:
        cell.source = sources.get(cell.id, cell.source)
    if last:
        notebook.cells.append(nbformat.v4.new_code_cell(last))
    path = course.notebook("submitted", student)
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def mark_the_written_answer(course, student, points, comment):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}", "off-target") as book:
        grade = book.find_grade("written", SLUG, SLUG, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        book.find_comment("written", SLUG, SLUG, student).manual_comment = comment
        book.db.commit()


def words(page):
    """A page's text, as one line: what a reader reads and a search finds."""
    body = re.sub(r"<(style|script).*?</\1>", "", page.split("<body", 1)[1], flags=re.DOTALL)
    code = re.sub(r"</?(span|a)\b[^>]*>", "", body)  # which stand inside a line of code
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", code)).split())


@pytest.fixture(scope="module")
def class_of_three(warm_kernel, tmp_path_factory):
    """ann is right and peeks, bob falls into a hidden test, cy hands in the starter with a slip."""
    course = Course(tmp_path_factory.mktemp("feedback"), SLUG)
    course.nbgrader("generate_assignment", SLUG)
    solved = {c.id: c.source for c in nbformat.read(course.notebook("solutions"), 4).cells}
    right = {name: solved[name] for name in ("answered", "give_back", "honest_median", "written")}
    hand_in(course, "ann", right, PEEK)
    whole_days = right["give_back"].replace("ours > moment", "ours.dt.date > moment.date()")
    hand_in(course, "bob", right | {"give_back": whole_days})
    hand_in(course, "cy", {"answered": "def answered(:", "written": "Soon."})
    course.nbgrader("autograde", SLUG, f"--Execute.kernel_name={warm_kernel}")
    mark_the_written_answer(course, "ann", 3, "A number of your own, well done; no date yet.")
    assert "WARNING" not in course.nbgrader("generate_feedback", SLUG)
    return course


@pytest.fixture(scope="module")
def pages(class_of_three):
    return {
        student: class_of_three.notebook("feedback", student)
        .with_suffix(".html")
        .read_text(encoding="utf-8")
        for student in ("ann", "bob", "cy")
    }


@pytest.fixture(scope="module")
def hidden_lines(class_of_three):
    """Every line of the exercise's hidden tests that stands nowhere else in it."""
    cells = nbformat.read(class_of_three.notebook("solutions"), as_version=4).cells
    hidden = "\n".join(sentences.hidden(cell.source) for cell in cells)
    shown = "\n".join(sentences.visible(cell.source) for cell in cells)
    lines = {" ".join(line.split()) for line in hidden.splitlines()}
    return {line for line in lines if len(line) > 20 and line not in " ".join(shown.split())}


def test_every_task_says_what_was_expected_and_what_it_is_worth(pages):
    read = words(pages["bob"])
    assert "How many of the people who asked were answered by a person in time." in read
    assert "1 Count: how many people got an answer in time? 2 of 2 Right." in read


def test_a_failed_check_says_its_sentence_without_the_hidden_data(pages):
    read = words(pages["bob"])
    assert f"{PITFALL} (on data that are not shown)." in read
    assert "0 of 3 points. " + PITFALL in read


def test_a_written_answer_shows_its_rubric_its_points_and_the_comment(pages):
    read = words(pages["ann"])
    assert "3 of 4 points. A number of your own, well done; no date yet." in read
    assert "What the points are for. Claim. What your routine is" in read


def test_an_answer_that_nobody_has_marked_yet_is_not_called_nought(pages):
    assert "– of 4 Not marked yet." in words(pages["bob"])


def test_an_answer_that_python_cannot_read_says_so_and_the_untouched_one_is_not_attempted(pages):
    read = words(pages["cy"])
    assert "The cell with your answer did not run through: SyntaxError" in read
    assert "give_back is not attempted yet" in read


@pytest.mark.parametrize("student", ["ann", "bob", "cy"])
def test_no_page_shows_a_line_of_the_hidden_tests_even_to_who_prints_them(
    pages, student, hidden_lines
):
    read = words(pages[student])
    assert len(hidden_lines) > 20
    assert [line for line in hidden_lines if line in read] == []
    assert "HIDDEN TESTS" not in read
    assert (
        "Three people have a question at least 24 hours old" in read
    )  # the visible ones are there


def test_an_output_that_quotes_hidden_tests_is_left_out_and_says_so(pages):
    assert "This output quoted hidden tests, and was left out." in words(pages["ann"])
    assert "was left out" not in words(pages["bob"])


@pytest.mark.parametrize("kind", ["text/html", "text/markdown", "text/plain"])
def test_a_hidden_line_is_known_in_an_output_of_every_kind(kind):
    line = "assert f(8) < 9 & 3 > 'x', quoted"
    data = {kind: f"<td>{escape(line)}</td>" if kind == "text/html" else line}
    cell = {"cell_type": "code", "source": "", "outputs": [hostile.display(data)]}
    shown = harmless.Harmless().preprocess(nbformat.from_dict({"cells": [cell]}), {})[0].cells[0]
    tests = f"x = 1\n### BEGIN HIDDEN TESTS\n{line}"
    task_feedback._hide(shown, False, [Task("f-test", "f", "f", 1, "", tests)])
    assert shown.outputs[0].text == task_feedback.LEFT_OUT


def test_one_switch_reveals_the_hidden_tests(class_of_three, hidden_lines):
    course = class_of_three
    course.nbgrader(
        "generate_feedback",
        SLUG,
        "--student=bob",
        "--force",
        "--TaskFeedback.reveal_hidden_tests=True",
        "--CourseDirectory.feedback_directory=revealed",
    )
    read = words(course.notebook("revealed", "bob").with_suffix(".html").read_text("utf-8"))
    assert [line for line in hidden_lines if line not in read] == []
    assert f"{PITFALL}: give_back(a table of 4 rows, a table of 4 rows) gave" in read


def test_what_a_student_wrote_cannot_become_part_of_the_page():
    assert "<script>" not in harmless.as_html("gave '<script>alert(1)</script>'")
