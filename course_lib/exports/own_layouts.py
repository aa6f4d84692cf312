"""Layouts of the owner's own, in the folder `layouts` among the downloads: for tables that no program wrote."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from course_lib import paths
from course_lib.exports.layouts import RECORDS, Layout
from course_lib.exports.members import Member
from course_lib.exports.trouble import ExportError
from course_lib.tables.data_dictionary import TABLES

FOLDER = "layouts"
_LARGEST = 1_000_000  # bytes
_ONE_OF = {
    "record": RECORDS,
    "first": ("day", "month", "ask"),
    "unit": ("h", "m", "s"),
    "spent": ("negative", "positive"),
    "mark": (",", ".", ""),
}


def is_layout(member: Member) -> bool:
    """Whether the file is a layout, and so no download."""
    return re.fullmatch(rf"{FOLDER}/[^/]+\.toml", member.path) is not None


def read(members: Sequence[Member]) -> tuple[tuple[Layout, ...], list[tuple[str, str]]]:
    """(the layouts among the members, path and sentence of each that cannot be used)."""
    layouts: list[Layout] = []
    troubles: list[tuple[str, str]] = []
    for member in filter(is_layout, members):
        try:
            layouts.append(_layout(member))
        except ExportError as trouble:
            troubles.append((member.path, str(trouble)))
    return tuple(layouts), troubles


def write(folder: Path, name: str, text: str) -> Path:
    """Write a layout among the downloads, under another name where this one is taken. Raises OSError."""
    stem = re.sub(r"[\W\d_]+", "-", name.casefold()).strip("-") or "table"
    place = folder / FOLDER
    names = (f"{stem}.toml", *(f"{stem}-{number}.toml" for number in range(2, 10_000)))
    path = next(place / one for one in names if not (place / one).exists())
    paths.write(path, text)
    return path


def layout_of(text: str) -> Layout:
    """The layout that a TOML file's text is. Raises ExportError, naming the key, for one that is none."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise ExportError(
            f"cannot be read: {trouble}. A text stands in quotation marks after =, and several stand in [ ]. "
            f"{_ASK_AGAIN}"
        ) from None
    known = {one.name: one for one in fields(Layout)}
    for name, one in known.items():
        if name not in data and one.default is MISSING and one.default_factory is MISSING:
            raise ExportError(f'lacks the line "{name} = …". {_ASK_AGAIN}')
    for name, value in data.items():
        if name not in known:
            raise ExportError(f'has a line "{name} = …" that means nothing here. {_ASK_AGAIN}')
        kind = str(known[name].type)
        words, fits = _SHAPES[kind]
        if not fits(value):
            raise ExportError(_wrong(name, words))
        options = _ONE_OF.get(name, ())
        if options and value not in options:
            raise ExportError(_wrong(name, " or ".join(f'"{option}"' for option in options)))
    layout = Layout(**data)
    _check(layout)
    return layout


_ASK_AGAIN = "Mend it, or delete it and pick the columns again on the page Your downloads."


def _layout(member: Member) -> Layout:
    if member.size > _LARGEST:
        raise ExportError(f"is too large for a layout. {_ASK_AGAIN}")
    with member.open() as stream:
        data = stream.read()
    try:
        return layout_of(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ExportError(f"is not in UTF-8. {_ASK_AGAIN}") from None


def _wrong(name: str, expected: str) -> str:
    return f'has a line "{name} = …" that is not as expected: {expected}. {_ASK_AGAIN}'


def _check(layout: Layout) -> None:
    """Raise ExportError for what has the right shape and no sense."""
    strange = [name for name in layout.required if name not in layout.columns]
    if strange:
        raise ExportError(
            _wrong("required", f"fields that stand below [columns], not {strange[0]}")
        )
    if not layout.required and not layout.headers:
        raise ExportError(_wrong("required", "at least one field, by which the table is known"))
    if layout.record == "nothing" and not layout.says:
        raise ExportError('lacks the line "says = …", which tells what the table is.')
    if not set(layout.unknown) <= {*TABLES}:
        raise ExportError(_wrong("unknown", f"tables out of {', '.join(TABLES)}"))
    for name in ("title", "headless_first"):
        try:
            re.compile(getattr(layout, name))
        except re.error:
            raise ExportError(_wrong(name, "a regular expression")) from None
    for form in layout.formats:
        if form != "iso" and not _is_day(form):
            raise ExportError(_wrong("formats", f'days such as "%d.%m.%Y" or "iso", not "{form}"'))
    if layout.zone != "owner":
        try:
            ZoneInfo(layout.zone)
        except (ValueError, OSError, KeyError):
            raise ExportError(_wrong("zone", 'a time zone such as "Europe/London"')) from None


def _is_day(form: str) -> bool:
    """Whether a day written in this form can be read again."""
    day = datetime(2026, 11, 27)
    try:
        return datetime.strptime(day.strftime(form), form) == day
    except ValueError:
        return False


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _tables_of(inside: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(map(inside, value.values()))


def _is_number(value: Any) -> bool:
    types = {"pattern": str, "shift": int, "unit": str, "epoch": int}
    return isinstance(value, dict) and {"pattern", "shift", "unit"} <= {*value} <= {*types} and all(
        isinstance(value[key], types[key]) for key in value
    )  # fmt: skip


# By how `Layout` writes the type of a key: what is expected, and whether a value is that.
_SHAPES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "str": ("a text in quotation marks", lambda value: isinstance(value, str)),
    "str | None": ("one sign in quotation marks", lambda value: isinstance(value, str) and len(value) == 1),
    "Sequence[str]": ("texts in [ ]", _texts),
    "Mapping[str, Sequence[str]]": ("lines of texts in [ ]", _tables_of(_texts)),
    "Mapping[str, Mapping[str, str]]": (
        "tables of lines", _tables_of(_tables_of(lambda one: isinstance(one, str)))
    ),
    "Mapping[str, Any]": ("pattern, shift and unit", _is_number),
}  # fmt: skip
