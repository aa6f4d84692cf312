"""Paths of a command line, with a sentence for each that cannot be used; files, written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from course_lib.characters import plain
from course_lib.errors import CourseError

SQLITE = "sqlite:///"
# What an operating system refuses, and what the person at the terminal can do about it. An error that is
# not among these is a fault of ours, and keeps its traceback.
REASONS = {
    errno.ENOENT: ("there is no such file or folder", "Make the folder, or correct the name."),
    errno.ENOTDIR: ("a file stands where a folder is needed", "Name another place."),
    errno.EISDIR: ("that is a folder, and a file is needed", "Add a file's name."),
    errno.EEXIST: ("a file stands where a folder is needed", "Name another place."),
    errno.ENAMETOOLONG: ("the name is too long for this disk", "Choose a shorter one."),
    errno.ELOOP: ("its links lead round in a circle", "Name the place itself."),
    errno.EACCES: (
        "this account is not allowed to",
        "Name another place, or close the file in other programs.",
    ),
    errno.EPERM: ("this account is not allowed to", "Name another place."),
    errno.EROFS: ("that disk can only be read", "Name a place on another."),
    errno.ENOSPC: ("the disk is full", "Make room, or name a place on another."),
    errno.EDQUOT: ("your share of the disk is used up", "Make room, or name another place."),
    errno.EFBIG: ("the file would be larger than is allowed here", "Name another place."),
    errno.EINVAL: ("no file here can have that name", "Correct it."),
    errno.EIO: ("the disk does not answer as it should", "Name a place on another."),
}


class PathTrouble(CourseError):
    """A path cannot be used; the sentence names it, says why, and what to do."""


@contextmanager
def explained() -> Iterator[None]:
    """Turn an OSError of one of REASONS into a PathTrouble about the path that the error names, if any."""
    try:
        yield
    except OSError as error:
        # Such as a broken connection, which no other path would mend.
        if error.errno not in REASONS:
            raise
        if error.filename:
            raise trouble(error.filename, error.errno) from error
        # Asking for the current folder, which has been deleted, is all that misses something without a name.
        if error.errno == errno.ENOENT:
            raise trouble("the folder that this was started in", error.errno) from error
        # Such as what is printed, on a disk that is full.
        reason, advice = REASONS[error.errno]
        raise PathTrouble(f"Cannot go on: {reason}. {advice}") from error


def trouble(path: Path | str | bytes, number: int) -> PathTrouble:
    """The PathTrouble for a path and one of REASONS."""
    reason, advice = REASONS[number]
    return PathTrouble(f"Cannot use {printable(path)}: {reason}. {advice}")


def printable(path: Path | str | bytes) -> str:
    """A path as it can be printed: what is no UTF-8 or no character to print stands as its code."""
    return plain(os.fsdecode(path))


def usable(path: Path) -> Path:
    """The same path, if something can lie there, whether anything does or not. Raises PathTrouble."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        raise PathTrouble(
            f"Cannot use {printable(path)}: that name is not in UTF-8. Rename it, or name another place."
        ) from None
    with explained(), suppress(FileNotFoundError):
        path.stat()
    return path


def entered(text: str) -> Path:
    """The path that was typed, `~` resolved, if something can lie there. Raises PathTrouble."""
    if not text.strip():
        raise PathTrouble("A path with nothing in it names no place. Type a name.")
    try:
        return usable(Path(text).expanduser())
    except RuntimeError:  # what pathlib says of ~nobody
        raise PathTrouble(
            f"Cannot use {printable(text)}: nobody here has that home folder. Correct the name after ~."
        ) from None


def folder(text: str) -> str:
    """A folder to read or to fill, as typed; it need not be there. Raises PathTrouble if it is a file."""
    path = entered(text)
    if path.exists() and not path.is_dir():
        raise trouble(path, errno.ENOTDIR)
    return text


def file(text: str) -> Path:
    """The path of a file to write, in a folder that is there. Raises PathTrouble."""
    return _in_a_folder(entered(text))


def gradebook(text: str) -> str:
    """A gradebook's address, as typed. Raises PathTrouble for a file that SQLite could not open or make."""
    name = text.removeprefix(SQLITE).split("?")[0]
    if text.startswith(SQLITE) and name not in ("", ":memory:"):
        _in_a_folder(usable(Path(name)))
    return text


def _in_a_folder(path: Path) -> Path:
    if path.is_dir():
        raise trouble(path, errno.EISDIR)
    if not path.parent.is_dir():
        raise trouble(path.parent, errno.ENOENT)
    return path


def write(path: Path, data: bytes | str) -> None:
    """Write a file, text as UTF-8, so that nothing but the whole of it ever lies there. Raises OSError."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes | str]) -> None:
    """Write files, text as UTF-8: none is replaced before all are on the disk.

    Raises OSError naming the path. Folders are made. A link keeps leading where it leads; a device or a
    pipe is written to as it is.
    """
    with ExitStack() as undo:
        ready = []
        for path, data in files.items():
            with _naming(path):
                raw = data.encode("utf-8") if isinstance(data, str) else data
                target = Path(os.path.realpath(path))
                if target.exists() and not target.is_file():
                    target.write_bytes(raw)
                    continue
                # A name of its own, as another command may be writing the same file.
                beside = target.with_name(f".{secrets.token_hex(8)}.half")
                undo.callback(beside.unlink, missing_ok=True)
                _put(raw, beside, target)
                ready.append((path, beside, target))
        for path, beside, target in ready:
            with _naming(path):
                beside.replace(target)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let an OSError name the path that was asked for: a full disk names none, and others the one beside."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def _put(data: bytes, beside: Path, target: Path) -> None:
    """Write what is to replace `target`, with its permissions if it is there and may be written to."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    with beside.open("xb") as half:
        half.write(data)
        half.flush()
        os.fsync(half.fileno())  # some disks say only now that they are full
    if target.exists():
        shutil.copymode(target, beside)
