"""The plan fits the owner's minutes, can be changed and saved, and is taken away in three files."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar
from ipywidgets import Button, Dropdown

from course_lib import catalogue, progress
from course_lib.progress_data import fingerprint
from course_lib.widgets.decide import WORDING as DECIDE_WORDING
from course_lib.widgets.plan import plan
from course_lib.widgets.saved_plan import KEY, NONE, WORDING, stored
from course_lib.widgets.scorecard import rows
from tests.findings import count_finding

BUDGET = "Minutes a week you can give"
FIRST = "Minutes for action 1"


def press_save(eye, panel):
    eye.find(panel, "Save my plan").click()


def choices(eye, panel):
    return eye.every(panel, Dropdown)


def acts():
    return [one.number for one in stored(rows()).chosen]


def choose(eye, panel, *numbers):
    for choice, number in zip(choices(eye, panel), numbers, strict=False):
        choice.value = number


def decided(number, **line):
    progress.save(f"{number:02}.decide", DECIDE_WORDING, line)


@pytest.fixture
def counted(monkeypatch):
    """Counts a reason, however its lesson asks for it: the scorecard has the finding from then on."""
    findings = {}

    def card(shop=None):
        return tuple(replace(row, own=findings.get(row.number, row.own)) for row in rows(shop))

    monkeypatch.setattr("course_lib.widgets.plan.rows", card)

    def count(number, k, n):
        findings[number] = count_finding(number, k, n)
        return card()

    return count


def test_from_nothing_it_begins_with_what_needs_no_verdict(eye):
    assert acts() == [2, 5]
    assert "Begin with what needs no verdict" in eye.shown(plan())
    start = stored(rows()).settings.start
    assert start.weekday() == 0 and start > date.today()


def test_the_minutes_come_first_and_are_assumed_until_they_are_typed(eye):
    panel = plan()
    assert "we take 60 a week" in eye.said(panel)
    eye.find(panel, BUDGET).value = "90"
    assert "of your 90 a week" in eye.said(panel)
    assert "of your 90 a week" in eye.said(plan())


@pytest.mark.parametrize(("minutes", "many"), [("15", 1), ("45", 2), ("90", 2)])
def test_the_plan_has_no_more_acts_than_the_minutes_carry(eye, minutes, many):
    panel = plan()
    eye.find(panel, BUDGET).value = minutes
    now = stored(rows())
    assert len(now.chosen) == many
    assert sum(one.minutes for one in now.chosen) <= int(minutes)


@pytest.mark.parametrize("slip", ["soon", "-3", "10", "1.5", "20000"])
def test_a_slip_never_takes_the_place_of_good_minutes(eye, slip):
    panel = plan()
    eye.find(panel, BUDGET).value = "45"
    eye.find(panel, BUDGET).value = slip
    assert stored(rows()).settings.budget == 45
    assert "45 still counts." in eye.said(panel)
    assert eye.find(plan(), BUDGET).value == slip  # and nothing that was typed is lost


@pytest.mark.parametrize("slip", ["soon", "-3", "1.5", "20000"])
def test_a_slip_never_takes_the_place_of_an_acts_good_minutes(eye, slip):
    panel = plan()
    eye.find(panel, FIRST).value = "10"
    eye.find(panel, FIRST).value = slip
    first = stored(rows()).actions[0]
    assert first.effort == "10 minutes a week"
    assert "10 still counts." in eye.said(panel)


def test_a_guess_is_shown_as_a_guess_and_can_be_changed(eye):
    panel = plan()
    assert eye.find(panel, FIRST).placeholder.startswith("our guess: ")
    assert "minutes a week (our guess)" in eye.shown(panel)
    for place in (1, 2):
        eye.find(panel, f"Minutes for action {place}").value = "12"
    assert "our guess)" not in eye.shown(panel)
    assert [one.minutes for one in stored(rows()).chosen] == [12, 12]


def test_minutes_typed_for_an_act_stay_with_it_when_it_is_moved(eye):
    panel = plan()
    choose(eye, panel, 15, 8)
    eye.find(panel, FIRST).value = "11"
    choose(eye, panel, 8, 15)
    assert eye.find(panel, "Minutes for action 2").value == "11"
    assert eye.find(panel, FIRST).value == ""


def test_what_was_typed_in_a_lesson_words_its_action(eye):
    decided(5, **{"if": "it is Friday", "then": "I count", "owner": "Sam", "minutes": "10"})
    choose(eye, plan(), 5, NONE)
    [action] = stored(rows()).actions
    assert (action.if_, action.then, action.owner, action.effort) == (
        "it is Friday",
        "count",
        "Sam",
        "10 minutes a week",
    )


def test_more_typed_in_a_lesson_than_there_is_room_for_is_said(eye):
    decided(5, minutes="300")
    assert "you wrote 300; there is room for 55" in eye.shown(plan())


def test_the_same_reason_chosen_twice_is_one_action(eye):
    choose(eye, plan(), 5, 5, 4)
    assert acts() == [5, 4]


def test_a_choice_is_there_again_on_reopening(eye):
    choose(eye, plan(), 15)
    assert acts()[0] == 15
    assert choices(eye, plan())[0].value == 15


def test_the_suggestion_follows_the_scorecard_as_long_as_nothing_is_swapped(eye, counted):
    eye.find(plan(), "Start on").value = date(2027, 1, 4)
    card = counted(11, 40, 40)
    assert stored(card).places == [11, NONE, NONE]
    assert "Settled problems first" in eye.shown(plan())


def test_a_swap_stays_and_the_suggestion_can_be_taken_back(eye, counted):
    choose(eye, plan(), 15)
    card = counted(11, 40, 40)
    panel = plan()
    assert stored(card).places[0] == 15
    assert "Your scorecard suggests “Ambushing”." in eye.shown(panel)
    eye.find(panel, "Take the suggestion").click()
    assert stored(card).places == [11, NONE, NONE]
    assert choices(eye, panel)[0].value == 11


def test_what_was_left_out_is_listed_with_what_parted_it(eye, counted):
    counted(4, 40, 40)
    [chosen] = [one.number for one in stored(counted(11, 40, 40)).chosen]
    other = ({4, 11} - {chosen}).pop()
    title = catalogue.reason(other).title
    assert f"{title}. One habit with “{catalogue.reason(chosen).title}”" in eye.shown(plan())


def test_a_problem_that_was_swapped_away_is_listed_too(eye, counted):
    counted(11, 40, 40)
    panel = plan()
    choose(eye, panel, 8)
    assert "Ambushing. You chose something else." in eye.shown(panel)


def test_too_few_minutes_for_an_own_choice_are_said(eye):
    panel = plan()
    eye.find(panel, BUDGET).value = "15"
    choose(eye, panel, 5, 4, 16)
    assert "15 minutes a week are too few for all of these" in eye.said(panel)


def test_saving_writes_the_three_files_and_offers_them(eye, file):
    panel = plan()
    press_save(eye, panel)
    assert sorted(path.name for path in file.parent.glob("plan.*")) == [
        "plan.csv",
        "plan.html",
        "plan.ics",
    ]
    with (file.parent / "plan.csv").open(encoding="utf-8-sig", newline="") as sheet:
        titles = [catalogue.reason(number).title for number in acts()]
        assert [row["lesson"] for row in csv.DictReader(sheet)] == titles
    assert "Saved in" in eye.said(panel)


def test_a_plan_saved_again_from_another_page_replaces_its_calendar_entries(eye, file):
    def ids():
        events = Calendar.from_ical((file.parent / "plan.ics").read_bytes()).walk("VEVENT")
        return [str(event["uid"]) for event in events]

    press_save(eye, plan())
    before = ids()
    panel = plan()
    choose(eye, panel, 15)
    eye.find(panel, "Start on").value = date(2027, 1, 4)
    press_save(eye, panel)
    assert ids() == before


def test_an_empty_plan_is_not_saved_and_says_so(eye, file):
    panel = plan()
    choose(eye, panel, NONE)
    choose(eye, panel, NONE)  # the second has moved up
    press_save(eye, panel)
    assert "choose at least one reason" in eye.said(panel)
    assert not list(file.parent.glob("plan.*"))


def test_a_disk_that_takes_nothing_gets_a_sentence(eye, file, monkeypatch):
    panel = plan()

    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    press_save(eye, panel)
    assert "Could not write the plan" in eye.said(panel)


@pytest.mark.parametrize("label", ["Save my plan", "Take the suggestion"])
def test_the_button_says_what_it_does(eye, label):
    assert isinstance(eye.find(plan(), label), Button)


@pytest.mark.parametrize("year", [1, 202, 9999])
def test_a_year_that_is_half_typed_leaves_the_last_start_and_says_so(eye, year):
    panel = plan()
    eye.find(panel, "Start on").value = date(2027, 1, 4)
    eye.find(panel, "Start on").value = date(year, 1, 4)
    assert stored(rows()).settings.start == date(2027, 1, 4)
    assert "2027-01-04 still counts." in eye.said(panel)


def test_a_start_that_is_emptied_is_today_and_said(eye):
    panel = plan()
    eye.find(panel, "Start on").value = None
    assert stored(rows()).settings.start == date.today()
    assert "the plan starts today" in eye.said(panel)


# Before the plan was the last lesson of any number, its answers stood under lesson 18.
EARLIER = {"start": "2026-11-23", "chosen": [15, 5, NONE]}


def earlier_file(file, **answers):
    book = {"what": "Off Target progress", "version": 1, "answers": answers, "earlier": []}
    file.write_text(json.dumps(book), encoding="utf-8")


def entry(value, saved):
    return {"value": value, "wording": fingerprint(WORDING), "saved": saved}


def test_a_plan_saved_when_it_was_lesson_18_is_found_and_kept_on_the_next_save(file):
    earlier_file(file, **{"18.plan": entry(EARLIER, "2026-11-01")})
    assert stored(rows()).settings.start == date(2026, 11, 23) and acts() == [15, 5]
    assert progress.take_notices() == () and len(list(file.parent.glob("my-progress*"))) == 1
    progress.save("05.myth", "?", "x")
    answers = json.loads(file.read_bytes())["answers"]
    assert answers[KEY]["value"] == EARLIER and "18.plan" not in answers


@pytest.mark.parametrize(
    ("old", "new"), [("2026-11-01", "2026-11-02"), ("2026-11-03", "2026-11-02")]
)
def test_of_an_old_plan_and_a_new_one_the_later_counts_and_the_other_is_kept(file, old, new):
    later = EARLIER | {"chosen": [2, NONE, NONE]}
    earlier_file(file, **{"18.plan": entry(EARLIER, old), KEY: entry(later, new)})
    assert acts() == ([2] if new > old else [15, 5])
    progress.save("05.myth", "?", "x")
    [kept] = json.loads(file.read_bytes())["earlier"]
    assert kept["value"] == (EARLIER if new > old else later) and kept["key"] == KEY


def test_a_backup_from_before_is_restored_with_its_plan(file):
    earlier_file(file, **{"18.plan": entry(EARLIER, "2026-11-01")})
    backup = file.read_bytes()
    file.unlink()
    progress.restore(backup)
    assert acts() == [15, 5]


def test_a_plan_of_other_words_under_the_old_key_is_not_taken_for_one_and_not_lost(eye, file):
    earlier_file(file, **{"18.plan": entry(EARLIER, "2026-11-01") | {"wording": "another"}})
    assert stored(rows()).settings.start > date.today()
    choose(eye, plan(), 15)
    [kept] = json.loads(file.read_bytes())["earlier"]
    assert kept["value"] == EARLIER


def test_a_plan_from_before_there_was_a_budget_stays_the_owners_choice_on_the_next_save(eye, file):
    earlier_file(file, **{KEY: entry(EARLIER, "2026-11-01")})
    eye.find(plan(), BUDGET).value = "90"
    answers = json.loads(file.read_bytes())["answers"]
    assert answers[KEY]["value"]["chosen"] == EARLIER["chosen"]
    assert answers[KEY]["value"]["start"] == EARLIER["start"]
    assert acts() == [15, 5]
