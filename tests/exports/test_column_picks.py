"""A table that nobody knows is read by the columns that its owner picks, now and next year."""

from __future__ import annotations

from datetime import date

import pytest

from course_lib.exports import column_picks, download_folder, own_layouts
from course_lib.exports.column_picks import ORDER, PLATFORM, UNIT
from course_lib.exports.harvest import harvest
from course_lib.exports.trouble import ExportError
from tests.exports.test_bad_files import book
from tests.exports.test_layouts import OWNER, words

ENQUIRIES = "Anfrage vom;Wer;Woher;Gekauft\n13.03.26;Ada;Instagram;02.04.26\n15.03.26;Bo;;\n"
PICKS = {"first_contact": "Anfrage vom", "name": "Wer", "source": "Woher", "won_on": "Gekauft"}


def table(folder, text=ENQUIRIES, name="Anfragen 2026.csv"):
    """The one table in the folder that nobody knows."""
    (folder / name).write_text(text)
    (one,), _ = column_picks.tables(harvest(folder, OWNER).strangers)
    return one


def pick(folder, one, record, picks, **answers):
    """Keep the picks, and read the folder again."""
    layout = column_picks.layout_text(one, record, picks, answers)
    own_layouts.write(folder, one.name, layout)
    return harvest(folder, OWNER)


def test_a_list_of_enquiries_is_read_by_its_picked_columns_and_so_is_next_years(tmp_path):
    result = pick(tmp_path, table(tmp_path), "lead", PICKS)
    assert [(one.first_contact, one.won_on, one.source) for one in result.records] == [
        (date(2026, 3, 13), date(2026, 4, 2), "instagram"),
        (date(2026, 3, 15), None, ""),
    ]
    assert (tmp_path / "layouts/anfragen.toml").exists()
    (tmp_path / "Anfragen 2027.csv").write_text(
        ENQUIRIES.replace(".26", ".27").replace("Ada", "Eve")
    )
    assert len(harvest(tmp_path, OWNER).records) == 4
    assert not harvest(tmp_path, OWNER).strangers


def test_a_workbook_with_a_title_above_its_header_is_read_too(tmp_path):
    rows = [
        ("Enquiries of 2026",),
        ("Came", "Person", "From"),
        ("2026-03-13", "Ada", "a friend"),
        ("2026-03-15", "Bo", "?"),
    ]
    (tmp_path / "Enquiries.xlsx").write_bytes(book(*rows))
    (one,), _ = column_picks.tables(harvest(tmp_path, OWNER).strangers)
    assert [*one.columns] == ["Came", "Person", "From"]
    result = pick(tmp_path, one, "lead", {"first_contact": "Came", "source": "From"})
    assert [one.first_contact for one in result.records] == [date(2026, 3, 13), date(2026, 3, 15)]


KINDS = {
    "post": (
        "When,What,Hearts\n2026-03-01,Sale,4\n2026-03-01,Oil,9\n",
        {"ts": "When", "text": "What"}, {PLATFORM: "facebook"}, 2,
    ),
    "message": (
        "At,Who,Thread,Words\n2026-03-01 10:00,Ada,1,Open?\n2026-03-01 11:00,Oak,1,Yes\n2026-03-02 11:00,Bo,2,Hi\n"
        "2026-03-02 12:00,Oak,2,Hello\n",
        {"ts": "At", "sender": "Who", "talk": "Thread", "text": "Words"}, {}, 4,
    ),
    "time": (
        "Day,Spent,On\n2026-03-01,90,Instagram\n2026-03-02,20,Bills\n",
        {"ts": "Day", "minutes": "Spent", "text": "On"}, {UNIT: "m"}, 1,
    ),
    "payment": (
        "Day,Cost,For\n2026-03-01,90.50,Facebook Ads\n2026-03-02,20,Coal\n",
        {"day": "Day", "amount": "Cost", "text": "For"}, {}, 1,
    ),
    "nothing": ("dish,price\nsoup,4\nbread,2\n", {}, {}, 0),
}  # fmt: skip


@pytest.mark.parametrize("record", KINDS)
def test_every_kind_of_row_can_be_picked(tmp_path, record):
    text, picks, answers, count = KINDS[record]
    result = pick(tmp_path, table(tmp_path, text), record, picks, **answers)
    assert len(result.records) == count
    assert not result.strangers and "fault" not in words(result)


def test_minutes_money_and_counts_that_were_not_picked_are_as_they_stand_in_the_list(tmp_path):
    text, picks, answers, _ = KINDS["time"]
    (entry,) = pick(tmp_path, table(tmp_path, text), "time", picks, **answers).records
    assert (entry.minutes, entry.platform) == (90, "instagram")
    other = tmp_path / "other"
    other.mkdir()
    text, picks, answers, _ = KINDS["post"]
    for post in pick(other, table(other, text), "post", picks, **answers).records:
        assert (post.comments, post.saves, post.shares, post.clicks) == (None,) * 4


@pytest.mark.parametrize(
    "text, picks, asked",
    [
        ("Am,Wer\n03/04/26,a\n05/06/26,b\n", {"first_contact": "Am"}, [ORDER]),
        ("Am,Wer\n03/04/26,a\n25/06/26,b\n", {"first_contact": "Am"}, []),
        ("Am,Wer\n03.04.26,a\n05.06.26,b\n", {"first_contact": "Am"}, []),
        ("Am,Wer\n3 Apr 2026,a\n5 Jun 2026,b\n", {"first_contact": "Am"}, []),
    ],
)
def test_day_and_month_are_asked_only_where_the_column_cannot_tell(tmp_path, text, picks, asked):
    assert column_picks.questions(table(tmp_path, text), "lead", picks) == asked


@pytest.mark.parametrize("order, day", [("day", date(2026, 4, 3)), ("month", date(2026, 3, 4))])
def test_the_answer_on_day_and_month_is_kept_for_next_year(tmp_path, order, day):
    one = table(tmp_path, "Am,Wer\n03/04/26,a\n05/06/26,b\n")
    result = pick(tmp_path, one, "lead", {"first_contact": "Am"}, order=order)
    assert result.records[0].first_contact == day and not result.questions


@pytest.mark.parametrize(
    "cells, asked", [("1:30 0:20", []), ("1h 20m", []), ("1.5 2", [UNIT]), ("90 20", [UNIT])]
)
def test_hours_or_minutes_are_asked_only_of_plain_numbers(tmp_path, cells, asked):
    rows = "".join(f"2026-03-01;{cell}\n" for cell in cells.split())
    one = table(tmp_path, f"Tag;Dauer\n{rows}")
    assert column_picks.questions(one, "time", {"ts": "Tag", "minutes": "Dauer"}) == asked


def test_a_column_is_guessed_by_an_obvious_name_alone(tmp_path):
    one = table(tmp_path, "Erstkontakt,Wer,Bemerkung\n13.03.26,Ada,x\n15.03.26,Bo,y\n")
    assert column_picks.guess("lead", "first_contact", one) == "Erstkontakt"
    assert column_picks.guess("lead", "source", one) == ""


@pytest.mark.parametrize(
    "picks, answers, words",
    [
        ({}, {}, "Which column holds the day they first got in touch?"),
        ({"first_contact": "Wer"}, {}, 'The column "Wer" holds no days'),
        ({"first_contact": "leer"}, {}, 'The column "leer" is empty'),
        ({"first_contact": "Am"}, {}, "the third of April"),
    ],
)
def test_what_is_left_open_or_cannot_be_is_said_and_nothing_is_kept(
    tmp_path, picks, answers, words
):
    one = table(tmp_path, "Am,Wer,leer\n03/04/26,Ada,\n05/06/26,Bo,\n")
    with pytest.raises(ExportError, match=words.replace("?", r"\?")):
        column_picks.layout_text(one, "lead", picks, answers)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01,Ada\n2026-03-02,Bo\n", "Ada,4\nBo,5\n", "Name,Name\nAda,Bo\n",
        "ada@example.org,Ada\nbo@example.org,Bo\n",
    ],
)  # fmt: skip
def test_a_table_whose_columns_have_no_names_is_said_and_none_of_it_becomes_a_layout(
    tmp_path, text
):
    (tmp_path / "list.csv").write_text(text)
    tables, nameless = column_picks.tables(harvest(tmp_path, OWNER).strangers)
    assert not tables and "Write a name above each column" in nameless[0]


@pytest.mark.parametrize(
    "text", ["Dear diary,\n\ntoday I was glad.", "one column\na\nb\n", "", "<html></html>"]
)
def test_what_is_no_table_is_not_asked_about(tmp_path, text):
    (tmp_path / "notes.txt").write_text(text)
    assert column_picks.tables(harvest(tmp_path, OWNER).strangers) == ([], [])


def test_a_layout_is_for_tables_with_all_its_columns_and_for_none_that_another_knows(tmp_path):
    pick(tmp_path, table(tmp_path), "lead", PICKS)
    (tmp_path / "other.csv").write_text("Anfrage vom;Wer\n13.03.27;Eve\n14.03.27;Kim\n")
    assert [one.path for one in harvest(tmp_path, OWNER).strangers] == ["other.csv"]


def test_no_layout_is_written_over(tmp_path):
    one = table(tmp_path)
    pick(tmp_path, one, "nothing", {})
    pick(tmp_path, one, "lead", PICKS)
    assert sorted(path.name for path in (tmp_path / "layouts").iterdir()) == [
        "anfragen-2.toml",
        "anfragen.toml",
    ]


GOOD = """name = "a"
date = "2026"
source = "me"
record = "lead"
required = ["first_contact"]
[columns]
first_contact = ["Anfrage vom"]
"""
BROKEN = {
    "no TOML": (GOOD.replace('"a"', "a"), "cannot be read"),
    "a key that is missing": (GOOD.replace('record = "lead"\n', ""), 'lacks the line "record'),
    "a key that means nothing": (f"colour = 1\n{GOOD}", 'has a line "colour'),
    "a text for a list": (GOOD.replace('["first_contact"]', '"first_contact"'), "texts in [ ]"),
    "a kind that is none": (GOOD.replace("lead", "deal"), '"lead"'),
    "a field without a column": (GOOD.replace('["first_contact"]', '["day"]'), "not day"),
    "a day that is none": (f'formats = ["%Q"]\n{GOOD}', "%Q"),
    "a pattern that is none": (f'title = "("\n{GOOD}', "regular expression"),
    "a zone that is none": (f'zone = "Mars"\n{GOOD}', "time zone"),
    "a number's pattern alone": (f'number = {{ pattern = "x" }}\n{GOOD}', "shift"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_layout_is_a_sentence_and_the_others_are_read(tmp_path, kind):
    text, sentence = BROKEN[kind]
    pick(tmp_path, table(tmp_path), "lead", PICKS)
    (tmp_path / "layouts/broken.toml").write_text(text)
    result = harvest(tmp_path, OWNER)
    assert sentence in dict(result.files)["layouts/broken.toml"]
    assert len(result.records) == 2


def test_the_layout_that_a_broken_one_was_made_of_is_none(tmp_path):
    assert own_layouts.layout_of(GOOD).record == "lead"


def test_the_picked_columns_change_what_a_later_run_says_and_hold_no_name(tmp_path):
    one = table(tmp_path)
    assert not download_folder.read(tmp_path).usable
    pick(tmp_path, one, "lead", PICKS)
    downloads = download_folder.read(tmp_path)
    assert downloads.tables["clients"].count("\n") == 3
    layout = next((tmp_path / "layouts").iterdir()).read_text()
    assert "Ada" not in layout and "Instagram" not in layout
