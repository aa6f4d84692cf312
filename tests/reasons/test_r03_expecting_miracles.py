"""Reason 3: everyone gets the same time to buy, and nobody is judged before it is over."""

import json

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.reasons.r03_expecting_miracles.sign import curve, lags, won_within
from course_lib.simulate import business
from course_lib.tables import Shop, samples_folder, shop

TRUTH = json.loads((samples_folder() / "truth.json").read_text(encoding="utf-8"))["shops"]
TODAY = pd.Timestamp("2026-06-30")


def clients(*rows):
    """Rows of (days ago first in touch, days from then until they bought or None)."""
    first = [TODAY - pd.Timedelta(days=ago) for ago, _ in rows]
    lag = pd.to_timedelta([took for _, took in rows], unit="D")
    frame = pd.DataFrame({"person_id": [f"p{place}" for place in range(len(rows))]})
    frame["first_contact"] = pd.Series(first, dtype="datetime64[us]")
    frame["won_on"] = (frame["first_contact"] + pd.Series(lag)).astype("datetime64[us]")
    return frame.assign(source="", referred_by="")


def test_lags_are_sorted_and_leave_out_who_has_not_bought():
    assert lags(clients((200, 40), (71, None), (59, 2))) == [2, 40]


def test_a_contact_that_has_not_had_its_time_is_left_out_with_its_purchase():
    assert won_within(clients((121, 40), (71, None), (59, 2)), 60, TODAY) == (1, 2)


def test_the_last_day_is_within_and_a_contact_just_old_enough_counts():
    assert won_within(clients((60, 60)), 60, TODAY) == (1, 1)
    assert won_within(clients((59, 59)), 60, TODAY) == (0, 0)


def test_a_purchase_that_came_too_late_is_not_in_time():
    assert won_within(clients((300, 91)), 90, TODAY) == (0, 1)


def test_without_anyone_still_waiting_the_curve_is_the_plain_share():
    assert curve(clients((9, 1), (9, 3), (9, 3), (9, None)), TODAY, 4) == pytest.approx(
        [0, 0.25, 0.25, 0.75, 0.75]
    )


def test_who_could_be_watched_for_two_days_only_drops_out_without_counting_against():
    watched = clients((9, 1), (9, 3), (2, None), (9, None))
    # On day 1 one of four buys, on day 3 one of the two still watched: 3/4 of 1/2 are left.
    assert curve(watched, TODAY, 3) == pytest.approx([0, 0.25, 0.25, 0.625])


def test_a_shop_without_contacts_gets_no_data_and_still_a_chart():
    empty = Shop.of("Empty", {"clients": clients()})
    assert catalogue.measure(3, empty).verdict == "no data"
    assert "nobody to follow yet" in catalogue.chart(3, empty).alt


def test_a_log_shorter_than_ninety_days_gets_no_data_and_a_chart_that_says_why():
    young = Shop.of("Young", {"clients": clients((40, 10), (20, None), (0, None))})
    assert catalogue.measure(3, young).verdict == "no data"
    assert catalogue.chart(3, young, 0.5).png


@pytest.mark.parametrize("name", TRUTH)
def test_the_verdict_on_a_sample_shop_is_what_was_planted(name):
    planted = TRUTH[name]["planted"].get("3", 0)
    assert catalogue.measure(3, shop(name)).verdict == ("problem" if planted else "fine")


def test_a_shop_with_the_failure_planted_is_a_problem():
    assert catalogue.measure(3, business("Planted", 3, {3: 1.0})).verdict == "problem"
