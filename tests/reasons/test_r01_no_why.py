"""Reason 1: whose minutes have a written why, and whether that why is worth anything."""

import json

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.reasons.r01_no_why import chart
from course_lib.reasons.r01_no_why.sign import (
    explained,
    minutes_without,
    missing_why,
    sign,
    why_grade,
)
from course_lib.simulate import business
from course_lib.tables import Shop, samples_folder, shop

TRUTH = json.loads((samples_folder() / "truth.json").read_text(encoding="utf-8"))["shops"]
WHY = "so that renters can ask before they drill"


def goals(*rows):
    frame = pd.DataFrame(rows, columns=["platform", "why"])
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
    assert catalogue.chart(1, empty).png


def test_the_chart_tells_hours_a_week_for_every_account_even_an_idle_one():
    log = pd.concat([timelog(("x", 60)), timelog(("x", 120)).assign(week=2)])
    assert chart.hours_a_week(log, accounts("facebook", "x")).to_dict() == {"x": 1.5, "facebook": 0}


@pytest.mark.parametrize("name", TRUTH)
def test_the_verdict_on_a_sample_shop_is_what_was_planted(name):
    planted = TRUTH[name]["planted"].get("1", 0)
    assert catalogue.measure(1, shop(name)).verdict == ("problem" if planted else "fine")


def test_a_shop_with_the_failure_planted_is_a_problem():
    assert catalogue.measure(1, business("Planted", 3, {1: 1.0})).verdict == "problem"
