"""Reads one cell: what its text means in a column, or what was expected instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from course_lib.tables.data_dictionary import DATE, DATETIME, NUMBER, TEXT, WHOLE, YES_NO, Column

Value = str | float | int | bool | datetime | None

_YES, _NO = {"yes", "true", "1"}, {"no", "false", "0"}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DATETIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+")
_LONGEST_SHOWN = 60
_YEARS = range(1990, 2101)  # outside these a date is a slip of the fingers


class Misread(ValueError):
    """A cell does not fit its column; the text is what was expected."""


def parser(column: Column, decimal_comma: bool = False) -> Callable[[str], Value]:
    """The function that turns a stripped cell of this column into its value, or raises Misread.

    With `decimal_comma`, "3,5" is a number, as semicolon-separated files write it.
    """
    readers: dict[str, Callable[[str], Value]] = {
        TEXT: lambda cell: _word(cell, column),
        NUMBER: lambda cell: _number(cell, decimal_comma),
        WHOLE: lambda cell: _whole(cell, column.least, decimal_comma),
        DATE: _date,
        DATETIME: _datetime,
        YES_NO: _yes_no,
    }
    read = readers[column.kind]
    empty = "" if column.kind == TEXT else None

    def parse(cell: str) -> Value:
        if cell:
            return read(cell)
        if column.blank:
            return empty
        return read(cell) if column.kind != TEXT or column.closed else _refuse("some text")

    return parse


def quoted(text: str) -> str:
    """The text in quotation marks for a sentence: on one line, signs that do not show spelt out, cut."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return f'"{shown}"' if len(shown) <= _LONGEST_SHOWN else f'"{shown[:_LONGEST_SHOWN]}…"'


def _refuse(expected: str) -> Value:
    raise Misread(expected)


def _word(cell: str, column: Column) -> str:
    low = cell.lower()
    if low in column.values:
        return low
    if column.closed:
        raise Misread(" or ".join(f'"{value}"' for value in column.values))
    return cell


def _number(cell: str, decimal_comma: bool) -> float:
    plain = cell
    if decimal_comma:
        if _THOUSANDS.fullmatch(cell):
            raise Misread("a number without dots between thousands, such as 1200 or 1,2")
        plain = cell.replace(",", ".") if cell.count(",") == 1 else cell
    if not _NUMBER.fullmatch(plain):
        raise Misread("a plain number, such as 12.5, without units or thousands separators")
    value = float(plain)
    if not 0 <= value < 1e15:
        raise Misread("a number that is not negative and not beyond counting")
    return value


def _whole(cell: str, least: int, decimal_comma: bool) -> int:
    expected = f"a whole number, {least} or more"
    try:
        value = _number(cell, decimal_comma)
    except Misread:
        raise Misread(expected) from None
    if value != int(value) or value < least:
        raise Misread(expected)
    return int(value)


def _date(cell: str) -> datetime:
    return _moment(cell, _DATE, "a real date as year-month-day, such as 2026-06-28")


def _datetime(cell: str) -> datetime:
    expected = "a real date and time as year-month-day hour:minute, such as 2026-06-28 14:05"
    return _moment(cell, _DATETIME, expected)


def _moment(cell: str, pattern: re.Pattern[str], expected: str) -> datetime:
    if not pattern.fullmatch(cell):
        raise Misread(expected)
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError:
        raise Misread(expected) from None
    if moment.year not in _YEARS:
        raise Misread(f"{expected} (between {_YEARS[0]} and {_YEARS[-1]})")
    # A time with an offset is moved to UTC; one without is UTC already.
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _yes_no(cell: str) -> bool:
    low = cell.lower()
    if low not in _YES | _NO:
        raise Misread("yes or no")
    return low in _YES
