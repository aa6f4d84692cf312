"""Lines of code to put in order, by two buttons a line."""

from __future__ import annotations

import html
import random

from course_lib import catalogue, progress
from course_lib.shapes import Shape, Unfit
from course_lib.widgets.controls import HTML, Button, HBox, VBox
from course_lib.widgets.parts import Note, Panel, button, text
from course_lib.words import Parsons


def parsons(number: int) -> Panel:
    """Reason `number`'s lines, shuffled, with Move up and Move down; the order is saved at every move."""
    task = catalogue.reason(number).parsons
    question = progress.Question(
        f"{number:02}.parsons", "\n".join(task.lines), order_of(task.lines)
    )
    panel, note = Panel("parsons", "Put in order"), Note()
    last_order = question.load()
    order = list(last_order) if last_order else shuffled(task.lines, number)
    rows = [_Row(place, len(order), line) for place, line in enumerate(order)]

    def draw() -> None:
        for place, (row, line) in enumerate(zip(rows, order, strict=True)):
            row.draw(place, line)

    def move(place: int, step: int) -> None:
        order[place], order[place + step] = order[place + step], order[place]
        note.clear()
        draw()
        rows[place + step].focus(step)
        question.save(order)

    for place, row in enumerate(rows):
        row.up.on_click(panel.guard(lambda _, place=place: move(place, -1)))
        row.down.on_click(panel.guard(lambda _, place=place: move(place, 1)))
    check = button("Check", "Check the order of the lines")
    check.on_click(panel.guard(lambda _: note.say(*verdict(order, task))))
    if last_order and tuple(order) == task.lines:
        note.say(*verdict(order, task), quiet=True)
    lines = VBox(rows, classes=("ot-lines",))
    return panel.show(text(task.task, "ot-question"), lines, check, note)


def shuffled(lines: tuple[str, ...], seed: int) -> list[str]:
    """The lines in another order than the right one, always the same for the same seed.

    Lines of one kind only cannot be in a wrong order, and are left alone.
    """
    order, dice = list(lines), random.Random(seed)
    while len(set(lines)) > 1 and order == list(lines):
        dice.shuffle(order)
    return order


def verdict(order: list[str], task: Parsons) -> tuple[str, str]:
    """What to say of this order, and in which tone; a wrong one is told its first line out of place."""
    for place, (line, right) in enumerate(zip(order, task.lines, strict=True), 1):
        if line != right:
            sits = f"Line {place} is the first out of place: `{line.strip()}` comes later."
            return f"Not quite: {sits} {task.wrong}", "wrong"
    return f"Right: {task.why}", "right"


def order_of(lines: tuple[str, ...]) -> Shape:
    """The shape of an order of these lines."""

    def shape(value: object) -> object:
        if not is_order(value, lines):
            raise Unfit
        return value

    return shape


def is_order(stored: object, lines: tuple[str, ...]) -> bool:
    """Whether this is a list of exactly these lines, in any order."""
    if not isinstance(stored, list) or not all(isinstance(line, str) for line in stored):
        return False
    return sorted(stored) == sorted(lines)


class _Row(HBox):
    """One place in the order. Lines move from row to row, rows stay: so the focus can follow a line."""

    def __init__(self, place: int, count: int, line: str) -> None:
        self.line = HTML(_numbered(place, line))
        # Rows stay where they are, and so does what their buttons are called and which of them have no use.
        self.up: Button = button("Move up", f"Move line {place + 1} up", place == 0)
        self.down: Button = button("Move down", f"Move line {place + 1} down", place == count - 1)
        super().__init__([self.line, self.up, self.down], classes=("ot-row",))

    def draw(self, place: int, line: str) -> None:
        self.line.value = _numbered(place, line)

    def focus(self, step: int) -> None:
        """Put the keyboard on the button that moves the line on, or at the end, on the one back."""
        onward, back = (self.up, self.down) if step < 0 else (self.down, self.up)
        (back if onward.disabled else onward).focus()


def _numbered(place: int, line: str) -> str:
    return (
        f'<div class="ot-code"><span class="ot-place">{place + 1}</span>{html.escape(line)}</div>'
    )
