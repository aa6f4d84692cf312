"""Files as they were handed in, read with care: one may be a link, a pipe, a terabyte, or deep in folders."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
from base64 import b64encode
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from course_lib.characters import plain
from course_lib.errors import CourseError
from course_lib.grading.limits import LIMITS

MOST = 10_000  # files and folders that are looked at in one student's folder
READ = 4 * LIMITS.submission  # bytes of a student's folder that a fingerprint reads, or that travel
BESIDE = LIMITS.disk // 2  # bytes of the files beside a notebook that its cells may read, and
PAGE = 4096  # bytes that each of them is rounded up to
DEEPEST = 16  # folders one in another
FILE, FOLDER, LINK, ODD, LARGE = "file", "folder", "link", "odd", "large"
# What a system, an unpacker or a notebook editor leaves beside what somebody handed in.
NOBODY = {"__macosx", "__pycache__", "desktop.ini", "thumbs.db", "$recycle.bin", "lost+found"}
NOBODY |= {"system volume information", "icon\r", "ehthumbs.db"}


class Unreadable(CourseError):
    """There is a file, and it is none that could be marked; the sentence names it."""


def content(path: Path, most: int = LIMITS.submission) -> bytes:
    """The bytes of a plain file. Raises FileNotFoundError, or Unreadable for what is none, or too large."""
    name = plain(path.name)
    try:  # a pipe would never answer, and a link could lead to the solutions
        descriptor = _open(path)
    except (FileNotFoundError, NotADirectoryError):  # a file may stand where its folder should
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from None
    except OSError as error:
        linked = os.path.islink(path)  # noqa: PTH114  # Path's raises in a folder that is closed
        why = "it is a link, which is not followed" if linked else error.strerror
        raise Unreadable(f"{name} cannot be opened: {why}.") from None
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)
        raise Unreadable(f"{name} is no file.")
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(most + 1) if about.st_size <= most else b""
    if max(about.st_size, len(data)) > most:  # it may have grown
        raise Unreadable(f"{name} has more than {most >> 20} MB.")
    return data


def _open(path: Path) -> int:
    """A descriptor to read a file from, on any system."""
    if hasattr(os, "O_NOFOLLOW"):
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if path.is_symlink():
        raise OSError(errno.ELOOP, "it is a link")
    return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))


def below(folder: Path, closed: list[Path] | None = None) -> Iterator[os.DirEntry[str]]:
    """All that lies in a folder, nearest first, up to MOST; links are not followed.

    What no person made is left out. A folder that cannot be opened is added to `closed`.
    """
    waiting, count = deque([str(folder)]), 0
    while waiting:
        place = waiting.popleft()
        try:
            with os.scandir(place) as entries:
                present = sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            if closed is not None:
                closed.append(Path(place))
            continue
        for entry in present:
            if not somebody(entry.name):
                continue
            count += 1
            if count > MOST:
                return
            yield entry
            if is_folder(entry):
                waiting.append(entry.path)


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, and no link to one."""
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
            names = [entry.name for entry in entries if entry.is_symlink() or is_folder(entry)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(filter(somebody, names))


def some(texts: Iterable[str], most: int = 5) -> str:
    """The first few of some texts, and how many more there are."""
    texts = list(texts)
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return ", ".join(texts[:most]) + more


def attachments(folder: Path) -> tuple[dict[str, str], list[str]]:
    """(the files beside a notebook in base64, by their paths in its folder, a sentence on those left out).

    A notebook is none of them, nor what no person made. Never raises for what lies there.
    """
    contents: dict[str, str] = {}
    closed: list[Path] = []
    troubles, left = [], BESIDE
    for entry in below(folder, closed):
        path = Path(entry.path)
        name = path.relative_to(folder)
        if is_folder(entry) or path.suffix == ".ipynb":
            continue
        try:
            if len(name.parts) > DEEPEST:
                raise Unreadable(f"{plain(path.name)} lies more than {DEEPEST} folders deep.")
            if entry.stat(follow_symlinks=False).st_size > left:
                raise Unreadable(f"{plain(path.name)} would make them more than {BESIDE >> 20} MB.")
            data = content(path, left)
        except (CourseError, OSError) as error:
            troubles.append(plain(error).rstrip("."))
            continue
        left -= -(-len(data) // PAGE) * PAGE
        contents[str(name)] = b64encode(data).decode()
    troubles += [f"{plain(path.name)} cannot be opened" for path in closed if os.path.isdir(path)]  # noqa: PTH112
    return contents, [f"Not laid beside the notebook: {some(troubles)}."] if troubles else []


def searched(folder: Path) -> Path:
    """What is looked at of submitted/STUDENT/EXERCISE: all of the student's where its notebook is not in place."""
    return folder if os.path.lexists(folder / f"{folder.name}.ipynb") else folder.parent


def contents(folder: Path, closed: list[Path]) -> Iterator[tuple[Path, str, bytes]]:
    """(path, kind, what there is of it) of all that `below` finds, notebooks first.

    A file has its bytes, a link where it leads; READ bytes in all, and what is LARGE has size and date. What is
    ODD cannot be read. Never raises, and never waits.
    """
    left = READ
    for entry in sorted(below(folder, closed), key=lambda one: ".ipynb" not in one.name.lower()):
        path, kind, data = Path(entry.path), ODD, b""
        try:
            about = entry.stat(follow_symlinks=False)
            if stat.S_ISLNK(about.st_mode):
                kind, data = LINK, os.fsencode(path.readlink())
            elif stat.S_ISDIR(about.st_mode):
                kind = FOLDER
            elif about.st_size > min(left, LIMITS.submission):
                kind, data = LARGE, f"{about.st_size} {about.st_mtime_ns}".encode()
            else:
                kind, data = FILE, content(path, left)
                left -= len(data)
        except (OSError, CourseError) as error:
            data = type(error).__name__.encode()
        yield path, kind, data


def fingerprint(folder: Path, source: dict) -> str:
    """A text that changes when anything in a student's folder does, or the exercise itself.

    `folder` is submitted/STUDENT/EXERCISE; where its notebook is not in its place, all of the student's
    folder counts. `source` is plain JSON. Never raises, never waits, and reads READ bytes at most.
    """
    digest = hashlib.sha256(json.dumps(source, sort_keys=True).encode())
    if os.path.islink(folder.parent) or os.path.islink(folder):  # noqa: PTH114  # Path's may raise
        digest.update(b"a link")
        return digest.hexdigest()
    for path, kind, data in contents(searched(folder), []):
        digest.update(os.fsencode(path) + f"\0{kind} {len(data)}\0".encode() + data)
    return digest.hexdigest()


def handed_in_at(folder: Path) -> tuple[datetime | None, str]:
    """(the moment in a folder's timestamp.txt as nbgrader keeps it: UTC, without a zone; a sentence).

    None where there is no such file, or none that says a moment: the sentence tells why. Never raises.
    """
    from dateutil import parser, tz

    def zone(name: str | None, offset: int | None) -> object:
        if offset is None and (there := tz.gettz(name or "UTC")) is None:
            raise ValueError(name)  # PST, say, of which this machine knows no hours
        return there if offset is None else offset

    try:
        text = content(folder / "timestamp.txt", 1000).decode("utf-8-sig").strip()
        # Twice, so that a date which was not said in full is not taken from today's, nor 1.3. for 3 January.
        first = not re.match(r"\d{4}", text)
        ways = (datetime(2000, 1, 1), False), (datetime(2001, 2, 2), first)
        moment, other = (
            parser.parse(text, default=day, tzinfos=zone, dayfirst=way, yearfirst=way)
            for day, way in ways
        )
        if moment == other:
            return moment.replace(tzinfo=None) - (moment.utcoffset() or moment - moment), ""
    except FileNotFoundError:
        return None, ""
    except (CourseError, ValueError, OverflowError):
        pass
    return None, (
        "timestamp.txt says no moment such as 2026-03-01 18:00:00 UTC, so when this was handed in is not "
        "known, and nothing is taken off for being late."
    )
