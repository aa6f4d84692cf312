"""Files as they were handed in, read with care: one may be a link, a pipe, a terabyte, or deep in folders."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from base64 import b64encode
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from operator import attrgetter
from pathlib import Path

from course_lib.characters import plain
from course_lib.errors import CourseError
from course_lib.grading.limits import LIMITS

MOST = 10_000  # files and folders that are looked at in one student's folder
READ = 4 * LIMITS.submission  # bytes of a student's folder that a fingerprint reads, or that travel
BESIDE = LIMITS.disk // 2  # bytes of the files beside a notebook that its cells may read
PAGE = 4096  # bytes that each file is rounded up to
DEEPEST = 16  # folders one in another
FILE, FOLDER, LINK, ODD, LARGE = "file", "folder", "link", "odd", "large"
# What a system, an unpacker or a notebook editor leaves beside what somebody handed in.
NOBODY = {"__macosx", "__pycache__", "desktop.ini", "thumbs.db", "$recycle.bin", "lost+found"}
NOBODY |= {"system volume information", "icon\r", "ehthumbs.db"}
# A pipe would never answer, and a link could lead to the solutions; not every system knows these flags.
FLAGS = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
PLAIN = os.O_RDONLY | sum(getattr(os, name, 0) for name in FLAGS)


class Unreadable(CourseError):
    """There is a file, and it is none that could be marked; the sentence names it."""


def content(path: Path, most: int = LIMITS.submission) -> bytes:
    """The bytes of a plain file. Raises FileNotFoundError, or Unreadable for what is none, or too large."""
    name = plain(path.name)
    try:
        about, data = os.lstat(path), b""
        if stat.S_ISREG(about.st_mode) and about.st_size <= most:
            with os.fdopen(os.open(path, PLAIN), "rb") as file:
                data = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError):  # a file may stand where its folder should
        raise FileNotFoundError(f"{name} is not there.") from None
    except OSError as error:
        raise Unreadable(f"{name} cannot be opened: {error.strerror}.") from None
    if not stat.S_ISREG(about.st_mode):
        raise Unreadable(f"{name} is no file, or it is a link, which is not followed.")
    if max(about.st_size, len(data)) > most:  # it may have grown
        raise Unreadable(f"{name} has more than {most >> 20} MB.")
    return data


def below(folder: Path, closed: list[Path] | None = None) -> Iterator[os.DirEntry[str]]:
    """All that lies in a folder, nearest first, up to MOST; links are not followed.

    What no person made is left out. A folder that cannot be opened is added to `closed`.
    """
    waiting, count = deque([str(folder)]), 0
    while waiting and count < MOST:
        place = waiting.popleft()
        try:
            with os.scandir(place) as entries:
                present = sorted((e for e in entries if somebody(e.name)), key=attrgetter("name"))
            waiting += [entry.path for entry in present if entry.is_dir(follow_symlinks=False)]
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            if closed is not None:
                closed.append(Path(place))
            continue
        yield from present[: MOST - count]
        count += len(present)


def somebody(name: str) -> bool:
    """Whether a file or folder of this name can be something that a person made."""
    return not name.startswith(".") and name.lower() not in NOBODY


def students(submitted: Path) -> list[str]:
    """The names of the folders in `submitted`, links among them too, in order."""
    try:
        with os.scandir(submitted) as entries:
            # A link may lead to what cannot even be asked about, and is refused by name when it is marked.
            present = [e for e in entries if e.is_symlink() or e.is_dir(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(entry.name for entry in present if somebody(entry.name))


def some(texts: Iterable[str], most: int = 5) -> str:
    """The first few of some texts, and how many more there are."""
    texts = list(texts)
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return ", ".join(texts[:most]) + more


def searched(folder: Path) -> Path:
    """What is looked at of submitted/STUDENT/EXERCISE: all of the student's where its notebook is not in place."""
    return folder if os.path.lexists(folder / f"{folder.name}.ipynb") else folder.parent


def contents(folder: Path, beside: bool = False) -> Iterator[tuple[Path, str, bytes]]:
    """(path, kind, what there is of it) of all that is looked at of submitted/STUDENT/EXERCISE, notebooks first;
    if `beside`, of what lies in it beside a notebook.

    A file has its bytes, a link where it leads; READ or BESIDE bytes in all, and what is LARGE has size and
    date. What is ODD cannot be read. Never raises, and never waits.
    """
    left, place, closed = (BESIDE, folder, []) if beside else (READ, searched(folder), list[Path]())
    for link in (folder.parent, folder):
        if not beside and os.path.islink(link):  # noqa: PTH114  # Path's may raise
            yield link, LINK, os.fsencode(link.readlink())
            return
    for entry in sorted(below(place, closed), key=lambda one: ".ipynb" not in one.name.lower()):
        path, kind, data = Path(entry.path), ODD, b""
        if beside and path.suffix == ".ipynb":
            continue
        with suppress(CourseError, OSError):
            about = entry.stat(follow_symlinks=False)
            if stat.S_ISLNK(about.st_mode):
                kind, data = LINK, os.fsencode(path.readlink())
            elif stat.S_ISDIR(about.st_mode):
                kind = ODD if path in closed else FOLDER
            elif about.st_size > min(left, LIMITS.submission):
                kind, data = LARGE, f"{about.st_size} {about.st_mtime_ns}".encode()
            else:
                kind, data = FILE, content(path, left)
                left -= -(-len(data) // PAGE) * PAGE
        yield path, kind, data
    if place in closed and not beside:
        yield place, ODD, b""


def attachments(folder: Path) -> tuple[dict[str, str], list[str]]:
    """(the files beside a notebook in base64, by their paths in its folder, a sentence on those left out).

    A notebook is none of them, nor what no person made. Never raises for what lies there.
    """
    files, rest = dict[str, str](), list[str]()
    for path, kind, data in contents(folder, beside=True):
        name = path.relative_to(folder)
        if kind == FILE and len(name.parts) <= DEEPEST:
            files[str(name)] = b64encode(data).decode()
        elif kind != FOLDER:
            rest.append(plain(path.name))
    why = f"cannot be read, make them more than {BESIDE >> 20} MB, or lie {DEEPEST} folders deep"
    return files, [f"Not laid beside the notebook, as they {why}: {some(rest)}."] if rest else []


def fingerprint(folder: Path, source: dict) -> str:
    """A text that changes when anything does that is looked at of submitted/STUDENT/EXERCISE, or the exercise.

    `source` is plain JSON. Never raises, never waits, and reads READ bytes at most.
    """
    digest = hashlib.sha256(json.dumps(source, sort_keys=True).encode())
    for path, kind, data in contents(folder):
        digest.update(os.fsencode(path) + f"\0{kind} {len(data)}\0".encode() + data)
    return digest.hexdigest()


def handed_in_at(folder: Path) -> tuple[datetime | None, str]:
    """(the moment in a folder's timestamp.txt as nbgrader keeps it: UTC, without a zone; a sentence).

    None where there is no such file, or none that says a moment: the sentence tells why. Never raises.
    """
    try:
        text = content(folder / "timestamp.txt", 1000).decode("utf-8-sig").strip()
        iso = re.sub(r"\s(?=[+-])", "", re.sub(r"\s?UTC$", "+00:00", text))
        moment = datetime.fromisoformat(iso)  # of another form, two people may read two moments
        return moment.replace(tzinfo=None) - (moment.utcoffset() or timedelta()), ""
    except FileNotFoundError:
        return None, ""
    except (CourseError, ValueError, OverflowError):
        return None, (
            "timestamp.txt says no moment such as 2026-03-01 18:00:00 UTC, so when this was handed in is "
            "not known, and nothing is taken off for being late."
        )
