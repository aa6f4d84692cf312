"""Reason 13: weeks that run over their plan, and the part of the time that is focused."""

import json

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
from course_lib.reasons.r13_no_time_budget.sign import (
    beside_leads,
    focus_share,
    weekly_minutes,
    weeks_over,
)
from course_lib.tables import Shop, samples_folder, shop

TRUTH = json.loads((samples_folder() / "truth.json").read_text(encoding="utf-8"))["shops"]


def timelog(*rows):
    frame = pd.DataFrame(rows, columns=["week", "planned", "minutes", "purpose"])
    frame = frame.astype({"week": "int64", "planned": "float64", "minutes": "float64"})
    return frame.assign(platform="facebook", with_whom="none").astype({"purpose": "str"})


LOG = timelog(
    (2, 100, 60, "create"),
    (2, 20, 65, "browse"),
    (1, 120, 90, "reply"),
    (1, 0, 70, "learn"),
)


def test_rows_of_one_week_are_added_up_and_weeks_come_in_order():
    weeks = weekly_minutes(LOG)
    assert weeks.index.tolist() == [1, 2]
    assert weeks.to_numpy().tolist() == [[120, 160, 90], [120, 125, 60]]


def test_a_week_that_runs_less_than_a_tenth_over_is_kept():
    assert weeks_over(weekly_minutes(LOG)) == (1, 2)


@pytest.mark.parametrize("planned", [10, 70, 110, 120, 330, 3000])
def test_a_week_that_uses_its_slack_to_the_last_minute_is_kept(planned):
    log = timelog((1, planned, planned * 11 / 10, "create"))
    assert weeks_over(weekly_minutes(log)) == (0, 1)


def test_any_minute_is_over_where_none_was_planned():
    assert weeks_over(weekly_minutes(timelog((1, 0, 5, "browse"), (2, 0, 0, "browse")))) == (1, 2)


def test_creating_and_replying_are_focused_and_nothing_else_is():
    assert focus_share(LOG) == pytest.approx(150 / 285)
    assert focus_share(timelog((1, 10, 30, "browse"))) == 0
    assert focus_share(timelog((1, 10, 0, "create"))) is None


def test_only_weeks_that_both_tables_know_stand_beside_their_leads():
    weekly = pd.DataFrame({"week": [2, 3], "leads": [7, 9]})
    assert beside_leads(LOG, weekly).to_dict("index") == {
        2: {"focused": 60, "unfocused": 65, "leads": 7}
    }


def test_a_single_week_can_be_drawn_and_settles_nothing():
    corner = Shop.of("Corner", {"timelog": timelog((1, 60, 90, "create"))})
    assert catalogue.measure(13, corner).verdict == "no data"
    assert "over 1 week: on average 1.0 planned and 1.5 spent" in catalogue.chart(13, corner).alt


def test_an_empty_log_has_no_verdict_but_a_chart_that_says_so():
    corner = Shop.of("Corner", {"timelog": timelog()})
    assert catalogue.measure(13, corner).verdict == "no data"
    assert "No minutes are logged for Corner" in catalogue.chart(13, corner).alt


@pytest.mark.parametrize("name", TRUTH)
def test_the_verdict_on_a_sample_shop_is_the_planted_truth(name):
    planted = "13" in TRUTH[name]["planted"]
    assert catalogue.measure(13, shop(name)).verdict == ("problem" if planted else "fine")


def weeks_of(*planned_and_spent, first=1):
    return timelog(*((week, *pair, "create") for week, pair in enumerate(planned_and_spent, first)))


KEPT, LONG = (60, 55), (60, 100)


@pytest.mark.parametrize(
    ("weeks", "verdict"),
    [
        ([(60, 130), (60, 45), (60, 50), (60, 35)], "fine"),  # one long week, and the others kept
        ([LONG, LONG, KEPT, KEPT], "problem"),
        ([(60, 60), (60, 60), (90, 90), (45, 45)], "no data"),  # a copy of what was spent
        ([(0, 60), (0, 70), (0, 50), (0, 60)], "no data"),
        ([(None, 60), (None, 70), (None, 50), (None, 60)], "no data"),
        ([(60, 60), (None, 70), (60, 50), (60, 60)], "no data"),
    ],
)
def test_four_weeks_are_held_against_a_plan_that_was_one(weeks, verdict):
    corner = Shop.of("Corner", {"timelog": weeks_of(*weeks)})
    assert catalogue.measure(13, corner).verdict == verdict
    assert catalogue.chart(13, corner).image


@pytest.mark.parametrize(
    ("weeks", "verdict"),
    [
        ([KEPT] * 8 + [LONG, LONG, KEPT, KEPT], "fine"),  # two long weeks in a quarter that is kept
        ([KEPT] * 10 + [LONG, LONG], "fine"),
        ([LONG] * 8 + [KEPT] * 4, "problem"),  # a quiet month at the end of a long quarter
        ([LONG] * 30 + [KEPT] * 12, "fine"),  # what is over a quarter old no longer counts
    ],
)
def test_up_to_twelve_weeks_are_added_up_so_that_two_long_ones_make_no_habit(weeks, verdict):
    corner = Shop.of("Corner", {"timelog": weeks_of(*weeks)})
    finding = catalogue.measure(13, corner)
    assert (finding.verdict, "12 weeks" in finding.sentence) == (verdict, True)


@pytest.mark.parametrize("before", [(None, 200), (0, 200), (200, 200)])
def test_weeks_before_there_was_a_plan_are_no_part_of_it(before):
    corner = Shop.of("Corner", {"timelog": weeks_of(*[before] * 8, *[KEPT] * 5)})
    finding = catalogue.measure(13, corner)
    assert (finding.verdict, finding.n) == ("fine", 300)


@pytest.mark.parametrize("first", [14, 40, 400])
def test_weeks_of_long_ago_do_not_help_a_log_that_has_just_begun_again(first):
    log = pd.concat([weeks_of(*[KEPT] * 10), weeks_of(LONG, LONG, first=first + 8)])
    assert catalogue.measure(13, Shop.of("Corner", {"timelog": log})).verdict == "no data"


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ({"gate": "no", "n": "960", "k": "960"}, "problem"),
        ({"gate": "bought"}, "fine"),
        ({"gate": "unsure"}, "no data"),
        ({"gate": "yes", "n": "960", "k": "1400"}, "problem"),
        ({"gate": "yes", "n": "960", "k": "1000"}, "fine"),
    ],
)
def test_typed_answers_are_judged_by_question_and_minutes(entries, verdict):
    finding = diagnose(catalogue.reason(13), {"bar": "110"} | entries)
    assert finding.verdict == verdict
    assert "interval" not in finding.sentence or "so no interval" in finding.sentence
