"""Reason 12: what an hour brings on one platform, against an hour on the others."""

import json

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
from course_lib.reasons.r12_misjudged_time.sign import (
    by_platform,
    per_10h,
    referrals,
    with_whom,
)
from course_lib.simulate.business import business
from course_lib.tables import Shop, samples_folder, shop

TRUTH = json.loads((samples_folder() / "truth.json").read_text(encoding="utf-8"))["shops"]


def timelog(*rows):
    frame = pd.DataFrame(rows, columns=["platform", "minutes", "with_whom"])
    frame = frame.astype({"platform": "str", "minutes": "float64", "with_whom": "str"})
    return frame.assign(week=1, planned=0.0, purpose="create")


def clients(*sources, referred_by=""):
    frame = pd.DataFrame({"source": pd.Series(sources, dtype="str")})
    frame["person_id"] = [f"p{place}" for place in range(len(sources))]
    return frame.assign(first_contact=pd.Timestamp("2026-03-01"), won_on=pd.NaT).assign(
        referred_by=pd.Series([referred_by] * len(sources), dtype="str")
    )


def corner(sources, *rows):
    return Shop.of("Corner", {"clients": clients(*sources), "timelog": timelog(*rows)})


def test_leads_belong_to_the_platform_they_named_and_to_no_other():
    rows = by_platform(
        clients("x", "facebook", "", "walk-in", "x"),
        timelog(("x", 30, "none"), ("facebook", 40, "none"), ("x", 5, "peer")),
    )
    assert rows.to_dict("records") == [
        {"platform": "facebook", "minutes": 40, "leads": 1},
        {"platform": "x", "minutes": 35, "leads": 2},
    ]


def test_minutes_are_sorted_by_company_even_where_some_company_is_missing():
    wide = with_whom(timelog(("x", 30, "none"), ("facebook", 40, "client"), ("x", 5, "none")))
    assert list(wide.columns) == ["client", "peer", "none"]
    assert list(wide.index) == ["facebook", "x"]
    assert wide.loc["x"].tolist() == [0, 0, 35]


def test_a_blank_is_nobody_who_sent_them():
    assert referrals(clients("friend", "friend", referred_by="p9")) == 2
    assert referrals(clients("friend", referred_by="  ")) == 0


def test_ten_hours_without_a_lead_still_have_an_upper_limit():
    assert [round(part, 2) for part in per_10h(6, 1200)] == [3.0, 1.1, 6.53]
    assert [round(part, 2) for part in per_10h(0, 600)] == [0.0, 0.0, 3.69]
    assert per_10h(3, 0) is None


SIX_OF_TEN = ("facebook", 600, "none"), ("x", 400, "none")


def sent(busy, other, from_busy, from_other):
    """A shop with six hours of ten on facebook: so many enquiries, and people sent, from there and from x."""
    people = clients(*["facebook"] * busy, *["x"] * other, *["friend"] * (from_busy + from_other))
    via = [""] * (busy + other) + ["facebook"] * from_busy + ["x"] * from_other
    people = people.sample(frac=1, random_state=2).assign(
        referred_via=pd.Series(via, dtype="str"),
        first_contact=pd.date_range("2026-01-01", periods=len(via)),
    )
    return Shop.of("Corner", {"clients": people, "timelog": timelog(*SIX_OF_TEN)})


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((2, 30, 1, 9), "problem"),
        ((30, 10, 6, 2), "fine"),
        ((1, 20, 30, 3), "fine"),  # one of twenty leads, and most referrals
        ((2, 80, 5, 5), "not sure yet"),  # the referrals alone reach the bar
    ],
)
def test_enquiries_and_referrals_together_are_held_against_the_share_of_time(counts, verdict):
    finding = catalogue.measure(12, sent(*counts))
    assert finding.verdict == verdict
    assert finding.bar == pytest.approx(0.4)


@pytest.mark.parametrize(
    "column", [{}, {"referred_via": ""}, {"referred_via": "", "referred_by": "p1"}]
)
def test_where_referrals_are_not_noted_it_is_not_sure_at_worst(column):
    rows = clients(*["facebook"] * 3, *["x"] * 37).sample(frac=1, random_state=3)
    rows = rows.assign(first_contact=pd.date_range("2026-01-01", periods=40), **column)
    unnoted = Shop.of("Corner", {"clients": rows, "timelog": timelog(*SIX_OF_TEN)})
    finding = catalogue.measure(12, unnoted)
    assert finding.verdict == "not sure yet"
    assert "who sent people is not noted" in finding.sentence


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [([], "no data"), ([("facebook", 60, "none")], "not for you"), ([("x", 0, "none")], "no data")],
)
def test_one_platform_cannot_be_compared(rows, verdict):
    lone = corner(["facebook"], *rows)
    assert catalogue.measure(12, lone).verdict == verdict
    assert "fewer than two platforms" in catalogue.chart(12, lone).caption


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ({"gate": "one"}, "not for you"),
        ({"gate": "unsure"}, "no data"),
        (
            {"n": "40", "k": "3", "beside": {"kinds": "both"}},
            "problem",
        ),  # many likes, 60 % of hours
        ({"n": "40", "k": "3", "beside": {"kinds": "one"}}, "not sure yet"),
        ({"n": "40", "k": "3"}, "not sure yet"),
        ({"n": "40", "k": "30", "beside": {"kinds": "both"}}, "fine"),
    ],
)
def test_typed_answers_are_judged_by_question_and_count(entries, verdict):
    fixed = {"gate": "several", "horizon": "6", "bar": "40", "planned": "40"}
    assert diagnose(catalogue.reason(12), fixed | entries).verdict == verdict


def test_the_planted_failure_is_found():
    assert catalogue.measure(12, business("Elm Street", 3, {12: 1.0})).verdict == "problem"


@pytest.mark.parametrize("name", TRUTH)
def test_the_verdict_on_a_sample_shop_is_the_planted_truth(name):
    planted = "12" in TRUTH[name]["planted"]
    assert catalogue.measure(12, shop(name)).verdict == ("problem" if planted else "fine")
