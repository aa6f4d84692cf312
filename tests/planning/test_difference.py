"""Day 90 says "better" where it got better, hardly ever by luck, and what such counts can see."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from course_lib import catalogue
from course_lib.intervals import newcombe
from course_lib.planning.difference import (
    BETTER,
    NO_VERDICT,
    SAME,
    WORSE,
    Count,
    compare,
    difference,
    foresight,
    power,
    visible,
)

ANSWERS, SELLING, PLACES = (catalogue.reason(number).act for number in (5, 4, 8))
SHARES = [step / 50 for step in range(51)]


@pytest.mark.parametrize(("after", "verdict"), [(28, BETTER), (22, SAME), (16, SAME), (4, WORSE)])
def test_sixteen_of_forty_is_compared_with_forty_more(after, verdict):
    assert compare(Count(16, 40), Count(after, 40), ANSWERS).verdict == verdict


def test_half_as_many_as_before_is_worse():
    assert compare(Count(24, 40), Count(12, 40), ANSWERS).verdict == WORSE


@pytest.mark.parametrize(("after", "verdict"), [(12, BETTER), (18, SAME), (38, WORSE)])
def test_of_what_should_be_rare_fewer_are_better(after, verdict):
    assert compare(Count(24, 40), Count(after, 40), SELLING).verdict == verdict


def test_better_is_told_with_its_interval_and_its_luck():
    text = compare(Count(16, 40), Count(28, 40), ANSWERS).text
    assert text == (
        "**Better.** 28 of 40, from 16 of 40: 30 points better (8 to 48). Luck alone says so about 3 times "
        "in 100. It went *with* the plan. Keep it."
    )


def test_no_difference_says_what_such_counts_can_see():
    text = compare(Count(16, 40), Count(22, 40), ANSWERS).text
    assert "15 points better (−7 to 35)" in text
    assert "Counts this size see 30 points four times in five, 15 about" in text


@pytest.mark.parametrize(
    ("weeks", "advice"),
    [
        (13, "change it or drop it."),
        (9, "change it or drop it."),
        (8, "not tried yet: make it smaller."),
        (0, "not tried yet: make it smaller."),
    ],
)
def test_what_was_not_done_was_not_tried(weeks, advice):
    assert compare(Count(16, 40), Count(22, 40), ANSWERS, weeks).sentence.endswith(advice)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (Count(16, 40), None, "count, or drop the act"),
        (None, Count(16, 40), "today's count is the new day 0"),
        (None, None, "count, or drop the act"),
        (Count(0, 0), Count(16, 40), "today's count is the new day 0"),
        (Count(16, 40), Count(0, 0), "count, or drop the act"),
    ],
)
def test_nobody_counted_is_no_verdict(before, after, words):
    outcome = compare(before, after, ANSWERS)
    assert outcome.verdict == NO_VERDICT and words in outcome.sentence


def test_where_many_came_from_one_source_the_counts_weigh_less_and_it_is_said():
    few, clump = Count(16, 40), Count(25, 40, clumped=True)
    assert compare(few, Count(25, 40), ANSWERS).verdict == BETTER
    outcome = compare(few, clump, ANSWERS)
    assert outcome.verdict == SAME and "divided by 1.5" in outcome.sentence
    assert difference(few, clump, "above") == newcombe(25 / 1.5, 40 / 1.5, 16 / 1.5, 40 / 1.5)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((4, 8), (2, 8), BETTER),  # at the bar of a quarter
        ((6, 8), (4, 8), BETTER),  # half the way
        ((6, 8), (5, 8), SAME),
        ((6, 8), (6, 8), SAME),
        ((4, 8), (5, 8), WORSE),
        ((1, 8), (2, 8), BETTER),  # still past the bar
    ],
)
def test_a_complete_count_is_held_against_the_bar(before, after, verdict):
    assert compare(Count(*before), Count(*after), PLACES).verdict == verdict


@pytest.mark.parametrize("n", [10, 20, 30, 40])
def test_with_nothing_changed_luck_says_better_in_three_and_a_half_of_a_hundred_at_most(n):
    assert max(power((n, n), (share, share)) for share in SHARES) <= 0.035


def test_twelve_weeks_after_eight_are_no_luckier():
    assert max(power((8, 12), (share, share)) for share in SHARES) <= 0.035


def clumps(n: int, size: int, rho: float, share: float) -> list[float]:
    """The chance of each k of n where every `size` of them hang together (beta-binomial clumps)."""
    a, b = share * (1 - rho) / rho, (1 - share) * (1 - rho) / rho

    def beta(x: float, y: float) -> float:
        return math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)

    total = [1.0]
    for first in range(0, n, size):
        m = min(size, n - first)
        one = [
            math.comb(m, k) * math.exp(beta(k + a, m - k + b) - beta(a, b)) for k in range(m + 1)
        ]
        total = [
            math.fsum(total[i] * one[k - i] for i in range(max(0, k - m), min(k, first) + 1))
            for k in range(first + m + 1)
        ]
    return total


def chance_of_better(chances: list[float], clumped: bool) -> float:
    n = len(chances) - 1
    least = []
    for k0 in range(n + 1):
        one = (
            k
            for k in range(n + 1)
            if difference(Count(k0, n, clumped), Count(k, n), "above")[1] > 0
        )
        least.append(next(one, n + 1))
    return math.fsum(chances[k0] * math.fsum(chances[least[k0] :]) for k0 in range(n + 1))


@pytest.mark.parametrize(("size", "clumped"), [(3, False), (10, True)])
def test_what_hangs_together_is_no_luckier_once_it_is_divided(size, clumped):
    for share in (0.1, 0.3, 0.5):
        assert chance_of_better(clumps(40, size, 0.05, share), clumped) <= 0.035


def worst_of_eight(n: int, share: float) -> list[float]:
    """The chance of each count of a row that was picked because it was the worst of eight."""
    one = [math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    beyond = [math.fsum(one[k:]) ** 8 for k in range(n + 2)]
    return [now - later for now, later in pairwise(beyond)]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_a_row_picked_as_the_worst_of_eight_needs_a_fresh_count_on_day_0(share):
    n = 40
    fresh = [math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]

    def better(before: list[float]) -> float:
        return math.fsum(
            before[k0] * fresh[k1]
            for k0 in range(n + 1)
            for k1 in range(k0, n + 1)
            if difference(Count(k0, n), Count(k1, n), "above")[1] > 0
        )

    assert better(worst_of_eight(n, share)) > 0.09  # the count that picked it flatters the plan
    # Whatever picked it, a fresh count knows nothing of that, and so luck has its usual share.
    assert better(fresh) == pytest.approx(power((n, n), (share, share)))
    assert better(fresh) <= 0.035


@pytest.mark.parametrize(("before", "after", "least"), [(0.4, 0.7, 0.79), (0.6, 0.9, 0.89)])
def test_forty_see_thirty_points_four_times_in_five(before, after, least):
    assert power((40, 40), (before, after)) >= least


@pytest.mark.parametrize("n", [5, 12, 19])
def test_few_are_told_on_day_0_what_they_can_see(n):
    assert foresight(Count(n // 2, n), ANSWERS).startswith("Fewer than 20 see little.")


def test_what_is_nearly_perfect_has_no_room_for_a_change():
    assert "no change" in visible(Count(39, 40), 40, "above")


def test_a_large_count_sees_more_and_takes_no_longer():
    assert "see 15 points" in visible(Count(800_000, 2_000_000), 2_000_000, "above")


@pytest.mark.parametrize(("k", "n"), [(0, 5), (7, 19), (40, 40), (13, 27)])
def test_a_number_that_stays_is_never_better_nor_worse(k, n):
    assert compare(Count(k, n), Count(k, n), ANSWERS).verdict == SAME
