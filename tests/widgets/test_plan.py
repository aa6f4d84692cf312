"""The plan can be drawn from nothing, changed, saved for another day, and taken away in three files."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest
from ipywidgets import Button, Dropdown

from course_lib import progress
from course_lib.planning.actions import START_WITH
from course_lib.progress_data import fingerprint
from course_lib.widgets.decide import WORDING as DECIDE_WORDING
from course_lib.widgets.plan import KEY, NONE, WORDING, actions, plan, stored
from course_lib.widgets.scorecard import rows


def press_save(eye, panel):
    eye.find(panel, "Save my plan").click()


def choices(panel):
    return [child for child in panel.children if isinstance(child, Dropdown)]


def test_from_nothing_it_starts_with_the_three_anyone_can_begin_with():
    start, chosen = stored(rows())
    assert chosen == [number for number in START_WITH if number in {row.number for row in rows()}]
    assert start.weekday() == 0 and start > date.today()


def test_what_was_typed_in_a_lesson_words_its_action():
    line = {"if": "it is Friday", "then": "I count", "owner": "Sam", "minutes": "10", "review": ""}
    progress.save("05.decide", DECIDE_WORDING, line)
    (action,) = actions(rows(), date(2026, 11, 23), [5, NONE, NONE])
    assert (action.if_, action.then, action.owner, action.minutes_week) == (
        "it is Friday",
        "count",
        "Sam",
        10,
    )


def test_the_same_reason_chosen_twice_is_one_action():
    assert len(actions(rows(), date(2026, 11, 23), [5, 5, 2])) == 2


def test_a_choice_is_there_again_on_reopening():
    choices(plan())[0].value = 15
    assert stored(rows())[1][0] == 15
    assert choices(plan())[0].value == 15


def test_saving_writes_the_three_files_and_offers_them(eye, file):
    panel = plan()
    press_save(eye, panel)
    assert sorted(path.name for path in file.parent.glob("plan.*")) == [
        "plan.csv",
        "plan.html",
        "plan.ics",
    ]
    with (file.parent / "plan.csv").open(encoding="utf-8-sig", newline="") as sheet:
        assert [int(row["lesson"]) for row in csv.DictReader(sheet)] == stored(rows())[1]
    assert "Saved in" in eye.said(panel)


def test_an_empty_plan_is_not_saved_and_says_so(eye, file):
    panel = plan()
    for choice in choices(panel):
        choice.value = NONE
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


@pytest.mark.parametrize("label", ["Save my plan"])
def test_the_button_says_what_it_does(eye, label):
    assert isinstance(eye.find(plan(), label), Button)


@pytest.mark.parametrize("year", [1, 202, 9999])
def test_a_year_that_is_half_typed_leaves_the_last_start_and_says_so(eye, year):
    panel = plan()
    eye.find(panel, "Start on").value = date(2027, 1, 4)
    eye.find(panel, "Start on").value = date(year, 1, 4)
    assert stored(rows())[0] == date(2027, 1, 4)
    assert "2027-01-04 still counts." in eye.said(panel)


def test_a_start_that_is_emptied_is_today_and_said(eye):
    panel = plan()
    eye.find(panel, "Start on").value = None
    assert stored(rows())[0] == date.today()
    assert "the plan starts today" in eye.said(panel)


def test_minutes_that_are_our_guess_are_called_one(eye):
    assert "minutes a week (our guess)" in eye.shown(plan())


# Before the plan was the last lesson of any number, its answers stood under lesson 18.
EARLIER = {"start": "2026-11-23", "chosen": [15, 5, NONE]}


def earlier_file(file, **answers):
    book = {"what": "Off Target progress", "version": 1, "answers": answers, "earlier": []}
    file.write_text(json.dumps(book), encoding="utf-8")


def entry(value, saved):
    return {"value": value, "wording": fingerprint(WORDING), "saved": saved}


def test_a_plan_saved_when_it_was_lesson_18_is_found_and_kept_on_the_next_save(file):
    earlier_file(file, **{"18.plan": entry(EARLIER, "2026-11-01")})
    assert stored(rows()) == (date(2026, 11, 23), [15, 5, NONE])
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
    assert stored(rows())[1] == (later if new > old else EARLIER)["chosen"]
    progress.save("05.myth", "?", "x")
    [kept] = json.loads(file.read_bytes())["earlier"]
    assert kept["value"] == (EARLIER if new > old else later) and kept["key"] == KEY


def test_a_backup_from_before_is_restored_with_its_plan(file):
    earlier_file(file, **{"18.plan": entry(EARLIER, "2026-11-01")})
    backup = file.read_bytes()
    file.unlink()
    progress.restore(backup)
    assert stored(rows())[1] == EARLIER["chosen"]


def test_a_plan_of_other_words_under_the_old_key_is_not_taken_for_one_and_not_lost(file):
    earlier_file(file, **{"18.plan": entry(EARLIER, "2026-11-01") | {"wording": "another"}})
    assert stored(rows())[0] > date.today()
    choices(plan())[0].value = 15
    [kept] = json.loads(file.read_bytes())["earlier"]
    assert kept["value"] == EARLIER
