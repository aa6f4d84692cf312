"""Where the folder of downloads is, and files on their way into it; no file that lies there is written over."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from ipywidgets import Layout

from course_lib import paths
from course_lib.exports.trouble import ExportError
from course_lib.grammar import counted
from course_lib.widgets.controls import FileUpload, HBox
from course_lib.widgets.parts import Column, Note, Panel, passing, text

MOST = 50_000_000  # bytes at once: they come through the browser's memory and the kernel's


class FolderPlace:
    """The folder's full path, and beside it what makes the folder, adds files and reads it again (`read`)."""

    def __init__(self, panel: Panel, folder: Path, note: Note, read: Callable[[], None]) -> None:
        self.folder, self.note, self.read = folder, note, read
        self.make = passing("Make the folder", f"Make {folder.name}, empty")
        self.add = FileUpload(multiple=True, description="Add files", tooltip="Choose downloads, several at once",
                              layout=Layout())  # fmt: skip
        self.again = passing(
            "Read the folder again", "Look for new files, and for answers typed in the file"
        )
        self.make.on_click(panel.guard(lambda _: self._make()))
        self.add.observe(panel.guard(self._add), "value")
        self.again.on_click(panel.guard(lambda _: read()))
        hint = text(
            "Open it in your computer's own file manager and put your downloads there, or add them here, up to "
            f"{MOST // 1_000_000} MB at once.",
            "ot-hint",
        )
        where = text(f"Your folder: `{paths.printable(folder.resolve())}`")
        ways = HBox([self.make, self.add, self.again])
        self.box = Column([where, hint, ways], classes=("ot-place-of-files",))
        self.draw()

    def draw(self) -> None:
        """Show what can be done: a folder that is there need not be made."""
        there = self.folder.is_dir()
        self.make.layout.display = "none" if there else ""
        self.add.layout.display = self.again.layout.display = "" if there else "none"

    def _make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.note.say("The folder is there, and empty: add your files now.", "right")
        self.read()

    def _add(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            return
        self.note.clear()
        try:
            names = add(
                self.folder, [(one["name"], bytes(one["content"])) for one in change["new"]]
            )
        finally:
            self.add.value = ()  # or the same file could not be chosen again, and all of it stayed in memory
        self.read()
        listed = ", ".join(names) if len(names) <= 5 else f"{', '.join(names[:5])} and more"
        self.note.say(f"{counted(len(names), 'file', 'files')} added: {listed}.", "right")


def add(folder: Path, files: list[tuple[str, bytes]]) -> list[str]:
    """Put files (name, content) into the folder, and return the names that they got there.

    A second file of one name gets "(2)". Raises ExportError, with nothing written, for more than `MOST` bytes,
    and OSError.
    """
    total = sum(len(content) for _, content in files)
    if total > MOST:
        raise ExportError(
            f"These files have {total / 1e6:,.0f} MB together, and {MOST // 1_000_000} MB is the most that can be "
            "added here at once. Put them into the folder with your computer's own file manager."
        )
    return [_write(folder, _plain(name), content) for name, content in files]


def _plain(name: str) -> str:
    """The last part of a name, printable, and not hidden."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return (
        "".join(sign for sign in last if sign.isprintable() and sign not in ':*?"<>|').lstrip(". ~")
        or "file"
    )


def _write(folder: Path, name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    for number in count(1):
        free = name if number == 1 else f"{stem} ({number}){dot}{ending}"
        path = folder / free
        try:
            file = path.open("xb")
        except FileExistsError:
            continue
        except OSError as error:
            raise ExportError(_refused(free, error)) from None
        try:
            with file:
                file.write(content)
        except OSError as error:
            path.unlink(missing_ok=True)  # half a download would be read as a damaged one
            raise ExportError(_refused(free, error)) from None
        return free
    raise AssertionError("there is always a next number")


def _refused(name: str, error: OSError) -> str:
    why = error.strerror or error
    return f"{name} could not be put into the folder: {why}. What was added before it is there."
