"""An action is told in the owner's words or in ours, says on what it rests, and what is only a guess."""

from datetime import date

import pytest

from course_lib import catalogue
from course_lib.planning.actions import action
from course_lib.planning.choice import BEGINNING, BELIEF, LEANING, OWN, SETTLED, Chosen
from course_lib.planning.scores import Row, summary
from tests.findings import count_finding

START = date(2026, 11, 23)
BLANK: dict[str, str] = {}


def row(number, belief=None, own=None, data=None):
    return Row(number, catalogue.reason(number).title, belief, own, data)


def counted(number, k, n):
    return row(number, own=count_finding(number, k, n))


def line(a_row, basis=SETTLED, entered=BLANK, minutes=20, first=(), typed=""):
    return action(a_row, Chosen(a_row.number, basis, minutes, first), entered, START, typed)


def test_an_action_takes_the_attendees_words_and_the_rooms_for_the_rest():
    entered = {"if": "the kettle boils", "minutes": "12", "review": "2026-12-24"}
    one = line(counted(5, 2, 20), entered=entered, minutes=12)
    assert (one.if_, one.minutes_week, one.review_day) == (
        "the kettle boils",
        12,
        date(2026, 12, 24),
    )
    assert one.then == catalogue.reason(5).decide.then_hint.removeprefix("I ")
    assert one.owner == "me"


def test_without_a_review_day_it_is_reviewed_on_day_90():
    assert line(counted(5, 2, 20)).review_day == date(2027, 2, 21)


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (SETTLED, "Settled: You answered 2 of 20"),
        (LEANING, "Not settled, and most of what is plausible is bad: You answered 2 of 20"),
        (BELIEF, "You scored 3 of 12; nobody has counted."),
        (BEGINNING, "Begin with what needs no verdict"),
        (OWN, "Your own choice"),
    ],
)
def test_an_action_says_on_what_it_rests(basis, words):
    one = line(row(5, 3, count_finding(5, 2, 20)), basis)
    assert one.why.startswith(words)


def test_what_is_only_believed_is_counted_and_not_acted_on():
    one = line(row(5, belief=4), BELIEF, {"then": "answer at once"})
    assert one.title == "Count first: Not engaging"
    assert "make the count of “Not engaging”" in one.then
    assert one.stop_rule == "Drop it on 21 February if nobody has counted."


def test_what_only_leans_is_crossed_out_where_day_0_leans_to_fine():
    assert "cross this act out" in line(counted(5, 14, 20), LEANING).count


@pytest.mark.parametrize("number", [6, 7, 16])
def test_a_slow_number_is_called_slow(number):
    assert "may not have moved by day 90" in line(row(number)).count


@pytest.mark.parametrize("number", [5, 4, 13])
def test_a_quick_number_is_not_called_slow(number):
    assert "slow" not in line(row(number)).count


def test_what_a_move_needs_and_got_no_place_is_told_first():
    one = line(row(9), first=(2, 14))
    assert one.first == f"{catalogue.reason(2).act.step} {catalogue.reason(14).act.step}"


def test_whoever_counts_something_of_their_own_is_told_to_count_it_the_same_way_twice():
    one = line(counted(5, 2, 20), entered={"count": "thanks sent this week"})
    assert one.sign == "thanks sent this week"
    assert one.count.endswith("on day 0 and on day 90 the same way.")


def test_the_target_is_the_bar_that_the_owner_set():
    assert line(row(5, own=count_finding(5, 2, 20, bar=0.6))).target == "60% or more"
    assert line(counted(5, 2, 20)).target == "80% or more"
    assert line(counted(5, 2, 20), entered={"target": "19 of 20"}).target == "19 of 20"
    assert line(row(3)).target == "none"


@pytest.mark.parametrize("typed", ["soon", "-5", "²", "9" * 5000])
def test_minutes_that_cannot_be_read_are_a_guess_that_says_why(typed):
    one = line(row(5), entered={"minutes": typed})
    assert "our guess: “" in one.effort
    assert "is no number of minutes" in one.effort


@pytest.mark.parametrize("typed", ["", "  "])
def test_minutes_that_nobody_typed_are_called_a_guess(typed):
    assert line(row(5), typed=typed).effort == "20 minutes a week (our guess)"


@pytest.mark.parametrize("entered", [{"minutes": "20"}, {"minutes": "300"}])
def test_minutes_typed_in_the_plan_go_before_those_of_the_lesson(entered):
    assert line(row(5), entered=entered, typed="20").effort == "20 minutes a week"


def test_more_minutes_than_there_is_room_for_are_said():
    one = line(row(5), entered={"minutes": "300"}, minutes=45)
    assert one.effort == "45 minutes a week (you wrote 300; there is room for 45)"


SHOP_WORDS = ("till", "shop", "deliver", "customer", "newsletter", "kitchen", "wall")


@pytest.mark.parametrize("number", catalogue.teaching_order())
def test_the_courses_own_words_suit_a_shop_a_firm_and_a_charity(number):
    reason = catalogue.reason(number)
    words = [reason.decide.if_hint, reason.decide.then_hint, reason.act.number, reason.act.day0]
    words += [reason.act.of, reason.act.step or ""]
    assert not [word for word in SHOP_WORDS for text in words if word in text.lower()]


def test_a_folder_with_data_goes_before_a_typed_count():
    own, data = count_finding(5, 2, 20), count_finding(5, 190, 200)
    assert Row(5, "", None, own, data).verdict == "fine"
    assert Row(5, "", None, own, count_finding(5, 0, 0)).verdict == "problem"


def test_no_data_is_told_apart_from_fine():
    assert row(5).verdict == "no data"
    assert counted(5, 20, 20).verdict == "fine"


def test_a_belief_that_the_count_contradicts_is_pointed_out():
    assert Row(5, "", 12, count_finding(5, 2, 20), None).surprise == "you believed better"
    assert Row(5, "", 0, count_finding(5, 20, 20), None).surprise == "you believed worse"
    assert Row(5, "", 7, count_finding(5, 2, 20), None).surprise == ""


def test_the_summary_counts_each_verdict_and_gives_no_total():
    rows = [counted(5, 0, 40), counted(4, 0, 40), row(2), row(3)]
    assert summary(rows).startswith("Of 4 reasons: 1 problem, 0 not sure yet, 1 fine, 2 no data. ")


def test_the_summary_says_how_rare_a_false_problem_is_and_to_count_a_lone_one_again():
    assert "about 3 times in 100, a healthy one hardly ever" in summary([row(2)])
    assert "count a lone problem again" in summary([row(2)])
