"""Columns of cells as values: a whole column decides how each of its cells is read, and None is *not known*."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import cast
from zoneinfo import ZoneInfo

from course_lib.exports.layouts import fold
from course_lib.tables import numbers
from course_lib.tables.misread import Misread

_UNKNOWN = frozenset(
    {"", "undefined", "null", "none", "nan", "n/a", "na", "n.a.", "unknown", "(not set)", "not available", "?"}
)  # fmt: skip
_DASHES = re.compile(r"[-–—.]+")
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(?:\d*) ?(Z|UTC|[+-]\d\d:?\d\d)?)?"
)
_PLAIN = re.compile(
    r"-?\d{1,15}(?:[.,]\d\d?)?"
)  # a number in one reading, and of most columns all cells
_CURRENCY = r"(?:[$€£¥₹]|[A-Z]{1,2}\$|[A-Z]{3}|kr|zł)?"
_AROUND = re.compile(
    rf"\(?[-+−–]?\s*{_CURRENCY}\s*[-+−–]?\s*(\S.*?)\s*{_CURRENCY}\s*[-−–]?\)?", re.DOTALL
)
_NUMBERED = 1.1e9, 4.1e9  # seconds: what is between 2004 and 2099 may be a time
_YEARLESS = ("%B %d", "%b %d", "%d %B", "%d %b", "%d.%m.")


@dataclass(frozen=True)
class Values:
    """The values of a column, and what its reader has to be told: cells that could not be read, a doubt."""

    values: list
    bad: tuple[int, ...] = ()  # places of cells that say something, and nothing that can be read
    asks: str = ""  # a key of answers.toml without which the column stays not known


@lru_cache(4096)
def is_unknown(cell: str) -> bool:
    """Whether the cell says that nothing is known, as "-", "undefined" and nothing at all do."""
    return fold(cell) in _UNKNOWN or bool(_DASHES.fullmatch(cell.strip()))


def counts(cells: Sequence[str]) -> Values:
    """Whole numbers, None where not known; "1,204" is 1204, as nobody counts in thousandths."""
    read = amounts(cells)
    whole = [value if value is None or value == int(value) else None for value in read.values]
    bad = [at for at, value in enumerate(read.values) if value is not None and whole[at] is None]
    return Values([None if v is None else int(v) for v in whole], tuple(sorted({*read.bad, *bad})))


def amounts(cells: Sequence[str], mark: str = "") -> Values:
    """Numbers with their sign, money's too, None where not known; `mark` is the decimal one where none shows it.

    What may be 1.2 or 1200 is 1200 where neither the column nor `mark` tells: no currency has three decimals
    that a shop meets, and counts have none.
    """
    plain = {cell: sign for cell in dict.fromkeys(cells) if (sign := _PLAIN.fullmatch(cell))}
    bare = {
        cell: _bare(cell)
        for cell in dict.fromkeys(cells)
        if cell not in plain and not is_unknown(cell)
    }
    # Of numbers that can be read in one way only, one with each mark is enough.
    marks = {mark: cell for cell in plain for mark in ",." if mark in cell}
    shown = numbers.decimal_mark([*marks.values(), *bare.values()])[0]
    reading: dict[str, float] = {cell: float(cell.replace(",", ".")) for cell in plain}
    for cell, text in bare.items():
        with suppress(Misread, ValueError):
            if numbers.is_ambiguous(text) and not shown:
                value = numbers.number(text, mark) if mark else float(re.sub(r"\D", "", text))
            else:
                value = numbers.number(text, shown)
            reading[cell] = value * _sign(cell)
    values = [reading.get(cell) for cell in cells]
    return Values(
        values, tuple(at for at, cell in enumerate(cells) if cell in bare and cell not in reading)
    )


def minutes(cells: Sequence[str], unit: str) -> Values:
    """Durations in minutes: "01:30:00", "1:30", "1h 30m", or a number of `unit` ("h", "m" or "s")."""
    plain = amounts(
        [cell if ":" not in cell and not re.search("[hms]", cell) else "" for cell in cells]
    )
    factor = {"h": 60.0, "m": 1.0, "s": 1 / 60}[unit]
    values: list[float | None] = []
    bad = []
    for at, cell in enumerate(cells):
        clock = re.fullmatch(r"(\d+):(\d\d)(?::(\d\d)(?:\.\d+)?)?", cell.strip())
        words = re.fullmatch(
            r"(?:(\d+) ?h)? ?(?:(\d+) ?m(?:in)?)? ?(?:(\d+) ?s(?:ec)?)?", cell.strip()
        )
        parts = clock or (words if words and any(words.groups()) else None)
        if parts:
            hours, mins, seconds = (int(part or 0) for part in parts.groups())
            values.append(hours * 60 + mins + seconds / 60)
        else:
            number = plain.values[at]
            values.append(None if number is None else number * factor)
            if number is None and not is_unknown(cell):
                bad.append(at)
    return Values(values, tuple(bad))


def moments(
    cells: Sequence[str], formats: Sequence[str], first: str, day_first: bool | None, zone: ZoneInfo
) -> Values:
    """(moment in UTC, day where it was written, whether it says a time) of each cell, None where not known.

    Of `formats`, which strptime knows ("iso" is year-month-day in every usual form), the one that reads most
    cells is taken for all. Where two read as many and differ, day and month are told apart by `first`
    ("day", "month"), or by the owner's `day_first` if that is "ask"; or else they are asked for.
    """
    clean = {
        cell: None if is_unknown(cell) else " ".join(cell.split()) for cell in dict.fromkeys(cells)
    }
    texts = [clean[cell] for cell in cells]
    distinct = dict.fromkeys(text for text in clean.values() if text)
    readings = {one: _by(one, distinct) for one in formats}
    most = max((len(reading) for reading in readings.values()), default=0)
    if not most:
        return Values([None] * len(cells), tuple(at for at, text in enumerate(texts) if text))
    likely = [one for one in formats if len(readings[one]) == most]
    differ = [one for one in likely if readings[one] != readings[likely[0]]]
    chosen = likely[0]
    if differ:
        first_of_two = (
            first if first != "ask" else {True: "day", False: "month", None: ""}[day_first]
        )
        if not first_of_two:
            return Values([None] * len(cells), asks="day_first")
        chosen = next((one for one in likely if order(one) == first_of_two), likely[0])
    reading = {text: (*_placed(when, zone), ":" in text) for text, when in readings[chosen].items()}
    values = [reading.get(text) if text else None for text in texts]
    bad = [at for at, text in enumerate(texts) if text and values[at] is None]
    return Values(values, tuple(bad))


def yearless(cells: Sequence[str], today: date) -> Values:
    """Days written without a year ("December 30"), day after day: the last one is no later than `today`."""
    texts = [None if is_unknown(cell) else " ".join(cell.split()) for cell in cells]
    for form in _YEARLESS:
        # A leap year, in which every day exists.
        reading = _by(f"{form} %Y", {f"{text} 2024": None for text in texts if text})
        if reading:
            break
    leap = [reading.get(f"{text} 2024") if text else None for text in texts]
    places = [at for at, day in enumerate(leap) if day]
    run = [day.timetuple().tm_yday for day in leap if day]
    # Whichever way the days run, one follows soon upon the other.
    steps = sum((b - a) % 366 for a, b in zip(run, run[1:], strict=False))
    if steps > sum((a - b) % 366 for a, b in zip(run, run[1:], strict=False)):
        places.reverse()
    latest_first = [cast(datetime, leap[at]) for at in reversed(places)]
    for year in range(
        today.year, today.year - 9, -1
    ):  # 29 February comes back after 8 years at most
        days = _in_years(latest_first, year)
        if days and days[0] <= today:
            values = dict(zip(reversed(places), days, strict=True))
            break
    else:
        values = {}
    bad = [at for at, text in enumerate(texts) if text and at not in values]
    return Values([values.get(at) for at in range(len(texts))], tuple(bad))


def _in_years(latest_first: Sequence[datetime], year: int) -> list[date]:
    """The days, the first of them in this year and each next one no later; [] where one does not exist."""
    days: list[date] = []
    for day in latest_first:
        if days and (day.month, day.day) > (days[-1].month, days[-1].day):
            year -= 1
        try:
            days.append(date(year, day.month, day.day))
        except ValueError:
            return []
    return days


def is_yearless(cells: Sequence[str]) -> bool:
    """Whether the first cell that says anything is a day without a year."""
    text = next((" ".join(cell.split()) for cell in cells if not is_unknown(cell)), "")
    return any(_by(f"{form} %Y", {f"{text} 2024": None}) for form in _YEARLESS)


def _by(form: str, texts: dict[str, None]) -> dict[str, datetime]:
    """The texts that a format reads, with what it makes of them: aware where the text names a zone."""
    parse: Callable[[str], datetime] = _iso if form == "iso" else _strptime(form)
    reading = {}
    for text in texts:
        try:
            when = parse(text)
        except ValueError:
            continue
        if 1990 <= when.year <= 2100:
            reading[text] = when
    return reading


def _strptime(form: str) -> Callable[[str], datetime]:
    def parse(text: str) -> datetime:
        return datetime.strptime(text, form)

    return parse


def _iso(text: str) -> datetime:
    parts = _ISO.fullmatch(text)
    if not parts:
        raise ValueError(text)
    offset = "+00:00" if parts[3] in ("Z", "UTC") else parts[3] or ""
    return datetime.fromisoformat(f"{parts[1]}T{parts[2] or '00:00'}{offset}")


def formats_of(cells: Sequence[str], formats: Sequence[str]) -> list[str]:
    """Those of the formats (see `moments`) that read most of the cells, and half of them; [] if none does."""
    texts = dict.fromkeys(" ".join(cell.split()) for cell in cells)
    amounts_read = {one: len(_by(one, texts)) for one in formats}
    most = max(amounts_read.values(), default=0)
    return [one for one in formats if amounts_read[one] == most and 2 * most >= max(len(texts), 1)]


def order(form: str) -> str:
    """Which of day and month the format has first: "day", "month", or "" where nobody can mistake them."""
    if form == "iso" or form.startswith("%Y"):
        return ""
    month = min(form.find(one) for one in ("%m", "%b", "%B") if one in form)
    return "day" if form.find("%d") < month else "month"


def _placed(when: datetime, zone: ZoneInfo) -> tuple[datetime, date]:
    """(the moment in UTC, the day as its writer's calendar had it)."""
    aware = when if when.tzinfo else when.replace(tzinfo=zone)
    return aware.astimezone(UTC), when.date()


def by_number(
    cells: Sequence[str], pattern: str, shift: int, unit: str, epoch: int = 0
) -> list[datetime | None]:
    """The time (UTC) that a platform's number holds: its bits above `shift`, counted from `epoch`.

    Both are in seconds, or ("ms") in thousandths of one. Numbers of before such numbers began are no times.
    """
    values: list[datetime | None] = []
    for cell in cells:
        digits = re.search(pattern, cell)
        count = (int(digits[1]) >> shift) + epoch if digits else 0
        seconds = count / 1000 if unit == "ms" else count
        known = _NUMBERED[0] < seconds < _NUMBERED[1]
        moment = datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds) if known else None
        values.append(moment)
    return values


def _bare(cell: str) -> str:
    """The number in a cell without its sign and its currency; whatever else stands there stays."""
    return re.sub(r"\s+", " ", (_AROUND.fullmatch(cell.strip()) or [cell, cell])[1])


def _sign(cell: str) -> int:
    return -1 if re.search(r"^[^\d]*[-−–(]|\d[^\d]*[-−–]$", cell.strip()) else 1
