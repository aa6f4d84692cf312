"""Whether two answers are the same answer, as a person would say, whatever types carry them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

MISSING = float("nan")  # one stand-in for NaN, NaT and pandas' NA


class Table(dict):
    """The columns of a DataFrame by name, each a list of plain values; the index is not kept."""

    def rows(self) -> list[dict]:
        """One dict a row, in the table's order."""
        return [dict(zip(self, row, strict=True)) for row in zip(*self.values(), strict=True)]


def plain(value: Any) -> Any:
    """`value` in Python's own types: numpy scalars unwrapped, tuples, arrays and Series as lists,
    dates as Timestamps, a DataFrame as a `Table`. What it does not know comes back as it is."""
    import numpy as np
    import pandas as pd

    # First what Python takes for something else: True for a number, NaT for a date.
    if value is None or isinstance(value, bool | np.bool_):
        return None if value is None else bool(value)
    if value is pd.NaT or value is pd.NA:
        return MISSING
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime.timedelta | np.timedelta64):
        return pd.Timedelta(value)
    if isinstance(value, datetime.date | np.datetime64):
        return pd.Timestamp(value)
    if isinstance(value, Real | Decimal):
        return int(value) if isinstance(value, Integral) else float(value)
    if isinstance(value, pd.DataFrame):
        return Table({name: _column(value[name]) for name in value.columns})
    if isinstance(value, Mapping):
        return {plain_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return {plain_key(item) for item in value}
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return plain(value.item())
    if isinstance(value, list | tuple | range | np.ndarray | pd.Series | pd.Index):
        return [plain(item) for item in value]
    return value


def plain_key(key: Any) -> Any:
    """As `plain`, but of a kind that can be a key: tuples stay tuples."""
    return tuple(plain_key(item) for item in key) if isinstance(key, tuple) else plain(key)


def _column(series: Any) -> list:
    return [MISSING if item is None else item for item in map(plain, series)]


def alike(expected: Any, answer: Any, decimals: int = 2, ordered: bool = False) -> bool:
    """Whether `answer` is the answer `expected`, of whatever type (see `plain`).

    An expected whole number must be met exactly (3.0 will do for 3); any other number to a little over
    half a unit in the last of `decimals`, so both 1.29 and 1.2857 are 1.29. True is not 1, "3" is not
    3, None is not 0 and not NaN. Rows of tables may come in any order unless `ordered`; the index, the
    order of columns and of keys, and dtypes never matter. The order of a list does.
    """
    return _same(plain(expected), plain(answer), decimals, ordered)


def _same(expected: Any, answer: Any, decimals: int, ordered: bool) -> bool:
    import pandas as pd

    if expected is None or isinstance(expected, bool | str):
        return type(expected) is type(answer) and expected == answer
    if isinstance(expected, int | float):
        return _same_number(expected, answer, decimals)
    if isinstance(expected, pd.Timestamp):
        moment = _moment(answer)
        return isinstance(moment, pd.Timestamp) and expected == moment
    if isinstance(expected, Table):
        return _same_table(expected, answer, decimals, ordered)
    if isinstance(expected, dict):
        return (
            type(answer) is dict
            and expected.keys() == answer.keys()
            and all(_same(expected[key], answer[key], decimals, ordered) for key in expected)
        )
    if isinstance(expected, list):
        return (
            isinstance(answer, list)
            and len(expected) == len(answer)
            and all(_same(a, b, decimals, ordered) for a, b in zip(expected, answer, strict=True))
        )
    return type(expected) is type(answer) and bool(expected == answer)


def _same_number(expected: float, answer: Any, decimals: int) -> bool:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return False
    if math.isnan(expected) or math.isnan(answer):
        return math.isnan(expected) and math.isnan(answer)
    if math.isinf(expected) or math.isinf(answer):
        return expected == answer
    # As exactly as a float that went through some arithmetic can meet a whole number.
    if isinstance(expected, int):
        return abs(expected - answer) <= 1e-9 * max(1, abs(expected))
    # Not 0.5: 1.285 is not quite halfway in binary, and either rounding of it is right.
    return abs(expected - answer) <= 0.51 * 10**-decimals


def _moment(answer: Any) -> Any:
    """A date as a Timestamp, also from ISO text such as "2026-03-11"; anything else as it is."""
    import pandas as pd

    if isinstance(answer, str):
        try:
            return pd.Timestamp(datetime.datetime.fromisoformat(answer))
        except ValueError:
            return answer
    return answer


def _same_table(expected: Table, answer: Any, decimals: int, ordered: bool) -> bool:
    if not isinstance(answer, Table) or expected.keys() != answer.keys():
        return False
    # Rows may be equal but for the type that carries them, so each is paired off, not looked up in a set.
    unmatched = answer.rows()
    if len(unmatched) != len(expected.rows()):
        return False
    for row in expected.rows():
        choices = unmatched[:1] if ordered else unmatched
        match = next((other for other in choices if _same(row, other, decimals, ordered)), None)
        if match is None:
            return False
        unmatched = [other for other in unmatched if other is not match]
    return True
