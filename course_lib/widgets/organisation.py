"""Which kind of organisation an attendee runs, asked once: the words of every lesson follow from it."""

from __future__ import annotations

from course_lib import kinds, progress, shapes
from course_lib.progress_data import Progress
from course_lib.widgets.controls import RadioButtons
from course_lib.widgets.parts import Note, Panel, text

KEY, WORDING = "00.kind", "What do you run, or work for?"


def organisation() -> Panel:
    """The question as radio buttons; the reply is saved at once, and asked for by every widget opened later."""
    panel, note = Panel("organisation", "Your organisation"), Note()
    question = _question()
    names = [(str(words["name"]), kind) for kind, words in kinds.vocabulary().items()]
    radios = RadioButtons(options=names, value=question.load())

    def update(_: object) -> None:
        question.save(radios.value)
        note.say("Saved. The questions in every lesson that you open from now on speak of yours.")

    radios.observe(panel.guard(update), "value")
    return panel.show(text(WORDING, "ot-question"), radios, note)


def stored(answers: Progress | None = None) -> str:
    """The kind that was picked, a shop if none was. `answers` are read in place of the progress file."""
    return str(_question().load(answers) or kinds.USUAL)


def _question() -> progress.Question:
    return progress.Question(KEY, WORDING, shapes.one_of(*kinds.vocabulary()))
