"""Quantiles of the distributions that the intervals rest on, in plain Python.

scipy.special has them too, but takes a tenth of a second to load, longer than all the widgets of a lesson, and a
browser's Python would have to download it first; one of these takes a tenth of a millisecond. The tests hold them
to scipy's.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

BELOW, ABOVE = 0, 1  # the side of a quantile on which its mass lies
_TINY = 1e-300  # in place of 0, by which nothing could be divided
_KNOWN = 4096  # quantiles kept, for a lesson or a simulation asks for the same ones again and again
_STEPS = 200  # of Newton's, which takes about six; halving alone takes 60

_Masses = tuple[float, float]  # below a place and above it


@lru_cache(_KNOWN)
def beta(mass: float, side: int, a: float, b: float) -> float:
    """Where a beta distribution (a, b > 0) has so much of its mass (0..1) on that side, BELOW or ABOVE."""
    # Numpy's would be kept, and returned for a float as well.
    mass, a, b = float(mass), float(a), float(b)
    if side == BELOW and b == 1:
        return mass ** (1 / a)
    if side == ABOVE and a == 1:
        return -math.expm1(math.log(mass) / b)

    def slope(x: float) -> float:
        return a * b / (a + b) * _binomial(a, b, x) / (x * (1 - x))

    return _solved(mass, side, a / (a + b), 1.0, lambda x: _beta_masses(x, a, b), slope)


@lru_cache(_KNOWN)
def gamma(mass: float, side: int, shape: float) -> float:
    """Where a gamma distribution (shape > 0, scale 1) has so much of its mass (0..1) on that side."""
    mass, shape = float(mass), float(shape)
    if side == ABOVE and shape == 1:
        return -math.log(mass)

    def slope(x: float) -> float:
        return shape / x * _poisson(shape, x)

    return _solved(mass, side, shape, math.inf, lambda x: _gamma_masses(x, shape), slope)


def student(mass: float, freedom: float) -> float:
    """What Student's t with these degrees of freedom (1 or more) goes beyond, above, with this chance (0..0.5)."""
    # t^2 / (t^2 + freedom) has a beta distribution; both tails of t are its upper one.
    x = beta(2 * mass, ABOVE, 0.5, freedom / 2)
    return math.sqrt(freedom * x / (1 - x))


def _solved(
    mass: float,
    side: int,
    start: float,
    high: float,
    masses: Callable[[float], _Masses],
    slope: Callable[[float], float],
) -> float:
    """The place between 0 and `high` that has so much on that side, by Newton's steps held between bounds.

    `slope` is how fast the mass below grows there.
    """
    low, x = 0.0, start
    for _ in range(_STEPS):
        tail = masses(x)[side]
        if (side == BELOW) == (tail > mass):
            high = x
        else:
            low = x
        steepness = slope(x)
        following = math.nan
        if tail > 0 and steepness > 0:
            # Of the logarithm of the mass, for a tail is nearly a power; below, of that of x too.
            move = tail * math.log(tail / mass) / steepness
            following = x * math.exp(min(-move / x, 700)) if side == BELOW else x + move
        if low < following < high:
            if abs(following - x) <= 1e-9 * x:  # what is left after a step is about its square
                return following
        else:
            following = (low + high) / 2 if high < math.inf else 2 * x
            if following in (low, high):
                return following
        x = following
    return x


def _beta_masses(x: float, a: float, b: float) -> _Masses:
    """A beta distribution's mass below x and above it, by its continued fraction (NIST's DLMF 8.17.22)."""
    front = _binomial(a, b, x)
    if x < (a + 1) / (a + b + 2):
        below = front * b / (a + b) * _beta_fraction(x, a, b)
        return below, 1 - below
    above = front * a / (a + b) * _beta_fraction(1 - x, b, a)
    return 1 - above, above


def _beta_fraction(x: float, a: float, b: float) -> float:
    """The continued fraction, worked out from its beginning as W. J. Lentz does (Applied Optics 15, 1976)."""
    c = 1.0
    d = product = 1 / _apart(1 - (a + b) * x / (a + 1))
    m = 0
    while True:
        m += 1
        both = a + 2 * m
        for part in (
            m * (b - m) * x / ((both - 1) * both),
            -(a + m) * (a + b + m) * x / (both * (both + 1)),
        ):
            d = 1 / _apart(1 + part * d)
            c = _apart(1 + part / c)
            product *= d * c
        if abs(d * c - 1) < 4e-16:
            return product


def _gamma_masses(x: float, shape: float) -> _Masses:
    """A gamma distribution's mass below x and above it, by series or continued fraction (DLMF 8.7.1 and 8.9.2)."""
    front = _poisson(shape, x)
    if x < shape + 1:
        term = total = 1.0
        place = shape
        while term > 1e-17 * total:
            place += 1
            term *= x / place
            total += term
        return front * total, 1 - front * total
    b = x + 1 - shape
    c, d = 1 / _TINY, 1 / b
    product = d
    m = 0
    while True:
        m += 1
        part, b = -m * (m - shape), b + 2
        d = 1 / _apart(b + part * d)
        c = _apart(b + part / c)
        product *= d * c
        if abs(d * c - 1) < 4e-16:
            above = front * shape * product
            return 1 - above, above


def _apart(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _binomial(a: float, b: float, x: float) -> float:
    """The binomial chance of a among a + b at x, without loss where they are large.

    Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
    """
    n = a + b
    gap = a - n * x  # n * (1 - x) would lose what makes b differ from it
    apart = _deviance(a, n * x, gap) + _deviance(b, n * (1 - x), -gap)
    return math.exp(_stirling(n) - _stirling(a) - _stirling(b) - apart) * math.sqrt(
        n / (2 * math.pi * a * b)
    )


def _poisson(k: float, mean: float) -> float:
    """The Poisson chance of k at a mean; the same source."""
    return math.exp(-_stirling(k) - _deviance(k, mean, k - mean)) / math.sqrt(2 * math.pi * k)


def _stirling(n: float) -> float:
    """The logarithm of n! less Stirling's approximation of it."""
    if n <= 15:
        return math.lgamma(n + 1) - (n + 0.5) * math.log(n) + n - math.log(2 * math.pi) / 2
    square = n * n
    series = 1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square
    return (1 / 12 - (1 / 360 - series / square) / square) / n


def _deviance(k: float, mean: float, gap: float) -> float:
    """k log(k / mean) + mean - k, where k - mean is the gap; by a series where the two are near each other."""
    if mean == 0:
        return math.inf
    if abs(gap) >= 0.1 * (k + mean):
        return k * math.log(k / mean) + mean - k
    v = gap / (k + mean)
    total, term, odd = gap * v, 2 * k * v, 1
    while True:
        term *= v * v
        odd += 2
        if total + term / odd == total:
            return total
        total += term / odd
