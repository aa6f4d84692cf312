"""How many minutes a notebook takes somebody who reads all of it and answers everything, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from course_lib import catalogue, inquiry
from course_lib.commands import neighbours
from course_lib.commands.neighbours import Stop
from course_lib.errors import CourseError
from course_lib.words import Reason

# Words a minute. Adults read 238 of plain non-fiction in silence (Brysbaert 2019, 190 studies); we take two
# thirds, for readers who weigh each sentence against their own shop.
WORDS = 160
# Seconds that each call in a code cell takes beside the words it shows. Ours, from pressing through the lessons
# and from the typing that each asks for; what is not named here takes OTHER.
CALLS = {
    "recall": 30,
    "predict": 30,
    "chart": 60,
    "measure": 20,
    "myth": 20,
    "parsons": 90,
    "self_score": 120,  # four statements, and a line of evidence here and there
    "own_numbers": 120,  # without the counting itself
    "decide": 150,
    "organisation": 10,
    "contents": 60,
    "set_aside": 30,
    "scorecard": 240,
    "truth": 120,
    "plan": 600,
    "review": 30,
    "diagnose": 1200,
    "board": 600,
    "checkpoint": 180,
    "follow_up": 120,
    "certificate": 30,
    "backup": 15,
}
OTHER = 20
ROOM = 8 * 60  # seconds for a question with others in the room: choose, talk, close
PROMISE = re.compile(r"· (\d+) minutes ·")  # under a notebook's title
BEGIN, REST = "To begin", "Time to think"
WITH_OTHERS, COUNTING = "With others in the room", "Counting your own"
# Seconds to look up one row of a count: how long a scroll, a search in an order book, or a login takes.
ROW = 30
ROWS = {"posts": 20, "list": 60}
LISTED = 6  # rows that an owner usually has where a count is a list
COMPLETE = 15 * 60  # seconds to add up a whole calendar, or a year's receipts


class MinutesTrouble(CourseError):
    """A lesson does not say how long it takes."""


@dataclass(frozen=True)
class Section:
    """A part of a notebook, and the seconds it takes."""

    title: str
    seconds: float

    @property
    def minutes(self) -> int:
        """Whole minutes, one at least."""
        return max(round(self.seconds / 60), 1)


def sections(path: Path, stop: Stop) -> tuple[Section, ...]:
    """A notebook's sections in order, by their headings; then the time to think, and the counting.

    There is time to think where a notebook that is no reason's promises more minutes under its title than
    its parts take. What a reason's promises is counted here: `set_minutes`.
    """
    import nbformat

    room = catalogue.reason(int(stop)) if stop in catalogue.teaching_order() else None
    cells = nbformat.read(path, as_version=4).cells
    seconds: dict[str, float] = {}
    title = BEGIN
    for cell in cells:
        if cell.cell_type == "markdown":
            if heading := re.search(r"^## (.+)$", cell.source, re.M):
                title = heading[1]
            part = WITH_OTHERS if cell.get("id") == "discuss" else title
            seconds[part] = seconds.get(part, 0) + reading(cell.source)
            seconds[part] += ROOM * (cell.get("id") == "discuss")
        else:
            seconds[title] = seconds.get(title, 0) + running(cell.source, room)
    promise = PROMISE.search(cells[0].source) if room is None else None
    rest = (60 * int(promise[1]) if promise else 0) - sum(seconds.values())
    if rest >= 60:
        seconds[REST] = float(rest)
    if room and room.count:
        seconds[COUNTING] = counting(room)
    return tuple(Section(part, time) for part, time in seconds.items())


def alone(path: Path, stop: Stop) -> int:
    """Minutes of a lesson for somebody alone, without counting their own: what stands under its title."""
    parts = [one for one in sections(path, stop) if one.title not in (WITH_OTHERS, COUNTING)]
    return round(sum(part.seconds for part in parts) / 60)


def set_minutes(lessons: Path) -> list[Path]:
    """Write under the title of every reason's lesson in a folder how long it takes; returns those that changed.

    Raises MinutesTrouble, naming the lesson that says nothing of its minutes.
    """
    import nbformat

    changed = []
    for stop in catalogue.teaching_order():
        path = notebook(lessons, stop)
        lesson = nbformat.read(path, as_version=4)
        title = lesson.cells[0].source
        lesson.cells[0].source, count = PROMISE.subn(f"· {alone(path, stop)} minutes ·", title)
        if count != 1:
            raise MinutesTrouble(
                f"The first cell of lessons/{path.name} should say `· 25 minutes ·` once, with any number, and "
                f"says it {count} times; copy the line under the title from another lesson."
            )
        if lesson.cells[0].source != title:
            text = nbformat.writes(lesson).rstrip("\n") + "\n"
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    return changed


def reading(text: str) -> float:
    """Seconds to read a text; what a link points to is not read."""
    return len(re.sub(r"\]\([^)]*\)|[*#>|`]", " ", text).split()) / WORDS * 60


def running(code: str, room: Reason | None) -> float:
    """Seconds for a code cell: its call, and the words that this shows."""
    name = re.match(r"(\w+)\(", code)
    call = name[1] if name else ""
    return CALLS.get(call, OTHER) + (reading(" ".join(shown(call, room))) if room else 0)


def shown(call: str, room: Reason) -> Iterator[str]:
    """The texts that a widget of a reason shows to somebody who answers it once."""
    parts: dict[str, Any] = {
        "recall": [
            (question.question, [option.text for option in question.options])
            for question in catalogue.recall_for(room.number)
        ],
        "predict": room.predict.question,
        "myth": (room.myth.claim, room.myth.question, [one.text for one in room.myth.options]),
        "parsons": (room.parsons.task, room.parsons.lines),
        "self_score": [one.text for one in room.statements],
        "own_numbers": (room.gate, room.horizon, room.count, room.sign.why_bar),
        "decide": room.decide,
    }
    yield from _texts(parts.get(call, ()))


def counting(room: Reason) -> float:
    """Seconds to look up and count what a reason's count asks for; 0 where it has none."""
    count = room.count
    if count is None:
        return 0
    if count.kind == inquiry.COMPLETE:
        return COMPLETE
    if count.kind == inquiry.LIST:
        return LISTED * ROWS["list"]
    row = ROWS["posts"] if "posts" in room.sign.counted else ROW
    return row * int(count.n or 0)


def notebook(folder: Path, stop: Stop) -> Path:
    """Where a stop's notebook is in a folder of lessons."""
    return folder / f"{neighbours.names(stop)[1]}.ipynb"


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value of lists and dataclasses."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
