"""The intervals agree with published and hand-computed examples, and say None where nothing is known."""

import math

import numpy as np
import pytest

from course_lib.intervals import corr_ci, detrend, newcombe, poisson_ci, rate_ratio, welch, wilson


def rounded(triple, digits=2):
    return tuple(round(part, digits) for part in triple)


@pytest.mark.parametrize(
    ("got", "wanted"),
    [
        (lambda: wilson(60, 400), (0.15, 0.12, 0.19)),
        (lambda: wilson(0, 12), (0.0, 0.0, 0.24)),
        (lambda: wilson(11, 20), (0.55, 0.34, 0.74)),
        (lambda: poisson_ci(18, 14), (1.29, 0.76, 2.03)),
        (lambda: poisson_ci(6, 2), (3.0, 1.1, 6.53)),
        (lambda: newcombe(6, 20, 3, 20), (0.15, -0.11, 0.39)),
        (lambda: newcombe(30, 100, 15, 100), (0.15, 0.03, 0.26)),
        (lambda: rate_ratio(12, 4, 8, 4), (1.5, 0.63, 3.57)),
    ],
)
def test_the_worked_examples_of_the_lessons_come_out(got, wanted):
    assert rounded(got()) == wanted


def test_newcombe_reproduces_the_example_of_his_paper():
    # Newcombe 1998, table II (a): 56/70 - 48/80, method 10.
    assert rounded(newcombe(56, 70, 48, 80), 4) == (0.2, 0.0524, 0.3339)


def test_garwood_limits_for_no_events_are_the_rule_of_three_made_exact():
    assert poisson_ci(0, 1)[2] == pytest.approx(-math.log(0.025))


@pytest.mark.parametrize(
    "nothing",
    [
        wilson(0, 0),
        poisson_ci(3, 0),
        newcombe(1, 2, 0, 0),
        rate_ratio(0, 4, 0, 4),
        rate_ratio(3, 0, 2, 4),
        welch([1.0], [1.0, 2.0]),
        corr_ci([1, 2, 3], [3, 2, 1]),
        corr_ci([1, 1, 1, 1, 1], [1, 2, 3, 4, 5]),
    ],
)
def test_an_impossible_estimate_is_none_and_never_zero(nothing):
    assert nothing is None


def test_an_empty_second_side_leaves_the_ratio_without_an_upper_limit():
    ratio, low, high = rate_ratio(3, 1, 0, 1)
    assert ratio == high == math.inf
    assert 0 < low < math.inf


@pytest.mark.parametrize("k", [-1, 21])
def test_wilson_refuses_a_count_outside_its_total(k):
    with pytest.raises(ValueError, match="0 <= k <= n"):
        wilson(k, 20)


def test_welch_agrees_with_a_textbook_t_interval_for_equal_spreads():
    # Equal n and variance: the classic two-sample t with 6 degrees of freedom, t = 2.4469.
    a, b = [1.0, 2.0, 3.0, 4.0], [3.0, 4.0, 5.0, 6.0]
    half = 2.4469 * math.sqrt(2 * np.var(a, ddof=1) / 4)
    assert rounded(welch(a, b), 3) == rounded((-2.0, -2.0 - half, -2.0 + half), 3)


def test_detrending_leaves_nothing_of_a_straight_line():
    assert detrend([2, 4, 6, 8]) == pytest.approx([0, 0, 0, 0], abs=1e-12)


def test_growing_series_that_are_unrelated_lose_their_correlation_once_detrended():
    luck = np.random.default_rng(7)
    a, b = np.arange(60) + luck.normal(0, 5, 60), np.arange(60) + luck.normal(0, 5, 60)
    assert corr_ci(a, b)[1] > 0.8
    _, low, high = corr_ci(detrend(a), detrend(b))
    assert low < 0 < high


def test_a_correlation_needs_pairs():
    with pytest.raises(ValueError, match="pairs"):
        corr_ci([1, 2, 3, 4], [1, 2, 3])


def test_wilson_covers_the_truth_about_19_times_in_20():
    # Averaged over true shares: at any one of them the coverage jumps, because counts are whole.
    luck, limits = np.random.default_rng(11), [wilson(k, 60) for k in range(61)]
    inside = []
    for truth in np.linspace(0.1, 0.9, 33):
        inside += [limits[k][1] <= truth <= limits[k][2] for k in luck.binomial(60, truth, 500)]
    assert 0.94 <= np.mean(inside) <= 0.96
