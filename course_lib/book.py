"""What the progress file holds, as pure functions: from bytes, to bytes, and two books into one."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from course_lib.errors import CourseError

WHAT = "Off Target progress"
VERSION = 1

Book = dict[
    str, Any
]  # {"what": WHAT, "version": 1, "answers": {key: entry}, "earlier": [entry with key]}


class ProgressError(CourseError):
    """The progress file cannot be read, written or restored."""


def empty() -> Book:
    """A book without answers."""
    return {"what": WHAT, "version": VERSION, "answers": {}, "earlier": []}


def fingerprint(wording: str) -> str:
    """Twelve hex digits that change with the words of a question, and not with its line breaks."""
    return hashlib.sha256(" ".join(wording.split()).encode()).hexdigest()[:12]


def to_bytes(book: Book) -> bytes:
    """The book as readable JSON in UTF-8, answers in the order of their keys."""
    tidy = book | {"answers": dict(sorted(book["answers"].items()))}
    return (json.dumps(tidy, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def from_bytes(data: bytes) -> Book | None:
    """The book in these bytes, or None if they hold none.

    Raises ProgressError if a newer version of the course wrote it.
    """
    try:
        book = json.loads(data.decode("utf-8-sig"))  # an editor may have added a BOM
    except (ValueError, RecursionError):
        return None
    if not isinstance(book, dict) or book.get("what") != WHAT:
        return None
    version = book.get("version")
    if isinstance(version, int) and version > VERSION:
        raise ProgressError(
            "This progress file was written by a newer version of the course; "
            "update the course to read it. Nothing was changed."
        )
    answers, earlier = book.get("answers"), book.get("earlier")
    if not isinstance(answers, dict) or not isinstance(earlier, list):
        return None
    return book if all(_is_entry(entry) for entry in answers.values()) else None


def put(book: Book, key: str, entry: dict[str, Any]) -> Book:
    """The book with this entry under `key`; an answer to another wording moves to `earlier`."""
    old = book["answers"].get(key)
    stale = old is not None and old["wording"] != entry["wording"]
    return book | {
        "answers": book["answers"] | {key: entry},
        "earlier": book["earlier"] + ([{"key": key} | old] if stale else []),
    }


def merge(mine: Book, theirs: Book) -> Book:
    """One book from two: the later answer to each question counts, the other one joins `earlier`."""
    answers = dict(mine["answers"])
    earlier = list(mine["earlier"])
    earlier += [entry for entry in theirs["earlier"] if entry not in earlier]
    for key, entry in theirs["answers"].items():
        old = answers.get(key, entry)
        first, last = sorted((old, entry), key=lambda answer: answer["saved"])
        answers[key] = last
        passed = {"key": key} | first
        if first != last and passed not in earlier:
            earlier.append(passed)
    return mine | {"answers": answers, "earlier": earlier}


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and "value" in entry
        and isinstance(entry.get("wording"), str)
        and isinstance(entry.get("saved"), str)
    )
