"""A table is read in whatever dress its program or a spreadsheet puts it, and damage is said where it lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from course_lib.exports.columns import amounts, by_number, counts, moments, yearless
from course_lib.exports.layouts import fold
from course_lib.exports.records import Post
from tests.exports.test_layouts import OWNER, case, crop, data, words

POSTS = case("meta_facebook_content")["text"].lstrip("\n")
CONTACTS = "Record ID,Email,Create Date,Became a Customer Date\n{}"


def posts(folder, text: str | bytes, name: str = "a.csv", owner=OWNER):
    return crop(folder, text if isinstance(text, bytes) else text.encode(), name, owner)


def plain(text: str) -> str:
    """The posts without a cell that needs quotation marks."""
    for cell, bare in {
        '"Spring sale\ntwo lines"': "Spring",
        '"Reactions, Comments and Shares"': "All",
        '"1,204"': "1204",
        '"1,001"': "1001",
    }.items():
        text = text.replace(cell, bare)
    return text


def backwards(text: str) -> str:
    return "\n".join(",".join(reversed(line.split(","))) for line in plain(text).splitlines())


DRESSES: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "utf-16, big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "Windows' line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "an old Mac's line ends": lambda text: text.replace("\n", "\r").encode(),
    "sep= first": lambda text: f"sep=,\r\n{text}".encode(),
    "a title first": lambda text: f"My posts\n\n{text}".encode(),
    "blank lines": lambda text: text.replace("\n1169", "\n\n,,,\n1169").encode(),
    "capitals in the header": lambda text: text.replace("Post ID,Page ID", "POST ID,page id").encode(),
    "spaces in the header": lambda text: text.replace("Post ID,", " Post  ID ,").encode(),
    "another order of columns": lambda text: backwards(text).encode(),
    "a total": lambda text: f"{text}Total,,,,,,,,,,,,,,,1001,,,,12\n".encode(),
}  # fmt: skip


@pytest.mark.parametrize("dress", DRESSES)
def test_the_same_posts_are_read_in_every_dress(tmp_path, dress):
    result = posts(tmp_path, DRESSES[dress](POSTS))
    assert [(one.id, one.comments, one.clicks) for one in result.records] == [
        ("1168", 1001, 12),
        ("1169", 2, 0),
    ]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_cells_may_be_separated_by_other_signs(tmp_path, separator):
    text = POSTS.replace('"Spring sale\ntwo lines"', "Spring").replace(
        '"Reactions, Comments and Shares"', "All"
    )
    text = text.replace('"1,204"', "1").replace('"1,001"', "1001").replace(",", separator)
    assert len(posts(tmp_path, text).records) == 2


@pytest.mark.parametrize("word", ["Größe", "naïve", "Straße — “quoted”", "café €5"])
def test_windows_western_letters_are_read_as_written(tmp_path, word):
    result = posts(tmp_path, POSTS.replace("Plain", word).encode("cp1252"))
    assert result.records[1].text == word


@pytest.mark.parametrize("cut", [1, 2])
def test_a_file_that_ends_within_a_letter_is_read_to_there_and_said(tmp_path, cut):
    text = (POSTS + "1170,1000,Oak,\U0001fab5").encode()[:-cut]
    result = posts(tmp_path, text)
    assert result.records[1].text == "Plain" and "cut off" in words(result)


def test_one_bad_byte_does_not_spoil_the_letters_of_a_whole_file(tmp_path):
    text = (
        POSTS.replace("Plain", "Größe über Öl, \U0001fab5")
        .replace("über Öl, ", "über Öl ")
        .encode()
    )
    result = posts(tmp_path, text.replace(b"Spring", b"Spr\xffng"))
    assert result.records[1].text == "Größe über Öl \U0001fab5" and "1 of its signs" in words(
        result
    )


@pytest.mark.parametrize(
    ("bad", "rows"),
    [
        (
            POSTS
            + '1170,1000,Oak,"An open mark,,0,04/06/2026 10:00,x,0,Photos,Lifetime,1,1,1,1,1,1,1,1,1\n1171,a\n',
            2,
        ),
        (POSTS.replace("Plain", 'He said "no" to it'), 2),
        (
            POSTS
            + "1170,1000,Oak,a,b,0,04/06/2026 10:00,x,0,Photos,Lifetime,1,1,1,1,1,1,1,1,1,too,many\n",
            2,
        ),
        (POSTS + "1170,1000,Oak\n", 2),
    ],
)
def test_a_row_that_is_damaged_leaves_the_others(tmp_path, bad, rows):
    assert len(posts(tmp_path, bad).records) == rows


def test_a_mark_that_is_never_closed_is_said_with_its_row(tmp_path):
    result = posts(tmp_path, POSTS + '1170,1000,Oak,"An open mark\n1171\n1172\n')
    assert "row 4 that is never closed" in words(result)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["15,000", "87"], [15000, 87]),
        (["1.204", "12"], [1204, 12]),
        (["1,204", "3408.0"], [1204, 3408]),
        (["-", "undefined", "", "n/a", "--", "0"], [None, None, None, None, None, 0]),
        (["1 204", "1'204"], [1204, 1204]),
        (["0.5", "1.2K"], [None, None]),
    ],
)
def test_counts_are_read_as_people_write_them_and_what_is_none_is_not_known(cells, values):
    assert counts(cells).values == values


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["-1.210,50", "-8,40", "50,00"], [-1210.5, -8.4, 50.0]),
        (["$1,240.00", "-$3.50", "($4.00)"], [1240.0, -3.5, -4.0]),
        (["EUR 1.234,00", "997,00-", "12 €"], [1234.0, -997.0, 12.0]),
        (["1.210"], [1210.0]),
        (["12.5", "abc", ""], [12.5, None, None]),
    ],
)
def test_amounts_keep_their_sign_and_the_mark_that_their_column_shows(cells, values):
    assert amounts(cells).values == values


NUMERIC = ["%m/%d/%Y", "%d/%m/%Y"]


@pytest.mark.parametrize(
    ("cells", "day_first", "days"),
    [
        (["03/04/2026", "13/04/2026"], None, [date(2026, 4, 3), date(2026, 4, 13)]),
        (["03/04/2026", "04/13/2026"], None, [date(2026, 3, 4), date(2026, 4, 13)]),
        (["03/04/2026"], True, [date(2026, 4, 3)]),
        (["03/04/2026"], False, [date(2026, 3, 4)]),
        (["04/04/2026"], None, [date(2026, 4, 4)]),
    ],
)
def test_day_and_month_are_told_apart_by_the_whole_column_or_the_owner(cells, day_first, days):
    values = moments(cells, NUMERIC, "ask", day_first, OWNER.zone).values
    assert [value[1] for value in values] == days


def test_days_that_nobody_can_tell_apart_are_asked_for(tmp_path):
    contacts = CONTACTS.format("1,a@b.c,03/04/2026,\n2,b@b.c,05/06/2026,\n")
    result = posts(tmp_path, contacts)
    assert result.questions == ["day_first"] and "cannot be told apart" in words(result)
    assert [one.first_contact for one in result.records] == [None, None]
    told = posts(tmp_path, contacts, owner=replace(OWNER, day_first=True))
    assert [one.first_contact for one in told.records] == [date(2026, 4, 3), date(2026, 6, 5)]


@pytest.mark.parametrize(
    ("cells", "today", "days"),
    [
        (["December 31", "January 1"], date(2026, 11, 27), [date(2025, 12, 31), date(2026, 1, 1)]),
        (["January 2", "December 31"], date(2026, 1, 1), [date(2025, 1, 2), date(2024, 12, 31)]),
        (["February 28", "February 29"], date(2026, 5, 1), [date(2024, 2, 28), date(2024, 2, 29)]),
        (["undefined", "March 1"], date(2026, 3, 1), [None, date(2026, 3, 1)]),
    ],
)  # fmt: skip
def test_days_without_a_year_run_up_to_today(cells, today, days):
    assert yearless(cells, today).values == days


@pytest.mark.parametrize("number", ["12", "9" * 60, "0", "x", "-7527622998824595513x"])
def test_a_number_that_holds_no_time_is_none(number):
    assert by_number([number], r"^(\d+)$", 32, "s") == [None]


def test_counts_of_single_days_are_not_counts_of_a_post(tmp_path):
    result = posts(tmp_path, POSTS.replace("Lifetime", "04/01/2026"))
    assert {one.comments for one in result.records} == {None} and "Lifetime" in words(result)


def test_a_post_in_two_files_counts_once_with_the_later_files_numbers(tmp_path):
    later = (
        POSTS.replace('"1,001"', "1002")
        + POSTS.splitlines()[-1].replace("1169", "1170").replace("04/05", "04/20")
        + "\n"
    )
    (tmp_path / "b.csv").write_bytes(POSTS.encode())
    result = posts(tmp_path, later, "a.csv")
    there = {one.id: one.comments for one in result.records if isinstance(one, Post)}
    assert there == {"1168": 1002, "1169": 2, "1170": 2}
    assert "2 posts were in more than one file" in words(result)


def test_two_payments_that_are_alike_are_two_and_the_same_one_in_two_files_is_one(tmp_path):
    sample = case("bank_german")
    lines = data(sample).splitlines(keepends=True)
    (tmp_path / "may.csv").write_bytes(b"".join([*lines, lines[1]]))
    result = posts(tmp_path, b"".join(lines[:2]), "again.csv")
    assert [one.amount for one in result.records] == [1210.5, 997.0, 1210.5] or len(
        result.records
    ) == 3
    assert "1 payment was there more than once" in words(result)


def test_headers_are_compared_without_their_dress():
    assert fold(' "Post  ID"') == "post id" == fold("\ufeffPOST\u00a0ID")
