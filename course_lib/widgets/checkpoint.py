"""A block's checkpoint: which of its reasons a business has, ticked before looking, and the task beside it."""

from __future__ import annotations

import html

from course_lib import catalogue, checkpoints, grammar, progress
from course_lib.checkpoints import Checkpoint, Item, Line
from course_lib.errors import CourseError
from course_lib.widgets.choice import choice
from course_lib.widgets.controls import HTML
from course_lib.widgets.parts import Column, Panel, Part, text
from course_lib.widgets.ticks import Choice, shape, ticks

NOTHING = "none"
WORDS = "words"  # the evidence of a checkpoint without a chart
ASKED = (
    "Which of these does {business} have? Tick all that you would name, and lock before you look."
)
FLAWED = "Three of these lines do not hold. Which?"


class CheckpointTrouble(CourseError):
    """What is ticked cannot be locked."""


def checkpoint(part: str) -> Panel:
    """The reasons of a block to tick and lock; then for each whether the business has it, and how one sees that.

    Ticks are saved at once. Raises CatalogueError if the block has no checkpoint.
    """
    one = checkpoints.checkpoint_of(part)
    panel = Panel("checkpoint", f"Checkpoint: {part}")
    evidence = HTML(classes=("ot-feedback",))
    choices = [
        Choice(str(item.number), catalogue.reason(item.number).title) for item in one.reasons
    ]
    choices.append(Choice(NOTHING, "None of them"))
    asked = ASKED.format(business=one.business)

    def reveal(ids: tuple[str, ...], quiet: bool) -> None:
        evidence.value = _said(_evidence(one, ids), quiet)

    question = progress.Question(_key(part), asked, shape(choices))
    boxes = ticks(panel, question, choices, _fits, reveal, "Lock my choice")
    return panel.show(text(asked, "ot-question"), boxes, evidence)


def follow_up(part: str) -> Panel:
    """What goes with a block's checkpoint: the lines of a report to find the flaws in, or questions.

    Answers are saved at once. Raises CatalogueError if the block has no checkpoint.
    """
    one = checkpoints.checkpoint_of(part)
    panel = Panel("follow_up", "Find the flaws" if one.lines else "And now")
    words = checkpoints.facts(checkpoints.business_of(part)) if one.lines else {}
    contents: list[Part] = [_report(panel, one, words)] if one.lines else []
    for question in one.questions:
        key = f"{_key(part)}.{question.id}"
        contents += choice(key, question.question, question.options, panel)
    return panel.show(*contents)


def _report(panel: Panel, one: Checkpoint, words: dict[str, str]) -> Column:
    """The lines of the report to tick, and what is to be said of each after the lock."""
    lines = [
        Line(line.id, line.text.format(**words), line.flawed, line.says.format(**words))
        for line in one.lines
    ]
    choices = [Choice(line.id, line.text) for line in lines]
    flawed = sum(line.flawed for line in lines)
    outcome = HTML(classes=("ot-feedback",))

    def fits(ids: tuple[str, ...]) -> None:
        if len(ids) != flawed:
            ticked = grammar.counted(len(ids), "line is", "lines are")
            raise CheckpointTrouble(f"There are {flawed} flawed lines, and {ticked} ticked.")

    def reveal(ids: tuple[str, ...], quiet: bool) -> None:
        hits = sum(line.flawed and line.id in ids for line in lines)
        rows = [_row(_judged(line, line.id in ids), line.text, line.says) for line in lines]
        outcome.value = _said(
            f"<p><strong>You found {hits} of {flawed}.</strong></p>{''.join(rows)}", quiet
        )

    # The words of the report come from tables; only what its author wrote makes it another question.
    wording = "\n".join([FLAWED, *(line.text for line in one.lines)])
    question = progress.Question(f"{_key(one.part)}.lines", wording, shape(choices))
    return Column(
        [text(FLAWED, "ot-question"), ticks(panel, question, choices, fits, reveal), outcome]
    )


def _evidence(one: Checkpoint, ids: tuple[str, ...]) -> str:
    """How the choice did, and every reason with what shows it, as HTML."""
    had = {str(item.number) for item in one.reasons if item.has}
    named = set(ids) - {NOTHING}
    alarms = grammar.counted(len(named - had), "false alarm", "false alarms")
    summary = f"You found {len(named & had)} of {len(had)}, with {alarms}."
    if named == had:
        summary = f"Right: {len(had)} of {len(one.reasons)}, and no false alarm."
    shop = checkpoints.business_of(one.part)
    parts = [f"<p><strong>{summary}</strong></p>"]
    if one.evidence == WORDS:
        wall = "".join(
            f"<li>{html.escape(words)}</li>" for words in checkpoints.goals_in_words(shop)
        )
        parts.append(f"<p>This hangs on the wall:</p><ul>{wall}</ul>")
    for item in one.reasons:
        parts.append(_row(_answer(item, named), catalogue.reason(item.number).title, item.says))
        if one.evidence != WORDS:
            parts.append(catalogue.chart(item.number, shop)._repr_html_())
    return "".join(parts)


def _answer(item: Item, named: set[str]) -> str:
    """Whether the business has it, and whether that was named."""
    if item.has:
        return (
            "It has this, and you named it"
            if str(item.number) in named
            else "It has this, and you missed it"
        )
    return "A false alarm" if str(item.number) in named else "Rightly left alone"


def _judged(line: Line, named: bool) -> str:
    if line.flawed:
        return "Flawed, and you found it" if named else "Flawed, and you let it pass"
    return "This one holds" if named else "Rightly let pass"


def _row(judged: str, what: str, says: str) -> str:
    words = (html.escape(text) for text in (what, judged, says))
    return "<p><strong>{}</strong><br><em>{}.</em> {}</p>".format(*words)


def _said(words: str, quiet: bool) -> str:
    return f'<div class="ot-note ot-plain" role="{"status" if quiet else "alert"}">{words}</div>'


def _fits(ids: tuple[str, ...]) -> None:
    """Raise CheckpointTrouble where nothing is ticked, or none of them and one of them."""
    if not ids:
        raise CheckpointTrouble("Nothing is ticked yet. That it has none of them is an answer too.")
    if NOTHING in ids and len(ids) > 1:
        raise CheckpointTrouble("You ticked a reason, and that it has none of them. Keep one.")


def _key(part: str) -> str:
    return f"checkpoint.{checkpoints.slug(part)}"
