"""How nbgrader hands out, collects and marks the exercises. Run its commands in this folder."""

c = get_config()  # noqa: F821  nbgrader puts it there

c.CourseDirectory.course_id = "off-target"

# solutions/ is the one source of an exercise; exercises/ is generated from it and never edited.
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"

# cohort.py draws the hidden tests' data, twin.py has the version without code: they stay beside the
# solution. Somebody's downloads are nobody else's, wherever they put them. The others are nbgrader's own.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    "cohort.py",
    "twin.py",
    "my-exports",
]

# Which version of the exercises a class gets. False: functions to write in Python. True: for a class that
# writes no code, the same tasks on the same kind of data for the same points, done by eye and typed in.
# Both are made from solutions/. Set it before you generate, and leave it while a class works on them.
c.Handout.no_code = False
# nbgrader's own steps, and the one that heeds the switch.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "course_lib.exercises.handout.Handout",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# What stands where a solution stood. Running it says "not attempted yet" in one sentence, where
# nbgrader's own NotImplementedError would greet a beginner with a traceback.
c.ClearSolutions.code_stub = {
    "python": "# YOUR CODE HERE, in place of this line and the next\nraise NotAttempted"
}
c.ClearSolutions.text_stub = "*Your answer here, in place of this line.*"

# A right answer takes milliseconds. An endless loop is stopped after this many seconds a cell, so
# one submission cannot hold up a class for long; a loaded machine still gets through its imports.
c.Execute.timeout = 20
# Nothing needs saving when a kernel ends: waiting for it politely is half a second a submission.
c.Execute.shutdown_kernel = "immediate"

# `nbgrader validate` cuts each line at this width, and our sentences must be read to their end.
c.Validator.width = 400

# What students made is shown in Formgrader and in feedback, and never run: a script of theirs could do
# there whatever you may do. Keep this line.
c.HTMLExporter.preprocessors = ["course_lib.grading.feedback.harmless.Harmless"]

# Feedback says what was expected and what the failed check said, and keeps hidden tests hidden, which
# nbgrader by itself shows in full. The last step is nbgrader's own, and sets the page's style.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "course_lib.grading.feedback.task_feedback.TaskFeedback",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
# To show hidden tests after all, for good; or once: generate_feedback --TaskFeedback.reveal_hidden_tests=True
# c.TaskFeedback.reveal_hidden_tests = True
