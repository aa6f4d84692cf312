"""What a student handed in for an exercise: which file is the notebook, and its cells.

A notebook is known by its cells, whatever it is called and wherever in the student's folder it lies.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
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
# In which work comes that was not handed in as a notebook, or not unpacked.
WORK = re.compile(r"(?i)\.(zip|7z|rar|tar|t?gz|py|html?|pdf|docx?|odt|md)$")


class Missing(CourseError):
    """Nothing at all was handed in."""


class Doubtful(CourseError):
    """Something was handed in, and what of it is to be marked is for the instructor to say."""


@dataclass(frozen=True)
class _Notebook:
    path: Path
    cells: list[dict]
    answers: tuple[str, ...]  # what its cells say, if not what was handed out
    share: float  # of the exercise's tasks in code, 0 to 1, that it has an answer or a test of


def exercises(folder: Path) -> list[str]:
    """The exercises of a course folder that somebody handed in, by the names of folders and files, in order."""
    solutions, submitted = (folder / "solutions").glob("*/*.ipynb"), folder / "submitted"
    slugs = {path.stem for path in solutions if path.stem == path.parent.name}
    entries = (e for one in files.students(submitted) for e in files.below(submitted / one))
    names = {entry.name.lower() for entry in entries}
    return sorted(slug for slug in slugs if any(slug.lower() in name for name in names))


def read(folder: Path, source: Source) -> tuple[list[dict], list[str]]:
    """(the cells of the notebook, in the form of nbformat 4, sentences about its file). It lies in `folder`,
    which is submitted/STUDENT/EXERCISE, or else anywhere in the student's.

    The one in its place counts if it was worked on, else the one version that was. Raises Missing, Doubtful or
    Unreadable, with a sentence for the instructor.
    """
    _look(folder)
    place, note = folder / f"{source.slug}.ipynb", ""
    first = _notebook(place, source) if os.path.lexists(place) else None
    if first and not first.share:
        raise Doubtful(f"{place.name} has no cell of this exercise: is it the notebook of another?")
    others, rest = _others(place, source)
    notebooks = [one for one in (first, *others) if one]
    versions = [one for one in notebooks if one.answers] or notebooks[:1]
    conflict = len({one.answers for one in versions}) > 1
    counts = first.answers if first else ()
    names = some(plain(one.path.name) for one in versions if one.answers != counts)
    # From the course folder, as a copy of it may lie on another machine now.
    here, in_course = place.name, plain(Path(*place.parts[-4:]))
    if first and counts:
        note = f"Not marked, and with other answers: {names}." if conflict else ""
    elif conflict:
        raise Doubtful(
            f"There are {len(versions)} notebooks of this exercise with different answers, {names}: put the "
            f"one that counts at {in_course}."
        )
    elif versions and versions[0] is not first:
        note = f"The notebook was handed in as {plain(versions[0].path.relative_to(folder.parent))}"
        note += f"; {here} is as it was handed out." if first else "."
    else:
        before = f"{here} is as it was handed out" if first else f"No {here} was handed in"
        work = [p for p, why in rest.items() if not first or why or WORK.search(p.name)]
        if work:
            there = some(rest[path] or f"{plain(path.name)} is there" for path in work)
            raise Doubtful(
                f"{before}, but {there}: if one of them holds the work, put its notebook at {in_course}."
            )
        if not first:
            raise Missing(f"{before}.")
    contents, notes = versions[0].cells, [note, files.handed_in_at(folder)[1]]
    if any("\ufffd" in text(cell) for cell in contents):
        notes.append("A sign that cannot be read, such as half an emoji, stands as \ufffd in it.")
    return contents, [sentence for sentence in notes if sentence]


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
    name = folder.parent.name
    troubles = {
        f"of more than {LONGEST} characters": len(name) > LONGEST,
        "that is not UTF-8": whole(name) != name,
        "with a line break": "\n" in name,  # at which nbgrader would stop making feedback for all
    }
    for why in [why for why, there in troubles.items() if there]:
        raise Unreadable(f"The folder of {plain(name)} has a name {why}: give it another one.")
    for path in (folder.parent, folder):
        if os.path.islink(path):  # noqa: PTH114  # Path's raises in a folder that is closed
            raise Unreadable(
                f"{plain(path.name)} is a link to {plain(path.readlink())}, which is not followed: put "
                "what the student handed in there instead."
            )


def _others(place: Path, source: Source) -> tuple[list[_Notebook], dict[Path, str]]:
    """(the exercise's notebooks in what is looked at but the one in its place, what else may hold the work, with
    a sentence on what is wrong with it)."""
    notebooks, rest, closed = list[_Notebook](), dict[Path, str](), list[Path]()
    for entry in files.below(files.searched(place.parent), closed):
        path, why = Path(entry.path), ""
        if entry.is_dir(follow_symlinks=False) or (path == place and os.path.lexists(place)):
            continue
        if not (entry.is_symlink() or entry.is_file()):  # such as a pipe
            closed.append(path)
        ipynb = ".ipynb" in path.name.lower()
        if ipynb or path.suffix.lower() in ENDINGS:
            try:
                notebook = _notebook(path, source)
                if notebook.share >= 0.5:
                    notebooks.append(notebook)
                    continue
            except (Unreadable, FileNotFoundError) as error:
                why = str(error).rstrip(".") if ipynb else ""
        inside = place.parent in (path, *path.parents) and path.name != "timestamp.txt"
        if inside or (why and path.parent == place.parents[1]):
            rest[path] = why
    return notebooks, rest | {path: f"{plain(path.name)} cannot be opened" for path in closed}


def _notebook(path: Path, source: Source) -> _Notebook:
    """Raises Unreadable, and FileNotFoundError."""
    contents = cells(path)
    words = [text(cell).strip() for cell in contents]
    handed_out = {text for cell in source.cells for text in (cell.text.strip(), cell.released)}
    answers = tuple(one for one in words if one and one not in handed_out)
    names, code = {name for cell in contents for name in ids(cell)}, "\n".join(words)
    tasks = [cell for cell in source.cells if cell.answer and cell.names]
    there = [c for c in tasks if names & {c.id, f"{c.id}-test"} or begins(code, c.names)]
    return _Notebook(path, contents, answers, len(there) / len(tasks) if tasks else 1.0)


def cells(path: Path) -> list[dict]:
    """The cells of a notebook's file. Raises Unreadable, and FileNotFoundError."""
    try:
        words = files.content(path).decode("utf-8-sig")
        notebook = json.loads(words)
        if "\\ud" in words.lower():
            notebook = whole(notebook)
        sheets = [notebook] if "cells" in notebook else notebook["worksheets"]  # of format 3
        contents = [cell for sheet in sheets for cell in sheet["cells"] + []]  # of a list alone
        if not all(isinstance(cell, dict) for cell in contents):
            raise TypeError("it has no list of cells")
        return contents
    except (ValueError, KeyError, TypeError, RecursionError, MemoryError) as error:
        name, why = plain(path.name), plain(error)
        raise Unreadable(f"{name} is not the JSON of a notebook, in UTF-8: {why}.") from None
