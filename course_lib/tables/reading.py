"""Holds the rows of one file to the data dictionary, column by column, and says what does not fit.

Cells that differ from a known word only in capitals are read as that word; spaces around a cell are
not part of it; rows with nothing in any cell are not rows. What could be read in two ways is read as
the rest of its column shows, and said; or it is refused with both readings.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from course_lib import grammar
from course_lib.tables import spelling, spreadsheet
from course_lib.tables.cells import Custom, Value, interpretation, parser, quoted
from course_lib.tables.data_dictionary import (
    DATE,
    DATETIME,
    NUMBER,
    PLATFORMS,
    TEXT,
    WHOLE,
    YES_NO,
    Column,
    Table,
)
from course_lib.tables.misread import Misread
from course_lib.tables.spreadsheet import TableError

if TYPE_CHECKING:
    import pandas as pd

NOTHING = "has nothing in its column"  # what is said where not a single cell is filled

_DTYPES = {
    NUMBER: "float64",
    WHOLE: "int64",
    YES_NO: "bool",
    DATE: "datetime64[us]",
    DATETIME: "datetime64[us]",
}


@dataclass
class Reading:
    """What one file holds. `frame` has the columns that could be read, then extra ones as text.

    `rows` are the numbers that a spreadsheet shows beside the frame's rows. `troubles` has a sentence
    for each column of the dictionary that could not be read, by its name; `notes` are sentences on what
    was read as something else than it says.
    """

    frame: pd.DataFrame
    rows: list[int]
    troubles: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_table(path: Path, table: Table) -> pd.DataFrame:
    """The file as a DataFrame: the dictionary's columns, typed, then any extra columns as text.

    Text is str ("" where blank), number float64 (NaN where blank), whole int64 (float64 where one is
    blank), yes-no bool, date and datetime datetime64[us] (naive, UTC; NaT where blank). A header alone
    gives 0 rows.
    Raises TableError naming file, column, row (the header is row 1), what was expected and found.
    """
    reading = read(path, table)
    for sentence in reading.troubles.values():
        raise TableError(sentence)
    return reading.frame


def read(path: Path, table: Table) -> Reading:
    """The same column by column: one that cannot be read does not keep the others from being read.

    Raises TableError where no row can be told from another: no such file, an unknown encoding, a
    header with a name twice, a row that is longer than the header, a key that repeats.
    """
    import pandas as pd

    rows = spreadsheet.rows(path)
    header, body = _header(path, table, rows[0]), _body(path, rows)
    reading = Reading(pd.DataFrame(index=range(len(body))), [row for row, _ in body])
    columns = {}
    for column in table.columns:
        if column.optional and column.name not in header:
            continue
        try:
            columns[column.name] = _column(path, table, column, header, body, reading.notes)
        except TableError as trouble:
            reading.troubles[column.name] = str(trouble)
    for place, name in enumerate(header):
        if name not in table.names:
            columns[name] = pd.Series([row[place] for _, row in body], dtype="str")
    reading.frame = pd.DataFrame(columns, index=range(len(body)))
    _refuse_repeats(path, table, reading)
    _drop_wrong_order(path, table, reading)
    return reading


def empty(table: Table) -> pd.DataFrame:
    """The table without a row, its columns typed."""
    import pandas as pd

    return pd.DataFrame(
        {
            column.name: pd.Series([], dtype=_DTYPES.get(column.kind, "str"))
            for column in table.columns
        }
    )


def _column(
    path: Path,
    table: Table,
    column: Column,
    header: list[str],
    body: list[tuple[int, list[str]]],
    notes: list[str],
) -> pd.Series:
    """One column, typed. Raises TableError where it is not there or a cell does not fit."""
    import pandas as pd

    if column.name not in header:
        require_columns(path.name, table, header, column.name)
    place = header.index(column.name)
    rows, cells = [row for row, _ in body], [cells[place] for _, cells in body]
    if not column.blank and rows and not any(map(str.strip, cells)):
        raise TableError(
            f'{path.name} {NOTHING} "{column.name}", in any of '
            f"{grammar.counted(len(rows), 'row', 'rows')}; it would tell: {column.meaning}."
        )
    values = _values(path, column, rows, cells, notes)
    return pd.Series(values, dtype=_dtype(column, values))


def _dtype(column: Column, values: Sequence[Value]) -> str:
    """How a column is held: whole numbers with blanks among them as numbers, which can be NaN."""
    if column.kind == WHOLE and None in values:
        return _DTYPES[NUMBER]
    return _DTYPES.get(column.kind, "str")


def require_columns(where: str, table: Table, header: list[str], *names: str) -> None:
    """Raises TableError if a column of the dictionary (or of those named) is not among those found."""
    for column in names or table.column_names:
        if column not in header:
            spare = [name for name in header if name not in table.names]
            near = difflib.get_close_matches(column.lower(), [s.lower() for s in spare], 1, 0.6)
            likely = next((s for s in spare if near and s.lower() == near[0]), None)
            hint = f"; if it is the one called {quoted(likely)}, rename that" if likely else ""
            meaning = next(one.meaning for one in table.columns if one.name == column)
            raise TableError(
                f'{where}, row 1: expected a column "{column}", '
                f"found only {', '.join(map(quoted, header)) or 'nothing'}{hint}; "
                f"it would tell: {meaning}."
            )


def _header(path: Path, table: Table, first: list[str]) -> list[str]:
    """The column names, once each, with at least one of the dictionary among them."""
    header = [name.strip() for name in first]
    while header and not header[-1]:  # spreadsheets leave empty columns at the right edge
        header.pop()
    for name in header:
        if header.count(name) > 1:
            again = f"{quoted(name)} twice" if name else "columns without a name"
            raise TableError(f"{path.name}, row 1: expected each column name once, found {again}.")
    if not set(header) & set(table.names):
        require_columns(path.name, table, header)
    return header


def _body(path: Path, rows: list[list[str]]) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, each with the number a spreadsheet shows beside it."""
    width = len(rows[0])
    body = []
    for number, cells in enumerate(rows[1:], start=2):
        if not "".join(cells).strip():
            continue
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            raise TableError(
                f"{path.name}, row {number}: expected {width} cells as in the header, "
                f"found {len(cells)}; put quotation marks around a cell that holds a comma of its own."
            )
        body.append((number, cells if len(cells) >= width else cells + [""] * (width - len(cells))))
    return body


def _values(
    path: Path, column: Column, rows: list[int], cells: list[str], notes: list[str]
) -> list[Value]:
    """The cells' values; says in `notes` what was read as something else than it says."""
    # Most cells repeat, so each text is read once, where it stands first.
    bare = {text: _bare(text, column) for text in dict.fromkeys(cells)}
    custom = Custom.of(column, bare.values())
    parse = parser(column, custom)
    meaning: dict[str, Value] = {}
    remarks = []

    def place(cell: str) -> str:
        return f'row {rows[cells.index(cell)]}, column "{column.name}"'

    for cell, text in bare.items():
        try:
            meaning[cell] = parse(text)
        except Misread as trouble:
            shown = quoted(cell) if cell.strip() else "an empty cell"
            remark = f", {trouble.remark}" if trouble.remark else ""
            raise TableError(
                f"{path.name}, {place(cell)}: expected {trouble.expected}, found {shown}{remark}."
            ) from None
        reading = interpretation(cell, meaning[cell], column, custom)
        if reading:
            remarks.append(f"{place(cell)}: {quoted(cell)} is read as {reading}")
    if remarks:
        more = f" ({len(remarks) - 1} more like it)" if len(remarks) > 1 else ""
        notes.append(f"{path.name}, {remarks[0]}{more}.")
    return [meaning[cell] for cell in cells]


def _bare(cell: str, column: Column) -> str:
    """The cell without spaces around it, and without signs that do not show unless it is free text."""
    visible = spelling.visible(cell)
    free = column.kind == TEXT and not column.values and not column.names
    return unicodedata.normalize("NFC", cell).strip() if free and visible else visible


def _refuse_repeats(path: Path, table: Table, reading: Reading) -> None:
    """Raise TableError, naming both rows, where two share the table's key; platforms as people mean them."""
    if not table.key or not set(table.key) <= set(reading.frame.columns):
        return
    names = {column.name: column.names for column in table.columns}
    first: dict[tuple[object, ...], int] = {}
    keys = zip(*(reading.frame[name] for name in table.key), strict=True)
    for place, cells in enumerate(keys):
        same = tuple(
            spelling.key(cell, PLATFORMS) if names[name] == PLATFORMS else cell
            for name, cell in zip(table.key, cells, strict=True)
        )
        if same not in first:
            first[same] = place
            continue
        shown = ", ".join(quoted(str(cell)) for cell in cells)
        earlier = reading.frame.iloc[first[same]]
        before = ", ".join(quoted(str(earlier[name])) for name in table.key)
        columns = " and ".join(f'"{name}"' for name in table.key)
        raise TableError(
            f"{path.name}, row {reading.rows[place]}, column {columns}: expected each only once, "
            f"found {shown} a second time, after {before} in row {reading.rows[first[same]]}."
        )


def _drop_wrong_order(path: Path, table: Table, reading: Reading) -> None:
    """Count a column of dates as unreadable where one of them precedes the date that it cannot precede."""
    for column in table.columns:
        if not column.not_before:
            continue
        if not {column.name, column.not_before} <= set(reading.frame.columns):
            continue  # one of them could not be read
        frame = reading.frame
        early = (frame[column.name] < frame[column.not_before]).to_numpy().nonzero()[0]
        if len(early):
            place = early[0]
            day, first = (frame[n].iloc[place] for n in (column.name, column.not_before))
            drop(
                reading,
                column.name,
                f'{path.name}, row {reading.rows[place]}, column "{column.name}": expected a date no '
                f'earlier than "{column.not_before}" ({first:%Y-%m-%d}), found "{day:%Y-%m-%d}".',
            )


def drop(reading: Reading, column: str, sentence: str) -> None:
    """Count a column as one that could not be read, for the reason in the sentence."""
    reading.frame = reading.frame.drop(columns=column)
    reading.troubles[column] = sentence
