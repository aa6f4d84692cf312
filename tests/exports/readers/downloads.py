"""Downloads made up in memory, as the readers meet them."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from course_lib.exports.members import Member
from course_lib.exports.owner import Owner
from course_lib.exports.records import Taken


def member(path: str, content: bytes | str | list[Any] | dict[str, Any]) -> Member:
    """A file with that content; what is no text or bytes is written as JSON."""
    if not isinstance(content, bytes | str):
        content = json.dumps(content)
    data = content.encode() if isinstance(content, str) else content

    def opened() -> BinaryIO:
        return io.BytesIO(data)

    return Member(path, len(data), opened)


def head(file: Member) -> bytes:
    """The first 4 kB, by which readers tell files from others."""
    with file.open() as stream:
        return stream.read(4096)


def owner(*names: str, zone: str = "Europe/Berlin", **more: Any) -> Owner:
    """Somebody whose business goes by those names, on 1 June 2026."""
    return Owner(ZoneInfo(zone), date(2026, 6, 1), names, **more)


def read(reader: Any, files: Sequence[Member], who: Owner | None = None) -> Taken:
    """What the reader makes of its one group of these files."""
    (group,) = reader.groups(files, head)
    taken: Taken = reader.read(group, who or owner())
    return taken


def garbled(text: str) -> str:
    """Text as Meta writes it: each byte of its UTF-8 a character."""
    return text.encode().decode("latin-1")


def of(taken: Taken, kind: type) -> list[Any]:
    """The records of one kind."""
    return [record for record in taken.records if isinstance(record, kind)]


def said(taken: Taken) -> str:
    """All that the reader says to the owner."""
    return " ".join([*taken.notes, *(f"{path} {words}" for path, words in taken.files)])
