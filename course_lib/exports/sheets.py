"""The rows of a file that is a table: text in any of the usual encodings and separators, or a workbook."""

from __future__ import annotations

import codecs
import csv
import functools
import io
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from course_lib.exports.members import Member, explained
from course_lib.exports.trouble import ExportError

LEAST = 4096  # bytes by which a workbook is told from text
_FIRST, _BEGINNING = 30, 65_536  # rows, and characters, in which a header is looked for
LARGEST = 200_000_000  # bytes of one table: read whole, as its encoding shows only at the end
SEPARATORS = (",", ";", "\t", "|")
_MOST_CELLS = 20_000_000
_WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_SEP_LINE = re.compile(r'"?sep=([^"\w\s]|\t)"?\s*', re.IGNORECASE)
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # what Office wrote before 2007, and what it locks
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LOCKED = "is locked with a password. Save a copy without one, and put that into the folder."
_SAVE_AS = 'Open it in your spreadsheet and save it as "CSV UTF-8".'
_NO_WORKBOOK = (
    "is no workbook that can be read: damaged, cut off, or a document of another kind. Download it again. "
    f"{_SAVE_AS}"
)


@dataclass(frozen=True)
class Sheet:
    """One table: the `cells` of a workbook's sheet called `name`, or `text` with its `separator`."""

    name: str
    text: str = ""
    separator: str = ""
    cells: tuple[tuple[str, ...], ...] = ()
    note: str = ""  # on damage that did not keep it from being read

    def rows(self, escape: str | None = None) -> Iterator[list[str]]:
        """Every row, a `sep=` line apart. Raises ExportError where a quotation mark is never closed."""
        if not self.separator:
            yield from map(list, self.cells)
            return
        yield from _rows(self.text, self.separator, escape)

    def first_rows(self) -> list[list[str]]:
        """The beginning, read without complaint: what is damaged is said when the whole is read."""
        rows: list[list[str]] = []
        if not self.separator:
            return [list(row) for row in self.cells[:_FIRST]]
        with suppress(csv.Error):
            start = self.text[:_BEGINNING]
            rows += islice(_reader(start, self.separator, None, strict=False), _FIRST)
        return rows


def is_workbook(head: bytes) -> bool:
    """Whether the bytes begin as a workbook does, or another document of an office program."""
    return head.startswith((_COMPOUND, b"PK\x03\x04"))


def workbook(member: Member) -> list[Sheet]:
    """The sheets of a workbook, whole numbers without a fraction, dates as year-month-day. Raises ExportError."""
    import python_calamine as calamine

    _refuse_large(member)
    with member.open() as stream:
        data = stream.read()
    _refuse_vast(data)
    try:
        with _no_complaints():
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
            sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except calamine.PasswordError:
        raise ExportError(_LOCKED) from None
    except calamine.CalamineError:
        locked = data.startswith(_COMPOUND) and "EncryptedPackage".encode("utf-16-le") in data
        raise ExportError(_LOCKED if locked else _NO_WORKBOOK) from None
    except BaseException as error:
        # Calamine's way, with some damaged files, of saying the same; it is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise ExportError(_NO_WORKBOOK) from None
    return [
        Sheet(name, cells=tuple(tuple(map(_text, row)) for row in rows))
        for name, rows in sheets.items()
    ]


def _refuse_vast(data: bytes) -> None:
    """Raise ExportError for a zipped workbook that is not Excel's, or that has a cell far out.

    Calamine makes room for all cells up to the last one, and where there is none it ends the whole program.
    """
    if data.startswith(_COMPOUND):
        return  # at most 65,536 rows of 256
    with explained(), zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = [name for name in book.namelist() if _WORKSHEET.fullmatch(name)]
        extents = [_extent(book, part) for part in parts]
    if not parts:
        raise ExportError(_NO_WORKBOOK)
    for row, column in extents:
        if row * column > _MOST_CELLS:
            raise ExportError(
                f"has a cell far out, in row {row:,}, as no download has. Open it in your spreadsheet, delete "
                "what stands below and beside the table, and save it."
            )


def _extent(book: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """(the last row, the last column) that a cell of a worksheet stands in."""
    last_row, last_column, rest = 0, 0, b""
    with book.open(part) as stream:
        while piece := stream.read(1 << 20):
            for column, row in set(_CELL.findall(rest + piece)):
                place = functools.reduce(lambda place, letter: place * 26 + letter - 64, column, 0)
                last_row, last_column = max(last_row, int(row)), max(last_column, place)
            rest = piece[-40:]
    return last_row, last_column


@contextmanager
def _no_complaints() -> Iterator[None]:
    """Keep calamine from writing to stderr what it raises as well: a backtrace of its own inside."""
    sys.stderr.flush()
    stderr = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no path, but a device's name
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)


def decoded(data: bytes) -> tuple[str, str]:
    """(the text, a note on its damage or ""): by its mark, else UTF-8 strictly, else Windows' western encoding.

    Raises ExportError for bytes that are no text.
    """
    encoding = next((name for mark, name in _BOMS.items() if data.startswith(mark)), "")
    if not encoding and data[1:400:2].count(0) > len(data[1:400:2]) * 0.7:
        encoding = "utf-16-le"  # without its mark
    if not encoding and b"\0" in data[:4096]:
        raise ExportError("is no text and no workbook: nothing that can be read.")
    if encoding and encoding != "utf-8-sig":
        whole = data[: len(data) // 2 * 2]
        note = "" if len(whole) == len(data) else "It is cut off within its last sign."
        try:
            return whole.decode(encoding).lstrip("\ufeff"), note
        except UnicodeDecodeError:
            raise ExportError(f"says that it is UTF-16 and is not. {_SAVE_AS}") from None
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8-sig"), "It is cut off within its last sign."
    # A file in another encoding shows it in all its letters, a damaged one in a few of many.
    lenient = data.decode("utf-8-sig", "replace")
    damaged = lenient.count("\ufffd")
    beyond_ascii = len(lenient) - len(lenient.encode("ascii", "ignore"))
    if encoding or beyond_ascii > 2 * damaged:
        return lenient, f"{damaged} of its signs could not be read."
    try:
        return data.decode("cp1252"), ""
    except UnicodeDecodeError:
        raise ExportError(f"is in an encoding that is not known here. {_SAVE_AS}") from None


def whole_text(member: Member) -> tuple[str, str]:
    """The file as `decoded` reads it. Raises ExportError, for too large a file too."""
    _refuse_large(member)
    with member.open() as stream:
        return decoded(stream.read())


def separators(text: str) -> tuple[str, ...]:
    """The separators to try, the one that a first line such as "sep=;" names alone."""
    first = text[:20].splitlines()[:1]
    line = _SEP_LINE.fullmatch(first[0]) if first else None
    return (line[1],) if line else SEPARATORS


def _rows(text: str, separator: str, escape: str | None) -> Iterator[list[str]]:
    # Strictly first, because otherwise a mark left open swallows the rows below it without a word.
    strict, number = True, 0
    while True:
        reader = _reader(text, separator, escape, strict)
        at = 0
        try:
            for at, row in enumerate(reader, start=1):
                if at > number:
                    number = at
                    yield row
            return
        except csv.Error as error:
            if strict and "expected after" in str(error):
                strict = False  # a mark within a cell, as sloppy programs write it
                continue
            raise ExportError(
                f"has a quotation mark in row {number + 1} that is never closed, as a file that was cut off; "
                "what stands from there on could not be read. Download it again."
            ) from None


def _reader(text: str, separator: str, escape: str | None, strict: bool) -> Iterator[list[str]]:
    body = text
    if _SEP_LINE.fullmatch((text[:20].splitlines() or [""])[0]):
        body = re.split("\r\n|\r|\n", text, maxsplit=1)[-1]
    return csv.reader(
        io.StringIO(body, newline=""), delimiter=separator, escapechar=escape, strict=strict
    )


def _refuse_large(member: Member) -> None:
    if member.size > LARGEST:
        raise ExportError(
            f"is larger than {LARGEST // 1_000_000} MB, which no download of a table is; it was not read. "
            "If it is one, download a shorter period."
        )


def _text(cell: object) -> str:
    """A workbook's cell as a person would read it."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M:%S}"
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)
