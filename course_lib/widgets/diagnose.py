"""The mystery shop: opened by its number, looked at without verdicts, diagnosed, and then told the truth of."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from course_lib import catalogue, counts, grammar, mystery, progress, shapes
from course_lib.mystery import MOST, NOTHING, TOO_LITTLE, Case, Diagnosis, MysteryTrouble
from course_lib.widgets.controls import HTML, Dropdown
from course_lib.widgets.parts import Column, Note, Panel, Part, button, line, text
from course_lib.widgets.ticks import Choice, shape, ticks

if TYPE_CHECKING:
    from course_lib.tables import Shop

NUMBER = "Number of my shop"
ASKED = f"What is wrong with this business? Name at most {MOST} reasons, or say why you name none."
WORDS = {NOTHING: "Nothing of these is wrong", TOO_LITTLE: "There is too little here to say"}


def diagnose(number: int | None = None) -> Panel:
    """A field for the shop's number; then its owner's worries, any reason's chart, and a diagnosis to lock.

    The number and every tick are saved at once, and the truth is told after the lock. `number` opens that
    shop where none is saved. Raises MysteryTrouble for one that is none.
    """
    panel, body, note = Panel("mystery", "The mystery shop"), Column(), Note()
    question = progress.Question("mystery.number", NUMBER, shapes.number(1, mystery.LARGEST))
    field = line(NUMBER, example="such as 7", short=False)
    enter = button("Open the shop", "Open the shop of this number")

    def show(which: int) -> None:
        body.fill(_shop(panel, which))

    def open_it(_: object) -> None:
        which = counts.whole(field.value, "The number of a shop")
        note.clear()
        if which is None:
            body.fill(())
            note.say("Type the number that you were given, or any you like from 1 up.")
            return
        mystery.case(which)
        question.save(which)
        show(which)

    saved = question.load()
    first = int(saved) if saved is not None and saved == int(saved) else number
    if first is not None:
        field.value = str(mystery.case(first).number)
        show(first)
    field.observe(panel.guard(open_it), "value")
    enter.on_click(panel.guard(open_it))
    return panel.show(field, enter, note, body)


def _shop(panel: Panel, number: int) -> tuple[Part, ...]:
    """All that there is about one shop."""
    case, shop = mystery.case(number), mystery.mystery_shop(number)
    result = HTML(classes=("ot-feedback",))
    choices = _choices()

    def reveal(ids: tuple[str, ...], quiet: bool) -> None:
        role = "status" if quiet else "alert"
        result.value = f'<div class="ot-note ot-plain" role="{role}">{answer(case, shop, diagnosis(ids))}</div>'

    naming = ticks(
        panel,
        progress.Question(f"mystery.{number}", ASKED, shape(choices)),
        choices,
        diagnosis,
        reveal,
        "Lock my diagnosis",
    )
    return (_letter(case), *_viewer(panel, shop), text(ASKED, "ot-question"), naming, result)


def diagnosis(ids: tuple[str, ...]) -> Diagnosis:
    """What these ticks say. Raises MysteryTrouble where they say nothing, too much, or two things at once."""
    words = [one for one in ids if one in WORDS]
    reasons = tuple(int(one) for one in ids if one not in WORDS)
    if not ids:
        raise MysteryTrouble(
            "Nothing is ticked yet. That nothing is wrong, or that there is too little to say, are answers "
            "too: they stand at the end of the list."
        )
    if len(ids) > 1 and words:
        raise MysteryTrouble(
            "You named a reason and ticked that there is none to name, or ticked both of the last two. Keep one."
        )
    if len(reasons) > MOST:
        raise MysteryTrouble(
            f"You named {len(reasons)} reasons. Keep the {MOST} that you would stand up for."
        )
    return Diagnosis(reasons, words[0] if words else "")


def answer(case: Case, shop: Shop, named: Diagnosis) -> str:
    """The truth about a shop beside what somebody named, as HTML; the line for the board comes last."""
    result = mystery.score(named, case.number)
    lucky = [one for one in named.reasons if one in case.faults and one not in result.hits]
    parts = [f"<p><strong>{_summary(case, named)}</strong></p>"]
    rows = (("Hit", result.hits), ("False alarm", result.false_alarms), ("Missed", result.missed))
    lines = [
        f"<li><strong>{word}: {html.escape(catalogue.reason(one).title)}.</strong> "
        f"{html.escape(catalogue.measure(one, shop).sentence)}</li>"
        for word, reasons in rows
        for one in reasons
    ]
    parts += [f"<ul>{''.join(lines)}</ul>"] if lines else []
    if not case.enough:
        planted = " and ".join(catalogue.reason(one).title for one in case.faults)
        luck = " You named it: by luck, since no table here shows it." if lucky else ""
        parts.append(
            f"<p>Planted was <em>{html.escape(planted)}</em>, and nobody could have seen it: that needs "
            f"{case.missing}.csv, which is not there, and {case.weeks} weeks are few.{luck} <em>No data</em> is "
            "not <em>fine</em>.</p>"
        )
    elif not case.faults:
        parts.append(
            "<p>Nothing was planted here. Its owner winced all the same: whatever keeps this business back, it is "
            "none of these, and time spent on them would be lost.</p>"
        )
    line = html.escape(mystery.line(case.number, named))
    parts.append(f"<p>Your line for the board: <code>{line}</code></p>")
    return "".join(parts)


def _summary(case: Case, named: Diagnosis) -> str:
    result = mystery.score(named, case.number)
    if result.right:
        return "Right: that is the whole truth."
    if case.truth.word:
        return f"Not quite. The answer was: {case.truth.word}."
    hits, faults = len(result.hits), len(case.truth.reasons)
    alarms = len(result.false_alarms)
    false = grammar.counted(alarms, "false alarm", "false alarms") if alarms else "no false alarm"
    return f"You found {hits} of {faults}, with {false}."


def _letter(case: Case) -> str:
    """What its owner says, and which tables there are."""
    sentence, symptoms = mystery.introduction(case)
    winces = "".join(f"<li>“{html.escape(words)}”</li>" for words in symptoms)
    return f"<p>{html.escape(sentence)}</p><ul>{winces}</ul>"


def _viewer(panel: Panel, shop: Shop) -> tuple[Dropdown, HTML]:
    """A list of all reasons, and the chart of the one that is picked, without a verdict."""
    titles = [(catalogue.reason(one).title, one) for one in catalogue.teaching_order()]
    picker = Dropdown(
        options=[("pick a reason", ""), *titles],
        value="",
        description="Look at",
    )
    figure = HTML()

    def draw(_: object) -> None:
        if picker.value == "":
            figure.value = ""
            return
        question = html.escape(catalogue.reason(picker.value).question)
        figure.value = (
            f"<p><em>{question}</em></p>{catalogue.look(picker.value, shop)._repr_html_()}"
        )

    picker.observe(panel.guard(draw), "value")
    return picker, figure


def _choices() -> tuple[Choice, ...]:
    """Every reason under its block, in teaching order, and the two answers that name none."""
    reasons = [catalogue.reason(one) for one in catalogue.teaching_order()]
    named = [Choice(str(one.number), one.title, one.part) for one in reasons]
    return (*named, *(Choice(word, words, "Or") for word, words in WORDS.items()))
