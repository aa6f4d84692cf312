"""Files as they were handed in, read with care: one may be a link, a pipe, a terabyte, or deep in folders."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import tarfile
from base64 import b64encode
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from course_lib.characters import plain
from course_lib.errors import CourseError
from course_lib.grading.limits import LIMITS

MOST = 10_000  # files and folders that are looked at in one student's folder
READ = 4 * LIMITS.submission  # bytes of a student's folder that a fingerprint reads, or that travel
BESIDE = LIMITS.disk // 2  # bytes of the files beside a notebook that its cells may read
PAGE = 4096  # bytes that each file is rounded up to
DEEPEST = 16  # folders one in another
# Kinds, as a tar file has them; what cannot be opened is no more than a pipe.
FILE, FOLDER, LINK, ODD = tarfile.REGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.FIFOTYPE
WHY = "cannot be opened: it is closed, too large, no file, or it is a link, which is not followed"
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
    try:
        about = os.lstat(path)
        if not stat.S_ISREG(about.st_mode) or about.st_size > most:
            raise OSError
        with os.fdopen(os.open(path, PLAIN), "rb") as file:
            data = file.read(most + 1)
        if len(data) > most:  # it has grown meanwhile
            raise OSError
        return data
    except (FileNotFoundError, NotADirectoryError):  # a file may stand where its folder should
        raise FileNotFoundError(f"{plain(path.name)} is not there.") from None
    except OSError:
        raise Unreadable(f"{plain(path.name)} {WHY}.") from None


def below(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    """(path, kind) of all that lies in these folders, nearest first, up to MOST; links are not followed.

    What no person made is left out. A folder that cannot be opened is ODD, this one too.
    """
    waiting, left = deque(folders), MOST
    while waiting and left:
        place = waiting.popleft()
        try:
            with os.scandir(place) as entries:
                present = [entry for entry in entries if somebody(entry.name)]
            # Notebooks first, so that no thousand others hide one; some systems may not tell what a folder is.
            present.sort(key=lambda e: (e.is_dir(follow_symlinks=False), *_order(e.name)))
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            yield place, ODD
            continue
        if place not in folders:
            yield place, FOLDER
        for entry in present[:left]:
            path, kind = Path(entry.path), FILE if entry.is_file(follow_symlinks=False) else ODD
            if not entry.is_dir(follow_symlinks=False):
                yield path, LINK if entry.is_symlink() else kind
            elif path not in folders:
                waiting.append(path)
        left -= len(present[:left])


def _order(name: str) -> tuple[bool, str]:
    return ".ipynb" not in name.lower(), name


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


def contents(folder: Path) -> Iterator[tuple[Path, bytes, bytes]]:
    """(path, kind, a file's bytes or where a link leads) of all that is looked at of submitted/STUDENT/EXERCISE,
    its notebook first, then others, and copies of it beside; where it has none in its place, all of the student's.

    A file that cannot be read, or would make more than READ bytes, is ODD. Never raises, and never waits.
    """
    place, student, left = folder / f"{folder.name}.ipynb", folder.parent, READ
    # The number at a name's end is to end there: week-10 is none of week-1's.
    name = rf"(?i){re.escape(folder.name)}(?!(?<=\d)\d)" if os.path.lexists(place) else ""
    near = below(folder, student) if name else below(student)
    named = (e for e in near if re.search(name, str(e[0])[len(str(student)) :]))
    links = [(p, LINK) for p in (student, folder) if os.path.islink(p)]  # noqa: PTH114  # Path's may raise
    for path, kind in sorted(links or named, key=lambda e: (e[0] != place, _order(e[0].name)[0])):
        data = b""
        try:
            if kind == LINK:
                data = os.fsencode(path.readlink())
            elif kind == FILE:
                data = content(path, min(left, LIMITS.submission))
                left -= -(-len(data) // PAGE) * PAGE
        except (CourseError, OSError):
            kind = ODD
        yield path, kind, data


def attachments(folder: Path) -> tuple[dict[str, str], list[str]]:
    """(the files beside a notebook in base64, by their paths in its folder, a sentence on those left out).

    A notebook is none of them, nor what no person made. Never raises for what lies there.
    """
    files, rest, left = dict[str, str](), list[str](), BESIDE
    for path, kind, data in contents(folder):
        if kind == FOLDER or path.suffix == ".ipynb" or folder not in path.parents:
            continue
        name, size = path.relative_to(folder), -(-len(data) // PAGE) * PAGE
        if kind == FILE and size <= left and len(name.parts) <= DEEPEST:
            files[str(name)] = b64encode(data).decode()
            left -= size
        else:
            rest.append(plain(path.name))
    why = f"cannot be read, make them more than {BESIDE >> 20} MB, or lie {DEEPEST} folders deep"
    return files, [f"Not laid beside the notebook, as they {why}: {some(rest)}."] if rest else []


def fingerprint(folder: Path, source: dict) -> str:
    """A text that changes when anything does that is looked at of submitted/STUDENT/EXERCISE, or the exercise.

    `source` is plain JSON. Never raises, never waits, and reads READ bytes at most.
    """
    digest = hashlib.sha256(json.dumps(source, sort_keys=True).encode())
    for path, kind, data in contents(folder):
        name = os.fsencode(path.relative_to(folder.parents[1]))  # the course may move
        digest.update(name + b"\0%b %d\0" % (kind, len(data)) + data)
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
            "timestamp.txt says no moment such as 2026-03-01 18:00:00 UTC, so nothing is taken off for being "
            "late: mend it or delete it, or Formgrader may list nobody."
        )
