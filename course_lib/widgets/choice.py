"""A question with one right option, and an answer in words to each: what recall and myth are made of."""

from __future__ import annotations

from course_lib import progress, shapes
from course_lib.widgets.controls import RadioButtons
from course_lib.widgets.parts import Note, Panel, Part, plain, text
from course_lib.words import Option


def choice(key: str, question: str, options: tuple[Option, ...], panel: Panel) -> tuple[Part, ...]:
    """The question, its options and the feedback. A pick is saved under `key` at once (the option's text)."""
    texts = shapes.one_of(*(option.text for option in options))
    entry = progress.Question(key, wording(question, options), texts)
    stored = picked(options, entry.load())
    radios = RadioButtons(
        options=[(plain(option.text), option.text) for option in options],
        value=stored.text if stored else None,
        description="Your answer",
    )
    note = Note()

    def pick(change: dict[str, str]) -> None:
        option = picked(options, change["new"])
        if option is None:  # nothing is picked any more
            note.clear()
            return
        note.say(*answer(option))
        entry.save(option.text)

    if stored:
        note.say(*answer(stored), quiet=True)
    radios.observe(panel.guard(pick), "value")
    return text(question, "ot-question"), radios, note


def picked(options: tuple[Option, ...], stored: object) -> Option | None:
    """The option with that text, or None."""
    return next((option for option in options if option.text == stored), None)


def answer(option: Option) -> tuple[str, str]:
    """What to say to whoever picks this option, and in which tone."""
    if option.right:
        return f"Right: {option.answer}", "right"
    return f"Not quite: {option.answer}", "wrong"


def wording(question: str, options: tuple[Option, ...]) -> str:
    """The words an answer belongs to: question and options, whatever the order of the options."""
    return "\n".join([question, *sorted(option.text for option in options)])
