"""The line under a lesson's title: its place in the teaching order, and links to the one before and the next."""

from __future__ import annotations

import re
from pathlib import Path

from course_lib import catalogue, checkpoints
from course_lib.errors import CourseError
from course_lib.words import PLAN, START

Stop = int | str  # a lesson by its number, or a notebook that has none by its name

CHECKPOINT = "Checkpoint: "  # before the name of the block that it follows
MYSTERY, DOWNLOADS = "mystery-shop", "your-downloads"
# The notebooks that belong to no reason: title and file.
ENDS: dict[Stop, tuple[str, str]] = {
    START: ("Start here", f"{START:02}-start-here"),
    MYSTERY: ("The mystery shop", MYSTERY),
    DOWNLOADS: ("Your downloads", DOWNLOADS),
    PLAN: ("Your plan", f"{PLAN:02}-your-plan"),
}


class NeighbourTrouble(CourseError):
    """A lesson is missing, or has no place for its links."""


def order() -> tuple[Stop, ...]:
    """Every notebook of lessons/ in the order in which one comes to it: a checkpoint after each block."""
    stops: list[Stop] = [START]
    numbers = catalogue.teaching_order()
    last = {catalogue.reason(number).part: number for number in numbers}
    for number in numbers:
        stops.append(number)
        part = catalogue.reason(number).part
        if last[part] == number:  # a reason may stand among those of another block
            stops.append(CHECKPOINT + part)
    return (*stops, MYSTERY, DOWNLOADS, PLAN)


def set_links(lessons: Path) -> list[Path]:
    """Write every lesson's place and neighbours in a folder; returns the notebooks that changed.

    What surrounds them stays as its author wrote it. Raises NeighbourTrouble before anything is
    written, naming the lesson that is not there or says nothing of its neighbours.
    """
    import nbformat

    changes = {}
    stops = order()
    for before, stop, after in zip(stops, stops[1:], (*stops[2:], None), strict=False):
        title, stem = names(stop)
        path = lessons / f"{stem}.ipynb"
        if not path.is_file():
            raise NeighbourTrouble(
                f"There is no lessons/{path.name} ({title}); CONTRIBUTING says how to make it."
            )
        notebook = nbformat.read(path, as_version=4)
        source = with_links(notebook.cells[0].source, before, after, path.name)
        if stop in catalogue.teaching_order():
            source = with_place(source, catalogue.place(int(stop)), path.name)
        if source != notebook.cells[0].source:
            notebook.cells[0].source = source
            changes[path] = notebook
    for path, notebook in changes.items():
        path.write_text(
            nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8", newline="\n"
        )
    return list(changes)


def with_links(title: str, before: Stop, after: Stop | None, name: str) -> str:
    """A lesson's first cell with `before: [..](..)` and `next: [..](..)` set; the last lesson has no next.

    Raises NeighbourTrouble if either does not stand there once; `name` is the lesson's, for the sentence.
    """
    for word, stop in (("before", before), ("next", after)):
        if stop is None:
            continue
        # Titles hold no bracket and paths no parenthesis, so the first closing one ends each.
        places = re.findall(rf"\b{word}: \[[^]]*\]\([^)]*\)", title)
        if len(places) != 1:
            raise NeighbourTrouble(
                f"The first cell of lessons/{name} should have `{word}: [title](file)` once, and has it "
                f"{len(places)} times; copy the line under the title from another lesson."
            )
        title = title.replace(places[0], f"{word}: {link(stop)}")
    return title


def with_place(title: str, place: tuple[int, int], name: str) -> str:
    """A lesson's first cell with its place in the teaching order behind its question: `*Do we?* · 10 of 17 ·`.

    Raises NeighbourTrouble if it has no place once; `name` is the lesson's, for the sentence.
    """
    source, count = re.subn(r"\* · \d+ of \d+ · ", f"* · {place[0]} of {place[1]} · ", title)
    if count != 1:
        raise NeighbourTrouble(
            f"The first cell of lessons/{name} should have its place, such as `{place[0]} of {place[1]} ·`, "
            f"once behind the question, and has it {count} times; copy the line from another lesson."
        )
    return source


def link(stop: Stop) -> str:
    """The Markdown link to a notebook from another."""
    title, stem = names(stop)
    return f"[{title}]({stem}.ipynb)"


def names(stop: Stop) -> tuple[str, str]:
    """A notebook's name, as a link shows it, and its file name without the ending."""
    if stop in ENDS:
        return ENDS[stop]
    if isinstance(stop, str):
        return stop, f"checkpoint-{checkpoints.slug(stop.removeprefix(CHECKPOINT))}"
    reason = catalogue.reason(stop)
    return reason.title, reason.lesson
