"""Reads one cell: what its text means in a column, or what was expected instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from course_lib.characters import plain
from course_lib.tables import days, numbers, spelling
from course_lib.tables.data_dictionary import DATE, DATETIME, NUMBER, TEXT, WHOLE, YES_NO, Column
from course_lib.tables.misread import Misread

Value = str | float | int | bool | datetime | None

_YES, _NO = {"yes", "true", "1"}, {"no", "false", "0"}
_LONGEST_SHOWN = 60  # characters of a cell, so that a sentence stays one


@dataclass(frozen=True)
class Custom:
    """How a column writes what could be read in two ways, and a cell that shows it; both "" if none does.

    `way` is the decimal mark of numbers, and `days.DAY_FIRST` or `days.MONTH_FIRST` for dates.
    """

    way: str = ""
    shown_by: str = ""

    @classmethod
    def of(cls, column: Column, cells: Iterable[str]) -> Custom:
        """What the cells of a column show together."""
        if column.kind in (NUMBER, WHOLE):
            return cls(*numbers.decimal_mark(cells))
        if column.kind in (DATE, DATETIME):
            return cls(*days.order(cells))
        return cls()


def parser(column: Column, custom: Custom) -> Callable[[str], Value]:
    """The function that turns a cell of this column, ends bare, into its value, or raises Misread."""
    readers: dict[str, Callable[[str], Value]] = {
        TEXT: lambda cell: _word(cell, column),
        NUMBER: lambda cell: numbers.number(cell, custom.way),
        WHOLE: lambda cell: _whole(cell, column.least, custom.way),
        DATE: lambda cell: days.day(cell, custom.way),
        DATETIME: lambda cell: days.moment(cell, custom.way),
        YES_NO: _yes_no,
    }
    read = readers[column.kind]
    empty = "" if column.kind == TEXT else None

    def parse(cell: str) -> Value:
        if column.blank and spelling.is_unknown(cell):
            return empty
        if not cell and column.kind == TEXT and not column.closed:
            raise Misread("some text")
        return read(cell)

    return parse


def interpretation(raw: str, value: Value, column: Column, custom: Custom) -> str:
    """How a cell was read, where a reader might have meant another thing; "" where it says what it means."""
    if not raw.strip():
        return ""
    if column.blank and spelling.is_unknown(raw):
        return "blank, which is not known"
    if (column.names and value != raw.strip()) or (column.closed and value != spelling.fold(raw)):
        return quoted(str(value))
    shape = spelling.visible(raw)  # as the parser of numbers and dates gets it
    if (
        column.kind in (NUMBER, WHOLE)
        and numbers.is_ambiguous(shape)
        and isinstance(value, int | float)
    ):
        return (
            f"{value:.10g}, as {quoted(custom.shown_by)} in the same column shows the decimal mark"
        )
    if column.kind in (DATE, DATETIME) and days.is_ambiguous(shape) and isinstance(value, datetime):
        shown = f"{value.day} {value:%B %Y}"
        return (
            f"{shown}, as {quoted(custom.shown_by)} in the same column has the {custom.way} first"
        )
    return ""


def quoted(text: str) -> str:
    """The text in quotation marks for a sentence: on one line, signs that do not show spelt out, cut."""
    shown = plain(text)
    return f'"{shown}"' if len(shown) <= _LONGEST_SHOWN else f'"{shown[:_LONGEST_SHOWN]}…"'


def _word(cell: str, column: Column) -> str:
    if word := spelling.same(cell, column.values):
        return word
    if column.closed:
        near = spelling.nearest(cell, column.values)
        raise Misread(
            " or ".join(f'"{value}"' for value in column.values),
            f'which is perhaps "{near}"; write that' if near else "",
        )
    return spelling.name(cell, column) if column.names else cell


def _whole(cell: str, least: int, mark: str) -> int:
    expected = f"a whole number, {least} or more"
    try:
        value = numbers.number(cell, mark)
    except Misread as trouble:
        raise Misread(expected, trouble.remark) from None
    if value != int(value) or value < least:
        raise Misread(expected)
    return int(value)


def _yes_no(cell: str) -> bool:
    low = spelling.fold(cell)
    if low not in _YES | _NO:
        raise Misread("yes or no")
    return low in _YES
