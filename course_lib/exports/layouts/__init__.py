"""What is known of each program's tables: one TOML file a layout, and no code.

CONTRIBUTING walks through a new one.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

RECORDS = (
    "post", "followers", "time", "payment", "lead", "order", "message", "mailing", "nothing"
)  # fmt: skip
_WIDEST = 1000  # columns; the widest that is known has about 80
_ROWS_ABOVE = 25  # notes, titles and preambles that programs write before the header


@dataclass(frozen=True)
class Layout:
    """One kind of table, as its TOML file says it; what each key means stands in CONTRIBUTING.

    `columns` names the headers, in any language, under which a field of the record comes; * in a header
    stands for anything. `required` are the fields that tell the layout from others, `without` headers that
    it never has. `headless` names the fields by their place where a program left the header out.
    """

    name: str
    date: str
    source: str
    record: str
    columns: Mapping[str, Sequence[str]]
    required: Sequence[str]
    headers: Sequence[
        str
    ] = ()  # headers that it always has, whether or not anything is read of them
    without: Sequence[str] = ()
    title: str = (
        ""  # a regular expression that a line above the header, or the file's name, must match
    )
    platform: str = ""
    headless: Sequence[str] = ()
    headless_first: str = (
        ""  # a regular expression for the first cell of every row without a header
    )
    escape: str | None = None
    formats: Sequence[str] = ("iso",)
    first: str = (
        "ask"  # "day" or "month" where a date can be read in two ways and the program is known to
    )
    zone: str = "owner"  # a time zone's name, or the owner's
    zone_key: str = ""  # the key of answers.toml under which the owner may name another zone
    unit: str = "h"  # what a plain number of minutes counts: "h", "m" or "s"
    spent: str = "negative"  # the sign of what was paid out
    category: str = ""  # of every payment; "" where its words are to tell
    mark: str = ""  # the decimal mark where no cell of a column shows it
    number: Mapping[str, Any] = field(
        default_factory=dict
    )  # how an id holds the time: pattern, shift, unit
    leave_out: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # field: value, or *: why
    only: Mapping[str, Sequence[str]] = field(
        default_factory=dict
    )  # field: the values of rows to take
    needed: Sequence[str] = ()  # fields without which a row is a sum or a note
    values: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # field: value: what it means
    unknown: Mapping[str, Sequence[str]] = field(
        default_factory=dict
    )  # by table, columns it cannot know
    notes: Sequence[str] = ()
    says: str = (
        ""  # of a table that holds nothing of use: what it is, and which download to ask for
    )


@dataclass(frozen=True)
class Match:
    """A layout seen in rows: `header` is its row, counted from 0, -1 where there is none."""

    layout: Layout
    header: int
    places: Mapping[str, tuple[int, ...]]  # by field, where its columns stand
    names: Mapping[str, str]  # by field, its first column's header as written
    platform: str


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout there is a file for, by the names of the files."""
    paths = sorted(Path(__file__).parent.glob("*.toml"))
    return tuple(Layout(**tomllib.loads(path.read_text(encoding="utf-8"))) for path in paths)


def seen_in(rows: Sequence[Sequence[str]], name: str, own: Sequence[Layout] = ()) -> Match | None:
    """The layout that the first rows of a table called `name` have; None if none is known.

    An owner's `own` layouts are for what no other knows.
    """
    return _seen(rows, name, layouts()) or _headless(rows) or _seen(rows, name, own)


def _seen(rows: Sequence[Sequence[str]], name: str, known: Sequence[Layout]) -> Match | None:
    best: tuple[int, Match] | None = None
    for at, row in enumerate(rows[:_ROWS_ABOVE]):
        if len(row) > _WIDEST:
            continue
        header = [fold(cell) for cell in row]
        if not any(header):
            continue
        title = " ".join(cell for above in rows[:at] for cell in above if cell.strip()) or name
        for layout in known:
            score, seen = _held_to(layout, at, row, header, title)
            if seen and (not best or score > best[0]):
                best = (score, seen)
        if best:
            return best[1]
    return None


@lru_cache(4096)
def fold(text: str) -> str:
    """A header or a word for comparing: small letters, one width, spaces single, quotation marks apart."""
    return " ".join(unicodedata.normalize("NFKC", text).strip("\ufeff\"' \t\n").casefold().split())


def _held_to(
    layout: Layout, at: int, row: Sequence[str], header: list[str], title: str
) -> tuple[int, Match | None]:
    """(how many headers the layout knows, its match), or no match."""
    places = _places(layout, tuple(header))
    if not all(name in places for name in layout.required):
        return 0, None
    if not all(fold(one) in header for one in layout.headers):
        return 0, None
    if any(_pattern(name).fullmatch(cell) for name in layout.without for cell in header):
        return 0, None
    platform, bonus = layout.platform, 0
    if layout.title:
        found = re.search(layout.title, fold(title))
        if not found:
            return 0, None
        platform, bonus = found.groupdict().get("platform") or platform, 1
    names = {name: row[at_[0]].strip() for name, at_ in places.items()}
    return len(places) + bonus, Match(layout, at, places, names, platform)


def _places(layout: Layout, header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """By field, the places of its headers in the order in which the layout names them."""
    places = {}
    for name, headers in layout.columns.items():
        at = [
            place
            for one in headers
            for place, cell in enumerate(header)
            if (_pattern(one).fullmatch(cell) if "*" in one else fold(one) == cell)
        ]
        if at:
            places[name] = tuple(dict.fromkeys(at))
    return places


def _headless(rows: Sequence[Sequence[str]]) -> Match | None:
    """A layout whose header the program left out: as many cells, each first one of the shape it has."""
    for layout in layouts():
        if not layout.headless:
            continue
        width = len(layout.headless)
        body = [row for row in rows if any(cell.strip() for cell in row)]
        fits = [
            len(row) == width and bool(re.fullmatch(layout.headless_first, row[0].strip()))
            for row in body
        ]
        if body and all(fits):
            places = {name: (at,) for at, name in enumerate(layout.headless) if name}
            return Match(layout, -1, places, {}, layout.platform)
    return None


@cache
def _pattern(header: str) -> re.Pattern[str]:
    return re.compile(re.escape(fold(header)).replace(r"\*", ".*"))
