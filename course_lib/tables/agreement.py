"""Holds the tables of one folder against each other: names spelt in two ways, and days that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    import numpy as np
    import pandas as pd

Readings = Mapping[str, Reading]
Span = tuple["pd.Timestamp", "pd.Timestamp"]
Dates = tuple[str, Column, "np.ndarray", "np.ndarray"]  # see `_dates`

APART = 31  # days: further ahead of all other days a date is a slip, and a table is an older export
_FEW = 2  # rows: as many dates far ahead may be slips of the fingers; more are a newer export
_FAR = 366  # days: as far ahead, any number of them are slips
_PLANS = "goals"  # the table of plans: written at any time, however old the exports beside it are
_PLANS_APART = 731  # days: further ahead of all other days even a plan's date is a slip
_BEHIND = 92  # days: nearer to the rest than this, a first date may be an honest one
_SILENCES = 10  # a date behind is a slip if it lies as many of the longest silences before the rest
_LEAST = 3  # days in the other tables, before they can say which days are far
_MOST_NAMED = 5  # pairs that a sentence spells out before it says how many more there are


def spell_alike(readings: Readings) -> list[str]:
    """Give names that people mean as one the same spelling in all tables; returns what was done, in sentences.

    The first full spelling is kept, in the dictionary's order of tables. Two ids that stand in one column
    and differ in capitals alone are two.
    """
    notes = []
    for names in (PLATFORMS, PEOPLE):
        spellings = _spellings(readings, names)
        respellings: dict[str, str] = {}
        pairs = []
        for key, places in spellings.items():
            if len(places) < 2 or (names != PLATFORMS and _beside_each_other(places)):
                continue
            # A short name such as "fb" stands for a longer one, and so is nobody's full spelling.
            full = next((one for one in places if spelling.fold(one) == key), next(iter(places)))
            respellings |= dict.fromkeys(places.keys() - {full}, full)
            files = sorted({table for tables in places.values() for table, _ in tables})
            both = ", ".join(quoted(one) for one in places)
            pairs.append(f"{both} ({', '.join(f'{table}.csv' for table in files)})")
        if pairs:
            _respell(readings, names, respellings)
            more = f"; and {len(pairs) - _MOST_NAMED} more" if len(pairs) > _MOST_NAMED else ""
            notes.append(f"Read as the same {names}: {'; '.join(pairs[:_MOST_NAMED])}{more}.")
    return notes


def refuse_far_days(readings: Readings) -> None:
    """Count a column as unreadable where a day in it lies far ahead of all others, or far behind them.

    A whole table that runs on later than the others is a newer export, and a record that goes far back
    without a break is a long one: they are left as they are.
    """
    dates = list(_dates(readings))
    logs = _logs(dates)
    _refuse_ahead(readings, dates, logs)
    _refuse_behind(readings, dates, logs)


def _refuse_ahead(
    readings: Readings, dates: Iterable[Dates], logs: Mapping[str, np.ndarray]
) -> None:
    """Drop a column where a day lies far ahead of all days in the other tables."""
    import numpy as np

    ends = {name: _body_end(log) for name, log in logs.items()}
    for name, column, rows, days in dates:
        others = [log for table, log in logs.items() if table != name]
        if sum(map(len, others)) < _LEAST or not len(days):
            continue
        latest = max(end for table, end in ends.items() if table != name)
        apart = _PLANS_APART if name == _PLANS else APART
        is_ahead = days - latest > apart
        order = days[is_ahead].argsort(kind="stable")
        ahead, places = days[is_ahead][order], rows[is_ahead][order]
        rest = days[~is_ahead]
        floor = max(latest, rest.max()) if len(rest) else latest
        # Dates that go on without a gap belong to the rest, however late the last of them is.
        far = np.cumsum(np.diff(ahead, prepend=floor) > apart) > 0
        if not far.any():
            continue
        first_far, count = ahead[far][0], int(far.sum())
        distance = int((first_far - floor).astype(int))
        if count <= _FEW or (distance > _FAR and count < len(days) / 2):
            row = readings[name].rows[places[far][0]]
            first = min(log.min() for log in others)
            drop(
                readings[name],
                column.name,
                f'{name}.csv, row {row}, column "{column.name}": expected a date near those of the '
                f'other tables ({first} to {latest}), found "{first_far}", {distance:,} days after the '
                "last of them.",
            )


def _refuse_behind(
    readings: Readings, dates: Iterable[Dates], logs: Mapping[str, np.ndarray]
) -> None:
    """Drop a logged column where one or two days lie far before its others and the other tables' logs.

    Those days alone would stretch what is counted per day over years of which nothing is known.
    """
    starts = {name: _body_start(log) for name, log in logs.items()}
    for name, column, rows, days in dates:
        if not column.logged or column.name in readings[name].troubles:
            continue
        others = [start for table, start in starts.items() if table != name]
        order = days.argsort(kind="stable")
        count = _count_behind(days[order], others)
        if not count:
            continue
        first = min([days[order][count], *others])
        latest = max(log.max() for log in (days, *(logs[table] for table in logs if table != name)))
        day = days[order][0]
        drop(
            readings[name],
            column.name,
            f'{name}.csv, row {readings[name].rows[rows[order][0]]}, column "{column.name}": expected a '
            f'date near the others ({first} to {latest}), found "{day}", '
            f"{(first - day).astype(int):,} days before the first of them; check the year, or leave the "
            "row out if the file does not cover the time between.",
        )


def spans(readings: Readings) -> dict[str, Span]:
    """The first and the last day, at midnight, of each table that has dates; plans and days ahead aside."""
    import pandas as pd

    days: dict[str, list[np.ndarray]] = {}
    for name, _, _, some in _dates(readings):
        if len(some) and name != _PLANS:
            days.setdefault(name, []).append(some)
    return {
        name: (
            pd.Timestamp(min(some.min() for some in parts)).as_unit("us"),
            pd.Timestamp(max(some.max() for some in parts)).as_unit("us"),
        )
        for name, parts in days.items()
    }


def older_exports(spans: Mapping[str, Span]) -> list[str]:
    """A sentence for each table that ends long before the latest one does."""
    if not spans:
        return []
    newest = max(spans, key=lambda name: spans[name][1])
    latest = spans[newest][1]
    return [
        f"{name}.csv ends on {last:%Y-%m-%d}, and {newest}.csv on {latest:%Y-%m-%d}: what needs both "
        "is judged on the days that they share."
        for name, (_, last) in spans.items()
        if (latest - last).days > APART
    ]


def _spellings(readings: Readings, names: str) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """{what spellings have in common: {spelling: [(table, column) it stands in]}}."""
    groups: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for table, column, values in _columns(readings, lambda column: column.names == names):
        for one in values.unique():
            if one:
                places = groups.setdefault(spelling.key(one, names), {})
                places.setdefault(one, []).append((table, column.name))
    return groups


def _beside_each_other(places: Mapping[str, list[tuple[str, str]]]) -> bool:
    """Whether two of the spellings stand in one column."""
    columns = [place for several in places.values() for place in several]
    return len(columns) > len(set(columns))


def _respell(readings: Readings, names: str, respellings: Mapping[str, str]) -> None:
    """Write {spelling: the one to write in its place} into every column that has such `names`."""
    for table, column, values in _columns(readings, lambda column: column.names == names):
        if values.isin(list(respellings)).any():
            frame = readings[table].frame
            frame[column.name] = values.map(lambda one: respellings.get(one, one)).astype("str")


def _dates(readings: Readings) -> Iterator[Dates]:
    """(table, column, places, days) of all dates that do not lie ahead by nature, without blanks.

    Days are datetime64[D], places their rows counted from 0. Arrays, because pandas takes longer over
    forty short columns of dates than over all the cells of a shop.
    """
    for table, column, values in _columns(
        readings, lambda column: column.kind in (DATE, DATETIME) and not column.ahead
    ):
        places = values.notna().to_numpy().nonzero()[0]
        yield table, column, places, values.to_numpy()[places].astype("datetime64[D]")


def _logs(dates: Iterable[Dates]) -> dict[str, np.ndarray]:
    """The days (datetime64[D]) that come in day after day, of each table that has any."""
    import numpy as np

    parts: dict[str, list[np.ndarray]] = {}
    for name, column, _, days in dates:
        if column.logged and len(days):
            parts.setdefault(name, []).append(days)
    return {name: np.concatenate(some) for name, some in parts.items()}


def _body_end(days: np.ndarray) -> np.datetime64:
    """The last day, but for one or two that lie far ahead of all the others of the same table."""
    import numpy as np

    order = np.sort(days)
    for count in range(min(_FEW, len(order) - 1), 0, -1):
        if (order[-count] - order[-count - 1]).astype(int) > APART:
            return order[-count - 1]
    return order[-1]


def _body_start(days: np.ndarray) -> np.datetime64:
    """The first day, but for one or two that lie far behind all the others of the same table."""
    import numpy as np

    order = np.sort(days)
    return order[_count_behind(order)]


def _count_behind(order: np.ndarray, others: Sequence[np.datetime64] = ()) -> int:
    """How many of the first days, at most two, lie far behind the rest and `others`; `order` is sorted.

    Far is measured by the record itself: one that is often silent for long may begin long before.
    """
    import numpy as np

    for count in range(min(_FEW, len(order) - _LEAST), 0, -1):
        rest = order[count:]
        silence = int(np.diff(rest).max().astype(int))
        first = min([rest[0], *others])
        if int((first - order[count - 1]).astype(int)) > max(_BEHIND, _SILENCES * silence):
            return count
    return 0


def _columns(
    readings: Readings, choose: Callable[[Column], bool]
) -> Iterator[tuple[str, Column, pd.Series]]:
    """(table, column, its values) of each column that could be read and that `choose` takes."""
    for name, reading in readings.items():
        for column in TABLES[name].columns:
            if choose(column) and column.name in reading.frame.columns:
                yield name, column, reading.frame[column.name]
