"""Files as they were handed in, read with care: one may be a link, a pipe, a terabyte, or deep in folders."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from course_lib.errors import CourseError
from course_lib.grading.limits import LIMITS
from course_lib.grading.plain import plain

MOST = 10_000  # files and folders that are looked at in one student's folder
READ = 4 * LIMITS.submission  # bytes of one student's folder that a fingerprint reads
# What a system, an unpacker or a notebook editor leaves beside what somebody handed in.
NOBODY = {"__macosx", "__pycache__", "desktop.ini", "thumbs.db", "$recycle.bin", "lost+found"}
NOBODY |= {"system volume information", "icon\r", "ehthumbs.db"}


class Unreadable(CourseError):
    """There is a file, and it is none that could be marked; the sentence names it."""


def content(path: Path, most: int = LIMITS.submission) -> bytes:
    """The bytes of a plain file. Raises FileNotFoundError, or Unreadable for what is none, or too large."""
    name = plain(path.name)
    try:  # a pipe would never answer, and a link could lead to the solutions
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise
    except OSError as error:
        why = "it is a link, which is not followed" if path.is_symlink() else error.strerror
        raise Unreadable(f"{name} cannot be opened: {why}.") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable(f"{name} is no file.")
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise Unreadable(f"{name} has more than {most >> 20} MB.")
    return data


def below(folder: Path) -> Iterator[os.DirEntry[str]]:
    """All that lies in a folder, nearest first, up to MOST; links are not followed.

    What no person made is left out. A folder that cannot be opened is given, and nothing of what it holds.
    """
    waiting, count = deque([str(folder)]), 0
    while waiting:
        try:
            with os.scandir(waiting.popleft()) as entries:
                there = sorted(entries, key=lambda entry: entry.name)
        except (OSError, ValueError):  # what is in it is unknown, and so is nobody's notebook
            continue
        for entry in there:
            if not somebody(entry.name):
                continue
            count += 1
            if count > MOST:
                return
            yield entry
            if _is_folder(entry):
                waiting.append(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:  # some file systems have to be asked, and may refuse
        return False


def somebody(name: str) -> bool:
    """Whether a file or folder of this name can be something that a person made."""
    return not name.startswith(".") and name.lower() not in NOBODY


def students(submitted: Path) -> list[str]:
    """The names of the folders in `submitted`, links among them too, in order."""
    try:
        with os.scandir(submitted) as entries:
            # A link may lead to what cannot even be asked about, and is refused by name when it is marked.
            names = [entry.name for entry in entries if entry.is_symlink() or _is_folder(entry)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(filter(somebody, names))


def fingerprint(folder: Path, source: dict) -> str:
    """A text that changes when anything in a student's folder does, or the exercise itself.

    `folder` is submitted/STUDENT/EXERCISE; where its notebook is not in its place, all of the student's
    folder counts. `source` is plain JSON. Never raises, never waits, and reads READ bytes at most.
    """
    digest = hashlib.sha256(json.dumps(source, sort_keys=True).encode())
    if os.path.islink(folder.parent) or os.path.islink(folder):  # noqa: PTH114  # Path's may raise
        digest.update(b"a link")
        return digest.hexdigest()
    if not os.path.lexists(folder / f"{folder.name}.ipynb"):
        folder = folder.parent
    left = READ
    for entry in below(folder):
        digest.update(os.fsencode(entry.path) + b"\0")
        try:
            about = entry.stat(follow_symlinks=False)
            digest.update(f"{about.st_mode} {about.st_size}".encode())
            if entry.is_symlink():
                digest.update(bytes(Path(entry.path).readlink()))
            elif about.st_size > left:
                digest.update(str(about.st_mtime_ns).encode())
            elif entry.is_file():
                digest.update(content(Path(entry.path), left))
                left -= about.st_size
        except (OSError, CourseError) as error:
            digest.update(type(error).__name__.encode())
    return digest.hexdigest()


def handed_in_at(folder: Path) -> tuple[datetime | None, str]:
    """(the moment in a folder's timestamp.txt as nbgrader keeps it: UTC, without a zone; a sentence).

    None where there is no such file, or none that says a moment: the sentence tells why. Never raises.
    """
    from dateutil import parser, tz

    def zone(name: str | None, offset: int | None) -> object:
        return offset if offset is not None else tz.gettz(name)

    try:
        text = content(folder / "timestamp.txt", 1000).decode("utf-8-sig").strip()
        # Twice, so that a date which was not said in full is not taken from today's.
        moments = [parser.parse(text, default=day, tzinfos=zone) for day in _DAYS]
    except FileNotFoundError:
        return None, ""
    except (CourseError, ValueError, OverflowError):
        moments = []
    if len(set(moments)) != 1:
        return None, (
            "timestamp.txt says no moment such as 2026-03-01 18:00:00 UTC, so when this was handed in is "
            "not known, and nothing is taken off for being late."
        )
    moment = moments[0]
    return moment.replace(tzinfo=None) - (moment.utcoffset() or moment - moment), ""


_DAYS = (datetime(2000, 1, 1), datetime(2001, 2, 2))
