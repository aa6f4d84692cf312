"""Values as JSON that keeps their types, so that a cohort's data can stand in a notebook as text.

Plain JSON stands for itself: null, true, numbers, texts and lists. Everything else is an object with
one key, its tag: {"tuple": …}, {"set": …}, {"dict": [[key, value], …]}, {"moment": "2026-03-11 12:00"},
{"length": "2 days 00:00:00"}, {"float": "inf"}, and a table as {"table": {column: dtype}, "rows": …, "index": …}.
Nothing else is written or read, and nothing that is read can run.
"""

from __future__ import annotations

import json
import math
from typing import Any

from course_lib.errors import CourseError

DTYPES = ("int64", "float64", "bool", "str", "object", "datetime64[us]")


class TaggedError(CourseError):
    """A value that cannot be written as tagged JSON, or a text that is none."""


def dumps(value: Any, width: int = 102) -> str:
    """`value` as tagged JSON, broken into lines of at most `width` signs where it can be broken.

    Numpy's scalars are written as Python's own. Raises TaggedError for any other kind of value.
    """
    return _wrap(_encode(value), width, 0)


def loads(text: str) -> Any:
    """The value that `dumps` wrote. Raises TaggedError with one sentence if `text` is something else."""
    try:
        return _decode(json.loads(text, parse_constant=_no_constant))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TaggedError(f"This is not tagged JSON as the course writes it: {error}.") from None


def _encode(value: Any) -> Any:
    # Nearly every cell of a table is one of these, and is none of those that have to be asked about.
    if value is None or type(value) in (bool, int, str):
        return value
    import numpy as np
    import pandas as pd

    # Not of its times: .item() would make nanoseconds a bare int.
    if isinstance(value, np.generic) and not isinstance(value, np.datetime64 | np.timedelta64):
        value = value.item()
    if value is None or isinstance(value, bool | int | str):
        return value
    if value is pd.NaT:
        return {"moment": None}
    if isinstance(value, float):
        return value if math.isfinite(value) else {"float": str(value)}
    if isinstance(value, pd.Timestamp) and value.tz is None:
        return {"moment": str(value)}
    if isinstance(value, pd.Timedelta):
        return {"length": str(value)}
    if isinstance(value, list):
        return [_encode(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [_encode(item) for item in value]}
    if isinstance(value, set):
        # A set has no order, and the same value must always give the same text.
        return {"set": sorted((_encode(item) for item in value), key=json.dumps)}
    if isinstance(value, dict):
        return {"dict": [[_encode(key), _encode(item)] for key, item in value.items()]}
    if isinstance(value, pd.DataFrame):
        return _encode_table(value)
    kind = type(value).__name__
    raise TaggedError(
        f"A value of type {kind} cannot be written as tagged JSON; expected None, True or False, a number, "
        "a text, a list, tuple, set or dict, a Timestamp without a time zone, a Timedelta, or a DataFrame."
    )


def _encode_table(table: Any) -> dict:
    dtypes = {name: str(dtype) for name, dtype in table.dtypes.items()}
    for name, dtype in dtypes.items():
        if not isinstance(name, str) or dtype not in DTYPES:
            raise TaggedError(
                f"Column {name!r} of a table has the dtype {dtype}; expected a text as its name and "
                f"one of {', '.join(DTYPES)}."
            )
    columns = [
        [None if _is_missing(item) else _encode_cell(item, dtypes[name]) for item in table[name]]
        for name in dtypes
    ]
    rows = [list(row) for row in zip(*columns, strict=True)] if columns else []
    index = [_encode(label) for label in table.index]
    fields: dict = {"table": dtypes, "rows": rows}
    return fields if index == list(range(len(table))) else fields | {"index": index}


def _encode_cell(item: Any, dtype: str) -> Any:
    return str(item) if dtype == "datetime64[us]" else _encode(item)


def _is_missing(item: Any) -> bool:
    import pandas as pd

    return item is None or item is pd.NaT or (isinstance(item, float) and math.isnan(item))


def _decode(data: Any) -> Any:
    import pandas as pd

    if isinstance(data, list):
        return [_decode(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "table" in data:
        return _decode_table(**data)
    ((kind, inside),) = data.items()  # ValueError where there is not one key alone
    if kind == "tuple":
        return tuple(_decode(item) for item in inside)
    if kind == "set":
        return {_decode(item) for item in inside}
    if kind == "dict":
        return {_decode(key): _decode(item) for key, item in inside}
    if kind == "moment":
        return pd.NaT if inside is None else pd.Timestamp(inside)
    if kind == "length":
        return pd.Timedelta(inside)
    if kind == "float" and inside in ("inf", "-inf", "nan"):
        return float(inside)
    raise ValueError(f"it has a {json.dumps(kind)} of {json.dumps(inside)}")


def _decode_table(table: dict, rows: list, index: list | None = None) -> Any:
    import pandas as pd

    unknown = set(table.values()) - set(DTYPES)
    if unknown:
        raise ValueError(f"it has a table with the dtype {min(unknown)}")
    if any(len(row) != len(table) for row in rows):
        raise ValueError("it has a table with a row of another length")
    labels = range(len(rows)) if index is None else [_decode(label) for label in index]
    columns = zip(*rows, strict=True) if rows else [()] * len(table)
    series = {
        name: _column([_decode(cell) for cell in cells], dtype)
        for cells, (name, dtype) in zip(columns, table.items(), strict=True)
    }
    return pd.DataFrame(series, index=labels)


def _column(cells: list, dtype: str) -> Any:
    """The cells as an array of the dtype. Objects first, or whole numbers beside None would become floats."""
    import numpy as np
    import pandas as pd

    if dtype == "str":
        return pd.array(cells, dtype="str")
    return np.fromiter(cells, dtype=object, count=len(cells)).astype(dtype)


def _no_constant(name: str) -> float:
    raise ValueError(f"it has a bare {name}")


def _wrap(data: Any, width: int, pad: int) -> str:
    """As json.dumps, in one line if that fits beside `pad` spaces, else broken where it is shallowest."""
    flat = json.dumps(data, ensure_ascii=False)
    if not data or not isinstance(data, list | dict) or len(flat) + pad <= width:
        return flat
    inner = f",\n{' ' * (pad + 1)}"
    if isinstance(data, dict):
        parts = [f"{json.dumps(k)}: {_wrap(item, width, pad + 1)}" for k, item in data.items()]
        return f"{{{inner.join(parts)}}}"
    parts = [_wrap(item, width, pad + 1) for item in data]
    if not any(isinstance(item, list | dict) for item in data):
        parts = _fill(parts, width - pad - 2)
    return f"[{inner[1:]}{inner.join(parts)}\n{' ' * pad}]"


def _fill(parts: list[str], width: int) -> list[str]:
    """Short parts joined into as few lines as hold them."""
    lines = [parts[0]]
    for part in parts[1:]:
        if len(lines[-1]) + len(part) + 2 <= width:
            lines[-1] += f", {part}"
        else:
            lines.append(part)
    return lines
