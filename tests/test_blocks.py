"""Rows that hang together widen an interval; rows that do not leave it as it was."""

import numpy as np
import pandas as pd
import pytest

from course_lib import blocks, finding
from course_lib.finding import share_over_time
from course_lib.intervals import proportion

DAY = pd.Timedelta(days=1)
STUDENT = (2.446912 / 1.959964) ** 2  # t with six degrees of freedom, the fewest, for 1.96
START = pd.Timestamp("2026-01-05")


def days(*numbers):
    return pd.Series(START + pd.to_timedelta(list(numbers), "D"))


def test_blocks_are_four_weeks_each_and_end_with_the_latest_row():
    good = pd.Series([True, False, True, True])
    k, n = blocks.shares(good, days(0, 27, 28, 55))
    assert (k.tolist(), n.tolist()) == ([2, 1], [2, 2])


def test_a_row_written_late_in_its_day_belongs_to_that_day():
    late = days(0, 28) + pd.Timedelta(hours=23)
    assert blocks.shares(pd.Series([True, True]), late)[1].tolist() == [1, 1]
    assert blocks.shares(pd.Series([True, True]), pd.Series([late[0], days(27)[0]]))[
        1
    ].tolist() == [2]


def test_weeks_by_number_make_the_same_blocks_as_days():
    good = pd.Series([True, False, True, False, True])
    weeks = pd.Series([1, 4, 5, 8, 9])
    by_week, by_day = blocks.shares(good, weeks), blocks.shares(good, START + weeks * 7 * DAY)
    assert [part.tolist() for part in by_week] == [part.tolist() for part in by_day]


def test_rows_without_a_day_count_but_tell_nothing_of_clumps():
    good = pd.Series([True, False, True])
    estimate = share_over_time(good, pd.Series([START, pd.NaT, START]))
    assert (estimate.k, estimate.n) == (2, 3)


@pytest.mark.parametrize(
    "good", [pd.Series([True, None]), pd.Series([True, pd.NA], dtype="boolean")]
)
def test_a_row_of_which_it_is_not_known_is_refused_and_not_taken_for_bad(good):
    with pytest.raises(ValueError, match="not known"):
        share_over_time(good, days(0, 1))


def test_every_row_needs_its_time():
    with pytest.raises(ValueError, match="2 rows and 1 times"):
        share_over_time(pd.Series([True, False]), days(0))


def test_no_rows_are_no_estimate():
    nothing = share_over_time(pd.Series([], dtype=bool), pd.Series([], dtype="datetime64[us]"))
    assert (nothing.n, nothing.estimate, nothing.low) == (0, None, None)


def test_even_blocks_leave_the_interval_as_it_is():
    good = pd.Series([True, False, False, True] * 10)
    estimate = share_over_time(good, pd.Series(np.arange(40)))
    assert (estimate.estimate, estimate.low, estimate.high) == proportion(20, 40)


def test_blocks_that_differ_widen_it_to_that_of_fewer_rows():
    # Four blocks of ten: 10, 0, 10 and 0 good. Chi-squared is 40 over 3 degrees of freedom.
    divisor = 40 / 3 * STUDENT
    good = pd.Series(([True] * 10 + [False] * 10) * 2)
    estimate = share_over_time(good, pd.Series(np.repeat([1, 5, 9, 13], 10)))
    assert (estimate.k, estimate.n) == (20, 40)
    assert (estimate.low, estimate.high) == pytest.approx(
        proportion(20 / divisor, 40 / divisor)[1:]
    )


def independent(rng):
    return rng.random(520) < 0.5


def clumpy(rng):
    """Ten posts a week; their share of good ones wavers from week to week and carries over."""
    steps = rng.normal(size=52)
    wave = np.zeros(52)
    for week in range(1, 52):
        wave[week] = 0.6 * wave[week - 1] + 0.8 * steps[week]
    return rng.random(520) < np.repeat(1 / (1 + np.exp(-0.6 * wave)), 10)


@pytest.mark.parametrize(
    ("draw", "most"), [(independent, 0.035), (clumpy, 0.10)], ids=["independent", "clumpy"]
)
def test_at_the_bar_a_false_problem_is_rare_whether_rows_hang_together_or_not(draw, most):
    rng, weeks = np.random.default_rng(20), pd.Series(np.repeat(np.arange(1, 53), 10))
    problems = 0
    for _ in range(600):
        estimate = share_over_time(pd.Series(draw(rng)), weeks)
        problems += finding.judge(estimate.low, estimate.high, 0.5, "above") == finding.PROBLEM
    assert problems / 600 <= most
