"""A file is read whole and typed, or refused in one plain sentence; nothing is silently dropped."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from course_lib.tables.data_dictionary import TABLES
from course_lib.tables.reading import read, read_table
from course_lib.tables.spreadsheet import TableError

CLIENTS = (
    "person_id,first_contact,won_on,source,referred_by\n"
    "ann,2026-01-01,2026-02-01,instagram,\n"
    "bob,2026-01-05,,,ann\n"
)
GOALS = (
    "platform,why,metric,baseline,target,due,written_on\n"
    "x,To be found,leads,0.5,2,2026-12-31,2026-01-01\n"
    "blog,,,,,,\n"
)


def write(folder: Path, table: str, text: str | bytes) -> Path:
    path = folder / f"{table}.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(folder: Path, table: str, text: str | bytes) -> str:
    with pytest.raises(TableError) as caught:
        read_table(write(folder, table, text), TABLES[table])
    sentence = str(caught.value)
    assert sentence.startswith(f"{table}.csv") and sentence.endswith(".") and "\n" not in sentence
    assert "expected" in sentence and "found" in sentence
    return sentence


def test_columns_are_typed_and_blanks_are_known(tmp_path: Path) -> None:
    goals = read_table(write(tmp_path, "goals", GOALS), TABLES["goals"])
    assert [str(kind) for kind in goals.dtypes] == [
        "str", "str", "str", "float64", "float64", "datetime64[us]", "datetime64[us]"
    ]  # fmt: skip
    assert goals["why"].tolist() == ["To be found", ""]
    assert goals["target"].isna().tolist() == [False, True]
    assert goals["due"].isna().tolist() == [False, True]


@pytest.mark.parametrize("table", list(TABLES))
def test_a_header_alone_is_an_empty_table_of_the_right_types(tmp_path: Path, table: str) -> None:
    names = TABLES[table].names
    frame = read_table(write(tmp_path, table, ",".join(names) + "\n"), TABLES[table])
    assert frame.shape == (0, len(names))
    assert "object" not in {str(kind) for kind in frame.dtypes}


def test_a_table_of_one_row_is_read(tmp_path: Path) -> None:
    frame = read_table(write(tmp_path, "spend", "category,amount\nads,3\n"), TABLES["spend"])
    assert frame.to_dict("records") == [{"category": "ads", "amount": 3.0}]


@pytest.mark.parametrize(
    "data",
    [
        CLIENTS.encode("utf-8-sig"),
        CLIENTS.encode("utf-16"),
        CLIENTS.replace(",", "\t").encode("utf-16"),
        CLIENTS.replace(",", ";").encode(),
        CLIENTS.replace("\n", "\r\n").encode(),
        CLIENTS.rstrip("\n").encode(),
        (CLIENTS + ",,,,\n\n").encode(),
        CLIENTS.replace(",", " , ").encode(),
    ],
    ids=["mark", "utf16", "utf16-tabs", "semicolons", "crlf", "no-end", "empty-rows", "spaces"],
)
def test_what_spreadsheets_write_is_read_alike(tmp_path: Path, data: bytes) -> None:
    plain = read_table(write(tmp_path, "clients", CLIENTS), TABLES["clients"])
    pd.testing.assert_frame_equal(
        read_table(write(tmp_path, "clients", data), TABLES["clients"]), plain
    )


def test_a_decimal_comma_is_read_where_semicolons_separate(tmp_path: Path) -> None:
    path = write(tmp_path, "spend", "category;amount\nads;3,5\n")
    assert read_table(path, TABLES["spend"])["amount"].tolist() == [3.5]
    sentence = refusal(tmp_path, "spend", "category;amount\nads;1.200\n")
    assert 'row 2, column "amount"' in sentence and "1.200" in sentence


def test_extra_columns_are_kept_as_text(tmp_path: Path) -> None:
    path = write(tmp_path, "spend", "note,category,amount\n007,ads,3\n")
    frame = read_table(path, TABLES["spend"])
    assert list(frame.columns) == ["category", "amount", "note"]
    assert frame["note"].tolist() == ["007"]


def test_known_words_are_read_in_any_capitals_and_own_words_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path, "spend", "category,amount\nTraining,3\nADS,1\n")
    assert read_table(path, TABLES["spend"])["category"].tolist() == ["training", "ads"]
    path = write(tmp_path, "clients", CLIENTS.replace("instagram", "The Fair"))
    assert read_table(path, TABLES["clients"])["source"].tolist() == ["The Fair", ""]


def test_a_time_with_an_offset_is_moved_to_utc(tmp_path: Path) -> None:
    path = write(tmp_path, "given", "person_id,ts\nann,2026-06-01T10:00+02:00\n")
    assert read_table(path, TABLES["given"])["ts"][0] == pd.Timestamp("2026-06-01 08:00")


@pytest.mark.parametrize(
    ("table", "text", "sentence"),
    [
        ("clients", "", "found an empty file"),
        ("clients", " \n", "found an empty file"),
        ("clients", CLIENTS.replace("won_on", "won"), 'column "won_on", found only "person_id"'),
        ("clients", CLIENTS.replace("won_on", "Won_On"), 'if it is the one called "Won_On", rename that'),
        ("clients", CLIENTS.replace("won_on", "won\u200b_on"), 'called "won\\u200b_on"'),
        ("clients", CLIENTS.replace("won_on", '"won\non"'), 'called "won\\non"'),
        ("clients", CLIENTS.replace("2026-01-05", "9" * 99), '9999…"'),
        ("clients", CLIENTS.encode("utf-16")[:-1], "another encoding"),
        ("clients", CLIENTS.replace("source", "person_id"), '"person_id" twice'),
        ("clients", CLIENTS.replace("2026-01-05", "05/01/2026"),
         'row 3, column "first_contact": expected a real date as year-month-day, such as '
         '2026-06-28, found "05/01/2026"'),
        ("clients", CLIENTS.replace("2026-02-01", "2026-02-30"), 'row 2, column "won_on"'),
        ("clients", CLIENTS.replace("2026-02-01", "0202-02-01"), "between 1990 and 2100"),
        ("clients", CLIENTS.replace("2026-02-01", "2025-12-31"),
         'no earlier than "first_contact" (2026-01-01), found "2025-12-31"'),
        ("clients", CLIENTS.replace("2026-01-05", ""), "row 3, column \"first_contact\""),
        ("clients", CLIENTS.replace("bob", "ann"), 'row 3, column "person_id": expected each only '
         'once, found "ann" a second time'),
        ("clients", CLIENTS.replace("bob", ""), "expected some text, found an empty cell"),
        ("clients", CLIENTS.replace("bob,", "bob,,,,"), "row 3: expected 5 cells"),
        ("clients", CLIENTS.replace("bob", '"bob'), "quotation mark"),
        ("clients", CLIENTS.replace("bob", "Zoë").encode("latin-1"), "row 3: expected text in UTF-8"),
        ("clients", CLIENTS.encode("utf-16-le"), "zero bytes"),
        ("spend", "category,amount\nads,1\n\nads,lots\n", 'row 4, column "amount": expected a plain '
         'number, such as 12.5, without units or thousands separators, found "lots"'),
        ("spend", 'category,amount\nads,"1,200"\n', 'found "1,200"'),
        ("spend", "category,amount,paid_on\nads,1,2026-01-01\ntraining,1,in March\n",
         'row 3, column "paid_on": expected a real date as year-month-day, such as 2026-06-28, found "in March"'),
        ("spend", "category,amount\nads,-3\n", "not negative"),
        ("spend", "category,amount\nads,nan\n", 'found "nan"'),
        ("spend", "category,amount\nads,1e400\n", 'found "1e400"'),
        ("weekly", "week,social,other,leads,followers\n0,1,1,1,1\n", "a whole number, 1 or more"),
        ("weekly", "week,social,other,leads,followers\n1,1.5,1,1,1\n", 'column "social"'),
        ("weekly", "week,social,other,leads,followers\n1,1,1,1,1\n1,1,1,1,1\n", "a second time"),
        ("presence", "client_id,platform,present\nann,x,maybe\n", 'expected yes or no, found "maybe"'),
        ("messages", "conv_id,person_id,ts,direction,type\nc,p,2026-01-01 10:00,up,chat\n",
         'expected "in" or "out", found "up"'),
        ("messages", "conv_id,person_id,ts,direction,type\nc,p,2026-01-01,in,chat\n",
         "date and time"),
        ("messages", "conv_id,person_id,ts,direction,type\nc,p,2026-01-01 25:00,in,chat\n",
         'found "2026-01-01 25:00"'),
    ],
)  # fmt: skip
def test_trouble_is_told_in_one_sentence(
    tmp_path: Path, table: str, text: str | bytes, sentence: str
) -> None:
    assert sentence in refusal(tmp_path, table, text)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "spend.csv").mkdir()
    with pytest.raises(TableError, match=r"spend\.csv: expected a file that can be read"):
        read_table(tmp_path / "spend.csv", TABLES["spend"])


def test_a_spreadsheet_where_the_csv_should_be_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "spend.xlsx").touch()
    with pytest.raises(TableError, match='found "spend.xlsx"; save it .* as "CSV UTF-8"'):
        read_table(tmp_path / "spend.csv", TABLES["spend"])
    with pytest.raises(TableError, match="found no such folder"):
        read_table(tmp_path / "nowhere" / "spend.csv", TABLES["spend"])


def test_a_column_with_nothing_in_it_is_told_as_such_and_not_cell_by_cell(tmp_path):
    path = tmp_path / "posts.csv"
    rows = "".join(f"{week},tiktok,,other,none,1,,,\n" for week in (1, 2, 3))
    path.write_text("week,platform,kind,about,link_to,comments,saves,shares,clicks\n" + rows)
    reading = read(path, TABLES["posts"])
    assert reading.troubles == {
        "kind": 'posts.csv has nothing in its column "kind", in any of 3 rows; it would tell: what it does.'
    }
    assert reading.frame["comments"].dtype == "int64"
    assert reading.frame["saves"].isna().all()
