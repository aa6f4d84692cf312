"""What a student handed in for an exercise: which file is the notebook, and its cells.

A notebook is known by its cells, whatever it is called and wherever in the student's folder it lies. The one in
its place counts if it was worked on, else the one version that was; of several, the instructor says which.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from course_lib.characters import plain, whole
from course_lib.errors import CourseError
from course_lib.grading.notebook import files
from course_lib.grading.notebook.code import begins
from course_lib.grading.notebook.files import Unreadable, some
from course_lib.grading.notebook.source import Source

LONGEST = 128  # characters of a student's name in nbgrader's gradebook; PostgreSQL insists
# In which work comes that is no notebook, not unpacked, or broken.
WORK = re.compile(r"(?i)\.ipynb|\.(zip|7z|rar|tar|t?gz|py|html?|pdf|docx?|odt|md)$")


class Missing(CourseError):
    """Nothing at all was handed in."""


class Doubtful(CourseError):
    """Something was handed in, and what of it is to be marked is for the instructor to say."""


def exercises(source: Path, submitted: Path) -> list[str]:
    """The exercises in `source` that somebody handed in, by the names of folders and files, in order."""
    slugs = {path.stem for path in source.glob("*/*.ipynb") if path.stem == path.parent.name}
    folders = (files.below(submitted / student) for student in files.students(submitted))
    names = {path.name.lower() for present in folders for path, _ in present}
    return sorted(slug for slug in slugs if any(slug.lower() in name for name in names))


def read(folder: Path, source: Source) -> tuple[list[dict], list[str]]:
    """(the cells of the notebook, in the form of nbformat 4, sentences about its file). It lies in `folder`,
    which is submitted/STUDENT/EXERCISE, or else anywhere in the student's.

    Raises Missing, Doubtful or Unreadable, with a sentence for the instructor.
    """
    place = folder / f"{source.slug}.ipynb"
    notebooks, others = _candidates(place, source)
    answers = {path: _answers(cells, source) for path, cells in notebooks.items()}
    versions = [path for path in notebooks if answers[path]]  # those that were worked on
    path = next(iter(versions or notebooks), place)
    rivals = [one for one in versions if answers[one] != answers[path]]
    blank = place in notebooks
    state = f"{place.name} is as it was handed out" if blank else f"No {place.name} was handed in"
    unclear, why = others, "cannot be opened as a notebook of this exercise"
    if versions:
        unclear, why = versions if rivals and path != place else [], "have different answers"
    if unclear:
        # From the course folder, as a copy of it may lie on another machine now.
        why += f": put the notebook that counts at {plain(Path(*place.parts[-4:]))}"
        raise Doubtful(f"{state}, but {_names(unclear)} {why}.")
    if not notebooks:
        raise Missing(f"{state}.")
    notes = [files.handed_in_at(folder)[1]]
    if rivals:
        notes.append(f"Not marked, and with other answers: {_names(rivals)}.")
    if path != place:
        name = plain(path.relative_to(folder.parent))
        notes.append(f"The notebook was handed in as {name}{f'; {state}' if blank else ''}.")
    if any("\ufffd" in text(cell) for cell in notebooks[path]):
        notes.append("A sign that cannot be read, such as half an emoji, stands as \ufffd in it.")
    return notebooks[path], [sentence for sentence in notes if sentence]


def _names(paths: list[Path]) -> str:
    return some(plain(path.name) for path in paths)


def _candidates(place: Path, source: Source) -> tuple[dict[Path, list[dict]], list[Path]]:
    """(the cells of each notebook of the exercise, the one in its place first; what else may hold the work).

    Raises Unreadable for what is in its place, a folder that is a link, and a name that no gradebook could keep.
    """
    folder, student = place.parent, place.parts[-3]
    if len(student) > LONGEST or "\n" in student or whole(student) != student:
        raise Unreadable(  # at a line break nbgrader would stop making feedback for all
            f"The folder of {plain(student)} has a name of more than {LONGEST} characters, with a line break, "
            "or that is not UTF-8: give it another one."
        )
    notebooks, others, opened = dict[Path, list[dict]](), dict[Path, bool](), False
    for path, kind, data in files.contents(folder):  # notebooks first
        name, contents = path.name.lower(), list[dict]()
        moment = name == "timestamp.txt" and kind != files.ODD
        if moment or (kind == files.FOLDER and path != place):
            continue
        try:
            contents = cells(path, data if kind == files.FILE else None)
        except Unreadable:
            if path == place or (kind == files.LINK and path in (folder, folder.parent)):
                raise
        share = _share(contents, source)
        work = kind != files.FILE or path == place or bool(not contents and WORK.search(name))
        opened |= bool(contents)
        # A file that lies loose beside notebooks which open, or has another exercise's name, is rarely this one's.
        other = re.search(r"(?<!\d)\d\d-[a-z]", name) or (opened and ".ipynb" not in name)
        near = folder.parent in (path, path.parent) and not (kind == files.FILE and other)
        if share >= 0.5 or (share and path == place):
            notebooks[path] = contents
        # What lies in the folder of another exercise is work for that one, unless it has this one's name.
        elif folder in (path, *path.parents) or (work and (near or source.slug.lower() in name)):
            others[path] = work
    return notebooks, [path for path, work in others.items() if work or not notebooks]


def _answers(cells: list[dict], source: Source) -> tuple[str, ...]:
    """What the cells say, if not what was handed out."""
    handed_out = {t for cell in source.cells for t in (cell.text.strip(), cell.released)}
    return tuple(t for cell in cells if (t := text(cell).strip()) and t not in handed_out)


def _share(cells: list[dict], source: Source) -> float:
    """Of the exercise's tasks in code, 0 to 1, that the cells have an answer or a test of."""
    names, code = {name for cell in cells for name in ids(cell)}, "\n".join(map(text, cells))
    tasks = [cell for cell in source.cells if cell.answer and cell.names]
    present = [c for c in tasks if names & {c.id, f"{c.id}-test"} or begins(code, c.names)]
    return len(present) / len(tasks) if tasks else float(bool(cells))


def cells(path: Path, data: bytes | None) -> list[dict]:
    """The cells of a notebook's file, which holds `data`; None where it cannot be opened. Raises Unreadable."""
    name = plain(path.name)
    if data is None:
        raise Unreadable(f"{name} {files.WHY}.")
    try:
        words = data.decode("utf-8-sig")
        notebook = json.loads(words)
        if "\\ud" in words.lower():
            notebook = whole(notebook)
        sheets = [notebook] if "cells" in notebook else notebook["worksheets"]  # of format 3
        contents = [cell for sheet in sheets for cell in sheet["cells"] + []]  # of a list alone
        if not all(isinstance(cell, dict) for cell in contents):
            raise TypeError("it has no list of cells")
        return contents
    except (ValueError, KeyError, TypeError, RecursionError, MemoryError) as error:
        raise Unreadable(f"{name} is no JSON of a notebook, in UTF-8: {plain(error)}.") from None


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
