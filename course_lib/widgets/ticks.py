"""A list to tick and to lock: nothing is told before, and every tick is saved at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from course_lib import progress, shapes
from course_lib.errors import CourseError
from course_lib.widgets.controls import Checkbox, VBox
from course_lib.widgets.parts import Column, Panel, Part, button, plain, text


@dataclass(frozen=True)
class Choice:
    """Something to tick: its id, which the progress file holds, its words, and the heading it stands under."""

    id: str
    words: str
    heading: str = ""


def ticks(
    panel: Panel,
    question: progress.Question,
    choices: Sequence[Choice],
    check: Callable[[tuple[str, ...]], object],
    reveal: Callable[[tuple[str, ...], bool], None],
    lock: str = "Lock my answer",
) -> Column:
    """The choices as boxes to tick, and a button that locks them for good.

    `check` raises CourseError where these ids may not be locked; `reveal(ids, quiet)` tells what is to be told
    after the lock, `quiet` on reopening. `question` has the shape of `shape`.
    """
    saved, locked = question.load() or {}, False
    boxes = {
        one.id: Checkbox(
            value=one.id in saved.get("ticks", ()), description=plain(one.words), indent=False
        )
        for one in choices
    }
    close = button(lock, "Lock what is ticked, once and for all, and see the answer")

    def fits() -> bool:
        """Whether what is ticked may be locked: of a damaged file, something may be missing."""
        try:
            check(ticked())
        except CourseError:
            return False
        return True

    def ticked() -> tuple[str, ...]:
        return tuple(name for name, box in boxes.items() if box.value)

    def shut() -> None:
        for control in (*boxes.values(), close):
            control.disabled = True
        close.description = "Locked"

    def record(_: object) -> None:
        if not locked:
            question.save({"ticks": list(ticked()), "locked": False})

    def seal(_: object) -> None:
        nonlocal locked
        check(ticked())
        question.save({"ticks": list(ticked()), "locked": True})
        locked = True
        shut()
        reveal(ticked(), False)

    locked = saved.get("locked") is True and fits()
    for box in boxes.values():
        box.observe(panel.guard(record), "value")
    close.on_click(panel.guard(seal))
    if locked:
        shut()
        reveal(ticked(), True)
    return Column([*_groups(choices, boxes), close])


def shape(choices: Sequence[Choice]) -> shapes.Shape:
    """What the progress file may hold of it: {"ticks": [ids], "locked": bool}."""
    ids = shapes.one_of(*(one.id for one in choices))
    return shapes.record(ticks=shapes.listing(len(choices), ids), locked=shapes.one_of(False, True))


def _groups(choices: Sequence[Choice], boxes: dict[str, Checkbox]) -> list[Part]:
    """The boxes under their headings, in the order of the choices."""
    groups: list[Part] = []
    for heading in dict.fromkeys(one.heading for one in choices):
        inside = [boxes[one.id] for one in choices if one.heading == heading]
        group = VBox(inside, classes=("ot-ticks",))
        groups += [text(heading, "ot-kind"), group] if heading else [group]
    return groups
