"""The attendee's one file: answers, predictions, own numbers and plan, in readable JSON.

    {"what": "Off Target progress", "version": 1, "earlier": [{"key": "05.myth", "value": ..., ...}],
     "answers": {"05.myth": {"value": ..., "wording": "3f5a...", "saved": "2026-11-22T21:45:27.120+00:00"}}}

`wording` is a fingerprint of the question that was answered. When a question changes, its old answer
no longer counts, and moves to `earlier` as soon as the new question is answered: nothing is thrown away.
The same goes for an answer of another shape than its widget can use, however it came into the file,
and for one that came into it while its widget was open: nobody saw it there.
Writing is locked, to a second file that then takes the first one's place: readers always find a whole one.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from course_lib.progress_data import (
    Progress,
    ProgressError,
    empty,
    fingerprint,
    from_bytes,
    mend,
    merge,
    parse,
    put,
    to_bytes,
    usable,
    with_new_keys,
)
from course_lib.shapes import Shape, anything

NAME = "my-progress.json"
WAIT = 10  # seconds for another lesson to finish writing, which takes milliseconds
DRIVE = Path("/drive")  # where JupyterLite mounts the files that a browser keeps, if it keeps any

_notices: list[str] = []


def path() -> Path:
    """Where the progress file is, or will be.

    OFF_TARGET_PROGRESS if set; else my-progress.json in the nearest folder, from the working folder
    upwards, that holds a lessons folder; else in the working folder.
    """
    if setting := os.environ.get("OFF_TARGET_PROGRESS"):
        return Path(setting).expanduser()
    here = Path.cwd()
    home = next((folder for folder in (here, *here.parents) if (folder / "lessons").is_dir()), here)
    return home / NAME


@dataclass
class Question:
    """What is asked, as the progress file knows it: a key, a wording, and the shape of an answer.

    The shape says what can be used of whatever stands under the key: see `course_lib.shapes`. A panel keeps
    one for as long as it is open, because a Question knows which answer it last loaded or saved.
    """

    key: str
    wording: str
    shape: Shape = anything
    _seen: Any = field(default=None, init=False, repr=False, compare=False)

    def load(self, answers: Progress | None = None) -> Any:
        """What can be used of the saved answer; None if nothing, or if it answered another wording.

        `answers` are read in place of the file. Raises ProgressError if the file is there but may not be read.
        """
        entry = (_read() if answers is None else answers)["answers"].get(self.key)
        answered = entry is not None and entry["wording"] == fingerprint(self.wording)
        value = usable(entry, self.shape) if answered else None
        if answers is None:
            self._seen = deepcopy(value)
        return deepcopy(value)

    def save(self, value: Any) -> None:
        """Save an answer (anything JSON can hold), at once and for good.

        What stood there moves to `earlier` unless it is what this Question last loaded, all of it, or saved:
        another lesson may have written or restored something since. Raises ProgressError if the file cannot
        be written; the last good file is then still there.
        """
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = {"value": value, "wording": fingerprint(self.wording), "saved": now}
        _change(lambda progress: put(progress, self.key, entry, self._seen))
        self._seen = deepcopy(value)


def load(key: str, wording: str) -> Any:
    """The answer saved under `key`, of any shape; None and errors as in Question.load."""
    return Question(key, wording).load()


def save(key: str, wording: str, value: Any) -> None:
    """Save an answer of any shape: see Question.save."""
    Question(key, wording).save(value)


def current() -> Progress:
    """All that the progress file holds, for whoever asks for many answers at once; nobody may change it.

    Raises ProgressError if the file is there but may not be read.
    """
    return _read()


def backup() -> bytes:
    """The progress file as it is now, to download; an empty one if nothing is saved yet."""
    return to_bytes(_read())


def restore(data: bytes) -> str:
    """Take up a downloaded progress file, and return a sentence that says what was done.

    For a question answered both here and there, the later answer counts and the other one moves to
    `earlier`. What was here is first copied aside under a dated name. Raises ProgressError, changing
    nothing, if the data are not a progress file or cannot be written.
    """
    theirs = from_bytes(data)
    if theirs is None:
        raise ProgressError(
            "That is not an Off Target progress file, so nothing was changed; "
            f"choose the {NAME} that you downloaded from this course."
        )
    copies: list[Path] = []

    def take_up(progress: Progress) -> Progress:
        if path().exists():
            copies.append(_dated_path("before-restore"))
            _write(copies[0], to_bytes(progress))
        return merge(progress, theirs)

    _change(take_up)
    sentence = f"Answers restored: {len(theirs['answers'])}."
    return f"{sentence} What was here before is kept in {copies[0].name}." if copies else sentence


def take_notices() -> tuple[str, ...]:
    """What went wrong with the file and was not told yet, one sentence each; each is handed out once."""
    notices = tuple(_notices)
    _notices.clear()
    return notices


def _change(edit: Callable[[Progress], Progress]) -> None:
    if sys.platform == "emscripten":
        _mind_the_browser()
    with _lock():
        _write(path(), to_bytes(edit(_read(locked=True))))


def _read(locked: bool = False) -> Progress:
    """The progress on disk, an empty one if there is none; a file that is no whole progress is set aside."""
    try:
        data = path().read_bytes()
    except FileNotFoundError:
        return empty()
    except OSError as error:
        raise ProgressError(_trouble("read", error)) from error
    progress, whole = _parse_and_mend(data)
    if progress is not None and whole:
        return progress
    if not locked:  # another process may be mending it at this moment: look again when it is done
        with _lock():
            return _read(locked=True)
    _set_aside(data, progress)
    return progress or empty()


@lru_cache(maxsize=1)  # a lesson asks for some twenty answers, and a scorecard for a hundred
def _parse_and_mend(data: bytes) -> tuple[Progress | None, bool]:
    """The progress in these bytes, and whether nothing had to be mended; nobody may change it."""
    raw = parse(data)
    progress = mend(raw)
    # An old key is no damage.
    return (None if progress is None else with_new_keys(progress)), progress == raw


def _set_aside(data: bytes, progress: Progress | None) -> None:
    """Keep the file under another name, and put what could be mended from it, if anything, in its place."""
    aside = _dated_path("unreadable")
    if progress is None:
        try:
            path().replace(aside)
        except OSError as error:
            raise ProgressError(_trouble("set aside", error)) from error
        outcome = "a new one begun. If you have a downloaded copy, restore it."
    else:
        _write(aside, data)
        _write(path(), to_bytes(progress))
        outcome = f"what could be read of it was taken over (answers: {len(progress['answers'])})."
    _notices.append(
        f"Your progress file {path()} was damaged, so it was kept aside as {aside.name} and {outcome}"
    )


def _write(target: Path, data: bytes) -> None:
    """Put data where target is, whole or not at all. The caller holds the lock, so one spare name will do."""
    spare = path().with_name(f".{NAME}.tmp")
    try:
        with spare.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # or a power cut could leave the new name on an empty file
        _replace(spare, target)
    except OSError as error:
        raise ProgressError(_trouble("write", error)) from error


def _replace(spare: Path, target: Path) -> None:
    """Windows refuses while somebody has the target open to read it, which takes a moment: try again."""
    for _ in range(20):  # a second in all, then the refusal is the answer
        try:
            spare.replace(target)
            return
        except PermissionError:
            time.sleep(0.05)
    spare.replace(target)


@cache  # to say so once is enough
def _mind_the_browser() -> None:
    """Note that answers will be lost where the browser keeps no files."""
    if not DRIVE.is_dir():
        _notices.append(
            "This browser keeps no files for the course, as in a private window, so your answers are gone "
            "when it closes. Download them before, at the end of the lesson."
        )


@contextmanager
def _lock() -> Iterator[None]:
    if sys.platform == "emscripten":  # in a browser, what one person presses is all that writes
        yield
        return
    from filelock import FileLock, Timeout

    lock = FileLock(path().with_name(f".{NAME}.lock"), timeout=WAIT)
    try:
        lock.acquire()
    except Timeout as error:
        raise ProgressError(
            f"Another lesson has been writing to {path()} for {WAIT} seconds; "
            "close the others, restart this kernel and try again."
        ) from error
    except OSError as error:
        raise ProgressError(_trouble("write", error)) from error
    try:
        yield
    finally:
        lock.release()


def _trouble(deed: str, error: OSError) -> str:
    return (
        f"Could not {deed} the progress file {path()} ({error.strerror or error}); what was saved before is "
        "unchanged. Check that the disk has room and that you may write in that folder, then try again."
    )


def _dated_path(what: str) -> Path:
    """A name beside the progress file that no file has yet."""
    stem = f"my-progress-{what}-{datetime.now():%Y-%m-%d-%H%M%S}"
    names = (f"{stem}{f'-{i}' if i else ''}.json" for i in range(1000))
    return next(place for name in names if not (place := path().with_name(name)).exists())
