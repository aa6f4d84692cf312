"""Two-sided 95% intervals for the estimates of the course.

Each function returns (estimate, low, high) as unrounded floats, or None where the data cannot say
anything. All of them assume independent events; campaigns and repeat customers make them too narrow.
`share_dispersion` measures by how much: count and total divided by it give the interval that clumps
leave. Integers of any size are taken as floats first: 200 + 100 of numpy's small integers is 44.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

from course_lib import quantiles
from course_lib.quantiles import ABOVE, BELOW

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike

Triple = tuple[float, float, float]

Z = NormalDist().inv_cdf(0.975)  # 1.96: two-sided 95%
LEVEL, TAIL = 0.95, 0.025  # and the half of what it leaves, on either side

EXACT_UP_TO = 20  # of how many a share has Clopper and Pearson's interval
# How much likelier than it says one limit of a share may be to miss: 3.5 for 2.5 in a hundred.
_EXCESS = 1.4
_LEAST_FREEDOM = 6


def proportion(k: float, n: float, level: float = LEVEL) -> Triple | None:
    """Share k / n with the interval that a verdict is given by: exact for few, Wilson's for many.

    Up to 20 it is Clopper and Pearson's. Above, Wilson's, whose one limit misses a truth near 0 or 1 in
    up to 4.7 of 100 cases instead of 2.5 (n = 25 at 0.2); where it would be in more than 3.5, that limit
    is moved out to the exact one that misses in 3.5. k and n need not be whole. None if n is 0. Raises
    ValueError unless 0 <= k <= n.
    """
    k, n = float(k), float(n)
    if n <= EXACT_UP_TO:
        return clopper_pearson(k, n, level)
    triple, exact = wilson(k, n, level), clopper_pearson(k, n, 1 - _EXCESS * (1 - level))
    assert triple is not None and exact is not None  # n is above 20
    return triple[0], min(triple[1], exact[1]), max(triple[2], exact[2])


def clopper_pearson(k: float, n: float, level: float = LEVEL) -> Triple | None:
    """Share k / n with the exact interval: each limit misses in at most half of 1 - level, whatever the truth.

    None if n is 0. Raises ValueError unless 0 <= k <= n. Source: C. J. Clopper and E. S. Pearson, "The use
    of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26 (1934),
    404-413, by quantiles of the beta distribution, which also serve a k and n that are not whole.
    """
    k, n = float(k), float(n)
    if n == 0:
        return None
    if not 0 <= k <= n:
        raise ValueError(f"a share needs 0 <= k <= n, got k={k} and n={n}")
    tail = (1 - level) / 2
    # A beta distribution with a parameter of 0 has no quantiles; the limits of its quantiles are 0 and 1.
    low = quantiles.beta(tail, BELOW, k, n - k + 1) if k > 0 else 0.0
    high = quantiles.beta(tail, ABOVE, k + 1, n - k) if k < n else 1.0
    return k / n, low, high


def wilson(k: float, n: float, level: float = LEVEL) -> Triple | None:
    """Share k / n with Wilson's score interval, between 0 and 1.

    None if n is 0. Raises ValueError unless 0 <= k <= n. Source: E. B. Wilson, "Probable inference, the
    law of succession, and statistical inference", JASA 22 (1927), 209-212; no continuity correction.
    """
    k, n = float(k), float(n)
    if n == 0:
        return None
    if not 0 <= k <= n:
        raise ValueError(f"a share needs 0 <= k <= n, got k={k} and n={n}")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = k / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    # Exact at the ends, where rounding would leave -1e-17 or 1.0000000000000002.
    low = 0.0 if k == 0 else centre - half
    high = 1.0 if k == n else centre + half
    return share, low, high


def poisson_ci(k: float, exposure: float) -> Triple | None:
    """Events per unit of exposure with the exact Poisson interval, from 0 upwards.

    `exposure` is in the unit you want the rate in: days, tens of hours, thousands of followers.
    None if exposure is not positive. Raises ValueError if k is negative. Source: F. Garwood, "Fiducial
    limits for the Poisson distribution", Biometrika 28 (1936), 437-442, by quantiles of the gamma
    distribution (half a chi-squared quantile), which also serve a k that is no whole number.
    """
    k, exposure = float(k), float(exposure)
    if not exposure > 0:  # NaN, the mean of nothing, is not positive either
        return None
    if k < 0:
        raise ValueError(f"a count cannot be negative, got {k}")
    # A gamma distribution of shape 0 has no quantiles; the limit of its lower one is 0.
    low = quantiles.gamma(TAIL, BELOW, k) if k > 0 else 0.0
    high = quantiles.gamma(TAIL, ABOVE, k + 1)
    return k / exposure, low / exposure, high / exposure


def newcombe(k1: float, n1: float, k2: float, n2: float) -> Triple | None:
    """Difference of two shares, k1/n1 - k2/n2, with Newcombe's hybrid score interval, between -1 and 1.

    None if either n is 0. Raises ValueError unless 0 <= k <= n on both sides. Source: R. G. Newcombe,
    "Interval estimation for the difference between independent proportions: comparison of eleven
    methods", Statistics in Medicine 17 (1998), 873-890, method 10.
    """
    first, second = wilson(k1, n1), wilson(k2, n2)
    if first is None or second is None:
        return None
    (p1, low1, high1), (p2, low2, high2) = first, second
    gap = p1 - p2
    low = gap - math.hypot(p1 - low1, high2 - p2)
    high = gap + math.hypot(high1 - p1, p2 - low2)
    return gap, low, high


def rate_ratio(k1: float, exposure1: float, k2: float, exposure2: float) -> Triple | None:
    """Ratio of two event rates, (k1/exposure1) / (k2/exposure2).

    Given k1 + k2 events, the first side's share is binomial; its Wilson interval, turned into odds,
    is the interval of the ratio. So 0 events on the second side give an infinite ratio with a finite
    lower limit. None if both counts are 0 or an exposure is not positive. Source
    of the conditioning: J. Przyborowski and H. Wilenski, "Homogeneity of results in testing samples
    from Poisson series", Biometrika 31 (1940), 313-323.
    """
    k1, exposure1, k2, exposure2 = float(k1), float(exposure1), float(k2), float(exposure2)
    share = wilson(k1, k1 + k2)
    if exposure1 <= 0 or exposure2 <= 0 or share is None:
        return None
    # Odds of events become a ratio of rates once each side is divided by its exposure.
    scale = exposure2 / exposure1
    return tuple(scale * part / (1 - part) if part < 1 else math.inf for part in share)  # type: ignore[return-value]


def share_dispersion(good: ArrayLike, counted: ArrayLike) -> float:
    """What to divide k and n by, for an interval that allows for clumps: 1 or more, 1 where nothing tells.

    `good` of `counted` in each block are 1-d and read as float; empty blocks are left out. Pearson's
    chi-squared over its degrees of freedom (blocks - 1) says how much more the blocks differ than luck
    alone would have it; as it is itself estimated, Student's t takes the place of 1.96, with no fewer
    than six degrees of freedom. Never below 1. Sources: P. McCullagh and J. A. Nelder, "Generalized
    Linear Models", 2nd ed. (1989), 4.5, for the estimate; J. N. K. Rao and A. J. Scott, "A simple method
    for the analysis of clustered binary data", Biometrics 48 (1992), 577-585, for dividing both counts.
    In simulated years whose weeks carry over, a 95% interval covered 91 to 92%, where it had 70 without.
    """
    import numpy as np

    k, n = np.asarray(good, dtype=float), np.asarray(counted, dtype=float)
    k, n = k[n > 0], n[n > 0]
    if len(n) < 2 or k.sum() in (0, n.sum()):  # all alike: nothing tells clumps from luck
        return 1.0
    share = k.sum() / n.sum()
    chi_squared = float(((k - n * share) ** 2 / (n * share * (1 - share))).sum())
    freedom = len(n) - 1
    # Below six, Student's t would say that two blocks tell nothing at all.
    student = quantiles.student(TAIL, max(freedom, _LEAST_FREEDOM))
    return max(1.0, chi_squared / freedom * (student / Z) ** 2)


def welch(a: ArrayLike, b: ArrayLike) -> Triple | None:
    """Mean of a minus mean of b with Welch's t interval, in the unit of the values; spreads may differ.

    `a` and `b` are 1-d and read as float. None if either side has fewer than two values. Source: B. L.
    Welch, "The generalization of 'Student's' problem when several different population variances are
    involved", Biometrika 34 (1947), 28-35, with Satterthwaite's degrees of freedom. Simulated coverage
    at 4 to 8 weeks a side was 94 to 96%, where a percentile bootstrap gave 86 to 92%.
    """
    import numpy as np

    one, two = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if len(one) < 2 or len(two) < 2:
        return None
    gap = float(one.mean() - two.mean())
    parts = np.array([one.var(ddof=1) / len(one), two.var(ddof=1) / len(two)])
    if parts.sum() == 0:  # neither side varies: the degrees of freedom would be 0 / 0
        return gap, gap, gap
    freedom = parts.sum() ** 2 / (parts**2 / [len(one) - 1, len(two) - 1]).sum()
    half = quantiles.student(TAIL, freedom) * math.sqrt(parts.sum())
    return gap, gap - half, gap + half


def detrend(values: ArrayLike) -> np.ndarray:
    """What is left of a series after its least-squares line is taken out: a float array of its length.

    Two series that merely both grow correlate strongly; what is left shows whether they move together,
    or share a season. The line costs a degree of freedom: `corr_ci(..., spent=1)`.
    """
    import numpy as np

    series = np.asarray(values, dtype=float)
    if len(series) < 2:  # a line through one point leaves nothing of it
        return series - series
    steps = np.arange(len(series), dtype=float)
    slope, start = np.polyfit(steps, series, 1)
    return series - (start + slope * steps)


def corr_ci(a: ArrayLike, b: ArrayLike, spent: int = 0) -> Triple | None:
    """Pearson's correlation with Fisher's z interval, between -1 and 1.

    `a` and `b` are 1-d and read as float. `spent` says how many degrees of freedom were taken from both
    beforehand: 1 for a trend (`detrend`). None with fewer than 4 + spent pairs, or if either side does
    not vary. Raises ValueError if the lengths differ. Sources: R. A. Fisher, "On the 'probable error' of
    a coefficient of correlation deduced from a small sample", Metron 1 (1921), 3-32: atanh r is about
    normal with the variance 1 / (n - 3); and "The distribution of the partial correlation coefficient",
    Metron 3 (1924), 329-332: each variable taken out costs one of the n.
    """
    import numpy as np

    one, two = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if len(one) != len(two):
        raise ValueError(f"a correlation needs pairs, got {len(one)} and {len(two)} values")
    # A detrended straight line is zero but for rounding; its "correlation" would be noise.
    flat = [
        np.ptp(side) <= 1e-9 * max(1.0, float(np.abs(side).max()))
        for side in (one, two)
        if len(side)
    ]
    if len(one) < 4 + spent or any(flat):
        return None
    r = float(np.clip(np.corrcoef(one, two)[0, 1], -1, 1))
    if abs(r) > 1 - 1e-12:  # 1 but for rounding, and atanh(1) is infinite
        return r, r, r
    half = Z / math.sqrt(len(one) - spent - 3)
    return r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)
