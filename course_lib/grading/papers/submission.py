"""What a student handed in, read with care: the file may be anything at all."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from course_lib.errors import CourseError
from course_lib.grading.limits import LIMITS

LONGEST = 128  # characters of a student's name in nbgrader's gradebook; PostgreSQL insists
STRUCTURE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


class Missing(CourseError):
    """There is no notebook where one should have been handed in."""


class Unreadable(CourseError):
    """There is a file, and it is no notebook that could be marked."""


def cells(folder: Path, slug: str) -> list[dict]:
    """The cells of <slug>.ipynb in a student's folder, as plain dicts in the form of nbformat 4.

    Raises Missing or Unreadable, with a sentence for the instructor.
    """
    if len(folder.parent.name) > LONGEST:
        raise Unreadable(
            f"The student's folder has a name of more than {LONGEST} characters, which is all that a "
            "gradebook can keep: give it a shorter one."
        )
    path = folder / f"{slug}.ipynb"
    try:
        data = json.loads(_text(path))
    except UnicodeDecodeError:
        raise Unreadable(f"{path.name} is not UTF-8 text, as every notebook is.") from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path.name} is not the JSON of a notebook: {error}.") from None
    try:
        return _cells(data)
    except STRUCTURE as error:
        raise Unreadable(f"{path.name} has not the shape of a notebook: {error}.") from None


def _text(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise Missing(f"No {path.name} was handed in.") from None
    except OSError as error:  # a link, which could lead to the solutions
        raise Unreadable(f"{path.name} cannot be opened: {error.strerror}.") from None
    with os.fdopen(descriptor, "rb") as file:
        if not path.is_file():
            raise Unreadable(f"{path.name} is no file.")
        raw = file.read(LIMITS.submission + 1)
    if len(raw) > LIMITS.submission:
        raise Unreadable(f"{path.name} has more than {LIMITS.submission >> 20} MB.")
    return raw.decode("utf-8-sig")


def _cells(data: Any) -> list[dict]:
    if not isinstance(data, dict):
        raise TypeError("it is no JSON object")
    if data.get("nbformat", 4) < 4:
        import nbformat

        data = nbformat.convert(nbformat.from_dict(data), 4)
    found = data.get("cells")
    if not isinstance(found, list) or not all(isinstance(cell, dict) for cell in found):
        raise TypeError("it has no list of cells")
    return found


def fingerprint(folder: Path, source: dict) -> str:
    """A text that changes when anything in a student's folder does, or the exercise itself."""
    digest = hashlib.sha256(json.dumps(source, sort_keys=True).encode())
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        digest.update(str(path.relative_to(folder)).encode(errors="surrogateescape"))
        if path.is_symlink():
            digest.update(str(path.readlink()).encode(errors="surrogateescape"))
        elif path.is_file():
            with path.open("rb") as file:
                digest.update(file.read(LIMITS.submission + 1))
    return digest.hexdigest()
