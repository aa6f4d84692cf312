"""Reason 1: whose minutes have a written why, and whether that why is worth anything."""

import json

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
from course_lib.reasons.r01_no_why import chart
from course_lib.reasons.r01_no_why.sign import (
    explained,
    minutes_without,
    missing_why,
    sign,
    why_grade,
)
from course_lib.simulate.business import business
from course_lib.tables import Shop, samples_folder, shop

TRUTH = json.loads((samples_folder() / "truth.json").read_text(encoding="utf-8"))["shops"]
WHY = "so that renters can ask before they drill"


def goals(*rows):
    """One row an account: its why, for whom, and what would be seen of it."""
    frame = pd.DataFrame(rows, columns=["platform", "why"]).assign(who="renters", outcome="leads")
    blank = {"metric": "", "baseline": None, "target": None, "due": pd.NaT, "written_on": pd.NaT}
    return frame.assign(**blank)


def timelog(*rows):
    frame = pd.DataFrame(rows, columns=["platform", "minutes"])
    return frame.assign(week=1, planned=0.0, purpose="create", with_whom="none")


def accounts(*platforms):
    frame = pd.DataFrame({"platform": pd.Series(platforms, dtype="str")})
    return frame.assign(last_post=pd.Timestamp("2026-03-01"), login_ok=True)


def test_spaces_and_a_missing_line_are_no_why():
    sheet = goals(("facebook", "   "), ("instagram", WHY), ("tiktok", None))
    listed = accounts("x", "tiktok", "instagram", "facebook")
    assert missing_why(listed, sheet) == ["facebook", "tiktok", "x"]


def test_one_filled_line_explains_an_account_that_also_has_a_blank_one():
    assert explained(goals(("x", ""), ("x", WHY))) == {"x"}


def test_minutes_are_weighed_and_not_accounts_or_entries():
    log = timelog(("facebook", 90), ("instagram", 5), ("instagram", 5))
    assert minutes_without(log, {"instagram"}) == (90, 100)


def test_minutes_on_an_account_that_nobody_listed_have_no_why_either():
    corner = Shop.of(
        "Corner",
        {
            "accounts": accounts("facebook"),
            "goals": goals(("facebook", WHY)),
            "timelog": timelog(("facebook", 60), ("myspace", 40)),
        },
    )
    assert sign(corner).k == 40
    assert catalogue.measure(1, corner).verdict == "problem"


def corner(sheet, *minutes):
    log = timelog(*minutes)
    return Shop.of(
        "Corner", {"accounts": accounts(*log["platform"]), "goals": sheet, "timelog": log}
    )


def test_one_slogan_on_six_accounts_serves_the_busiest_alone():
    """The mirror case (a): six filled lines, and one reason."""
    names = ["a", "b", "c", "d", "e", "f"]
    slogan = corner(goals(*((name, " We are THERE") for name in names)), *((n, 10) for n in names))
    assert (sign(slogan).k, sign(slogan).n) == (50, 60)
    assert catalogue.measure(1, slogan).verdict == "problem"
    busy = corner(goals(("a", "we"), ("b", "We ")), ("a", 5), ("b", 95))
    assert catalogue.measure(1, busy).k == 5


@pytest.mark.parametrize("part", ["who", "outcome"])
def test_a_why_without_one_of_its_parts_is_none(part):
    sheet = goals(("x", WHY))
    assert catalogue.measure(1, corner(sheet, ("x", 60))).verdict == "fine"
    assert catalogue.measure(1, corner(sheet.assign(**{part: ""}), ("x", 60))).verdict == "problem"


@pytest.mark.parametrize("columns", [["who", "outcome"], ["who"], ["outcome"]])
def test_where_the_tables_do_not_say_for_whom_only_blank_and_repeated_whys_are_none(columns):
    filled = goals(("x", WHY), ("y", "other")).drop(columns=columns)
    finding = catalogue.measure(1, corner(filled, ("x", 60), ("y", 40)))
    assert finding.verdict == "no data"
    assert "of 100 minutes it is not noted" in finding.sentence.lower()
    blank = filled.assign(why=[WHY, " "])
    assert catalogue.measure(1, corner(blank, ("x", 60), ("y", 40))).verdict == "problem"


def listed(*rows):
    keys = ("name", "words", "minutes", "ticks")
    return {
        "gate": "some",
        "bar": "20",
        "rows": [dict(zip(keys, row, strict=True)) for row in rows],
    }


ALL = ["who", "deed", "seen"]


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        # (a) six accounts, the same slogan pasted on each.
        (listed(*((name, "We are there", "100", ALL) for name in "abcdef")), "problem"),
        (listed(*((name, "We are there", "", []) for name in "abcdef")), "problem"),
        # (b) an account on trial until 1 June, with its number.
        (listed(("a", "until 1 June, 20 enquiries", "300", ["trial"])), "fine"),
        (listed(("a", "Renters ask", "90", ALL), ("b", "", "10", ALL)), "fine"),
        (listed(("a", "Renters ask", "70", ALL), ("b", "fun", "30", ["who"])), "problem"),
        (listed(("a", "Renters ask", "", ALL), ("b", "fun", "5", ["who"])), "problem"),
        ({"gate": "none"}, "not for you"),
        ({"gate": "unsure"}, "no data"),
    ],
)
def test_a_list_of_accounts_is_judged_by_what_their_reasons_say(entries, verdict):
    assert diagnose(catalogue.reason(1), entries).verdict == verdict


def test_a_list_without_a_bar_or_a_row_is_not_judged_yet():
    assert diagnose(catalogue.reason(1), listed()) is None
    assert diagnose(catalogue.reason(1), listed(("a", "x", "1", ALL)) | {"bar": ""}) is None


@pytest.mark.parametrize(
    ("why", "metric", "grade"),
    [
        (" ", "leads", "none"),
        (WHY, "leads", "strong"),
        (WHY, "likes", "vague"),
        (WHY, "", "vague"),
    ],
)
def test_a_why_is_strong_only_if_the_business_lives_on_its_metric(why, metric, grade):
    assert why_grade(why, metric, {"leads", "sales"}) == grade


def test_a_shop_without_a_logged_minute_gets_no_data_and_still_a_chart():
    empty = Shop.of("Empty", {"accounts": accounts(), "goals": goals(), "timelog": timelog()})
    assert catalogue.measure(1, empty).verdict == "no data"
    assert catalogue.chart(1, empty).image


def test_the_chart_tells_hours_a_week_for_every_account_even_an_idle_one():
    log = pd.concat([timelog(("x", 60)), timelog(("x", 120)).assign(week=2)])
    assert chart.hours_a_week(log, accounts("facebook", "x")).to_dict() == {"x": 1.5, "facebook": 0}


@pytest.mark.parametrize("name", TRUTH)
def test_the_verdict_on_a_sample_shop_is_what_was_planted(name):
    planted = TRUTH[name]["planted"].get("1", 0)
    assert catalogue.measure(1, shop(name)).verdict == ("problem" if planted else "fine")


def test_a_shop_with_the_failure_planted_is_a_problem():
    assert catalogue.measure(1, business("Planted", 3, {1: 1.0})).verdict == "problem"
