"""Small tables and days drawn by luck, for the cohort.py beside each solution."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

PEOPLE = ("amy", "ben", "cleo", "dev", "ema", "finn", "gwen", "hugo", "iris", "jack", "kate", "leo")
PLATFORMS = ("facebook", "instagram", "linkedin", "pinterest", "tiktok", "x", "youtube")
MOMENT = "datetime64[us]"


def people(luck: random.Random, most: int = 5, least: int = 0) -> list[str]:
    """Between `least` and `most` different people, in any order."""
    return luck.sample(PEOPLE, luck.randint(least, most))


def platforms(luck: random.Random, most: int = 4, least: int = 0) -> list[str]:
    """Between `least` and `most` different platforms, in any order."""
    return luck.sample(PLATFORMS, luck.randint(least, most))


def day(luck: random.Random) -> pd.Timestamp:
    """A day of the years 2025 to 2027, at midnight."""
    import pandas as pd

    return pd.Timestamp("2025-01-01") + pd.Timedelta(days=luck.randrange(1000))


def days(number: float) -> pd.Timedelta:
    """So many days, as a length of time."""
    import pandas as pd

    return pd.Timedelta(days=number)


def hours(number: float) -> pd.Timedelta:
    """So many hours, as a length of time."""
    import pandas as pd

    return pd.Timedelta(hours=number)


def table(luck: random.Random, rows: list[tuple], columns: dict[str, str]) -> pd.DataFrame:
    """Rows as a table with these columns and dtypes, shuffled three times in four.

    Shuffled rows keep their old labels, as they do when a learner sorts or filters; None in a row is a
    missing value.
    """
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(columns), dtype=object).astype(columns)
    if luck.random() < 0.25:
        return frame
    return frame.iloc[luck.sample(range(len(frame)), len(frame))]


def counts(luck: random.Random, most: int) -> tuple[int, int]:
    """(k, n) with k of at most `most`; n is 0 one time in eight, and k at an end one time in four."""
    n = 0 if luck.random() < 0.125 else luck.randint(1, most)
    k = luck.choice((0, n)) if luck.random() < 0.25 else luck.randint(0, n)
    return k, n


def either(luck: random.Random, usual: Any, other: Any, chance: float = 0.5) -> Any:
    """`other` with this chance, else `usual`."""
    return other if luck.random() < chance else usual


def clear(part: float, whole: float, decimals: int = 2) -> bool:
    """Whether part / whole, of whole numbers, rounds to so many decimals in one way only.

    A quotient halfway between two rounded ones goes up or down with the order of the arithmetic, and
    nobody should lose points by that.
    """
    if whole == 0:
        return True
    halves, left = divmod(int(part) * 2 * 10**decimals, int(whole))
    return bool(left or halves % 2 == 0)
