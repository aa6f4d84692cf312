"""Reason 15: followers held against leads, and a link that outlives the trend or does not."""

import numpy as np
import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
from course_lib.intervals import corr_ci
from course_lib.reasons.r15_vanity_metrics.sign import link, new_and_leads, per_thousand
from course_lib.tables import Shop


def weekly(followers, leads):
    weeks = range(1, len(followers) + 1)
    return pd.DataFrame(
        {"week": weeks, "social": 1, "other": 0, "leads": leads, "followers": followers}
    )


DAY = pd.Timestamp("2026-06-30")


def numbers(*rows):
    """A shop that looks at numbers: (days since somebody looked, the decision, days since it or None)."""
    days = [
        [DAY - pd.Timedelta(days=n) if n is not None else pd.NaT for n in row[::2]] for row in rows
    ]
    frame = pd.DataFrame(days, columns=["last_looked", "decided_on"]).astype("datetime64[us]")
    frame = frame.assign(decision=pd.Series([row[1] for row in rows], dtype="str"))
    frame["name"] = [f"number {place}" for place in range(len(rows))]
    return Shop.of("Corner", {"numbers": frame})


LOOKED = (0, "", None)
MOVED = (0, "moved an hour", 40)


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([LOOKED] * 3, "problem"),
        ([MOVED, MOVED, LOOKED], "fine"),
        ([(0, "moved an hour", 200), LOOKED], "problem"),  # long ago
        ([(0, "moved an hour", None), LOOKED], "no data"),
        ([(0, "moved an hour", None), MOVED], "fine"),
        ([MOVED, (40, "", None)], "fine"),  # nobody has looked at the second for weeks
    ],
)
def test_numbers_looked_at_are_judged_by_what_they_changed(rows, verdict):
    finding = catalogue.measure(15, numbers(*rows))
    assert finding.verdict == verdict


def test_leads_per_follower_are_told_and_never_judged():
    frame = weekly([180] * 52, [6] * 52)
    watched = Shop.of("Small", {"numbers": numbers(LOOKED).numbers, "weekly": frame})
    finding = catalogue.measure(15, watched)
    assert finding.verdict == "problem"
    assert "leads a month per 1,000 followers, 144" in finding.sentence


def test_leads_are_held_against_a_thousand_followers_and_a_month():
    rate, low, high = per_thousand(weekly([2000] * 52, [5] * 52))
    assert rate == pytest.approx(260 / 2 / 12)
    assert low < rate < high
    assert per_thousand(weekly([1000] * 52, [5] * 52))[0] == pytest.approx(2 * rate)


def row(name, words, *ticks):
    return {"name": name, "words": words, "minutes": "", "ticks": list(ticks)}


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ({"gate": "none"}, "not for you"),
        ({"gate": "unsure"}, "no data"),
        (
            {
                "rows": [
                    row("likes", ""),
                    row(
                        "reach",
                        "posts more",
                    ),
                    row("leads", "", "deed"),
                ]
            },
            "problem",
        ),
        ({"rows": [row("leads", "moved an hour", "deed"), row("likes", "")]}, "fine"),
    ],
)
def test_typed_answers_are_judged_by_what_each_number_changed(entries, verdict):
    assert (
        diagnose(catalogue.reason(15), {"gate": "some", "bar": "50"} | entries).verdict == verdict
    )


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
    "frame", [weekly([], []), weekly([0, 0], [1, 0])], ids=["weeks", "followers"]
)
def test_without_weeks_or_followers_there_is_no_rate(frame):
    assert per_thousand(frame) is None


def test_the_link_counts_the_weeks_that_the_trends_used_up():
    frame = weekly(
        np.cumsum([30, 22, 41, 28, 35, 22, 39, 25, 31, 40, 27]), [5, 3, 6, 5, 7, 2, 5, 3, 4, 6, 5]
    )
    pairs = new_and_leads(frame)
    assert link(frame) == corr_ci(pairs["new"], pairs["leads"], spent=1)
