"""The panel of a reason's own verdict and its Finding, in words for the kind of organisation that was picked."""

from __future__ import annotations

from course_lib import catalogue
from course_lib.finding import Finding
from course_lib.progress_data import Progress
from course_lib.widgets import entries, organisation, verdict
from course_lib.widgets.parts import Panel


def own_numbers(number: int) -> Panel:
    """Reason `number`'s question and count, and the verdict on them; saved as typed, at once."""
    return verdict.panel(catalogue.reason(number, organisation.stored()))


def own_finding(number: int, answers: Progress | None = None) -> Finding | None:
    """The Finding of what is saved for this reason; None if nothing that can be judged is.

    `answers` are read in place of the progress file.
    """
    return entries.finding(catalogue.reason(number, organisation.stored(answers)), answers)
