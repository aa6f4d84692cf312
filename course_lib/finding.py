"""An estimate with its 95% interval, held against a bar: the verdict, and the sentences that give it."""

from __future__ import annotations

import html
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course_lib import blocks
from course_lib.intervals import (
    Triple,
    poisson_ci,
    proportion,
    rate_dispersion,
    share_dispersion,
    wilson,
)

if TYPE_CHECKING:
    import pandas as pd

PROBLEM, FINE, NOT_SURE, NO_DATA = "problem", "fine", "not sure yet", "no data"

# How each unit is written for a reader; `{}` takes the number. Shares are stored as 0..1.
_UNITS = {"share": "{}%", "points": "{} points"}
_MOST_WORTH_COUNTING = 1000  # beyond a thousand times today's count, "count more" is no advice


@dataclass(frozen=True)
class Estimate:
    """A number from data with its 95% interval, before any verdict: what a room's sign returns.

    `estimate`, `low` and `high` are in `unit` ("share" means 0..1, "points" a difference of two
    shares; any other unit is a word or phrase such as "leads a day"). All three are None where the
    data cannot say. A complete count (every account there is) has low = high = estimate.
    `bar` and `facts`, where given, take the place of the room's own.
    `scaled(factor)` is the interval that `factor` times as much of the same data would give.
    """

    k: float
    n: float
    estimate: float | None
    low: float | None
    high: float | None
    unit: str = "share"
    bar: float | None = None
    facts: str | None = None
    scaled: Callable[[float], Triple | None] | None = None


def share(k: int, n: int) -> Estimate:
    """k of n as a share with Wilson's interval; without an estimate if n is 0.

    Raises ValueError unless 0 <= k <= n.
    """
    return _estimate(k, n, wilson(k, n), "share", lambda factor: wilson(k * factor, n * factor))


def share_over_time(good: pd.Series, when: pd.Series) -> Estimate:
    """The share of a table's rows that are `good`, with an interval that allows for rows in clumps.

    `good` is boolean without blanks; `when`, of the same length, is each row's day or time, or the
    number of its week (int), and may be blank. k and n are whole; the interval is that of both divided
    by their dispersion over blocks of four weeks (see `intervals.share_dispersion`), which is 1 where
    rows are independent. Without an estimate if there are no rows. Raises ValueError for a blank in `good`.
    """
    k, n = blocks.shares(good, when)
    spread_out = share_dispersion(k, n)
    total, rows = int(good.sum()), len(good)

    def again(factor: float) -> Triple | None:
        return proportion(total * factor / spread_out, rows * factor / spread_out)

    return _estimate(total, rows, again(1), "share", again)


def rate_over_time(
    when: pd.Series, since: pd.Timestamp, until: pd.Timestamp, unit: str
) -> Estimate:
    """Events a day from the day `since` to the day `until`, both whole, allowing for events in clumps.

    `when` is each event's day or time; events outside those days, and blank ones, do not count. Poisson's
    interval of events and days divided by their dispersion over blocks of four weeks (see
    `intervals.rate_dispersion`). Without an estimate if there is no such day.
    """
    k, days = blocks.events(when, since, until)
    spread_out = rate_dispersion(k, days)
    total, length = int(sum(k)), int(sum(days))

    def again(factor: float) -> Triple | None:
        return poisson_ci(total * factor / spread_out, length * factor / spread_out)

    return _estimate(total, length, again(1), unit, again)


def rate(k: int, n: float, unit: str, per: float = 1) -> Estimate:
    """k events over n days (minutes, followers ...), counted per `per` of them, with Poisson's interval.

    Without an estimate if n is not positive. Raises ValueError if k is negative.
    """

    def again(factor: float) -> Triple | None:
        return poisson_ci(k * factor, n * factor / per)

    return _estimate(k, n, again(1), unit, again)


def complete(k: float, n: float) -> Estimate:
    """k of n as a share where all there is was counted: no sampling, so no interval. No estimate if n is 0."""
    triple = None if n == 0 else (k / n, k / n, k / n)
    return _estimate(k, n, triple, "share", None)


def spread(k: float, n: float, triple: Triple | None, unit: str) -> Estimate:
    """Any other estimate with its interval (Welch, a rate ratio, a correlation) from n observations.

    More data are assumed to shrink the interval with the square root of n.
    """

    def again(factor: float) -> Triple | None:
        if triple is None:
            return None
        middle, low, high = triple
        step = math.sqrt(factor)
        return middle, middle - (middle - low) / step, middle + (high - middle) / step

    return _estimate(k, n, triple, unit, again)


def nothing(unit: str, why: str) -> Estimate:
    """No estimate at all, because of what the sentence `why` says."""
    facts = why.removesuffix(".").replace("{", "{{").replace("}", "}}")
    return Estimate(0, 0, None, None, None, unit, facts=facts)


def _estimate(
    k: float,
    n: float,
    triple: Triple | None,
    unit: str,
    scaled: Callable[[float], Triple | None] | None,
) -> Estimate:
    estimate, low, high = triple if triple is not None else (None, None, None)
    return Estimate(k, n, estimate, low, high, unit, scaled=scaled)


@dataclass(frozen=True)
class Finding:
    """An estimate held against its bar. Numbers are in `unit`; see `Estimate`.

    `good` names the good side of the bar: "above" or "below". `facts` is the sentence of what was
    counted, `bar_words` the bar in words, `counted` what n counts ("questions", "days"). `more` is how
    many more of those to count until the interval would clear the bar; None if counting will not do.
    """

    k: float
    n: float
    estimate: float | None
    low: float | None
    high: float | None
    bar: float
    good: str
    unit: str
    facts: str
    bar_words: str
    counted: str
    more: int | None = None

    @property
    def verdict(self) -> str:
        """One of "problem", "fine", "not sure yet", "no data": see `judge`."""
        return judge(self.low, self.high, self.bar, self.good)

    @property
    def sentence(self) -> str:
        """What was counted, the estimate with its interval and the verdict, for a reader."""
        if self.verdict == NO_DATA:
            return f"{self.facts}. No data: there is nothing here to judge by."
        return f"{self.facts}: {self.figures}. {self.against_bar}"

    @property
    def figures(self) -> str:
        """The estimate with its interval, such as "34% (95% interval 26% to 43%)"."""
        if self.verdict == NO_DATA:
            return NO_DATA
        if self.low == self.high:
            return f"{show(self.estimate, self.unit)} (a complete count, so no interval)"
        low, high = plain(self.low, self.unit), plain(self.high, self.unit)
        return f"{show(self.estimate, self.unit)} (95% interval {low} to {high})"

    @property
    def against_bar(self) -> str:
        """The verdict in a sentence, with the bar and what to do where the data cannot tell."""
        side = "below" if self.good == "above" else "above"
        verdict = self.verdict
        if verdict == NO_DATA:
            return "No data: there is nothing here to judge by."
        exact = self.low == self.high
        subject = "That" if exact else "The whole interval"
        if verdict == PROBLEM:
            return f"{subject} lies {side} the bar ({self.bar_words}): a problem."
        if verdict == FINE:
            return f"{subject} lies on the good side of the bar ({self.bar_words}): fine."
        if self.more is None:
            advice = "It sits so close to the bar that more counting is unlikely to settle it."
        else:
            advice = f"If things stay as they are, about {self.more:,} more {self.counted} would settle it."
        return f"The interval straddles the bar ({self.bar_words}): not sure yet. {advice}"

    def _repr_html_(self) -> str:
        return (
            '<p style="max-width:46em;line-height:1.5">'
            f"<strong>{self.verdict.capitalize()}.</strong> {html.escape(self.sentence)}</p>"
        )

    def __str__(self) -> str:
        return f"{self.verdict.capitalize()}. {self.sentence}"

    __repr__ = __str__


def judge(low: float | None, high: float | None, bar: float, good: str) -> str:
    """The verdict on an interval: whole on the bad side "problem", whole on the good side "fine".

    The bar itself counts as good. Otherwise "not sure yet", and "no data" where there is no interval.
    Raises ValueError if `good` is neither "above" nor "below".
    """
    if good not in ("above", "below"):
        raise ValueError(f'the good side of a bar is "above" or "below", got {good!r}')
    if low is None or high is None:
        return NO_DATA
    if good == "above":
        return FINE if low >= bar else PROBLEM if high < bar else NOT_SURE
    return FINE if high <= bar else PROBLEM if low > bar else NOT_SURE


def more_to_count(estimate: Estimate, bar: float, good: str) -> int | None:
    """How many more to count, if the estimate stayed as it is, until the interval clears the bar.

    In the unit of n, rounded up to a whole number. 0 if it is settled already; None if there is no
    estimate, or it lies so near the bar that counting would not settle it.
    """
    if estimate.scaled is None or estimate.estimate is None:
        return None

    def settles(factor: float) -> bool:
        triple = estimate.scaled(factor) if estimate.scaled else None
        return triple is not None and judge(triple[1], triple[2], bar, good) in (PROBLEM, FINE)

    if settles(1):
        return 0
    if not settles(_MOST_WORTH_COUNTING):
        return None
    # Bisection to half a unit of n, since more data only make the interval narrower.
    low, high = 1.0, float(_MOST_WORTH_COUNTING)
    while (high - low) * estimate.n > 0.5:
        middle = (low + high) / 2
        low, high = (low, middle) if settles(middle) else (middle, high)
    return math.ceil((high - 1) * estimate.n)


def show(value: float | None, unit: str) -> str:
    """A number as a reader writes it: "34%", "1.3 leads a day", "no limit" for infinity."""
    text = plain(value, unit)
    return text if value is None or math.isinf(value) or unit in _UNITS else f"{text} {unit}"


def plain(value: float | None, unit: str) -> str:
    """The same without a unit of words, for where that already stands: "34%", "1.3", "no limit"."""
    if value is None or math.isnan(value):
        return "unknown"
    if math.isinf(value):
        return "no limit"
    if unit in _UNITS:
        return _UNITS[unit].format(f"{100 * value:.0f}")
    size = abs(value)
    if size >= 100 or value == round(value) != 1:  # but "1.0 leads": one would be "1 lead"
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def tell(triple: Triple | None, unit: str = "") -> str:
    """An estimate with its limits, to print: "34% (26% to 43%)", "9 points (-1 to 19)", "no data"."""
    if triple is None:
        return NO_DATA
    estimate, low, high = (plain(value, unit) for value in triple)
    return f"{estimate} ({low.removesuffix(' points')} to {high.removesuffix(' points')})"
