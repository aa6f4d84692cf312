"""What a student handed in for an exercise: which file is the notebook, and its cells.

A notebook is known by its cells, whatever it is called and wherever in the student's folder it lies.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course_lib.characters import plain, whole
from course_lib.errors import CourseError
from course_lib.grading.notebook import files
from course_lib.grading.notebook.code import begins
from course_lib.grading.notebook.files import Unreadable, some
from course_lib.grading.notebook.source import Source

LONGEST = 128  # characters of a student's name in nbgrader's gradebook; PostgreSQL insists
ENDINGS = ("", ".json", ".txt")  # which a browser or a mail program gives to a notebook
READ = 50  # files that are tried
# In which work comes that was not handed in as a notebook, or not unpacked.
WORK = re.compile(r"(?i)\.(zip|7z|rar|tar|t?gz|py|html?|pdf|docx?|odt|md)$")


class Missing(CourseError):
    """Nothing at all was handed in."""


class Doubtful(CourseError):
    """Something was handed in, and what of it is to be marked is for the instructor to say."""


@dataclass(frozen=True)
class Submission:
    """The cells of a notebook, as plain dicts in the form of nbformat 4, and sentences about its file."""

    cells: list[dict]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Notebook:
    path: Path
    cells: list[dict]
    answers: tuple[str, ...]  # what its cells say, if not what was handed out
    share: (
        float  # of the exercise's tasks in code, 0 to 1: those of which it has an answer or a test
    )


def exercises(folder: Path) -> list[str]:
    """The exercises of a course folder that somebody handed in, by the names of folders and files, in order."""
    solutions = (folder / "solutions").glob("*/*.ipynb")
    slugs = {path.stem for path in solutions if path.stem == path.parent.name}
    submitted = folder / "submitted"
    entries = (e for one in files.students(submitted) for e in files.below(submitted / one))
    names = {entry.name.lower() for entry in entries}
    return sorted(slug for slug in slugs if any(slug.lower() in name for name in names))


def read(folder: Path, source: Source) -> Submission:
    """The notebook in `folder`, which is submitted/STUDENT/EXERCISE, or else anywhere in the student's.

    The one in its place counts if it was worked on, else the one version that was. Raises Missing, Doubtful or
    Unreadable, with a sentence for the instructor.
    """
    _look(folder)
    place, note = folder / f"{source.slug}.ipynb", ""
    first = _notebook(place, source) if os.path.lexists(place) else None
    if first and not first.share:
        raise Doubtful(f"{place.name} has no cell of this exercise: is it the notebook of another?")
    notebooks, rest = _others(place, source)
    notebooks = ([first] if first else []) + notebooks
    versions = [one for one in notebooks if one.answers] or notebooks[:1]
    in_course = plain(
        Path(*place.parts[-4:])
    )  # a copy of the course may lie on another machine now
    if first and first.answers:
        others = [one.path for one in versions if one.answers != first.answers]
        note = f"Not marked, and with other answers: {_names(others)}." if others else ""
    elif len({one.answers for one in versions}) > 1:
        raise Doubtful(
            f"There are {len(versions)} notebooks of this exercise with different answers, "
            f"{_names(one.path for one in versions)}: put the one that counts at {in_course}."
        )
    elif versions[:1] == [first] or not versions:
        present = [
            why or f"{plain(path.name)} is there"
            for path, why in rest.items()
            if not first or why or WORK.search(path.name)
        ]
        before = (
            f"{place.name} is as it was handed out" if first else f"No {place.name} was handed in"
        )
        if present:
            raise Doubtful(
                f"{before}, but {some(present)}: if one of them holds the work, put its notebook at {in_course}."
            )
        if not first:
            raise Missing(f"{before}.")
    else:
        note = f"The notebook was handed in as {plain(versions[0].path.relative_to(folder.parent))}"
        note += f"; {place.name} is as it was handed out." if first else "."
    contents, notes = versions[0].cells, [note, files.handed_in_at(folder)[1]]
    if any("\ufffd" in text(cell) for cell in contents):
        notes.append("A sign that cannot be read, such as half an emoji, stands as \ufffd in it.")
    return Submission(contents, [sentence for sentence in notes if sentence])


def text(cell: dict) -> str:
    """A cell's source as one text with plain line ends, however the notebook holds it."""
    source = cell.get("source", cell.get("input"))  # as format 3 calls it
    words = "".join(map(str, source)) if isinstance(source, list) else str(source or "")
    return words.replace("\r\n", "\n").replace("\r", "\n")


def nbgrader_metadata(cell: dict) -> dict[str, Any]:
    """What nbgrader noted of a cell; {} if nothing, or nonsense."""
    about = cell.get("metadata")
    about = about.get("nbgrader") if isinstance(about, dict) else None
    return about if isinstance(about, dict) else {}


def ids(cell: dict) -> list[str]:
    """The ids that a cell has: nbgrader's own, then the notebook's."""
    names = (nbgrader_metadata(cell).get("grade_id"), cell.get("id"))
    return [name for name in names if isinstance(name, str)]


def _look(folder: Path) -> None:
    """Refuse a folder whose name no gradebook could keep, and one that is another's. Raises Unreadable."""
    name, why = folder.parent.name, ""
    if len(name) > LONGEST:
        why = f"of more than {LONGEST} characters"
    elif whole(name) != name:
        why = "that is not UTF-8"
    elif "\n" in name:  # at which nbgrader would stop making feedback for all
        why = "with a line break"
    if why:
        raise Unreadable(f"The folder of {plain(name)} has a name {why}: give it another one.")
    for path in (folder.parent, folder):
        if os.path.islink(path):  # noqa: PTH114  # Path's raises in a folder that is closed
            raise Unreadable(
                f"{plain(path.name)} is a link to {plain(path.readlink())}, which is not followed: put "
                "what the student handed in there instead."
            )


def _others(place: Path, source: Source) -> tuple[list[_Notebook], dict[Path, str]]:
    """(the exercise's notebooks but the one in its place: those in its folder, or else in the student's; what
    else may hold the work, with a sentence on what is wrong with it)."""
    folder, likely, closed = place.parent, 0, list[Path]()
    near, far, rest = list[_Notebook](), list[_Notebook](), dict[Path, str]()
    entries = [e for e in files.below(files.searched(folder), closed) if not files.is_folder(e)]
    closed += [
        Path(e.path) for e in entries if not (e.is_symlink() or e.is_file())
    ]  # such as a pipe
    paths = [p for e in entries if (p := Path(e.path)) != place or not os.path.lexists(p)]
    for path in sorted(paths, key=lambda path: folder not in (path, *path.parents)):
        inside, why = folder in (path, *path.parents), ""
        named = ".ipynb" in path.name.lower()
        likely += named or path.suffix.lower() in ENDINGS
        if (named or path.suffix.lower() in ENDINGS) and likely <= READ:
            try:
                notebook = _notebook(path, source)
                if notebook.share >= 0.5:
                    (near if inside else far).append(notebook)
                    continue
            except (Unreadable, FileNotFoundError) as error:
                why = str(error).rstrip(".") if named else ""
        if (inside and path.name != "timestamp.txt") or (why and path.parent == folder.parent):
            rest[path] = why
    return near or far, rest | {path: f"{plain(path.name)} cannot be opened" for path in closed}


def _names(paths: Iterable[Path]) -> str:
    return some(plain(path.name) for path in paths)


def _notebook(path: Path, source: Source) -> _Notebook:
    """Raises Unreadable, and FileNotFoundError."""
    contents = cells(path)
    texts, names = (
        [text(cell).strip() for cell in contents],
        {n for one in contents for n in ids(one)},
    )
    handed_out = {
        "",
        *(text for cell in source.cells for text in (cell.text.strip(), cell.released)),
    }
    tasks = [cell for cell in source.cells if cell.answer and cell.names]
    present = [
        one
        for one in tasks
        if {one.id, f"{one.id}-test"} & names or begins("\n".join(texts), one.names)
    ]
    share = len(present) / len(tasks) if tasks else 1.0
    return _Notebook(path, contents, tuple(one for one in texts if one not in handed_out), share)


def cells(path: Path) -> list[dict]:
    """The cells of a notebook's file. Raises Unreadable, and FileNotFoundError."""
    name = plain(path.name)
    try:
        words = files.content(path).decode("utf-8-sig")
        notebook = json.loads(words)
        if "\\ud" in words.lower():
            notebook = whole(notebook)
    except UnicodeDecodeError:
        raise Unreadable(f"{name} is not UTF-8 text, as every notebook is.") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(f"{name} is not the JSON of a notebook: {plain(error)}.") from None
    try:
        sheets = (
            [notebook] if "cells" in notebook else notebook["worksheets"]
        )  # of format 3, until 2015
        contents = [cell for sheet in sheets for cell in sheet["cells"]]
        if not all(isinstance(cell, dict) for cell in contents):
            raise TypeError("it has no list of cells")
        return contents
    except (KeyError, TypeError) as error:
        raise Unreadable(f"{name} has not the shape of a notebook: {plain(error)}.") from None
