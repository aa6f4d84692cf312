"""Reads dates as people write them: year first, or day and month in the order that a whole column shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from course_lib.tables.misread import Misread

_TIME = r"(?P<time>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)"
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?:[ T]{_TIME})?"
)
_YEAR_LAST = re.compile(
    rf"(?P<one>\d\d?)(?P<mark>[-/.])(?P<two>\d\d?)(?P=mark)(?P<year>\d{{4}})(?:,? {_TIME})?"
)
_MIDNIGHT = re.compile(r"00:00(:00(\.0+)?)?")  # what an export adds to a day that has no time
_YEARS = range(1990, 2101)  # outside these a date is a slip of the fingers
DAY_FIRST, MONTH_FIRST = "day", "month"
_DATE = "a real date as year-month-day, such as 2026-06-28"
_DATETIME = "a real date and time as year-month-day hour:minute, such as 2026-06-28 14:05"


def order(cells: Iterable[str]) -> tuple[str, str]:
    """(DAY_FIRST or MONTH_FIRST, a cell that shows it); ("", "") where no cell shows it, or both are shown."""
    examples: dict[str, str] = {}
    for cell in cells:
        if match := _YEAR_LAST.fullmatch(cell):
            if int(match["one"]) > 12:
                examples.setdefault(DAY_FIRST, cell)
            if int(match["two"]) > 12:
                examples.setdefault(MONTH_FIRST, cell)
    return next(iter(examples.items())) if len(examples) == 1 else ("", "")


def is_ambiguous(cell: str) -> bool:
    """Whether day and month could be told apart in two ways, as in 03/04/2026."""
    match = _YEAR_LAST.fullmatch(cell)
    return match is not None and match["one"] != match["two"] and _both_months(match)


def day(cell: str, first: str) -> datetime:
    """The date, at midnight; `first` is the column's order. Raises Misread."""
    moment, time = _moment(cell, first, _DATE)
    if time and not _MIDNIGHT.fullmatch(time):
        raise Misread(_DATE)
    return moment


def moment(cell: str, first: str) -> datetime:
    """The date and time (naive, UTC); `first` is the column's order. Raises Misread."""
    when, time = _moment(cell, first, _DATETIME)
    if not time:
        raise Misread(_DATETIME)
    return when


def _moment(cell: str, first: str, expected: str) -> tuple[datetime, str]:
    """(the moment, its time as written or "")."""
    match = _YEAR_FIRST.fullmatch(cell)
    if match:
        year, month, day_ = match["year"], match["month"], match["day"]
    else:
        match = _YEAR_LAST.fullmatch(cell)
        if not match:
            raise Misread(expected)
        if is_ambiguous(cell) and not first:
            raise Misread(expected, _two_readings(match))
        one, two = match["one"], match["two"]
        year = match["year"]
        # A cell that shows its own order, by a number beyond 12, keeps it whatever its column shows.
        month, day_ = (two, one) if first == DAY_FIRST or int(one) > 12 else (one, two)
    time = match["time"] or ""
    try:
        when = datetime.fromisoformat(
            f"{year}-{month:0>2}-{day_:0>2}" + (f"T{time}" if time else "")
        )
    except ValueError:
        raise Misread(expected) from None
    if when.year not in _YEARS:
        raise Misread(f"{expected} (between {_YEARS[0]} and {_YEARS[-1]})")
    # A time with an offset is moved to UTC; one without is UTC already.
    return (when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when), time


def _both_months(match: re.Match[str]) -> bool:
    return 1 <= int(match["one"]) <= 12 and 1 <= int(match["two"]) <= 12


def _two_readings(match: re.Match[str]) -> str:
    year, one, two = int(match["year"]), int(match["one"]), int(match["two"])
    british, american = date(year or 1, two, one), date(year or 1, one, two)
    return (
        f"which may be {british.day} {british:%B} or {american.day} {american:%B} {year}; "
        f"write {british:%Y-%m-%d} or {american:%Y-%m-%d}"
    )
