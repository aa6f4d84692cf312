"""Counts of a table's rows in blocks of four weeks, by which clumps are told from luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

WEEKS = 4  # a block: longer than a campaign, short enough for thirteen in a year
DAYS = 7 * WEEKS


def shares(good: pd.Series, when: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """(good rows, all rows) of each block that has rows, both whole and 1-d, the latest block first.

    Blocks end with the latest of `when`, which holds days or times, or numbers of weeks. Rows of which it
    is blank belong to no block. Raises ValueError where `good` is blank or of another length.
    """
    import numpy as np

    if len(good) != len(when):
        raise ValueError(f"every row needs its time, got {len(good)} rows and {len(when)} times")
    if good.isna().any():
        raise ValueError("a row is good or it is not: leave out those of which it is not known")
    is_dated = when.notna().to_numpy()
    place = _blocks(when[is_dated])
    per_block = np.bincount(place)
    k = np.bincount(place, weights=good.to_numpy(dtype=float)[is_dated]).astype("int64")
    return k[per_block > 0], per_block[per_block > 0]


def _blocks(when: pd.Series) -> np.ndarray:
    """How many blocks before the latest each row lies (int, 1-d)."""
    import numpy as np
    import pandas as pd

    if when.empty:
        return np.array([], dtype="int64")
    if pd.api.types.is_numeric_dtype(when):
        weeks = when.to_numpy(dtype="int64")
        return (weeks.max() - weeks) // WEEKS
    back = when.max().normalize() - when.dt.normalize()
    return (back.dt.days // DAYS).to_numpy(dtype="int64")
