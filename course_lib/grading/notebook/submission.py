"""What a student handed in for an exercise: which file is the notebook, and its cells.

A notebook is known by its cells, whatever it is called and wherever in the student's folder it lies.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from course_lib.errors import CourseError
from course_lib.grading.characters import whole
from course_lib.grading.notebook import files
from course_lib.grading.notebook.files import Unreadable
from course_lib.grading.notebook.fragment import begins
from course_lib.grading.notebook.match import noted, released, text
from course_lib.grading.notebook.source import Source
from course_lib.grading.plain import plain

LONGEST = 128  # characters of a student's name in nbgrader's gradebook; PostgreSQL insists
ENDINGS = ("", ".json", ".txt")  # which a browser or a mail program gives to a notebook
READ = 50  # files that are tried
STRUCTURE = (ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError)


class Missing(CourseError):
    """Nothing at all was handed in."""


class Doubtful(CourseError):
    """Something was handed in, and what of it is to be marked is for the instructor to say."""


@dataclass(frozen=True)
class Submission:
    """The cells of a notebook, as plain dicts in the form of nbformat 4, and sentences about its file."""

    cells: list[dict]
    told: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Notebook:
    path: Path
    cells: list[dict]
    answers: tuple[str, ...]  # what its cells say, if not what was handed out


def exercises(folder: Path) -> list[str]:
    """The exercises of a course folder that somebody handed in, by the names of folders and files, in order."""
    known = {
        path.parent.name
        for path in (folder / "solutions").glob("*/*.ipynb")
        if path.stem == path.parent.name
    }
    submitted = folder / "submitted"
    names = {
        e.name.lower() for one in files.students(submitted) for e in files.below(submitted / one)
    }
    return sorted(slug for slug in known if any(slug.lower() in name for name in names))


def read(folder: Path, source: Source) -> Submission:
    """The notebook in `folder`, which is submitted/STUDENT/EXERCISE, or else anywhere in the student's.

    Raises Missing, Doubtful or Unreadable, with a sentence for the instructor.
    """
    _look(folder)
    place = folder / f"{source.slug}.ipynb"
    chosen, *told = (
        _in_place(place, source) if os.path.lexists(place) else _elsewhere(place, source)
    )
    told.append(files.handed_in_at(folder)[1])
    if any("\ufffd" in text(cell) for cell in chosen.cells):
        told.append("A sign that cannot be read, such as half an emoji, stands as \ufffd in it.")
    return Submission(chosen.cells, [sentence for sentence in told if sentence])


def _in_place(place: Path, source: Source) -> tuple[_Notebook, str]:
    """The notebook at `place`, or one beside it that was worked on in its stead, and a sentence on the others."""
    first = _notebook(place, source)
    if not _share(first.cells, source):
        raise Doubtful(f"{place.name} has no cell of this exercise: is it the notebook of another?")
    beside = [
        path for path in _files(place.parent) if path.parent == place.parent and path != place
    ]
    others = [one for one in _known(beside, source)[0] if one.answers not in ((), first.answers)]
    if not others:
        return first, ""
    if first.answers:
        return first, f"Not marked, and with other answers: {_names(one.path for one in others)}."
    chosen = _one_of(others, place)
    name = plain(chosen.path.name)
    return chosen, f"{place.name} is as it was handed out, so {name} beside it was marked."


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
        if path.is_symlink():
            raise Unreadable(
                f"{plain(path.name)} is a link to {plain(path.readlink())}, which is not followed: put "
                "what the student handed in there instead."
            )


def _elsewhere(place: Path, source: Source) -> tuple[_Notebook, str]:
    """The exercise's notebook under another name, or else in another place, and a sentence on where.

    Raises Missing or Doubtful.
    """
    folder, student = place.parent, place.parent.parent
    there = [path for path in _files(folder) if path.name != "timestamp.txt"]
    known, troubles = _known(there, source)
    if not known:
        others = [path for path in _files(student) if folder not in path.parents]
        known, more = _known(others, source)
        loose = {path: why for path, why in more.items() if path.parent == student}
        there, troubles = [*there, *loose], troubles | loose
    if known:
        chosen = _one_of(known, place)
        return chosen, f"The notebook was handed in as {plain(chosen.path.relative_to(student))}."
    if not there:
        raise Missing(f"No {place.name} was handed in.")
    raise Doubtful(
        f"No {place.name} was handed in, but {_names(there)}: if one of them holds the work, put its notebook "
        f"at {_in_course(place)}. {' '.join(troubles.values())}".rstrip()
    )


def _one_of(notebooks: Sequence[_Notebook], place: Path) -> _Notebook:
    """The one that was worked on. Raises Doubtful if there are several that differ."""
    worked = [one for one in notebooks if one.answers] or list(notebooks)
    if len({one.answers for one in worked}) > 1:
        raise Doubtful(
            f"There are {len(worked)} notebooks of this exercise with different answers, "
            f"{_names(one.path for one in worked)}: put the one that counts at {_in_course(place)}."
        )
    return worked[0]


def _known(paths: Iterable[Path], source: Source) -> tuple[list[_Notebook], dict[Path, str]]:
    """(those that hold at least half of the exercise's tasks, what is wrong with those that call themselves
    notebooks and are none)."""
    known: list[_Notebook] = []
    troubles: dict[Path, str] = {}
    wanted = (p for p in paths if ".ipynb" in p.name.lower() or p.suffix.lower() in ENDINGS)
    for path in islice(wanted, READ):
        try:
            notebook = _notebook(path, source)
        except (Unreadable, FileNotFoundError) as error:
            if ".ipynb" in path.name.lower():
                troubles[path] = str(error)
            continue
        if _share(notebook.cells, source) >= 0.5:
            known.append(notebook)
    return known, troubles


def _notebook(path: Path, source: Source) -> _Notebook:
    handed_out = {text for cell in source.cells for text in (cell.text.strip(), released(cell))}
    found = cells(path)
    said = (text(cell).strip() for cell in found)
    return _Notebook(
        path, found, tuple(words for words in said if words and words not in handed_out)
    )


def _share(cells: Sequence[dict], source: Source) -> float:
    """The share of the exercise's tasks in code, 0 to 1, that these cells have an answer or a test of."""
    ids = {
        name
        for cell in cells
        for name in (cell.get("id"), noted(cell).get("grade_id"))
        if isinstance(name, str)
    }
    tasks = [cell for cell in source.cells if cell.answer and cell.names]
    texts = "\n".join(text(cell) for cell in cells)
    there = [
        task for task in tasks if {task.id, f"{task.id}-test"} & ids or begins(texts, task.names)
    ]
    return len(there) / len(tasks) if tasks else 1.0


def _files(folder: Path) -> list[Path]:
    """All below a folder that is no folder, nearest first."""
    return [
        Path(entry.path) for entry in files.below(folder) if not entry.is_dir(follow_symlinks=False)
    ]


def _in_course(place: Path) -> str:
    """Where a notebook belongs, from the course folder: a copy of it may lie on another machine now."""
    return plain(Path(*place.parts[-4:]))


def _names(paths: Iterable[Path]) -> str:
    names = [plain(path.name) for path in paths]
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def cells(path: Path) -> list[dict]:
    """The cells of a notebook's file. Raises Unreadable, and FileNotFoundError."""
    name = plain(path.name)
    try:
        said = files.content(path).decode("utf-8-sig")
        data = json.loads(said)
        if "\\ud" in said.lower():
            data = whole(data)
    except UnicodeDecodeError:
        raise Unreadable(f"{name} is not UTF-8 text, as every notebook is.") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(f"{name} is not the JSON of a notebook: {plain(error)}.") from None
    try:
        return _cells(data)
    except STRUCTURE as error:
        raise Unreadable(f"{name} has not the shape of a notebook: {plain(error)}.") from None


def _cells(data: Any) -> list[dict]:
    if not isinstance(data, dict):
        raise TypeError("it is no JSON object")
    found = data.get("cells")
    if found is None and "worksheets" in data:  # as until 2015, format 3
        found = [_of_old(cell) for sheet in data["worksheets"] for cell in sheet["cells"]]
    if not isinstance(found, list) or not all(isinstance(cell, dict) for cell in found):
        raise TypeError("it has no list of cells")
    return found


def _of_old(cell: dict) -> dict:
    words = cell.get("source", cell.get("input", ""))
    if cell["cell_type"] != "heading":
        return cell | {"source": words}
    return cell | {
        "cell_type": "markdown",
        "source": "#" * int(cell.get("level", 1)) + " " + "".join(words),
    }
