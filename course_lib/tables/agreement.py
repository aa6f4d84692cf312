"""Holds the tables of one folder against each other: names spelt in two ways, and days that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from course_lib.tables import spelling
from course_lib.tables.cells import quoted
from course_lib.tables.data_dictionary import (
    DATE,
    DATETIME,
    PEOPLE,
    PLATFORMS,
    TABLES,
    Column,
)
from course_lib.tables.reading import Reading, drop

if TYPE_CHECKING:
    import pandas as pd

Readings = Mapping[str, Reading]
Span = tuple["pd.Timestamp", "pd.Timestamp"]

APART = 31  # days: further ahead of all other days a date is a slip, and a table is an older export
_FEW = 2  # rows: as many dates far ahead may be slips of the fingers; more are a newer export
_FAR = 366  # days: as far ahead, any number of them are slips
_LEAST = 3  # days in the other tables, before they can say which days are far
_MOST_NAMED = 5


def spell_alike(readings: Readings) -> list[str]:
    """Give names that people mean as one the same spelling in all tables; returns what was done, in sentences.

    The first full spelling is kept, in the dictionary's order of tables. Two ids that stand in one column
    and differ in capitals alone are two.
    """
    notes = []
    for names in (PLATFORMS, PEOPLE):
        spellings = _spellings(readings, names)
        meant: dict[str, str] = {}
        pairs = []
        for key, places in spellings.items():
            if len(places) < 2 or (names != PLATFORMS and _beside_each_other(places)):
                continue
            kept = next((one for one in places if spelling.fold(one) == key), next(iter(places)))
            meant |= {one: kept for one in places if one != kept}
            files = sorted({table for tables in places.values() for table, _ in tables})
            both = ", ".join(quoted(one) for one in places)
            pairs.append(f"{both} ({', '.join(f'{table}.csv' for table in files)})")
        if pairs:
            _respell(readings, names, meant)
            more = f"; and {len(pairs) - _MOST_NAMED} more" if len(pairs) > _MOST_NAMED else ""
            notes.append(f"Read as the same {names}: {'; '.join(pairs[:_MOST_NAMED])}{more}.")
    return notes


def refuse_far_days(readings: Readings) -> None:
    """Count a column as unreadable where a day in it lies far ahead of all days in the other tables.

    A whole table that runs on later than the others is a newer export, and is left as it is.
    """
    logs = {name: _logged_days(name, reading) for name, reading in readings.items()}
    ends = {name: _body_end(log) for name, log in logs.items() if len(log)}
    for name, column, days in list(_dates(readings)):
        others = [log for table, log in logs.items() if table != name]
        if sum(map(len, others)) < _LEAST or days.empty:
            continue
        latest = max(end for table, end in ends.items() if table != name)
        rest = days[(days - latest).dt.days <= APART]
        ahead = days.drop(rest.index).sort_values()
        floor = max(latest, rest.max()) if len(rest) else latest
        # Dates that go on without a gap belong to the rest, however late the last of them is.
        gaps = ahead.diff().dt.days.fillna((ahead - floor).dt.days)
        far = ahead[(gaps > APART).cumsum() > 0]
        if far.empty:
            continue
        distance = (far.min() - floor).days
        if len(far) <= _FEW or (distance > _FAR and len(far) < len(days) / 2):
            place = far.index[0]
            first = min(log.min() for log in others if len(log))
            drop(
                readings[name],
                column.name,
                f'{name}.csv, row {readings[name].rows[place]}, column "{column.name}": expected a '
                f"date near those of the other tables ({first:%Y-%m-%d} to {latest:%Y-%m-%d}), found "
                f'"{days[place]:%Y-%m-%d}", {distance:,} days after the last of them.',
            )


def spans(readings: Readings) -> dict[str, Span]:
    """The first and the last day, at midnight, of each table that has dates; days ahead by nature aside."""
    found: dict[str, Span] = {}
    for name, _, days in _dates(readings):
        if len(days):
            first, last = found.get(name, (days.min(), days.max()))
            found[name] = (min(first, days.min()), max(last, days.max()))
    return found


def older_exports(found: Mapping[str, Span]) -> list[str]:
    """A sentence for each table that ends long before the latest one does."""
    if not found:
        return []
    newest = max(found, key=lambda name: found[name][1])
    latest = found[newest][1]
    return [
        f"{name}.csv ends on {last:%Y-%m-%d}, and {newest}.csv on {latest:%Y-%m-%d}: what needs both "
        "is judged on the days that they share."
        for name, (_, last) in found.items()
        if (latest - last).days > APART and name != "goals"
    ]


def _spellings(readings: Readings, names: str) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """{what spellings have in common: {spelling: [(table, column) it stands in]}}."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for table, column, values in _columns(readings, lambda column: column.names == names):
        for one in values.unique():
            if one:
                places = found.setdefault(spelling.key(one, names), {})
                places.setdefault(one, []).append((table, column.name))
    return found


def _beside_each_other(places: Mapping[str, list[tuple[str, str]]]) -> bool:
    columns = [place for several in places.values() for place in several]
    return len(columns) > len(set(columns))


def _respell(readings: Readings, names: str, meant: Mapping[str, str]) -> None:
    for table, column, values in _columns(readings, lambda column: column.names == names):
        if values.isin(list(meant)).any():
            respelt = values.map(lambda one: meant.get(one, one)).astype("str")
            readings[table].frame[column.name] = respelt


def _dates(readings: Readings) -> Iterator[tuple[str, Column, pd.Series]]:
    """(table, column, its days at midnight without blanks) of all dates that do not lie ahead by nature."""
    for table, column, values in _columns(
        readings, lambda column: column.kind in (DATE, DATETIME) and not column.ahead
    ):
        yield table, column, values.dropna().dt.normalize()


def _logged_days(table: str, reading: Reading) -> pd.Series:
    """The days that come in day after day, of one table."""
    import pandas as pd

    logged = _columns({table: reading}, lambda column: column.logged)
    days = [values.dropna().dt.normalize() for _, _, values in logged]
    return pd.concat([pd.Series([], dtype="datetime64[us]"), *days], ignore_index=True)


def _body_end(days: pd.Series) -> pd.Timestamp:
    """The last day, but for one or two that lie far ahead of all the others of the same table."""
    ordered = days.sort_values(ignore_index=True)
    for count in range(min(_FEW, len(ordered) - 1), 0, -1):
        if (ordered.iloc[-count] - ordered.iloc[-count - 1]).days > APART:
            return ordered.iloc[-count - 1]
    return ordered.iloc[-1]


def _columns(
    readings: Readings, wanted: Callable[[Column], bool]
) -> Iterator[tuple[str, Column, pd.Series]]:
    """(table, column, its values) of each column that could be read and is wanted."""
    for name, reading in readings.items():
        for column in TABLES[name].columns:
            if wanted(column) and column.name in reading.frame.columns:
                yield name, column, reading.frame[column.name]
