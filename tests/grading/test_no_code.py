"""A class that writes no code: its exercises are handed out, marked, fed back and reported as any other's."""

import json

import pytest

from course_lib.exercises import twin
from tests.grading.klass import Klass

SLUG = "07-volume-not-value"


class NoCode(Klass):
    """A class whose switch in nbgrader_config.py is set."""

    def __init__(self, folder, slug=SLUG):
        super().__init__(folder, slug)
        config = folder / "nbgrader_config.py"
        text = config.read_text(encoding="utf-8")
        config.write_text(
            text.replace("c.Handout.no_code = False", "c.Handout.no_code = True"), encoding="utf-8"
        )
        self.nbgrader("generate_assignment", slug)

    def handed_out(self):
        path = self.folder / "exercises" / self.slug / f"{self.slug}.ipynb"
        return json.loads(path.read_text(encoding="utf-8"))

    def entered(self, **entries):
        """The exercise with the right entries, or these, between the marks."""
        notebook = self.handed_out()
        for task in twin.drawn(self.folder / "solutions" / self.slug):
            right = {field.name: field.values[0] for field in task.fields}
            cell = next(one for one in notebook["cells"] if one["id"] == task.function)
            cell["source"] = task.cell(right | entries)
        return notebook


@pytest.fixture(scope="module")
def klass(tmp_path_factory):
    made = NoCode(tmp_path_factory.mktemp("no-code") / "course")
    made.hand_in("ann-right", made.entered())
    made.hand_in("bob-half", made.entered(uses_in_all="...", verdict="D", low_end="left"))
    broken = made.entered()
    cell = next(one for one in broken["cells"] if one["id"] == "uses")
    cell["source"] = 'uses_in_all = "12'
    made.hand_in("cyd-lost-a-mark", broken)
    return made


RIGHT = {"uses": 2, "used_posts-posts_counted": 1, "used_posts": 2,
         "verdict-low_end": 1, "verdict-high_end": 1, "verdict": 1}  # fmt: skip
HALF = RIGHT | {"uses": 0, "verdict-low_end": 0, "verdict": 0}


@pytest.mark.parametrize("command", ["course grade", "nbgrader autograde"])
def test_both_graders_give_each_entry_its_own_points(klass, command, warm_kernel):
    if command == "course grade":
        klass.grade()
    else:
        klass.nbgrader("autograde", SLUG, "--force", f"--Execute.kernel_name={warm_kernel}")
    for student, points in (("ann-right", RIGHT), ("bob-half", HALF)):
        marks = klass.marks(student)
        assert {name: marks[name] for name in points} == points, student
    assert klass.marks("cyd-lost-a-mark")["uses"] == 0
    assert sum(mark or 0 for mark in klass.marks("cyd-lost-a-mark").values()) == 6


def test_feedback_and_report_say_what_was_wrong_with_each_entry(klass):
    klass.grade()
    klass.nbgrader("generate_feedback", SLUG, "--force")
    page = (klass.folder / "feedback" / "bob-half" / SLUG / f"{SLUG}.html").read_text()
    for words in ("uses_in_all is not attempted yet", "low_end should be a number in figures",
                  "verdict should be one of the letters A, B, C", "(low end)"):  # fmt: skip
        assert words in page
    page = (klass.folder / "feedback" / "cyd-lost-a-mark" / SLUG / f"{SLUG}.html").read_text()
    assert "one of the two marks around your answer is missing" in page
    klass.course("report")
    report = next(klass.folder.glob("*.html")).read_text(encoding="utf-8")
    assert "verdict should be one of the letters" in report
