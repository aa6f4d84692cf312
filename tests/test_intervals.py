"""The intervals agree with published and hand-computed examples, and say None where nothing is known."""

import math

import numpy as np
import pytest

from course_lib.intervals import (
    clopper_pearson,
    corr_ci,
    detrend,
    newcombe,
    poisson_ci,
    proportion,
    rate_ratio,
    share_dispersion,
    welch,
    wilson,
)


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
        proportion(0, 0),
        clopper_pearson(0, 0),
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


@pytest.mark.parametrize(("k", "n"), [(0, 5), (5, 5), (1, 7), (9, 20), (20, 20), (3, 60)])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_clopper_and_pearson_agree_with_scipy(k, n, level):
    from scipy import stats

    theirs = stats.binomtest(k, n).proportion_ci(level, "exact")
    assert clopper_pearson(k, n, level) == pytest.approx((k / n, theirs.low, theirs.high))


@pytest.mark.parametrize(("k", "n"), [(0, 21), (9, 25), (60, 400), (50, 50)])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_wilson_agrees_with_scipy_at_any_level(k, n, level):
    from scipy import stats

    theirs = stats.binomtest(k, n).proportion_ci(level, "wilson")
    assert wilson(k, n, level) == pytest.approx((k / n, theirs.low, theirs.high))


def test_a_share_has_the_exact_interval_up_to_twenty_and_wilsons_above():
    assert proportion(9, 20) == clopper_pearson(9, 20)
    assert proportion(200, 400) == wilson(200, 400)
    assert proportion(9, 20, 0.8) == clopper_pearson(9, 20, 0.8)


def test_counts_that_are_not_whole_lie_between_whole_ones():
    for n in (12, 40):
        lows = [proportion(k, n)[1] for k in (4, 4.5, 5)]
        assert lows == sorted(set(lows))


@pytest.mark.parametrize("bar", [0.1, 0.2, 0.25, 1 / 3, 0.4, 0.5, 0.7, 0.8, 0.9])
def test_at_any_bar_and_from_five_on_a_share_is_wrongly_beyond_it_in_at_most_35_of_1000(bar):
    from scipy import special

    for n in range(5, 61):
        chance = special.binom(n, np.arange(n + 1)) * bar ** np.arange(n + 1)
        chance *= (1 - bar) ** np.arange(n, -1, -1)
        limits = [proportion(k, n)[1:] for k in range(n + 1)]
        above = sum(chance[k] for k, (low, _) in enumerate(limits) if low > bar)
        below = sum(chance[k] for k, (_, high) in enumerate(limits) if high < bar)
        assert max(above, below) <= 0.035 + 1e-12, f"n = {n}"


SMALL = [np.uint8, np.int8, np.int16, np.float32, np.int64]


@pytest.mark.parametrize("kind", SMALL)
@pytest.mark.parametrize(
    ("interval", "numbers"),
    [
        (wilson, (3, 20)),
        (proportion, (3, 20)),
        (proportion, (30, 120)),
        (clopper_pearson, (100, 120)),
        (poisson_ci, (100, 120)),
        (newcombe, (56, 70, 48, 80)),
        (rate_ratio, (100, 100, 100, 50)),
    ],
)
def test_numpys_small_integers_count_like_any_other(interval, numbers, kind):
    triple = interval(*map(kind, numbers))
    assert triple == pytest.approx(interval(*numbers))
    assert all(type(part) is float for part in triple)


@pytest.mark.parametrize("kind", SMALL)
def test_small_integers_are_summed_without_running_over(kind):
    one, two = np.array([100, 20, 110], dtype=kind), np.array([120, 120, 120], dtype=kind)
    assert share_dispersion(one, two) == pytest.approx(share_dispersion([100, 20, 110], [120] * 3))


def test_the_dispersion_is_pearsons_chi_squared_over_its_degrees_of_freedom_with_students_t():
    from scipy import stats

    k, n = np.array([3, 9, 1, 12]), np.array([20, 20, 10, 30])
    table = stats.chi2_contingency([k, n - k], correction=False)
    assert table.statistic / table.dof > 1
    # Never fewer than six degrees of freedom, so here as if there were seven blocks.
    student = (stats.t.ppf(0.975, 6) / stats.norm.ppf(0.975)) ** 2
    assert share_dispersion(k, n) == pytest.approx(student * table.statistic / table.dof)


def test_many_blocks_need_less_of_students_t():
    from scipy import stats

    k, n = np.tile([3, 9, 1, 12], 5), np.tile([20, 20, 20, 20], 5)
    student = (stats.t.ppf(0.975, 19) / stats.norm.ppf(0.975)) ** 2
    ratio = stats.chi2_contingency([k, n - k], correction=False).statistic / 19
    assert share_dispersion(k, n) == pytest.approx(student * ratio)


@pytest.mark.parametrize(
    ("k", "n"), [([], []), ([3], [9]), ([0, 0], [4, 5]), ([4, 5], [4, 5]), ([2, 4, 0], [4, 8, 0])]
)
def test_blocks_that_tell_nothing_of_clumps_leave_an_interval_as_it_is(k, n):
    assert share_dispersion(k, n) == 1


def test_a_trend_that_was_taken_out_costs_a_degree_of_freedom():
    a, b = detrend([3, 1, 4, 1, 5, 9, 2, 6, 5, 3]), detrend([2, 7, 1, 8, 2, 8, 1, 8, 2, 8])
    r, low, high = corr_ci(a, b, spent=1)
    half = 1.959964 / math.sqrt(10 - 4)
    assert (low, high) == pytest.approx(
        (math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half))
    )


def test_a_correlation_needs_four_pairs_more_than_were_spent():
    assert corr_ci([1, 2, 3, 5], [3, 2, 1, 1], spent=1) is None
    assert corr_ci([1, 2, 3, 5, 4], [3, 2, 1, 1, 1], spent=1) is not None


def test_detrended_short_series_that_are_unrelated_look_linked_in_one_of_twenty():
    luck, linked = np.random.default_rng(31), 0
    for _ in range(4000):
        a, b = detrend(luck.normal(size=10)), detrend(luck.normal(size=10))
        _, low, high = corr_ci(a, b, spent=1)
        linked += low > 0 or high < 0
    assert 0.043 <= linked / 4000 <= 0.060  # 0.065 with n - 3
