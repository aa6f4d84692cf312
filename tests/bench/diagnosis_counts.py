"""What a typed count can tell, by exact sums; and how often unrelated series look linked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from course_lib.diagnosis import course_bar
from course_lib.finding import FINE, PROBLEM, judge
from course_lib.inquiry import SAMPLE
from course_lib.intervals import corr_ci, detrend, proportion
from course_lib.words import Reason

BUSIEST = 6  # of ten hours, on the busiest place: where a bar follows from the owner's horizon


@dataclass(frozen=True)
class Power:
    """Chances (0..1) at a room's recommended n, as its own definition has healthy and failing."""

    fine: float  # healthy called fine
    problem: float  # failing called a problem
    at_the_bar: float  # called a problem exactly at the bar
    in_clumps: float  # the same where clumps double the variance of the count
    opposite: float  # healthy called a problem, or failing called fine: the likelier


def power(reason: Reason, failing: float) -> Power | None:
    """Of a room whose count is a sample with a healthy rate; None for any other."""
    count, good = reason.count, reason.sign.good
    if count is None or count.kind != SAMPLE or count.healthy is None:
        return None
    n, bar = int(count.n or 0), course_bar(reason, BUSIEST)
    limits = [proportion(k, n) for k in range(n + 1)]
    words = [judge(one[1], one[2], bar, good) for one in limits if one]

    def chance(verdict: str, rates: np.ndarray) -> float:
        return float(sum(rate for rate, word in zip(rates, words, strict=True) if word == verdict))

    healthy, ill = binomial(n, count.healthy), binomial(n, failing)
    return Power(
        chance(FINE, healthy),
        chance(PROBLEM, ill),
        chance(PROBLEM, binomial(n, bar)),
        chance(PROBLEM, beta_binomial(n, bar)),
        max(chance(PROBLEM, healthy), chance(FINE, ill)),
    )


def binomial(n: int, share: float) -> np.ndarray:
    """The chance of each count 0 to n, of independent events."""
    k = np.arange(n + 1)
    return special.binom(n, k) * share**k * (1 - share) ** (n - k)


def beta_binomial(n: int, share: float, times: float = 2) -> np.ndarray:
    """The same where clumps make the variance so many `times` that of independent events."""
    size = (n - times) / (times - 1)  # of the beta distribution: a + b
    a, b, k = share * size, (1 - share) * size, np.arange(n + 1)
    return special.binom(n, k) * np.exp(special.betaln(k + a, n - k + b) - special.betaln(a, b))


WEEKS = 51  # new followers and leads of a year
MEAN = 9.0  # a week
DOUBLED = np.linspace(2 / 3, 4 / 3, WEEKS)  # growing to twice its start


def linked(seed: int, pairs: int, season: float, is_detrended: bool) -> float:
    """The share of unrelated pairs of growing weekly counts (Poisson) that a 95% interval calls linked.

    Both rise and fall with the year by `season` of their mean, at the same time.
    """
    rng, weeks = np.random.default_rng([seed, 15]), np.arange(WEEKS)
    busy = MEAN * DOUBLED * (1 + season * np.cos(2 * np.pi * weeks / 52))
    links = 0
    for _ in range(pairs):
        one, two = rng.poisson(busy), rng.poisson(busy)
        sides, spent = ((detrend(one), detrend(two)), 1) if is_detrended else ((one, two), 0)
        triple = corr_ci(*sides, spent=spent)
        links += triple is not None and (triple[1] > 0 or triple[2] < 0)
    return links / pairs
