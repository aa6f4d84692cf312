"""How many eggs are in one basket, and whether joint weeks were better weeks."""

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
from course_lib.reasons.r16_in_a_vacuum.sign import eggs, joint_minus_solo, mix
from course_lib.simulate.business import business
from course_lib.tables import TABLES, Shop, shop


def sources(*words):
    return pd.Series(words, dtype="str")


def weeks(*rows):
    return pd.DataFrame(rows, columns=["social", "other", "leads"])


def test_the_mix_is_of_known_sources_only_the_largest_first():
    assert mix(sources("x", "", "fair", "x", " ")) == {"x": 2 / 3, "fair": 1 / 3}
    assert list(mix(sources("fair", "x", "x"))) == ["x", "fair"]


def test_one_source_in_two_spellings_is_one_basket():
    assert mix(sources("Facebook", "facebook ", "FACEBOOK")) == {"facebook": 1.0}


def test_two_even_sources_match_in_half_of_the_draws():
    assert eggs(sources(*["a", "b"] * 20))[0] == pytest.approx(0.5)


def test_one_lead_is_a_basket_of_which_next_to_nothing_is_known():
    estimate, low, high = eggs(sources("x"))
    assert (estimate, high) == (1.0, 1.0)
    assert low < 0.2


def test_without_a_known_source_there_is_nothing_to_draw():
    assert eggs(sources("", "")) is None
    assert mix(sources()) == {}


def test_weeks_without_social_media_are_neither_joint_nor_solo():
    rows = [(3, 1, 5)] * 4 + [(3, 0, 3)] * 4
    assert joint_minus_solo(weeks(*rows, (0, 2, 40), (0, 0, 40)))[0] == 2


def test_three_weeks_of_a_kind_are_too_few_to_compare():
    assert joint_minus_solo(weeks(*[(3, 1, 5)] * 3, *[(3, 0, 3)] * 9)) is None


def test_a_shop_with_one_large_basket_is_found_out():
    assert catalogue.measure(16, business("Basket", 3, {16: 1.0})).verdict == "problem"


def buyers(**counts):
    """A shop with so many buyers of each "source_reach", a day each."""
    rows = [name.split("_") for name, count in counts.items() for _ in range(count)]
    days = pd.date_range("2026-01-01", periods=len(rows))
    frame = pd.DataFrame(rows, columns=["source", "reach"]).astype("str")
    frame = frame.sample(frac=1, random_state=1).reset_index(drop=True)
    frame = frame.assign(first_contact=days, won_on=days, referred_by="")
    frame["person_id"] = [f"p{place}" for place in range(len(frame))]
    return Shop.of("Buyers", {"clients": frame})


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        (dict.fromkeys(("x_none", "facebook_none", "tiktok_none", "youtube_none"), 10), "problem"),
        ({"fair_visit": 38, "x_none": 2}, "fine"),  # nearly all walk in
        ({"Facebook_email": 40}, "fine"),  # one basket, and everybody's address
        ({"facebook_none": 12, "fair_visit": 12}, "not sure yet"),
        ({"facebook_": 40}, "no data"),
        ({"facebook_": 4, "fair_": 36}, "fine"),
    ],
)
def test_buyers_from_social_media_whom_nothing_else_reaches_are_held_against_the_bar(
    counts, verdict
):
    assert catalogue.measure(16, buyers(**counts)).verdict == verdict


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        (
            {"gate": "lost", "n": "40", "k": "2"},
            "problem",
        ),  # five platforms share all evenly, no list
        ({"gate": "ways", "n": "20", "k": "19"}, "fine"),
        ({"gate": "some", "n": "40", "k": "36"}, "problem"),
        ({"gate": "some", "n": "40", "k": "6"}, "fine"),
        ({"gate": "unsure", "n": "40", "k": "36"}, "problem"),
    ],
)
def test_typed_answers_are_judged_by_question_and_count(entries, verdict):
    fixed = {"bar": "50", "planned": "40"}
    assert diagnose(catalogue.reason(16), fixed | entries).verdict == verdict


def test_a_shop_without_a_single_row_gets_no_data_and_still_a_chart():
    full = shop("maple-street")
    new = Shop.of("New", {name: getattr(full, name).head(0) for name in TABLES})
    assert catalogue.measure(16, new).verdict == "no data"
    assert "0 leads came from: none known" in catalogue.chart(16, new).alt


def test_a_shop_without_weeks_on_file_gets_its_baskets():
    clients = Shop.of("Leads Only", {"clients": shop("maple-street").clients})
    assert "no weekly.csv" in catalogue.chart(16, clients).alt
