"""nbgrader's own autograde, with its Execute step exchanged for ours by a line of configuration."""

import nbformat
from nbgrader.api import Gradebook

from tests.grading.test_answers import hand_in, judged, submissions

SLUG = "05-not-engaging"
OURS = """
c.Autograde.autograde_preprocessors = [
    "course_lib.grading.apart.execute.ExecuteApart",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.ExecuteApart.fence = False
"""


def test_unmodified_nbgrader_marks_with_tests_out_of_reach(course):
    here = course(SLUG)
    with (here.folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(OURS)
    here.nbgrader("generate_assignment", SLUG)
    classroom = dict(list(submissions(SLUG).items())[:4])
    for student, given in classroom.items():
        hand_in(here.notebook("exercises"), here.notebook("submitted", student), given)
    here.nbgrader("autograde", SLUG)

    complaints = []
    with Gradebook(f"sqlite:///{here.folder / 'gradebook.db'}", "off-target") as gradebook:
        for student, given in classroom.items():
            cells = nbformat.read(here.notebook("autograded", student), as_version=4).cells
            outputs = {c.id: c.outputs for c in cells if c.cell_type == "code"}
            for answer in given:
                said = " ".join(
                    "".join(output.get("traceback", output.get("text", "")))
                    for output in outputs[f"{answer.function}-test"]
                )
                complaints.append(judged(gradebook, SLUG, student, answer, said))
    assert [complaint for complaint in complaints if complaint] == []
