"""The board of a room: everybody's line about a mystery shop in, hits and false alarms by reason out."""

from __future__ import annotations

import html
from collections.abc import Sequence

from course_lib import grammar, mystery, progress, shapes
from course_lib.mystery import Diagnosis, Tally
from course_lib.widgets.controls import HTML
from course_lib.widgets.parts import Lines, Note, Panel, button, score_table, text

HEADS = ("Reason", "Shops that had it", "Found", "False alarms")
WORDING = "The lines of the room, one a shop"


def board() -> Panel:
    """A box for the lines that people hand in, and the room's results without a name. The lines are saved."""
    panel, note, table = Panel("board", "The board"), Note(), HTML()
    question = progress.Question("mystery.board", WORDING, shapes.text)
    box = Lines(
        value=question.load() or "",
        description="Lines",
        placeholder="7: Not engaging; Not tracking\n8: nothing wrong",
        rows=8,
        continuous_update=False,
    )
    show = button("Show the board", "Add up the lines")

    def save(_: object) -> None:
        question.save(box.value)

    def add_up(_: object) -> None:
        diagnoses, troubles = mystery.read_lines(box.value)
        table.value = results(diagnoses)
        note.clear()
        if troubles:
            note.say(" ".join([*troubles, "These lines were left out."]), "wrong")

    box.observe(panel.guard(save), "value")
    show.on_click(panel.guard(add_up))
    hint = (
        "One line a shop, as people read it aloud or send it: the number, a colon, what they named."
    )
    return panel.show(text(hint), box, show, note, table)


def results(diagnoses: Sequence[tuple[int, Diagnosis]]) -> str:
    """The results of a room as HTML: a sentence, and a row for every reason that came up."""
    scores = [mystery.score(diagnosis, number) for number, diagnosis in diagnoses]
    if not scores:
        return "<p>No line yet.</p>"
    found, missed, alarms = (
        sum(len(getattr(one, what)) for one in scores)
        for what in ("hits", "missed", "false_alarms")
    )
    whole = sum(one.right for one in scores)
    lines = f"{grammar.counted(len(scores), 'line', 'lines')}, {whole} of them the whole truth."
    faults = f"Of {found + missed} faults that could be seen, {found} were found; {alarms} named in vain."
    sentence = f"{lines} {faults}"
    faults_table = score_table(HEADS, map(_row, mystery.tally(diagnoses)))
    return f"<p><strong>{sentence}</strong></p>{faults_table}"


def _row(row: Tally) -> tuple[object, ...]:
    found = f"{row.hits} of {row.had}" if row.had else "–"
    return html.escape(row.what), row.had, found, row.false_alarms
