"""A question about what people think: why it is wrong, and what to think instead."""

from __future__ import annotations

from course_lib import catalogue
from course_lib.widgets.choice import choice
from course_lib.widgets.parts import Panel, text


def myth(number: int) -> Panel:
    """Reason `number`'s myth with feedback to each option; the answer is saved at once."""
    words = catalogue.reason(number).myth
    panel = Panel("myth", "Myth")
    return panel.show(
        text(f"People think: “{words.claim}”"),
        *choice(f"{number:02}.myth", words.question, words.options, panel),
    )
