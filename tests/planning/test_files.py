"""The plan can be opened by a spreadsheet, a calendar and a browser, and nothing written by hand is lost."""

import csv
import io
from datetime import date

import pytest
from icalendar import Calendar

from course_lib import catalogue
from course_lib.planning.actions import action
from course_lib.planning.files import COLUMNS, PlanFileError, calendar, page, spreadsheet, write
from course_lib.planning.scores import Row

START = date(2026, 11, 23)


def actions(**typed):
    return [action(Row(5, "Not engaging", 4, catalogue.own(5, 2, 20), None), typed, START)]


def test_the_spreadsheet_has_the_columns_of_the_plan_and_a_row_an_action():
    rows = list(csv.DictReader(io.StringIO(spreadsheet(actions(owner="Zoë")))))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["lesson"], rows[0]["owner"], rows[0]["start"]) == ("5", "Zoë", "2026-11-23")
    assert rows[0]["if"] == catalogue.reason(5).decide.if_hint


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1+1", "  =1", "\n@x"])
def test_what_looks_like_a_formula_stays_text(text):
    rows = list(csv.DictReader(io.StringIO(spreadsheet(actions(owner=text)))))
    assert rows[0]["owner"] == f"'{text}"


def test_the_calendar_reminds_on_days_7_30_60_90_and_on_the_review_day():
    events = Calendar.from_ical(calendar(actions(review="2026-12-24"))).walk("VEVENT")
    days = [event.decoded("dtstart") for event in events]
    assert days == [
        date(2026, 11, 30),
        date(2026, 12, 23),
        date(2026, 12, 24),
        date(2027, 1, 22),
        date(2027, 2, 21),
    ]
    assert len({event["uid"] for event in events}) == 5


def test_a_calendar_made_twice_holds_the_same_events():
    one, two = (Calendar.from_ical(calendar(actions())).walk("VEVENT") for _ in range(2))
    assert [event["uid"] for event in one] == [event["uid"] for event in two]


def test_the_page_is_whole_and_escapes_what_was_typed():
    text = page(actions(owner="<script>alert(1)</script>"), "One problem.")
    assert "<script>" not in text
    assert "Day 90, 21 February 2027" in text
    assert "Stop rule" in text


def test_the_three_files_are_written(tmp_path):
    paths = write(tmp_path, actions(), "")
    assert [path.name for path in paths] == ["plan.csv", "plan.ics", "plan.html"]
    assert all(path.stat().st_size for path in paths)


def test_a_plan_that_was_changed_by_hand_is_kept(tmp_path):
    write(tmp_path, actions(), "")
    (tmp_path / "plan.csv").write_text("my own words", encoding="utf-8")
    write(tmp_path, actions(), "")
    kept = [
        path
        for path in tmp_path.glob("plan-before-*.csv")
        if path.read_text("utf-8") == "my own words"
    ]
    assert len(kept) == 1


def test_writing_the_same_plan_again_leaves_no_copies(tmp_path):
    write(tmp_path, actions(), "")
    write(tmp_path, actions(), "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.csv", "plan.html", "plan.ics"]


def test_a_folder_that_is_not_there_gets_a_sentence(tmp_path):
    with pytest.raises(PlanFileError, match="Could not write the plan into"):
        write(tmp_path / "gone", actions(), "")
