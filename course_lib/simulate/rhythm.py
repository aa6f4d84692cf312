"""The year: 52 weeks that end on one Sunday, their seasons, weekdays and hours, and the dice."""

from __future__ import annotations

import zlib
from functools import cache

import numpy as np
import pandas as pd

TODAY = pd.Timestamp("2026-06-28")  # a Sunday
WEEKS = 52
DAYS = 7 * WEEKS
START = TODAY - pd.Timedelta(days=DAYS - 1)  # a Monday

# Assumptions: a hardware shop is busiest on Saturdays and in spring, and closed at Christmas.
_WEEKDAYS = np.array([0.90, 0.90, 0.95, 1.00, 1.10, 1.50, 0.65])
_HOURS = np.array([1, 1, 0.5, 0.3, 0.3, 0.5, 2, 4, 6, 7, 7, 7, 8, 7, 6, 6, 6, 7, 8, 9, 9, 7, 4, 2])
CHRISTMAS_WEEK = 26  # counted from 1: 22 to 28 December 2025


def dice(seed: int, table: str) -> np.random.Generator:
    """Random numbers for one table: planting a failure in another table does not reshuffle this one."""
    return np.random.default_rng([seed, zlib.crc32(table.encode())])


def season() -> np.ndarray:
    """How busy each of the 364 days is, on average 1, without the rhythm of the week."""
    days = np.arange(DAYS)
    wave = 1 + 0.2 * np.cos(2 * np.pi * (days - 315) / 365)  # high in May, low in November
    # Assumption: besides, it grows by 12% in the year.
    return wave * (1 + 0.12 * (days / DAYS - 0.5))


def daily() -> np.ndarray:
    """How busy each of the 364 days is, on average 1, with season and weekday."""
    busy = season() * np.tile(_WEEKDAYS / _WEEKDAYS.mean(), WEEKS)
    return busy / busy.mean()


def some_days(rng: np.random.Generator, count: int) -> np.ndarray:
    """`count` day numbers (0..363) of the year, busy days more often."""
    return rng.choice(DAYS, size=count, p=_chances())


@cache
def _chances() -> np.ndarray:
    """How likely each day is; somebody's days are drawn hundreds of times a business."""
    return daily() / DAYS


def some_seconds(rng: np.random.Generator, count: int) -> np.ndarray:
    """`count` times of day in seconds: mostly evening and noon, now and then deep in the night."""
    hours = rng.choice(24, size=count, p=_HOURS / _HOURS.sum())
    return hours * 3600 + rng.integers(0, 3600, size=count)


def moments(days: np.ndarray, seconds: np.ndarray) -> pd.Series:
    """Day numbers and seconds of the day as datetimes (UTC)."""
    return pd.Series(START + pd.to_timedelta(days, "D") + pd.to_timedelta(seconds, "s")).astype(
        "datetime64[us]"
    )


def dates(days: np.ndarray) -> pd.Series:
    """Day numbers as dates; NaN becomes NaT."""
    return pd.Series(START + pd.to_timedelta(days, "D")).astype("datetime64[us]")
