"""The plan chooses what is worth doing, works from nothing, and never says more than was counted."""

from datetime import date

import pytest

from course_lib import catalogue
from course_lib.planning.actions import START_WITH, action, choose, gap
from course_lib.planning.scores import Row, false_alarm, summary

START = date(2026, 11, 23)
BLANK: dict[str, str] = {}


def row(number, belief=None, own=None, data=None):
    return Row(number, catalogue.reason(number).title, belief, own, data)


def counted(number, k, n):
    return row(number, own=catalogue.own(number, k, n))


def test_from_nothing_the_plan_starts_with_the_three_anyone_can_begin_with():
    rows = [row(room.number) for room in catalogue.reasons()]
    there = {room.number for room in catalogue.reasons()}
    assert choose(rows, {}) == tuple(number for number in START_WITH if number in there)


def test_own_numbers_alone_choose_the_widest_gap_first():
    rows = [counted(5, 2, 20), counted(15, 20, 1000), row(2)]
    assert choose(rows, {5: 30, 15: 30}) == (5,)


def test_what_is_fine_is_never_an_action():
    assert choose([counted(5, 20, 20), row(2)], {}) == ()


def test_a_belief_without_a_count_weighs_half():
    assert gap(row(5, belief=0)) == 0.5
    assert gap(row(5, belief=12)) == 0


def test_evidence_outweighs_belief():
    believed_bad_counted_fine = Row(5, "", 0, catalogue.own(5, 20, 20), None)
    assert gap(believed_bad_counted_fine) == 0


def test_an_unsettled_interval_weighs_half_its_shortfall():
    found = catalogue.own(5, 14, 20)
    assert found.verdict == "not sure yet"
    assert gap(row(5, own=found)) == pytest.approx(0.5 * (1 - 0.7 / 0.8))


def test_fewer_minutes_rank_the_same_gap_higher():
    rows = [row(2, belief=3), row(5, belief=3)]
    assert choose(rows, {2: 60, 5: 10})[0] == 5
    assert choose(rows, {2: 10, 5: 600})[0] == 2


def test_there_are_at_most_three_actions():
    rows = [row(room.number, belief=1) for room in catalogue.reasons()]
    assert len(choose(rows, {})) <= 3


def test_an_action_takes_the_attendees_words_and_the_rooms_for_the_rest():
    typed = {"if": "the kettle boils", "minutes": "12", "review": "2026-12-24"}
    made = action(counted(5, 2, 20), typed, START)
    assert (made.if_, made.minutes_week, made.review_day) == (
        "the kettle boils",
        12,
        date(2026, 12, 24),
    )
    assert made.then == catalogue.reason(5).decide.then_hint.removeprefix("I ")
    assert made.owner == "me"


@pytest.mark.parametrize(
    ("counts", "until"),
    [
        ((5, 2, 20), "above 32%, the top of today's interval"),
        ((11, 8, 10), "below 44%, the bottom of today's interval"),
        ((17, 700, 900), "below today's 78%"),
        ((11, 0, 2), "no worse than today's 0%"),
    ],
    ids=["more is better", "less is better", "every penny counted", "no better end"],
)
def test_the_stop_rule_names_the_day_and_the_number_that_would_be_better(counts, until):
    rule = action(counted(*counts), BLANK, START).stop_rule
    assert rule == f"Stop or change it on 21 February unless the number is then {until}."


def test_whoever_counts_something_of_her_own_is_told_what_was_counted_so_far():
    made = action(counted(5, 2, 20), BLANK | {"count": "thanks sent this week"}, START)
    assert made.sign == "thanks sent this week"
    assert made.now.endswith("by the lesson's count")
    assert "unless the lesson's number is then above 32%" in made.stop_rule


def test_without_a_count_the_stop_rule_asks_whether_it_was_done():
    made = action(row(5, belief=4), BLANK, START)
    assert "fewer than half the weeks" in made.stop_rule
    assert made.now == "self-score 4 of 12, not counted yet"


def test_a_folder_with_data_goes_before_two_typed_counts():
    own, data = catalogue.own(5, 2, 20), catalogue.own(5, 190, 200)
    assert Row(5, "", None, own, data).verdict == "fine"
    assert Row(5, "", None, own, catalogue.own(5, 0, 0)).verdict == "problem"


def test_no_data_is_told_apart_from_fine():
    assert row(5).verdict == "no data"
    assert counted(5, 20, 20).verdict == "fine"


def test_a_belief_that_the_count_contradicts_is_pointed_out():
    assert Row(5, "", 12, catalogue.own(5, 2, 20), None).surprise == "you believed better"
    assert Row(5, "", 0, catalogue.own(5, 20, 20), None).surprise == "you believed worse"
    assert Row(5, "", 7, catalogue.own(5, 2, 20), None).surprise == ""


@pytest.mark.parametrize(("checks", "chance"), [(1, 0.05), (17, 0.58), (18, 0.60), (60, 0.95)])
def test_more_checks_make_a_false_alarm_more_likely(checks, chance):
    assert round(false_alarm(checks), 2) == chance


def test_the_summary_says_how_likely_a_false_alarm_is_and_no_total():
    everything = [row(room.number) for room in catalogue.reasons()]
    said = summary(everything)
    assert f"{false_alarm(len(everything)):.0%}" in said
    assert f"{len(everything)} no data" in said


@pytest.mark.parametrize("minutes", ["soon", "-5", "²", "9" * 5000])
def test_minutes_that_cannot_be_read_are_a_guess_that_says_why(minutes):
    made = action(row(5), {"minutes": minutes}, START)
    assert made.minutes_week == catalogue.reason(5).act.usual
    assert "our guess: “" in made.effort
    assert "is no number of minutes" in made.effort


def test_minutes_that_nobody_typed_are_called_a_guess():
    assert action(row(5), BLANK, START).effort.endswith("minutes a week (our guess)")


def test_minutes_that_were_typed_stand_alone():
    assert action(row(5), {"minutes": "1,200"}, START).effort == "1200 minutes a week"
