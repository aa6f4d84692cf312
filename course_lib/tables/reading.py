"""Holds the rows of one file to the data dictionary: a typed table, or one sentence on what is wrong.

Cells that differ from a known word only in capitals are read as that word; spaces around a cell are
not part of it; rows with nothing in any cell are not rows.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from course_lib.tables import spreadsheet
from course_lib.tables.cells import Misread, Value, parser, quoted
from course_lib.tables.data_dictionary import DATE, DATETIME, NUMBER, WHOLE, YES_NO, Column, Table
from course_lib.tables.spreadsheet import TableError

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {
    NUMBER: "float64",
    WHOLE: "int64",
    YES_NO: "bool",
    DATE: "datetime64[us]",
    DATETIME: "datetime64[us]",
}


def read_table(path: Path, table: Table) -> pd.DataFrame:
    """The file as a DataFrame: the dictionary's columns, typed, then any extra columns as text.

    Text is str ("" where blank), number float64 (NaN where blank), whole int64, yes-no bool, date and
    datetime datetime64[us] (naive, UTC; NaT where blank). A header alone gives 0 rows.
    Raises TableError naming file, column, row (the header is row 1), what was expected and found.
    """
    import pandas as pd

    rows, separator = spreadsheet.rows(path)
    header, body = _header(path, table, rows[0]), _body(path, rows)
    columns = {}
    for column in table.columns:
        place = header.index(column.name)
        values = _values(path, column, [(row, cells[place]) for row, cells in body], separator)
        columns[column.name] = pd.Series(values, dtype=_DTYPES.get(column.kind, "str"))
    for place, name in enumerate(header):
        if name not in columns:
            columns[name] = pd.Series([cells[place] for _, cells in body], dtype="str")
    frame = pd.DataFrame(columns)
    numbers = [row for row, _ in body]
    _refuse_repeats(path, table, frame, numbers)
    _refuse_wrong_order(path, table, frame, numbers)
    return frame


def require_columns(where: str, table: Table, found: list[str]) -> None:
    """Raises TableError if a column of the dictionary is not among those found."""
    for wanted in table.column_names:
        if wanted not in found:
            spare = [name for name in found if name not in table.column_names]
            near = difflib.get_close_matches(wanted.lower(), [s.lower() for s in spare], 1, 0.6)
            named = next((s for s in spare if near and s.lower() == near[0]), None)
            hint = f"; if it is the one called {quoted(named)}, rename that" if named else ""
            raise TableError(
                f'{where}, row 1: expected a column "{wanted}", '
                f"found only {', '.join(map(quoted, found)) or 'nothing'}{hint}."
            )


def _header(path: Path, table: Table, first: list[str]) -> list[str]:
    """The column names, once each, with every column of the dictionary among them."""
    header = [name.strip() for name in first]
    while header and not header[-1]:  # spreadsheets leave empty columns at the right edge
        header.pop()
    for name in header:
        if header.count(name) > 1:
            again = f"{quoted(name)} twice" if name else "columns without a name"
            raise TableError(f"{path.name}, row 1: expected each column name once, found {again}.")
    require_columns(path.name, table, header)
    return header


def _body(path: Path, rows: list[list[str]]) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, each with the number a spreadsheet shows beside it."""
    width = len(rows[0])
    body = []
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            raise TableError(
                f"{path.name}, row {number}: expected {width} cells as in the header, "
                f"found {len(cells)}; put quotation marks around a cell that holds a comma of its own."
            )
        body.append((number, cells + [""] * (width - len(cells))))
    return body


def _values(
    path: Path, column: Column, cells: list[tuple[int, str]], separator: str
) -> list[Value]:
    parse = parser(column, decimal_comma=separator == ";")
    meaning: dict[str, Value] = {}  # most cells repeat, so each text is parsed once
    for row, cell in cells:
        if cell in meaning:
            continue
        try:
            meaning[cell] = parse(cell.strip())
        except Misread as wanted:
            found = quoted(cell) if cell.strip() else "an empty cell"
            raise TableError(
                f'{path.name}, row {row}, column "{column.name}": expected {wanted}, found {found}.'
            ) from None
    return [meaning[cell] for _, cell in cells]


def _refuse_repeats(path: Path, table: Table, frame: pd.DataFrame, numbers: list[int]) -> None:
    if not table.key:
        return
    repeats = frame.duplicated(list(table.key)).to_numpy().nonzero()[0]
    if len(repeats):
        place = repeats[0]
        found = ", ".join(quoted(str(frame[name].iloc[place])) for name in table.key)
        names = " and ".join(f'"{name}"' for name in table.key)
        raise TableError(
            f"{path.name}, row {numbers[place]}, column {names}: expected each only once, "
            f"found {found} a second time."
        )


def _refuse_wrong_order(path: Path, table: Table, frame: pd.DataFrame, numbers: list[int]) -> None:
    for column in table.columns:
        if not column.not_before:
            continue
        early = (frame[column.name] < frame[column.not_before]).to_numpy().nonzero()[0]
        if len(early):
            place = early[0]
            day, first = (frame[n].iloc[place] for n in (column.name, column.not_before))
            raise TableError(
                f'{path.name}, row {numbers[place]}, column "{column.name}": expected a date no '
                f'earlier than "{column.not_before}" ({first:%Y-%m-%d}), found "{day:%Y-%m-%d}".'
            )
