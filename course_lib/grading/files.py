"""A file that was handed in, read with care: it may be a link, a pipe, or as large as the disk."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from course_lib.errors import CourseError


class Unreadable(CourseError):
    """There is a file, and it is none that can be read; the sentence says why."""


def content(path: Path, most: int) -> bytes:
    """The bytes of a plain file. Raises FileNotFoundError, or Unreadable for one of another kind or larger."""
    try:  # a pipe would never answer, and a link could lead to a neighbour's file
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise
    except OSError as error:
        why = "it is a link, and links are not followed" if path.is_symlink() else error.strerror
        raise Unreadable(f"{why}.") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable("it is no file.")
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise Unreadable(f"it has more than {most >> 20} MB.")
    return data
