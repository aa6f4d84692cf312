"""What every sign says of simulated businesses whose truth is known: the rows behind diagnosis.md.

A business here is measured through the catalogue, so that a reason that is new is measured too. Verdicts
travel between processes as `Said`, without their sentences.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from statistics import median

import pandas as pd

from course_lib import catalogue
from course_lib.finding import PROBLEM, judge
from course_lib.simulate.business import business
from course_lib.simulate.clumps import clumpy
from course_lib.simulate.world import World
from course_lib.tables import TABLES, Shop
from course_lib.tables.data_dictionary import DATE, DATETIME

WORLDS = {"even": World(), "clumpy": clumpy(World(side_effects=1.0))}
SEVERITIES = (0.25, 0.5, 0.75, 1.0)
MILD, PLAIN = 0.5, 1.0
FEW_WEEKS = 8
# Lists of what there is, without a time at which each row happened.
_STANDING = ("goals", "accounts", "presence", "visits", "numbers")


@dataclass(frozen=True)
class Said:
    """A finding without its sentences; see `course_lib.finding.Finding`."""

    verdict: str
    good: str
    k: float
    n: float
    estimate: float | None
    low: float | None
    high: float | None
    unit: str


Everything = dict[int, Said]  # by reason


def measured(number: int, shop: Shop) -> Said:
    """One sign's finding on a shop."""
    one = catalogue.measure(number, shop)
    return Said(one.verdict, one.good, one.k, one.n, one.estimate, one.low, one.high, one.unit)


def everything(shop: Shop) -> Everything:
    """Every sign's finding on a shop."""
    return {room.number: measured(room.number, shop) for room in catalogue.reasons()}


def year(world: str, failures: dict[int, float], seed: int) -> Everything:
    """Every sign's finding on one simulated year."""
    return everything(business("Any", seed, failures, WORLDS[world]))


def year_and_weeks(world: str, seed: int) -> tuple[Everything, Everything]:
    """Of a healthy business: every sign's finding on its year, and on the last eight weeks of it."""
    shop = business("Any", seed, {}, WORLDS[world])
    return everything(shop), everything(latest(shop))


def alone(number: int, severity: float, world: str, seed: int) -> Said:
    """One sign's finding on a business with its own failure planted; only its own tables are made."""
    return measured(number, _with_failure(number, severity, world, seed))


def alone_and_weeks(number: int, severity: float, world: str, seed: int) -> tuple[Said, Said]:
    """The same on the year and on its last eight weeks."""
    shop = _with_failure(number, severity, world, seed)
    return measured(number, shop), measured(number, latest(shop))


def _with_failure(number: int, severity: float, world: str, seed: int) -> Shop:
    only = set(catalogue.needs(number)) | set(catalogue.extras(number))
    return business("Any", seed, {number: severity}, WORLDS[world], only=only)


def latest(shop: Shop, weeks: int = FEW_WEEKS) -> Shop:
    """The last weeks of a simulated shop, as one that opened then would have them."""
    frames = {}
    for name, table in TABLES.items():
        if not shop.has(name):
            continue
        frame = getattr(shop, name)
        when = next((c.name for c in table.columns if c.kind in (DATE, DATETIME)), None)
        if name in _STANDING:
            frames[name] = frame
        elif "week" in frame.columns:
            last = frame["week"].max()
            frames[name] = frame[frame["week"] > last - weeks]
        elif when is not None:
            since = frame[when].max().normalize() - pd.Timedelta(days=7 * weeks - 1)
            frames[name] = frame[frame[when] >= since]
    return Shop.of(shop.name, frames)


def truth(findings: Sequence[Said]) -> float | None:
    """What all businesses of one kind give together; None where no sign gave an interval.

    The pooled count, or the median of the estimates where nothing can be pooled: it is off by a
    fifteenth of one interval's width or so.
    """
    known = [one for one in findings if one.estimate is not None and one.low is not None]
    if not known or all(one.low == one.high for one in known):
        return None
    pooled = sum(one.k for one in known) / sum(one.n for one in known)
    shares = known[0].unit == "share" and all(
        math.isclose(one.k / one.n, one.estimate or 0, abs_tol=1e-9) for one in known
    )
    return pooled if shares else median(one.estimate for one in known if one.estimate is not None)


def inside(findings: Sequence[Said]) -> tuple[int, int] | None:
    """(k, n): of n intervals k hold the truth; None for signs without one."""
    true = truth(findings)
    known = [one for one in findings if one.low is not None and one.high is not None]
    if true is None:
        return None
    return sum((one.low or 0) <= true <= (one.high or math.inf) for one in known), len(known)


def false_at_the_bar(findings: Sequence[Said]) -> tuple[int, int] | None:
    """(k, n): were the bar where the truth is, k of n would be called a problem; None without intervals."""
    true = truth(findings)
    if true is None:
        return None
    return sum(judge(one.low, one.high, true, one.good) == PROBLEM for one in findings), len(
        findings
    )


def verdicts(findings: Iterable[Said]) -> Counter[str]:
    """How often each verdict was given."""
    return Counter(one.verdict for one in findings)


@dataclass(frozen=True)
class Years:
    """All that was simulated. `alone` and `weeks` are by reason and severity, `neighbours` by reason."""

    healthy: dict[str, list[Everything]]  # by world
    healthy_weeks: list[Everything]
    mild: dict[str, list[Everything]]  # every failure at once, half way: near most bars
    alone: dict[tuple[int, float], list[Said]]
    weeks: dict[int, list[Said]]
    neighbours: dict[int, list[Everything]]


def simulate(each: int, first_seed: int, workers: Executor) -> Years:
    """`each` businesses of every kind, and more of the healthy and of the mild ones."""
    numbers = [room.number for room in catalogue.reasons()]
    all_mild = dict.fromkeys(numbers, MILD)
    few, many = range(first_seed, first_seed + each), range(first_seed, first_seed + 8 * each)
    some = many[: 6 * each]
    healthy = workers.map(partial(year_and_weeks, "clumpy"), many, chunksize=10)
    even = workers.map(partial(year, "even", {}), many[: 4 * each], chunksize=10)
    mild = {
        world: workers.map(partial(year, world, all_mild), some, chunksize=10) for world in WORLDS
    }
    curve = {
        (number, severity): workers.map(
            partial(alone, number, severity, "clumpy"), few, chunksize=25
        )
        for number in numbers
        for severity in SEVERITIES[:-1]
    }
    plain = {
        number: workers.map(partial(alone_and_weeks, number, PLAIN, "clumpy"), few, chunksize=25)
        for number in numbers
    }
    neighbours = {
        number: workers.map(partial(year, "clumpy", {number: PLAIN}), few[: each // 3], chunksize=6)
        for number in numbers
    }
    both = list(healthy)
    plain_both = {number: list(results) for number, results in plain.items()}
    found = {key: list(results) for key, results in curve.items()}
    found |= {(number, PLAIN): [one for one, _ in pairs] for number, pairs in plain_both.items()}
    return Years(
        healthy={"clumpy": [one for one, _ in both], "even": list(even)},
        healthy_weeks=[weeks for _, weeks in both],
        mild={world: list(results) for world, results in mild.items()},
        alone=found,
        weeks={number: [weeks for _, weeks in pairs] for number, pairs in plain_both.items()},
        neighbours={number: list(results) for number, results in neighbours.items()},
    )
