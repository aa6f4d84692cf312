"""An estimate with its 95% interval, held against a bar: the verdict, and the sentences that give it."""

from __future__ import annotations

import html
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from course_lib import blocks, grammar
from course_lib.intervals import Triple, proportion, share_dispersion

if TYPE_CHECKING:
    import pandas as pd

PROBLEM, FINE, NOT_SURE, NO_DATA = "problem", "fine", "not sure yet", "no data"
NOT_FOR_YOU = "not for you"  # the question does not arise, or belongs to another reason
VERDICTS = (PROBLEM, NOT_SURE, FINE, NO_DATA, NOT_FOR_YOU)  # as lists of them go
LEAST = 5  # of a sample; fewer give no verdict, whatever their interval
# Counting on until it settles would call a business at its bar a problem in 12 of 100 cases, not in 3.
AGAIN = "Look again on your review day, and not before: counting on until it settles would settle too much."
LEANS = 0.8  # an interval this sure, wholly on one side, says which way a verdict leans

# How each unit is written for a reader; `{}` takes the number. Shares are stored as 0..1.
_UNITS = {"share": "{}%", "points": "{} points"}


@dataclass(frozen=True)
class Estimate:
    """A number from data with its 95% interval, before any verdict: what a room's sign returns.

    `estimate`, `low` and `high` are in `unit` ("share" means 0..1, "points" a difference of two
    shares; any other unit is a word or phrase such as "leads a day"). All three are None where the
    data cannot say. A complete count (every account there is) has low = high = estimate.
    `bar` and `facts`, where given, take the place of the room's own.
    `likely` is a share's 80% interval, (low, high). `ruling` is the verdict where no interval gives it,
    `instead` the one that takes the place of a problem, `remark` a sentence for the end (with `instead`, only
    there). `other` is the estimate if what is not known were the other way round: there is a verdict only
    where both have the same.
    """

    k: float
    n: float
    estimate: float | None
    low: float | None
    high: float | None
    unit: str = "share"
    bar: float | None = None
    facts: str | None = None
    likely: tuple[float, float] | None = None
    ruling: str = ""
    instead: str = ""
    remark: str = ""
    other: Estimate | None = None


def share(k: int, n: int) -> Estimate:
    """k of n as a share with the interval of `intervals.proportion`; without an estimate if n is 0.

    Raises ValueError unless 0 <= k <= n.
    """
    return replace(_estimate(k, n, proportion(k, n), "share"), likely=likely(k, n))


def likely(k: float, n: float) -> tuple[float, float] | None:
    """The 80% interval of a share, (low, high), by which a verdict may lean; None if n is 0."""
    triple = proportion(k, n, LEANS)
    return None if triple is None else (triple[1], triple[2])


def ruled(ruling: str, facts: str) -> Estimate:
    """A verdict that a question gives, without a number; `facts` is what it rests on, with {who} for whose."""
    return Estimate(0, 0, None, None, None, facts=facts, ruling=ruling)


def bounded(least: Estimate, most: Estimate, unknown: str) -> Estimate:
    """The estimate where something is not known: if none of that counted, and if all of it did.

    Where both have the same verdict at the bar it is that, else no data. `unknown` says how many of what,
    such as "12 posts have a kind that is not known".
    """
    return replace(least, other=most, remark=f"{unknown[0].upper()}{unknown[1:]}.")


def either_way(
    measure: Callable[[pd.Series], Estimate], sure: pd.Series, unclear: pd.Series, unknown: str
) -> Estimate:
    """What `measure` makes of the rows that are `sure` to count, `bounded` by those that are `unclear` besides.

    Both are boolean, without blanks. `unknown` is a template of `grammar.fill`, of which n is how many
    rows are unclear and not sure: "of {n:# buyer|# buyers} nobody noted the source".
    """
    least, either = measure(sure), sure | unclear
    hanging = int(either.sum() - sure.sum())
    return bounded(least, measure(either), grammar.fill(unknown, n=hanging)) if hanging else least


def complete_rows(rows: pd.Series) -> Estimate:
    """The share of rows that are true (boolean), where the table holds all there is."""
    return complete(int(rows.sum()), len(rows))


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
    triple = proportion(total / spread_out, rows / spread_out)
    estimate = _estimate(total, rows, triple, "share")
    return replace(estimate, likely=likely(total / spread_out, rows / spread_out))


def complete(k: float, n: float) -> Estimate:
    """k of n as a share where all there is was counted: no sampling, so no interval. No estimate if n is 0."""
    triple = None if n == 0 else (k / n, k / n, k / n)
    return _estimate(k, n, triple, "share")


def spread(k: float, n: float, triple: Triple | None, unit: str) -> Estimate:
    """Any other estimate with its interval (Welch, a rate ratio, a correlation) from n observations."""
    return _estimate(k, n, triple, unit)


def nothing(unit: str, why: str) -> Estimate:
    """No estimate at all, because of what the sentence `why` says."""
    facts = grammar.literal(why.removesuffix("."))
    return Estimate(0, 0, None, None, None, unit, facts=facts)


def _estimate(k: float, n: float, triple: Triple | None, unit: str) -> Estimate:
    estimate, low, high = triple if triple is not None else (None, None, None)
    return Estimate(k, n, estimate, low, high, unit)


@dataclass(frozen=True)
class Finding:
    """An estimate held against its bar. Numbers are in `unit`; see `Estimate`.

    `good` names the good side of the bar: "above" or "below". `facts` is the sentence of what was
    counted, `bar_words` the bar in words, `counted` what n counts ("questions", "days").
    `ruling` is the verdict where a question gave it, or softened what the interval says; `remark` a sentence
    for the end, `advice` what to do where it is not sure. Where a question alone gave the verdict there is
    no estimate.
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
    likely: tuple[float, float] | None = None
    ruling: str = ""
    remark: str = ""
    advice: str = AGAIN

    @property
    def verdict(self) -> str:
        """One of "problem", "fine", "not sure yet", "no data", "not for you": see `judge`.

        A ruling comes first, and fewer than LEAST of a sample give no verdict.
        """
        return self.ruling or (NOT_SURE if self.few else self.measured)

    @property
    def measured(self) -> str:
        """The verdict of the interval alone, whatever a question says beside it and however few there are."""
        return judge(self.low, self.high, self.bar, self.good)

    @property
    def by_question(self) -> bool:
        """Whether a question gave the verdict, and no count."""
        return bool(self.ruling) and self.estimate is None

    @property
    def few(self) -> bool:
        """Whether this is a share of a sample that is too small for any verdict."""
        return self.unit == "share" and self.low != self.high and self.n < LEAST

    @property
    def leaning(self) -> str:
        """PROBLEM or FINE where the verdict is not sure and the 80% interval lies on one side; else ""."""
        if self.verdict != NOT_SURE or self.few or self.likely is None:
            return ""
        side = judge(*self.likely, self.bar, self.good)
        return "" if side == NOT_SURE else side

    @property
    def outcome(self) -> str:
        """The verdict for a reader, with the way it leans, if it does: "not sure yet, leaning to fine"."""
        if not self.leaning:
            return self.verdict
        return (
            f"{self.verdict}, leaning to {'a problem' if self.leaning == PROBLEM else self.leaning}"
        )

    @property
    def sentence(self) -> str:
        """What was counted, the estimate with its interval and the verdict, for a reader."""
        if self.by_question:
            return " ".join(filter(None, (f"{self.facts}.", self.remark)))
        if self.verdict == NO_DATA:
            return " ".join(filter(None, (f"{self.facts}.", self.remark, self.against_bar)))
        return " ".join(
            filter(None, (f"{self.facts}: {self.figures}.", self.against_bar, self.remark))
        )

    @property
    def evidence(self) -> str:
        """What was counted and where the bar lies, for a reader who is to judge by that."""
        if self.estimate is None:
            return f"{self.facts}."
        good = "or more" if self.good == "above" else "or less"
        bar = f"{self.bar_words}; {show(self.bar, self.unit)} {good} is fine"
        return f"{self.facts}: {self.figures}. The bar: {bar}."

    @property
    def figures(self) -> str:
        """The estimate with its interval, such as "34% (95% interval 26% to 43%)"."""
        if self.by_question:
            return "settled by a question" if self.ruling != NO_DATA else NO_DATA
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
        if self.few:
            return f"Fewer than {LEAST} {self.counted} say nothing yet: not sure yet. {self.advice}"
        exact = self.low == self.high
        subject = "That" if exact else "The whole interval"
        if self.measured == PROBLEM:
            end = "a problem" if verdict == PROBLEM else "that alone would be a problem"
            return f"{subject} lies {side} the bar ({self.bar_words}): {end}."
        if self.measured == FINE:
            end = FINE if verdict == FINE else "that alone would be fine"
            return f"{subject} lies on the good side of the bar ({self.bar_words}): {end}."
        return f"The interval straddles the bar ({self.bar_words}): {self.outcome}. {self.advice}"

    def _repr_html_(self) -> str:
        return (
            '<p style="max-width:46em;line-height:1.5">'
            f"<strong>{self.outcome.capitalize()}.</strong> {html.escape(self.sentence)}</p>"
        )

    def __str__(self) -> str:
        return f"{self.outcome.capitalize()}. {self.sentence}"

    __repr__ = __str__


def doubted(finding: Finding, why: str) -> Finding:
    """The same finding as one that settles nothing, and `why`; what a question settled stays."""
    if finding.by_question or finding.verdict == NO_DATA:
        return finding
    return replace(finding, ruling=NOT_SURE, remark=" ".join(filter(None, (finding.remark, why))))


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
        text = _UNITS[unit].format(f"{100 * value:.0f}")
        return text.removesuffix("s") if text in ("1 points", "-1 points") else text
    size = abs(value)
    if size >= 100 or value == round(value) != 1:  # but "1.0 leads": one would be "1 lead"
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def tell(triple: Triple | None, unit: str = "") -> str:
    """An estimate with its limits, to print: "34% (26% to 43%)", "9 points (-1 to 19)", "no data"."""
    if triple is None:
        return NO_DATA
    estimate, low, high = (plain(value, unit) for value in triple)
    return f"{estimate} ({_bare(low)} to {_bare(high)})"


def _bare(text: str) -> str:
    return text.removesuffix("s").removesuffix(" point")
