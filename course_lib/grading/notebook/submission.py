"""What a student handed in for an exercise: which file is the notebook, and its cells.

A notebook is known by its cells, whatever it is called and wherever in the student's folder it lies.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
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

    Raises Missing, Doubtful or Unreadable, with a sentence for the instructor.
    """
    _look(folder)
    place = folder / f"{source.slug}.ipynb"
    search = _in_place if os.path.lexists(place) else _elsewhere
    notebook, note = search(place, source)
    notes = [note, files.handed_in_at(folder)[1]]
    if any("\ufffd" in text(cell) for cell in notebook.cells):
        notes.append("A sign that cannot be read, such as half an emoji, stands as \ufffd in it.")
    return Submission(notebook.cells, [sentence for sentence in notes if sentence])


def text(cell: dict) -> str:
    """A cell's source as one text with plain line ends, however the notebook holds it."""
    source = cell.get("source", "")
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
    student = folder.parent
    if len(student.name) > LONGEST:
        raise Unreadable(
            f"The student's folder has a name of more than {LONGEST} characters, which is all that a "
            "gradebook can keep: give it a shorter one."
        )
    if whole(student.name) != student.name:
        raise Unreadable(
            f"The name of the student's folder, {plain(student.name)}, is not UTF-8: give it another one."
        )
    if "\n" in student.name:
        raise Unreadable(
            f"The name of the student's folder, {plain(student.name)}, has a line break, at which nbgrader "
            "would stop making feedback for all: give it another one."
        )
    for path in (student, folder):
        if os.path.islink(path):  # noqa: PTH114  # Path's raises in a folder that is closed
            raise Unreadable(
                f"{plain(path.name)} is a link to {plain(path.readlink())}, which is not followed: put "
                "what the student handed in there instead."
            )


def _in_place(place: Path, source: Source) -> tuple[_Notebook, str]:
    """The notebook at `place`, or one beside it that was worked on in its stead, and a sentence on the others."""
    first = _notebook(place, source)
    if not _share(first.cells, source):
        raise Doubtful(f"{place.name} has no cell of this exercise: is it the notebook of another?")
    present = [path for path in _files(place.parent, []) if path != place]
    beside = [path for path in present if not first.answers or path.parent == place.parent]
    notebooks, troubles = _search(beside, source)
    others = [one for one in notebooks if one.answers not in ((), first.answers)]
    if first.answers:
        names = _names(one.path for one in others)
        return first, f"Not marked, and with other answers: {names}." if others else ""
    if not others:
        work = [path for path in present if path in troubles or WORK.search(path.name)]
        if work:
            raise Doubtful(
                f"{place.name} is as it was handed out, but beside it there is {_names(work)}: if one of them "
                f"holds the work, put its notebook at {_in_course(place)}."
            )
        return first, ""
    notebook = _one_of(others, place)
    name = plain(notebook.path.relative_to(place.parent))
    return notebook, f"{place.name} is as it was handed out, so {name} beside it was marked."


def _elsewhere(place: Path, source: Source) -> tuple[_Notebook, str]:
    """The exercise's notebook under another name, or else in another place, and a sentence on where.

    Raises Missing or Doubtful.
    """
    folder, student = place.parent, place.parent.parent
    closed: list[Path] = []
    alone = [] if os.path.isdir(folder) or not os.path.lexists(folder) else [folder]  # noqa: PTH112
    present = alone or [path for path in _files(folder, closed) if path.name != "timestamp.txt"]
    notebooks, troubles = _search(present, source)
    if not notebooks:
        others = [path for path in _files(student, closed) if folder not in path.parents]
        notebooks, more = _search(others, source)
        loose = {path: why for path, why in more.items() if path.parent == student}
        present, troubles = [*present, *loose], troubles | loose
    if notebooks:
        notebook = _one_of(notebooks, place)
        where = plain(notebook.path.relative_to(student))
        return notebook, f"The notebook was handed in as {where}."
    if closed:  # what is in it is unknown, and unknown is not nothing
        raise Doubtful(
            f"No {place.name} was handed in, but {_names(dict.fromkeys(closed))} cannot be opened, so what "
            f"was is not known: if it holds the work, put its notebook at {_in_course(place)}."
        )
    if not present:
        raise Missing(f"No {place.name} was handed in.")
    raise Doubtful(
        f"No {place.name} was handed in, but {_names(present)}: if one of them holds the work, put its "
        f"notebook at {_in_course(place)}. {' '.join(troubles.values())}".rstrip()
    )


def _one_of(notebooks: Sequence[_Notebook], place: Path) -> _Notebook:
    """The one that was worked on. Raises Doubtful if there are several that differ."""
    versions = [one for one in notebooks if one.answers] or list(notebooks)
    if len({one.answers for one in versions}) > 1:
        raise Doubtful(
            f"There are {len(versions)} notebooks of this exercise with different answers, "
            f"{_names(one.path for one in versions)}: put the one that counts at {_in_course(place)}."
        )
    return versions[0]


def _search(paths: Iterable[Path], source: Source) -> tuple[list[_Notebook], dict[Path, str]]:
    """(those that hold at least half of the exercise's tasks, what is wrong with those that call themselves
    notebooks and are none)."""
    notebooks: list[_Notebook] = []
    troubles: dict[Path, str] = {}
    likely = (p for p in paths if ".ipynb" in p.name.lower() or p.suffix.lower() in ENDINGS)
    for path in islice(likely, READ):
        try:
            notebook = _notebook(path, source)
        except (Unreadable, FileNotFoundError) as error:
            if ".ipynb" in path.name.lower():
                troubles[path] = str(error)
            continue
        if _share(notebook.cells, source) >= 0.5:
            notebooks.append(notebook)
    return notebooks, troubles


def _notebook(path: Path, source: Source) -> _Notebook:
    handed_out = {text for cell in source.cells for text in (cell.text.strip(), cell.released)}
    contents = cells(path)
    words = (text(cell).strip() for cell in contents)
    return _Notebook(path, contents, tuple(one for one in words if one and one not in handed_out))


def _share(cells: Sequence[dict], source: Source) -> float:
    """The share of the exercise's tasks in code, 0 to 1, that these cells have an answer or a test of."""
    names = {name for cell in cells for name in ids(cell)}
    texts = "\n".join(text(cell) for cell in cells)
    tasks = [cell for cell in source.cells if cell.answer and cell.names]
    present = [
        task for task in tasks if {task.id, f"{task.id}-test"} & names or begins(texts, task.names)
    ]
    return len(present) / len(tasks) if tasks else 1.0


def _files(folder: Path, closed: list[Path]) -> list[Path]:
    """All files and links below a folder, nearest first; what can be neither opened nor read goes to `closed`."""
    paths = []
    for entry in files.below(folder, closed):
        if not files.is_folder(entry):
            paths.append(Path(entry.path))
            if not (entry.is_symlink() or entry.is_file()):  # such as a pipe
                closed.append(Path(entry.path))
    return paths


def _in_course(place: Path) -> str:
    """Where a notebook belongs, from the course folder: a copy of it may lie on another machine now."""
    return plain(Path(*place.parts[-4:]))


def _names(paths: Iterable[Path]) -> str:
    return some(plain(path.name) for path in paths)


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
        if "worksheets" in notebook and "cells" not in notebook:  # as until 2015, format 3
            notebook = _upgraded(notebook)
        contents = notebook["cells"]
        if not isinstance(contents, list) or not all(isinstance(cell, dict) for cell in contents):
            raise TypeError("it has no list of cells")
        return contents
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"{name} has not the shape of a notebook: {plain(error)}.") from None


def _upgraded(notebook: dict) -> dict:
    """A notebook of format 3 in format 4. Raises ValueError, KeyError, TypeError or AttributeError."""
    import nbformat  # which every process forked for a student would carry

    try:
        return nbformat.reads(json.dumps(notebook), as_version=4)
    except nbformat.ValidationError as error:
        raise ValueError(str(error)) from None
