"""Reason 15: followers held against leads, and a link that outlives the trend or does not."""

import numpy as np
import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.intervals import corr_ci
from course_lib.reasons.r15_vanity_metrics.sign import link, new_and_leads
from course_lib.tables import Shop


def weekly(followers, leads):
    weeks = range(1, len(followers) + 1)
    return pd.DataFrame(
        {"week": weeks, "social": 1, "other": 0, "leads": leads, "followers": followers}
    )


def corner(frame):
    return Shop.of("Corner", {"weekly": frame})


def test_leads_are_held_against_a_thousand_followers_and_a_month():
    finding = catalogue.measure(15, corner(weekly([2000] * 52, [5] * 52)))
    assert finding.estimate == pytest.approx(260 / 2 / 12)
    assert (finding.k, finding.n) == (260, 12)


def test_twice_the_followers_for_the_same_leads_halve_the_rate():
    few, many = (catalogue.measure(15, corner(weekly([n] * 52, [5] * 52))) for n in (1000, 2000))
    assert few.estimate == pytest.approx(2 * many.estimate)


def test_two_series_that_merely_grow_are_not_linked():
    luck = np.random.default_rng(5)
    new, leads = luck.poisson(20 + np.arange(52)), luck.poisson(5 + 0.2 * np.arange(52))
    _, low, high = link(weekly(1000 + np.cumsum(new), leads))
    assert low < 0 < high


def test_weeks_that_rise_and_fall_together_are_linked():
    swing = np.array([5, 20] * 26)
    _, low, _ = link(weekly(1000 + np.cumsum(swing), swing // 5))
    assert low > 0


def test_each_week_is_paired_with_its_own_leads_whatever_the_order_of_the_rows():
    frame = weekly([100, 110, 140, 150, 190], [1, 2, 5, 2, 7])
    pd.testing.assert_frame_equal(new_and_leads(frame.iloc[::-1]), new_and_leads(frame))
    assert len(new_and_leads(frame)) == 4


def test_under_ten_weeks_there_is_no_word_on_a_link():
    assert link(weekly(range(100, 110), [1, 2] * 5)) is None


@pytest.mark.parametrize(
    "frame", [weekly([], []), weekly([0, 0], [1, 0])], ids=["no weeks", "no followers"]
)
def test_without_weeks_or_followers_there_is_no_data(frame):
    assert catalogue.measure(15, corner(frame)).verdict == "no data"


def test_the_link_counts_the_weeks_that_the_trends_used_up():
    frame = weekly(
        np.cumsum([30, 22, 41, 28, 35, 22, 39, 25, 31, 40, 27]), [5, 3, 6, 5, 7, 2, 5, 3, 4, 6, 5]
    )
    pairs = new_and_leads(frame)
    assert link(frame) == corr_ci(pairs["new"], pairs["leads"], spent=1)
