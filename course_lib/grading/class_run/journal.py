"""What was graded, one line a submission: written when its marks are in the gradebook, so that a run that was
killed goes on where it stopped, and what did not change is not graded again."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

NAME = "grading.jsonl"


@dataclass(frozen=True)
class Entry:
    """One submission as it was graded last. `score` and `most` are points; `why` says what to look at."""

    slug: str
    student: str
    fingerprint: str
    status: str
    score: float = 0.0
    most: float = 0.0
    by_hand: bool = False  # waits for marks that only a person can give
    why: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    seconds: float = 0.0  # that a cell might take, or as many as usual if fewer


def read(folder: Path) -> dict[tuple[str, str], Entry]:
    """The last entry of each exercise and student. A line that was cut off counts as not written."""
    path, entries = folder / NAME, {}
    text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    for line in text.split("\n"):
        with suppress(ValueError, TypeError):
            entry = Entry(**json.loads(line))
            entries[entry.slug, entry.student] = entry
    return entries


def add(folder: Path, entry: Entry) -> None:
    """Append an entry, on a line of its own even after one that was cut off."""
    line = json.dumps(asdict(entry))  # ASCII: a name may be no UTF-8
    with (folder / NAME).open("ab+") as file:
        file.seek(max(file.tell() - 1, 0))
        own_line = b"" if file.read() in (b"", b"\n") else b"\n"
        file.write(own_line + line.encode() + b"\n")
