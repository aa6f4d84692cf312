"""Two questions from earlier lessons, because what is asked again is remembered."""

from __future__ import annotations

from course_lib import catalogue
from course_lib.widgets.choice import choice
from course_lib.widgets.parts import Panel


def recall(number: int) -> Panel:
    """Lesson `number`'s two recall questions, with feedback to each option; answers are saved at once."""
    panel = Panel("recall", "Recall: from earlier lessons")
    questions = catalogue.recall_for(number)
    return panel.show(
        *(
            part
            for one in questions
            for part in choice(
                f"{number:02}.recall.{one.lesson:02}.{one.id}", one.question, one.options, panel
            )
        )
    )
