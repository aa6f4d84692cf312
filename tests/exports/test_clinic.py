"""What no download holds stays not known down to the verdict, and its row says where to get it."""

import html
import re
from datetime import date

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.exports.answers import Answers
from course_lib.exports.clinic import Sample, clinic
from course_lib.exports.page import page
from course_lib.finding import FINE, NO_DATA, NOT_SURE, PROBLEM
from course_lib.tables import shop

START = date(2026, 6, 1)
UNKNOWN = {  # what downloads do not hold, by table
    "posts": ("kind", "about", "link_to", "saves"),
    "messages": ("type",),
    "timelog": ("planned", "purpose", "with_whom"),
    "clients": (),
    "spend": (),
    "accounts": ("login_ok",),
}


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    """Oak Street's tables as downloads would give them."""
    folder = tmp_path_factory.mktemp("mine")
    for name, columns in UNKNOWN.items():
        frame = pd.read_csv(shop("oak-street").folder / f"{name}.csv", keep_default_na=False)
        frame = frame.drop(columns=["by", "asked"], errors="ignore")
        frame.assign(**dict.fromkeys(columns, "")).to_csv(folder / f"{name}.csv", index=False)
    return shop(folder)


def verdicts(exports, answers=None, **more):
    rows = clinic(exports, answers or Answers(), START, **more).rows
    return {row.number: row.verdict for row in rows}


def test_every_reason_has_its_row_in_teaching_order_and_each_without_a_verdict_says_where_to_get_it(
    exports,
):
    result = clinic(exports, Answers(), START)
    assert tuple(row.number for row in result.rows) == catalogue.teaching_order()
    silent = [row.number for row in result.rows if row.verdict == NO_DATA]
    assert sorted(result.missing) == sorted(silent)
    assert all(catalogue.reason(one).download.get in result.missing[one] for one in silent)


def test_a_column_that_no_download_holds_gives_no_verdict(exports):
    found = verdicts(exports)
    for number in (1, 2, 3, 4, 5, 10, 11, 13, 15):
        assert found[number] == NO_DATA, catalogue.reason(number).title
    assert found[6] != NO_DATA and found[14] != NO_DATA and found[16] != NO_DATA


def test_a_question_that_is_the_fault_settles_its_reason(exports):
    found = verdicts(exports, Answers(gates={2: "none", 13: "no", 14: "closed"}))
    assert (found[2], found[13], found[14]) == (PROBLEM, PROBLEM, "not for you")


def test_minutes_planned_and_days_to_judge_go_into_the_tables_and_touch_no_other_reason(exports):
    before = verdicts(exports)
    after = verdicts(exports, Answers({"minutes_planned": "5", "days_to_judge": "400"}))
    assert {n for n in after if after[n] != before[n]} == {3, 13}
    assert after[13] == PROBLEM
    plenty = verdicts(exports, Answers({"minutes_planned": "10000"}))
    assert plenty[13] == FINE


def test_a_sample_counts_once_all_of_it_was_seen(exports):
    half = clinic(exports, Answers(), START, samples={4: Sample(50, 20, 20, 20)})
    assert "20 of 50 are looked through" in half.missing[4]
    whole = verdicts(exports, samples={4: Sample(50, 50, 45, 50), 10: Sample(50, 50, 30, 50)})
    assert (whole[4], whole[10]) == (PROBLEM, FINE)


def test_a_sample_in_which_nobody_asked_says_nothing_of_answering(exports):
    assert verdicts(exports, samples={5: Sample(30, 30, 0, 0)})[5] == NO_DATA


def test_talks_that_their_owner_picked_settle_nothing_and_a_question_still_does(exports):
    everybody = clinic(exports, Answers(), START)
    picked = clinic(exports, Answers(gates={5: "seldom"}), START, picked=True)
    row = {row.number: row for row in picked.rows}
    assert {row.number: row.verdict for row in everybody.rows}[6] == FINE
    assert row[6].verdict == NOT_SURE
    assert "talks that you picked" in row[6].data.sentence
    assert row[5].verdict == PROBLEM
    sampled = verdicts(exports, picked=True, samples={11: Sample(20, 20, 20, 20)})
    assert sampled[11] == NOT_SURE


def test_what_a_machine_may_have_written_is_no_persons(exports):
    assert verdicts(exports, Answers({"written_by": "people"}))[6] == FINE
    assert verdicts(exports, Answers({"written_by": "machines too"}))[6] == NO_DATA


def test_the_plan_takes_up_what_is_settled(exports):
    result = clinic(exports, Answers(gates={2: "none"}), START)
    problems = {row.number for row in result.rows if row.verdict == PROBLEM}
    assert {one.lesson for one in result.plan} <= problems
    assert result.plan and all(one.start == START for one in result.plan)


def test_the_page_has_every_row_and_file_and_needs_nothing_beside_it(exports):
    result = clinic(exports, Answers(gates={2: "none"}), START)
    words = page(result, ["a & <b>.zip: 8 posts", "Times were taken as UTC."], START, "Oak & Nail")
    assert all(html.escape(catalogue.reason(row.number).title) in words for row in result.rows)
    assert "a &amp; &lt;b&gt;.zip" in words and "Times were taken as UTC." in words
    assert "Oak &amp; Nail" in words and "1 June 2026" in words
    assert not re.search(r"<script|<link|https?://", words)
