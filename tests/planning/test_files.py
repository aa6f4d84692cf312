"""The plan can be opened by a spreadsheet, a calendar and a browser, and nothing written by hand is lost."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from course_lib import catalogue
from course_lib.planning.actions import action
from course_lib.planning.choice import SETTLED, Chosen
from course_lib.planning.files import COLUMNS, PlanFileError, calendar, spreadsheet, write
from course_lib.planning.page import page
from course_lib.planning.scores import Row
from tests.findings import count_finding

START = date(2026, 11, 23)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PLAN = "my plan"


def actions(start=START, number=5, **entered):
    row = Row(number, catalogue.reason(number).title, 4, count_finding(5, 2, 20), None)
    return [action(row, Chosen(number, SETTLED, 20), entered, start)]


def events(actions, plan_id=PLAN, now=NOW):
    return Calendar.from_ical(calendar(actions, plan_id, now)).walk("VEVENT")


def sheet(actions):
    return list(csv.DictReader(io.StringIO(spreadsheet(actions))))


def test_the_spreadsheet_has_the_columns_of_the_plan_and_a_row_an_action():
    [row] = sheet(actions(owner="Zoë"))
    assert tuple(row) == COLUMNS
    assert (row["lesson"], row["owner"], row["start"]) == ("Not engaging", "Zoë", "2026-11-23")
    assert row["if"] == catalogue.reason(5).decide.if_hint


def test_guessed_minutes_are_marked_as_a_guess_in_the_spreadsheet_too():
    assert sheet(actions())[0]["minutes_are"] == "our guess"
    assert sheet(actions(minutes="20"))[0]["minutes_are"] == "as you typed them"


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1+1", "  =1", "\n@x", "＝1", '"=1', " \t+1"]
)
def test_what_looks_like_a_formula_stays_text(text):
    owner = sheet(actions(owner=text))[0]["owner"]
    assert owner.startswith("'") and owner.replace("'", "") == text


def test_the_calendar_reminds_on_days_0_7_30_60_90_and_on_an_own_review_day():
    days = [event.decoded("dtstart") for event in events(actions(review="2026-12-24"))]
    assert days == [
        date(2026, 11, 23),
        date(2026, 11, 30),
        date(2026, 12, 23),
        date(2026, 12, 24),
        date(2027, 1, 22),
        date(2027, 2, 21),
    ]


def test_every_entry_reminds_by_itself_at_nine():
    for event in events(actions()):
        [alarm] = event.walk("VALARM")
        assert alarm["action"] == "DISPLAY" and alarm["description"] == event["summary"]
        assert alarm.decoded("trigger") == timedelta(hours=9)


@pytest.mark.parametrize(
    "changed",
    [
        {"owner": "Zoë"},
        {"start": date(2027, 1, 4)},
        {"review": "2027-01-05"},
        {"number": 4},
        {"count": "thanks", "if": "it rains", "then": "I ring them", "target": "9"},
    ],
    ids=["a word", "the start", "the review day", "another act", "every word"],
)
def test_a_plan_saved_again_replaces_its_entries(changed):
    before = events(actions(review="2026-12-24"))
    later = NOW + timedelta(minutes=3)
    after = events(actions(**({"review": "2026-12-24"} | changed)), now=later)
    assert {event["uid"] for event in after} == {event["uid"] for event in before}
    assert len({event["uid"] for event in after}) == len(after) == 6
    assert min(event["sequence"] for event in after) > max(event["sequence"] for event in before)


def test_two_plans_in_one_calendar_do_not_replace_each_other():
    mine, theirs = ({event["uid"] for event in events(actions(), name)} for name in ("a", "b"))
    assert not mine & theirs


def test_the_page_is_whole_and_escapes_what_was_typed():
    text = page(actions(owner="<script>alert(1)</script>"), "One problem.")
    assert "<script>" not in text
    assert "Day 90, 21 February 2027" in text
    assert "our guess" in text


@pytest.mark.parametrize("sign", ["x", "W", "漢"])
def test_what_no_sheet_has_room_for_is_cut_and_says_where_it_is_whole(sign):
    text = page(actions(owner=sign * 2000), "")
    assert "… (whole in plan.csv)" in text
    assert 200 < text.count(sign) < 700


def test_the_three_files_are_written(tmp_path):
    paths = write(tmp_path, actions(), "", PLAN)
    assert [path.name for path in paths] == ["plan.csv", "plan.ics", "plan.html"]
    assert all(path.stat().st_size for path in paths)


def test_a_plan_that_was_changed_by_hand_is_kept(tmp_path):
    write(tmp_path, actions(), "", PLAN)
    (tmp_path / "plan.csv").write_text("my own words", encoding="utf-8")
    write(tmp_path, actions(), "", PLAN)
    copies = [path.read_text("utf-8") for path in tmp_path.glob("plan-before-*.csv")]
    assert copies == ["my own words"]


def test_writing_the_same_plan_again_leaves_no_copies(tmp_path):
    write(tmp_path, actions(), "", PLAN)
    calendar_then = (tmp_path / "plan.ics").read_bytes()
    write(tmp_path, actions(), "", PLAN)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.csv", "plan.html", "plan.ics"]
    assert (tmp_path / "plan.ics").read_bytes() == calendar_then


def test_a_folder_that_is_not_there_gets_a_sentence(tmp_path):
    with pytest.raises(PlanFileError, match="Could not write the plan into"):
        write(tmp_path / "gone", actions(), "", PLAN)
