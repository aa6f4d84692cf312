"""The line under a lesson's title that leads to the lesson before it and to the next, in teaching order."""

from __future__ import annotations

import re
from pathlib import Path

from course_lib import catalogue
from course_lib.errors import CourseError
from course_lib.words import PLAN, START

# The lessons that belong to no reason: title and file.
ENDS = {
    START: ("Start here", f"{START:02}-start-here"),
    PLAN: ("Your plan", f"{PLAN:02}-your-plan"),
}


class NeighbourTrouble(CourseError):
    """A lesson is missing, or has no place for its links."""


def set_links(lessons: Path) -> list[Path]:
    """Point every lesson in a folder to its neighbours; returns the notebooks that changed.

    What surrounds the links stays as its author wrote it. Raises NeighbourTrouble before anything is
    written, naming the lesson that is not there or says nothing of its neighbours.
    """
    import nbformat

    changes = {}
    order = (START, *catalogue.teaching_order(), PLAN)
    for before, number, after in zip(order, order[1:], (*order[2:], None), strict=False):
        path = lessons / f"{names(number)[1]}.ipynb"
        if not path.is_file():
            raise NeighbourTrouble(
                f"There is no lessons/{path.name}, the lesson of reason {number}; "
                "CONTRIBUTING says how to make it."
            )
        notebook = nbformat.read(path, as_version=4)
        title = notebook.cells[0].source
        source = with_links(title, before, after, path.name)
        if source != title:
            notebook.cells[0].source = source
            changes[path] = notebook
    for path, notebook in changes.items():
        path.write_text(
            nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8", newline="\n"
        )
    return list(changes)


def with_links(title: str, before: int, after: int | None, name: str) -> str:
    """A lesson's first cell with `before: [..](..)` and `next: [..](..)` set; the last lesson has no next.

    Raises NeighbourTrouble if either does not stand there once; `name` is the lesson's, for the sentence.
    """
    for word, number in (("before", before), ("next", after)):
        if number is None:
            continue
        # Titles hold no bracket and paths no parenthesis, so the first closing one ends each.
        places = re.findall(rf"\b{word}: \[[^]]*\]\([^)]*\)", title)
        if len(places) != 1:
            raise NeighbourTrouble(
                f"The first cell of lessons/{name} should have `{word}: [title](file)` once, and has it "
                f"{len(places)} times; copy the line under the title from another lesson."
            )
        title = title.replace(places[0], f"{word}: {link(number)}")
    return title


def link(number: int) -> str:
    """The Markdown link to a lesson from another."""
    title, stem = names(number)
    return f"[{title}]({stem}.ipynb)"


def names(number: int) -> tuple[str, str]:
    """A lesson's title, as a link shows it, and its file name without the ending."""
    if number in ENDS:
        return ENDS[number]
    reason = catalogue.reason(number)
    return f"{number} · {reason.title}", reason.lesson
