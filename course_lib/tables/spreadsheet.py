"""Reads the rows of one file as spreadsheets write it, or says in one sentence why it cannot be read.

Read as they are: UTF-8 with or without a byte order mark, UTF-16 with one (Excel's "Unicode text"),
and cells separated by commas, semicolons (Excel in much of Europe) or tabs. Every other encoding is
refused.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import stat
from pathlib import Path

from course_lib.errors import CourseError

_SEPARATOR_LINE = re.compile(r'"?sep=([^"\w\s]|\t)"?', re.IGNORECASE)
HOW_TO_SAVE = 'save it from your spreadsheet as "CSV UTF-8"'


class TableError(CourseError):
    """A table cannot be read; the sentence names the file, the column and the first bad row."""


def rows(path: Path) -> list[list[str]]:
    """All rows as lists of cells, the header first.

    Cells are separated by what a first line such as "sep=;" names (Excel hides that line, and so it
    does not count as a row), or else by whichever of comma, semicolon and tab the header has most of.
    Raises TableError naming the file, and the row where it can be told.
    """
    text = _text(path)
    first, *rest = re.split("\r\n|\r|\n", text, maxsplit=1)
    sep_line = _SEPARATOR_LINE.fullmatch(first.strip(" "))
    if sep_line:
        text = "".join(rest)
    separator = sep_line[1] if sep_line else max(",;\t", key=first.count)
    try:
        # Strict, because otherwise a quotation mark left open swallows the rows below it without a word.
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as trouble:
        raise TableError(
            f"{path.name}: expected rows of cells, found a quotation mark that is not closed or not "
            f"alone in its cell ({trouble}); {HOW_TO_SAVE}."
        ) from None
    if not table:
        raise TableError(f"{path.name}: expected a header row, found an empty file.")
    return table


def _text(path: Path) -> str:
    """The file's text, whichever of the encodings named above it is in."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe could wait for ever
            kind = "a folder" if path.is_dir() else "something that is no file"
            raise TableError(f"{path.name}: expected a file that can be read, found {kind}.")
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except FileNotFoundError:
        raise TableError(
            f"{path.name}: expected this file in {path.parent}, found {_instead(path)}."
        ) from None
    except OSError as trouble:
        why = trouble.strerror or trouble
        raise TableError(f"{path.name}: expected a file that can be read, found: {why}.") from None
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if marked else "utf-8")
    except UnicodeDecodeError as trouble:
        row = data.count(b"\n", 0, trouble.start) + 1
        where = path.name if marked else f"{path.name}, row {row}"
        raise TableError(
            f"{where}: expected text in UTF-8, found another encoding; {HOW_TO_SAVE}."
        ) from None
    if "\0" in text:
        raise TableError(
            f"{path.name}: expected text in UTF-8, found zero bytes, as in a spreadsheet's own format "
            f"or UTF-16 without a mark; {HOW_TO_SAVE}."
        )
    if not text.strip():
        raise TableError(f"{path.name}: expected a header row, found an empty file.")
    return text


def _instead(path: Path) -> str:
    """What lies where the file should: a spreadsheet of the same name, or another spelling."""
    if not path.parent.is_dir():
        return "no such folder"
    near = sorted(p.name for p in path.parent.iterdir() if p.stem.lower() == path.stem.lower())
    return f'"{near[0]}"; {HOW_TO_SAVE}, under the name {path.name}' if near else "none"
