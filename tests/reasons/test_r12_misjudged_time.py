"""Reason 12: what an hour brings on one platform, against an hour on the others."""

import json

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.reasons.r12_misjudged_time.sign import (
    by_platform,
    per_10h,
    referrals,
    sign,
    with_whom,
)
from course_lib.simulate import business
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


def test_an_hour_is_compared_with_an_hour_and_not_a_platform_with_a_platform():
    finding = sign(corner(["facebook"] * 20 + ["x"] * 10, ("facebook", 900, ""), ("x", 100, "")))
    assert finding.estimate == pytest.approx(20 / 900 / (10 / 100))
    assert (finding.k, finding.n) == (20, 30)


def test_a_favourite_that_brings_less_for_its_hours_is_a_problem():
    rows = ("facebook", 900, "none"), ("x", 100, "none")
    assert catalogue.measure(12, corner(["facebook"] * 20 + ["x"] * 10, *rows)).verdict == "problem"
    assert catalogue.measure(12, corner(["facebook"] * 200 + ["x"], *rows)).verdict == "fine"
    assert catalogue.measure(12, corner(["facebook"] * 9 + ["x"], *rows)).verdict == "not sure yet"


def test_others_without_a_single_lead_leave_the_ratio_without_an_upper_limit():
    shown = corner(["facebook"] * 60, ("facebook", 500, "none"), ("x", 400, "none"))
    assert "no limit" in catalogue.measure(12, shown).sentence
    assert catalogue.measure(12, shown).verdict == "fine"
    assert "(60 leads)" in catalogue.chart(12, shown).alt


@pytest.mark.parametrize("rows", [[], [("facebook", 60, "none")], [("x", 0, "none")]])
def test_one_platform_cannot_be_compared(rows):
    lone = corner(["facebook"], *rows)
    assert catalogue.measure(12, lone).verdict == "no data"
    assert "fewer than two platforms" in catalogue.chart(12, lone).caption


def test_two_counts_of_ones_own_ask_the_same_thing_as_the_ratio():
    assert catalogue.own(12, 4, 20, bar=0.6).verdict == "problem"
    assert catalogue.own(12, 19, 20, bar=0.6).verdict == "fine"


def test_the_planted_failure_is_found():
    assert catalogue.measure(12, business("Elm Street", 3, {12: 1.0})).verdict == "problem"


@pytest.mark.parametrize("name", TRUTH)
def test_the_verdict_on_a_sample_shop_is_the_planted_truth(name):
    planted = "12" in TRUTH[name]["planted"]
    assert catalogue.measure(12, shop(name)).verdict == ("problem" if planted else "fine")
