"""Reason 3: the day of judging, held against the time that buyers take."""

import json

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
from course_lib.reasons.r03_expecting_miracles.sign import lags, latest_buyers, told, won_within
from course_lib.simulate.business import business
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


def goals(days, by="sales"):
    frame = pd.DataFrame(
        {"platform": ["x"], "why": "", "metric": "", "judge_days": days, "judge_by": by}
    )
    return frame.assign(baseline=None, target=None, due=pd.NaT, written_on=pd.NaT)


def corner(rows, days=None, by="sales"):
    frames = {"clients": clients(*rows)}
    return Shop.of("Corner", frames | ({} if days is None else {"goals": goals(days, by)}))


SLOW = [(600 - 2 * place, 60) for place in range(250)]  # all of them buy after sixty days
QUICK = [(600 - 2 * place, 2) for place in range(250)]


@pytest.mark.parametrize(
    ("rows", "days", "by", "verdict"),
    [
        # (a) judges at 21 days, and its many buyers take sixty.
        (SLOW, 21.0, "sales", "problem"),
        (SLOW, 21.0, "feeling", "problem"),
        (SLOW, 21.0, "", "problem"),
        # (b) patient, with few who buy soon: 0 of its buyers within 90 days would be no fault.
        (SLOW, 90.0, "sales", "fine"),
        ([(800 - place, 270) for place in range(400)], 400.0, "sales", "not sure yet"),
        (QUICK, 21.0, "sales", "fine"),
        # Replies move at once.
        (SLOW, 7.0, "replies", "fine"),
        (SLOW, 7.0, "enquiries", "fine"),
        (SLOW, 7.0, "visits", "fine"),
    ],
)
def test_the_day_of_judging_is_held_against_the_time_that_buyers_take(rows, days, by, verdict):
    assert catalogue.measure(3, corner(rows, days, by)).verdict == verdict


def test_records_too_young_for_slow_buyers_call_no_wait_long_enough():
    young = corner([(100 - place, 2) for place in range(80)], 60.0)
    finding = catalogue.measure(3, young)
    assert finding.verdict == "not sure yet"
    assert "hold too few slow buyers" in finding.sentence


@pytest.mark.parametrize("days", ["left out", float("nan")])
def test_without_a_day_of_judging_there_is_no_data_but_the_day_to_wait_for_is_told(days):
    shop = corner(SLOW, float("nan"))
    if days == "left out":
        goals = shop.goals.drop(columns=["judge_days", "judge_by"])
        shop = Shop.of("Corner", {"clients": shop.clients, "goals": goals})
    finding = catalogue.measure(3, shop)
    assert finding.verdict == "no data"
    assert "four in five of its buyers had bought by day 60" in finding.sentence


def test_without_goals_there_is_no_data():
    assert catalogue.measure(3, corner(SLOW)).verdict == "no data"


def test_a_day_of_judging_counts_though_nobody_says_by_what():
    shop = corner(SLOW, 21.0)
    frames = {"clients": shop.clients, "goals": shop.goals.drop(columns="judge_by")}
    assert catalogue.measure(3, Shop.of("Corner", frames)).verdict == "problem"


def test_four_in_five_is_the_first_day_by_which_so_many_had_bought():
    assert told(clients((50, 1), (50, 2), (50, 3), (50, 4), (50, 30))).endswith("by day 4")
    assert told(clients((50, None))) == ""


def test_only_buyers_of_the_later_half_are_looked_at():
    rows = clients((100, 1), (100, 90), (60, 50), (30, None))
    assert lags(latest_buyers(rows)) == [50, 90]


def test_a_shop_without_contacts_gets_no_data_and_still_a_chart():
    empty = corner([], float("nan"))
    assert catalogue.measure(3, empty).verdict == "no data"
    assert "nobody has bought yet" in catalogue.chart(3, empty).alt


FIXED = {
    "gate": "sales",
    "horizon": "21",
    "bar": "50",
    "planned": "20",
    "beside": {"records": "yes"},
}


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ({"gate": "signs"}, "fine"), ({"gate": "never"}, "fine"), ({"gate": "quick"}, "fine"),
        ({"gate": "unsure"}, "no data"),
        # A florist who gives up after three weeks and sells the same day; a firm whose clients take nine months.
        (FIXED | {"k": "20"}, "fine"), (FIXED | {"horizon": "400", "k": "19"}, "fine"),
        # (a) judges at 21 days, and half its many buyers need sixty.
        (FIXED | {"k": "2"}, "problem"), (FIXED | {"k": "10"}, "not sure yet"),
        # All or none of the first ten settle it.
        (FIXED | {"n": "10", "k": "0"}, "problem"), (FIXED | {"n": "10", "k": "10"}, "fine"),
        # Young records flatter, so they cannot say fine; they may well say problem.
        (FIXED | {"k": "20", "beside": {"records": "no"}}, "not sure yet"),
        (FIXED | {"k": "20", "beside": {}}, "not sure yet"),
        (FIXED | {"k": "2", "beside": {"records": "no"}}, "problem"),
    ],
)  # fmt: skip
def test_the_owners_own_days_are_what_counts(entries, verdict):
    """(b) patient at 400 days, 0 of 40 within 90: nothing of 90 days is asked."""
    finding = diagnose(catalogue.reason(3), entries)
    assert finding.verdict == verdict
    if "k" in entries:
        assert f"within {entries['horizon']} days" in finding.sentence


def test_nothing_is_borrowed_for_the_days_of_judging():
    assert diagnose(catalogue.reason(3), FIXED | {"horizon": "", "k": "2"}) is None
    assert catalogue.reason(3).horizon.usual is None


@pytest.mark.parametrize(
    ("kind", "word"), [("shop", "buyers"), ("firm", "clients"), ("club", "members")]
)
def test_its_sentence_speaks_of_whom_the_organisation_serves(kind, word):
    assert word in catalogue.reason(3, kind).about


@pytest.mark.parametrize("name", TRUTH)
def test_the_verdict_on_a_sample_shop_is_what_was_planted(name):
    planted = TRUTH[name]["planted"].get("3", 0)
    assert catalogue.measure(3, shop(name)).verdict == ("problem" if planted else "fine")


def test_a_shop_with_the_failure_planted_is_a_problem():
    assert catalogue.measure(3, business("Planted", 3, {3: 1.0})).verdict == "problem"
