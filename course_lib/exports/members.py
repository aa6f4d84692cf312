"""The files of a folder of downloads, and those within its zips, read in place and one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True)
class Member:
    """One file, in the folder or in a zip of it: `path` as a person would name it, `size` in bytes."""

    path: str  # "insta.zip/messages/inbox/kim_1/message_1.json", with / on every system
    size: int
    open: Callable[[], BinaryIO]  # a new stream from the beginning; raises ExportError

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]
