"""Every slip of a hand or a spreadsheet is read as meant and said, or refused where it stands.

Each case spoils one good small folder, the last rows of a made-up business, in one way.
"""

from __future__ import annotations

import copy
import io
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from course_lib import catalogue, tables
from course_lib.reasons.r15_vanity_metrics.sign import per_thousand
from course_lib.simulate import samples
from course_lib.simulate.business import business
from course_lib.tables import TABLES, Shop, Table, reading, shop
from course_lib.tables.report import report

ROWS = 8
EXTRA = {"posts": "posted"}  # a column of the samples beyond the dictionary


# A year of a business in which little is amiss, each table as the text of its file.
YEAR = business("Elm Street", 8, {6: 0.5, 13: 1.0})
TEXTS = {name: samples.csv(getattr(YEAR, name), table) for name, table in TABLES.items()}


def last_rows(table: str) -> str:
    header, *rows = TEXTS[table].splitlines()
    return "\n".join([header, *rows[-ROWS:]]) + "\n"


GOOD = {table: last_rows(table) for table in TABLES}
# Numbers that show a decimal mark of their own, and one beyond a thousand.
GOOD["spend"] = (
    "category,amount,paid_on\nads,12.5,2026-05-20\ntraining,1200,2026-05-21\ntools,3.75,2026-06-22\n"
)


def good_folder(parent: Path) -> Path:
    place = parent / "corner"
    place.mkdir()
    for table, text in GOOD.items():
        (place / f"{table}.csv").write_text(text, encoding="utf-8")
    return place


@pytest.fixture(autouse=True, scope="module")
def good_files_read_once() -> Iterator[None]:
    """Read each good file of `folder` once: all but one or two are the same as ever.

    What a file holds follows from its bytes and the name of its table. Whatever a case spoils or
    renames is read, and so is every file of a folder of another name.
    """
    readings: dict[str, reading.Reading] = {}

    def is_good(path: Path, table: Table) -> bool:
        if path.parent.name != "corner" or path.name != f"{table.name}.csv" or not path.is_file():
            return False
        try:
            return path.read_bytes() == GOOD[table.name].encode()
        except OSError:  # `reading.read` has to say it
            return False

    def read(path: Path, table: Table) -> reading.Reading:
        if not is_good(path, table):
            return reading.read(path, table)
        if table.name not in readings:
            readings[table.name] = reading.read(path, table)
        return copy.deepcopy(readings[table.name])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "read", read)
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return good_folder(tmp_path)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return shop(good_folder(tmp_path_factory.mktemp("good")))


@pytest.fixture(scope="module")
def good_verdicts(good: Shop) -> dict[int, str]:
    return {
        number: catalogue.measure(number, good).verdict for number in catalogue.teaching_order()
    }


def assert_reads_like(spoilt: Shop, good: Shop) -> None:
    assert spoilt.troubles == ()
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(spoilt, table), getattr(good, table))


def sentences(business: Shop | Path) -> str:
    """What `course check` prints."""
    opened = business if isinstance(business, Shop) else shop(business)
    return "\n".join(report(opened).sentences)


def needing(table: str, column: str = "") -> tuple[list[int], list[int]]:
    """(the reasons whose sign needs this table or column, the others)."""
    numbers = catalogue.teaching_order()
    need = [n for n in numbers if column in (*catalogue.needs(n).get(table, ()), "")
            and table in catalogue.needs(n)]  # fmt: skip
    return need, [number for number in numbers if number not in need]


def test_the_good_folder_is_read_without_a_word(folder: Path) -> None:
    assert sentences(folder) == f"All {len(TABLES)} tables read."


# --- Written in another way: read alike, without a word --------------------------------------------


def separated(text: str, mark: str) -> str:
    """The text with another separator, cells with a comma of their own unquoted as they then may be."""
    frame = pd.read_csv(pd.io.common.StringIO(text), dtype=str, keep_default_na=False)
    return frame.to_csv(index=False, sep=mark, lineterminator="\n")


def decimal_comma(text: str) -> str:
    rows = [line.split(",") for line in text.splitlines()]
    return "\n".join(";".join(cell.replace(".", ",") for cell in row) for row in rows) + "\n"


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "a mark for UTF-8": lambda text: text.encode("utf-8-sig"),
    "UTF-16 with a mark": lambda text: text.encode("utf-16"),
    "UTF-16, big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "Excel's Unicode text": lambda text: separated(text, "\t").replace("\n", "\r\n").encode("utf-16"),
    "semicolons": lambda text: separated(text, ";").encode(),
    "tabs": lambda text: separated(text, "\t").encode(),
    "sep=; first": lambda text: b"sep=;\r\n" + separated(text, ";").replace("\n", "\r\n").encode(),
    "sep=, first": lambda text: b"sep=,\n" + text.encode(),
    "SEP=| first": lambda text: b"SEP=|\n" + separated(text, "|").encode(),
    "a sep line with a mark": lambda text: b"\xef\xbb\xbfsep=;\n" + separated(text, ";").encode(),
    "lines as Windows ends them": lambda text: text.replace("\n", "\r\n").encode(),
    "lines as old Macs end them": lambda text: text.replace("\n", "\r").encode(),
    "no end of the last line": lambda text: text.rstrip("\n").encode(),
    "empty rows": lambda text: (text.replace("\n", "\n\n") + ",,,\n ,\n").encode(),
    "empty columns at the right": lambda text: text.replace("\n", ",,\n").encode(),
    "spaces around cells": lambda text: separated(text, ";").replace(";", " ; ").encode(),
    "every cell quoted": lambda text: pd.read_csv(
        pd.io.common.StringIO(text), dtype=str, keep_default_na=False
    ).to_csv(index=False, quoting=1).encode(),
    "columns in another order": lambda text: pd.read_csv(
        pd.io.common.StringIO(text), dtype=str, keep_default_na=False
    ).iloc[:, ::-1].to_csv(index=False).encode(),
}  # fmt: skip


@pytest.mark.parametrize("table", ["goals", "clients", "spend", "weekly"])
@pytest.mark.parametrize("way", WRITTEN)
def test_a_table_written_in_another_way_is_read_alike(
    way: str, table: str, folder: Path, good: Shop
) -> None:
    (folder / f"{table}.csv").write_bytes(WRITTEN[way](GOOD[table]))
    spoilt = shop(folder)
    assert_reads_like(spoilt, good)
    assert spoilt.notes == ()


# --- Nothing there: no data, with the sentence that says what is missing ------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_table_is_no_data_for_the_signs_that_need_it_and_for_no_other(
    table: str, folder: Path, good_verdicts: dict[int, str]
) -> None:
    (folder / f"{table}.csv").unlink()
    spoilt, (need, others) = shop(folder), needing(table)
    for number in need:
        finding = catalogue.measure(number, spoilt)
        assert finding.verdict == "no data"
        assert f"Corner has no {table}.csv ({TABLES[table].meaning})" in finding.sentence
    for number in others:
        assert catalogue.measure(number, spoilt).verdict == good_verdicts[number]
    assert f"Not there: {table}.csv." in sentences(spoilt)


COLUMNS = [(name, column.name) for name, table in TABLES.items() for column in table.columns]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_missing_column_is_no_data_for_the_signs_that_need_it(
    table: str, column: str, folder: Path
) -> None:
    frame = pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)
    frame.drop(columns=column, errors="ignore").to_csv(folder / f"{table}.csv", index=False)
    optional = next(one.optional for one in TABLES[table].columns if one.name == column)
    sentence = f'{table}.csv, row 1: expected a column "{column}"'
    spoilt = shop(folder)
    assert (sentence in sentences(spoilt)) != optional
    for number in needing(table, column)[0]:
        finding = catalogue.measure(number, spoilt)
        assert finding.verdict == "no data"
        assert sentence in finding.sentence
        assert "it would tell: " in finding.sentence


NEVER_BLANK = [
    (name, column.name)
    for name, table in TABLES.items()
    for column in table.columns
    if not column.blank
]


@pytest.mark.parametrize(("table", "column"), NEVER_BLANK)
def test_a_missing_cell_is_refused_where_it_stands(table: str, column: str, folder: Path) -> None:
    frame = pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)
    frame.loc[1, column] = ""
    frame.to_csv(folder / f"{table}.csv", index=False)
    sentence = f'{table}.csv, row 3, column "{column}": expected '
    spoilt = shop(folder)
    assert sentence in sentences(spoilt)
    assert "found an empty cell" in sentences(spoilt)
    for number in needing(table, column)[0]:
        finding = catalogue.measure(number, spoilt)
        assert finding.verdict == "no data"
        assert sentence in finding.sentence


# --- One cell: read as meant and said, or refused with the reason ----------------------------------


@dataclass(frozen=True)
class Slip:
    """`old` becomes `new` in a table. `says` are parts of what check prints; `like` if it reads as before."""

    table: str
    old: str
    new: str
    says: tuple[str, ...]
    like: bool = False
    every: bool = False


def slip(table: str, old: str, new: str, *says: str) -> Slip:
    return Slip(table, old, new, says)


def read(table: str, old: str, new: str, *says: str, every: bool = False) -> Slip:
    return Slip(table, old, new, says, like=True, every=every)


LAST = f"row {ROWS + 1}"  # of a table of the last rows


SLIPS = [
    # Numbers: what may be two of them is refused with both, unless its column decides.
    slip("weekly", "1724", "1.724", f'weekly.csv, {LAST}, column "followers"', "may be 1.724 or 1724"),
    slip("weekly", "1724", '"1,724"', f'weekly.csv, {LAST}, column "followers"', "may be 1.724 or 1724"),
    slip("weekly", "1724", "12.000", "write 12 or 12000"),
    slip("weekly", "1724", "lots", "a whole number, 0 or more", 'found "lots"'),
    slip("weekly", "1724", "-3", 'found "-3"'),
    slip("weekly", "1724", "1e9999", 'found "1e9999"'),
    slip("weekly", "1724", "NaN", 'found "NaN"'),
    slip("weekly", "1724", "17 24", 'found "17 24"'),
    slip("weekly", "1724", "1724.5", 'found "1724.5"'),
    slip("weekly", "1724", "£1724", 'found "£1724"'),
    slip("weekly", "52,8", "0,8", f'weekly.csv, {LAST}, column "week": expected a whole number, 1 or more'),
    slip("weekly", "52,8", "51,8", f"weekly.csv, {LAST}", 'found "51" a second time, after "51" in row 8'),
    read("weekly", "1724", "1724.0"),
    read("weekly", "1724", "1 724"),
    read("weekly", "1724", "1\u00a0724"),
    read("weekly", "1724", "1\u202f724"),
    read("weekly", "1724", "1\u2009724"),
    read("weekly", "1724", "1'724"),
    read("weekly", "1724", "1’724"),
    read("weekly", "1724", "\u200b1724"),
    read("weekly", "1724", "１７２４"),
    read("spend", "12.5", '"12,5"'),
    read("spend", "12.5", "12.50"),
    read("spend", "1200", '"1,200"', '"1,200" is read as 1200', '"12.5" in the same column shows'),
    read("spend", "1200", '"1,200.00"'),
    read("spend", "1200", '"1.200,00"'),
    slip("spend", "12.5", "12,50,1", "row 2: expected 3 cells as in the header, found 5"),
    slip("spend", "12.5", "", "row 2", "found an empty cell"),
    slip("spend", "12.5", "12.5 EUR", 'found "12.5 EUR"'),
    slip("spend", "12.5", "=3+4", 'found "=3+4"'),
    slip("spend", "12.5", "9" * 400, "row 2", '…"'),
    # Days.
    slip("clients", "2026-06-28", "03/04/2026", f"clients.csv, {LAST}", "may be 3 April or 4 March 2026",
         "write 2026-04-03 or 2026-03-04"),
    slip("clients", "2026-06-28", "03.04.2026", "may be 3 April or 4 March 2026"),
    slip("clients", "2026-06-28", "3-4-2026", "may be 3 April or 4 March 2026"),
    slip("clients", "2026-06-28", "28/06/26", 'found "28/06/26"'),
    slip("clients", "2026-06-28", "31/06/2026", 'found "31/06/2026"'),
    slip("clients", "2026-06-28", "46201", 'found "46201"'),
    slip("clients", "2026-06-28", "yesterday", 'found "yesterday"'),
    slip("clients", "2026-06-28", "2026-02-30", 'found "2026-02-30"'),
    slip("clients", "2026-06-28", "0026-06-28", "between 1990 and 2100"),
    slip("clients", "2026-06-28", "2062-06-28", f'clients.csv, {LAST}, column "first_contact"',
         "near those of the other tables", 'found "2062-06-28"'),
    slip("clients", "2026-06-28", "2026-08-28", f"clients.csv, {LAST}", "61 days after the last of them"),
    slip("accounts", "2026-06-28", "2026-08-30", 'accounts.csv, row 2, column "last_post"'),
    slip("messages", "2026-06-28 04:39:30", "2062-06-28 16:37:35", f"messages.csv, {LAST}", "2062-06-28"),
    slip("mentions", "p5140,2026-06-28", "p5140,2027-06-28", f"mentions.csv, {LAST}", "2027-06-28"),
    slip("goals", "2025-07-06", "2062-07-06", 'goals.csv, row 4, column "written_on"'),
    slip("spend", "2026-06-22", "2036-06-22", 'spend.csv, row 4, column "paid_on"'),
    slip("messages", "2026-06-28 04:39:30", "2026-06-28", "expected a real date and time"),
    slip("messages", "2026-06-28 04:39:30", "2026-06-28 26:37", "expected a real date and time"),
    slip("messages", "2026-06-28 04:39:30", "06/07/2026 16:37", "may be 6 July or 7 June 2026"),
    slip("clients", "2026-06-27,,walk-in", "2026-06-27,2026-06-01,walk-in", "no earlier than"),
    read("clients", "2026-06-28", "28/06/2026"),
    read("clients", "2026-06-28", "28.06.2026"),
    read("clients", "2026-06-28", "06/28/2026"),
    read("clients", "2026-06-28", "2026/06/28"),
    read("clients", "2026-06-28", "2026-6-28"),
    read("clients", "2026-06-28", "2026-06-28 00:00:00"),
    read("messages", "2026-06-28 04:39:30", "2026-06-28T04:39:30Z"),
    read("messages", "2026-06-28 04:39:30", "2026-06-28 06:39:30+02:00"),
    read("messages", "2026-06-28 04:39:30", "28/06/2026 04:39:30"),
    # Words on which a sign depends.
    slip("posts", "52,x,pitch", "52,x,deal", 'posts.csv, row 8, column "kind"', '"pitch" or "help"',
         'found "deal", which is perhaps "pitch"'),
    slip("posts", "52,x,pitch", "52,x,pich", 'which is perhaps "pitch"'),
    read("posts", "52,x,pitch", "52,x,offer", 'row 8, column "kind": "offer" is read as "pitch"'),
    read("posts", "52,x,pitch", "52,x,Promo", '"Promo" is read as "pitch"'),
    slip("posts", "52,x,pitch", "52,x,?", 'found "?"'),
    slip("posts", "pitch,self,own", "pitch,us,own", 'which is perhaps "self"'),
    slip("posts", "pitch,self,own", "pitch,self,website", 'which is perhaps "own"'),
    slip("messages", "out,thanks", "sent,thanks", 'which is perhaps "out"'),
    slip("messages", "out,answer", "out,reply", 'which is perhaps "answer"'),
    slip("timelog", "3,learn,none", "3,training,none", 'which is perhaps "learn"'),
    slip("timelog", "browse,peer", "browse,colleagues", 'which is perhaps "peer"'),
    slip("spend", "training", "coaching", 'which is perhaps "training"'),
    slip("spend", "training", "Kurs", '"training" or "ads"', 'found "Kurs"'),
    slip("presence", "p0506,facebook,yes", "p0506,facebook,maybe", "expected yes or no"),
    slip("accounts", "2026-06-28,yes", "2026-06-28,?", 'accounts.csv, row 2, column "login_ok"'),
    read("posts", "52,x,pitch", "52,x,PITCH"),
    read("posts", "52,x,pitch", "52,x,\u200bpitch\u200f"),
    read("presence", "p0506,facebook,yes", "p0506,facebook,TRUE"),
    # Names, compared as people mean them.
    read("accounts", "facebook", "Facebook", 'the same platform: "facebook", "Facebook"'),
    read("accounts", "facebook", "fb", '"facebook", "fb" (accounts.csv'),
    read("accounts", "x,", "Twitter,", '"x", "Twitter"'),
    read("accounts", "facebook", "facebook \u00a0"),
    read("accounts", "facebook", "face\u200bbook", '"face\\u200bbook" is read as "facebook"'),
    read("accounts", "instagram", "insta\u00adgram", '"insta\\xadgram" is read as "instagram"'),
    read("accounts", "facebook", "\u200efacebook\u200e", 'is read as "facebook"'),
    read("accounts", "facebook", "ｆａｃｅｂｏｏｋ", 'the same platform: "facebook", "ｆａｃｅｂｏｏｋ"'),
    read("clients", "facebook", "FB", "the same platform", every=True),
    read("timelog", "instagram", "Insta", "the same platform", every=True),
    read("presence", "x,", "X,", "the same platform", every=True),
    slip("accounts", "instagram", "Facebook", "accounts.csv, row 3", 'found "Facebook" a second time, after '
         '"facebook" in row 2'),
    slip("accounts", "instagram", "fb", "accounts.csv, row 3", "a second time"),
    read("received", "p5002", "P5002", "the same person"),
    slip("clients", "p0511", "p0510", f"clients.csv, {LAST}", 'found "p0510" a second time'),
    slip("clients", "p0511", "", f"clients.csv, {LAST}", "found an empty cell"),
    # Not known is blank.
    *(
        read("clients", "2026-06-28,,facebook,", f"2026-06-28,{word},facebook,{word}", "is read as blank")
        for word in ("?", "unknown", "n/a", "-", "N/A", "??")
    ),
    # Whole rows and quotation marks.
    slip("clients", "p0511", '"p0511', "quotation mark that is not closed"),
    slip("clients", "p0511", 'p0"511', ""),
    slip("clients", "p0511,", "p0511,,,,,,", f"clients.csv, {LAST}: expected 7 cells"),
    slip("clients", "p0511", "p\0", "zero bytes"),
    slip("clients", "p0511", "p" * 200_000, "field larger than field limit"),
    slip("clients", "person_id", "source", 'expected each column name once, found "source" twice'),
    slip("clients", "person_id", "person\u200b_id", 'expected a column "person_id"', "u200b"),
    slip("clients", "person_id", "Person ID", 'if it is the one called "Person ID", rename that'),
    slip("clients", "person_id", "", 'expected a column "person_id"'),
]  # fmt: skip


@pytest.mark.parametrize("case", SLIPS, ids=lambda case: f"{case.table}: {case.new[:30]!a}")
def test_a_slip_is_read_as_meant_and_said_or_refused_where_it_stands(
    case: Slip, folder: Path, good: Shop
) -> None:
    text = GOOD[case.table]
    assert case.old in text
    spoilt_text = (
        text.replace(case.old, case.new) if case.every else _last(text, case.old, case.new)
    )
    (folder / f"{case.table}.csv").write_text(spoilt_text, encoding="utf-8")
    spoilt = shop(folder)
    printed = sentences(spoilt)
    for part in case.says:
        assert part in printed
    if case.like:
        if case.new != "P5206":  # nobody else is called so here: a name of one's own is kept
            assert_reads_like(spoilt, good)
        assert bool(spoilt.notes) == bool(case.says)
    elif case.says != ("",):
        assert any(sentence.startswith(f"{case.table}.csv") for sentence in spoilt.troubles)
    for number in needing(case.table)[0]:
        catalogue.measure(number, spoilt)  # a verdict or no data, and no error


def _last(text: str, old: str, new: str) -> str:
    start, _, end = text.rpartition(old)
    return start + new + end


# --- Whole columns --------------------------------------------------------------------------------


def test_a_column_that_shows_its_decimal_comma_decides_what_its_dots_are(
    folder: Path, good: Shop
) -> None:
    rows = GOOD["spend"].replace(",", ";").replace(".5", ",5").replace(".75", ",75")
    (folder / "spend.csv").write_text(rows.replace("1200", "1.200"), encoding="utf-8")
    spoilt = shop(folder)
    assert_reads_like(spoilt, good)
    assert spoilt.notes == (
        'spend.csv, row 3, column "amount": "1.200" is read as 1200, as "12,5" in the same column shows '
        "the decimal mark.",
    )


AROUND = [" {}", "{}\u00a0", "\u200b{}", "\u00a0 {}\u202f"]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(
    ("cell", "shows", "value"), [("1.200", "12.5", 1.2), ("1.200", "12,5", 1200), ("1,200", "12.5", 1200)]
)  # fmt: skip
def test_signs_that_do_not_show_do_not_hide_a_number_of_two_readings(
    cell: str, shows: str, value: float, around: str, folder: Path
) -> None:
    text = f"category;amount\nads;{shows}\ntraining;{around.format(cell)}\n"
    (folder / "spend.csv").write_text(text, encoding="utf-8")
    business = shop(folder)
    assert business.spend["amount"].tolist() == [12.5, value]
    (note,) = business.notes
    assert f"{cell}" in note and f'is read as {value:g}, as "{shows}" in the same column' in note


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(
    ("shows", "meaning"), [("28/06/2026", "3 April"), ("06/28/2026", "4 March")]
)
def test_signs_that_do_not_show_do_not_hide_a_date_of_two_readings(
    shows: str, meaning: str, around: str, folder: Path
) -> None:
    header = "person_id;first_contact;won_on;source;referred_by"
    rows = f"a;{shows};;email;\nb;{around.format('03/04/2026')};;email;"
    (folder / "clients.csv").write_text(f"{header}\n{rows}\n", encoding="utf-8")
    assert f'is read as {meaning} 2026, as "{shows}" in the same column' in sentences(folder)


@pytest.mark.parametrize(
    "cell", ["1.200.0001", "1,234,5678", "1.200.00", "1.234.567.8", "1,2345,678"]
)
@pytest.mark.parametrize("shows", ["", "12.5", "12,5"])
def test_thousands_that_do_not_come_in_threes_are_no_number(
    shows: str, cell: str, folder: Path
) -> None:
    rows = f"ads;{shows}\n" if shows else ""
    (folder / "spend.csv").write_text(f"category;amount\n{rows}training;{cell}\n")
    (sentence,) = shop(folder).troubles
    assert f'without units or thousands separators, found "{cell}"' in sentence


@pytest.mark.parametrize(
    ("cell", "small", "large"),
    [("1.200e3", "1200", "1200000"), ("1,200E+03", "1200", "1200000"), ("12.000e1", "120", "120000")],
)  # fmt: skip
@pytest.mark.parametrize("shows", ["", "12,5"])
def test_a_power_of_ten_of_a_number_of_two_readings_is_refused_with_both(
    shows: str, cell: str, small: str, large: str, folder: Path
) -> None:
    rows = f"ads;{shows}\n" if shows else ""
    (folder / "spend.csv").write_text(f"category;amount\n{rows}training;{cell}\n")
    (sentence,) = shop(folder).troubles
    assert f"which may be {small} or {large}; write {small} or {large}" in sentence


@pytest.mark.parametrize(
    ("cell", "value"), [("1.2e3", 1200), ("1.234E+05", 123400), ("1.2345e4", 12345), ("5e-1", 0.5)]
)
def test_a_power_of_ten_that_says_one_thing_is_read(cell: str, value: float, folder: Path) -> None:
    (folder / "spend.csv").write_text(f"category;amount\nads;12.5\ntraining;{cell}\n")
    assert shop(folder).spend["amount"].tolist() == [12.5, value]


@pytest.mark.parametrize("cell", ["1.200", "12.000", "1,200", "999.999"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_column_that_shows_no_decimal_mark_is_never_guessed(
    mark: str, cell: str, folder: Path
) -> None:
    quoted = f'"{cell}"' if mark == "," else cell
    text = f"category{mark}amount\nads{mark}{quoted}\ntraining{mark}300\n"
    (folder / "spend.csv").write_text(text, encoding="utf-8")
    small = cell.replace(",", ".")
    whole = cell.replace(",", "").replace(".", "")
    assert f"may be {float(small):g} or {whole}; write " in sentences(folder)
    assert catalogue.measure(17, shop(folder)).verdict == "no data"


@pytest.mark.parametrize(
    ("order", "first"), [("%d/%m/%Y", "day"), ("%m/%d/%Y", "month"), ("%d.%m.%Y", "day")]
)
def test_a_column_of_days_decides_their_order_and_it_is_said(
    order: str, first: str, folder: Path
) -> None:
    days = pd.to_datetime(["2026-06-03", "2026-06-28", "2026-06-04"])
    rows = [f"p{place},{day:{order}},,email," for place, day in enumerate(days)]
    header = ",".join(TABLES["clients"].names)
    (folder / "clients.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    assert list(shop(folder).clients["first_contact"]) == list(days)
    assert 'is read as 3 June 2026, as "' in sentences(folder)
    assert f"in the same column has the {first} first (1 more like it)" in sentences(folder)


@pytest.mark.parametrize("ids", [("1", "1.0"), ("17", "17.00"), ("1", "1,0")])
def test_an_id_that_a_spreadsheet_made_a_number_is_the_same_person(
    ids: tuple[str, str], folder: Path
) -> None:
    plain, spoilt = ids
    for table, written in (("messages", plain), ("clients", spoilt)):
        person = {"messages": "p0393", "clients": "p0511"}[table]
        text = GOOD[table].replace(person, f'"{written}"')
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    business = shop(folder)
    assert plain in set(business.messages["person_id"]) & set(business.clients["person_id"])
    assert f'"{spoilt}" is read as "{plain}"' in sentences(folder)


@pytest.mark.parametrize("word", ["Zoë", "Zoe\u0308", "ZOË"])
def test_a_name_with_an_accent_is_one_person_however_it_is_composed(
    word: str, folder: Path
) -> None:
    (folder / "messages.csv").write_text(GOOD["messages"].replace("p0393", "Zoë"), encoding="utf-8")
    (folder / "clients.csv").write_text(GOOD["clients"].replace("p0511", word), encoding="utf-8")
    business = shop(folder)
    assert business.troubles == ()
    assert "Zoë" in set(business.messages["person_id"]) & set(business.clients["person_id"])
    assert bool(business.notes) == (word != "Zoë")


def test_ids_that_differ_in_capitals_alone_beside_each_other_are_two_people(folder: Path) -> None:
    text = GOOD["clients"].replace("p0511", "aB").replace("p0510", "Ab")
    (folder / "clients.csv").write_text(text, encoding="utf-8")
    assert {"aB", "Ab"} <= set(shop(folder).clients["person_id"])


# --- Days that tables share --------------------------------------------------------------------------


def sample(tmp_path: Path, table: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Shop:
    """The business in which little is amiss, with one of its tables changed."""
    place = tmp_path / "elm"
    place.mkdir()
    for name, text in TEXTS.items():
        frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
        frame = change(frame) if name == table else frame
        frame.to_csv(place / f"{name}.csv", index=False)
    return shop(place)


@pytest.mark.parametrize("months", [2, 3, 6])
@pytest.mark.parametrize("table", ["accounts", "clients"])
def test_one_export_older_than_the_others_is_no_confident_false_verdict(
    table: str, months: int, tmp_path: Path
) -> None:
    end = pd.Timestamp("2026-06-28") - pd.DateOffset(months=months)

    def older(frame: pd.DataFrame) -> pd.DataFrame:
        if table == "accounts":
            return frame.assign(last_post=f"{end:%Y-%m-%d}")
        frame = frame[frame["first_contact"] <= f"{end:%Y-%m-%d}"]
        return frame.assign(won_on=frame["won_on"].where(frame["won_on"] <= f"{end:%Y-%m-%d}", ""))

    business = sample(tmp_path, table, older)
    last = business.until(table)
    assert end - pd.Timedelta(days=7) <= last <= end
    assert f"{table}.csv ends on {last:%Y-%m-%d}, and " in " ".join(business.notes)
    for number in (2, 3, 8):
        assert catalogue.measure(number, business).verdict != "problem"
    if table == "clients":
        days = (last - pd.Timestamp("2025-06-30")).days + 1
        told = f"{len(business.clients) / days:.2f} ("
        assert told in catalogue.measure(2, business).sentence


@pytest.mark.parametrize("day", ["2062-06-28", "2026-08-29", "2027-01-01"])
@pytest.mark.parametrize("table", ["clients", "mentions", "received"])
def test_one_day_far_ahead_changes_no_verdict_to_a_problem(
    table: str, day: str, tmp_path: Path
) -> None:
    column = {"clients": "first_contact", "mentions": "date", "received": "ts"}[table]
    time = " 10:00:00" if table == "received" else ""

    def late(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[frame.index[-1], column] = day + time
        return frame

    business = sample(tmp_path, table, late)
    assert business.today == pd.Timestamp("2026-06-28")
    (sentence,) = business.troubles
    assert sentence.startswith(f"{table}.csv, row ") and day in sentence
    for number in (2, 3, 8):
        assert catalogue.measure(number, business).verdict in ("fine", "no data")


@pytest.mark.parametrize("goals", [1, 2, 3])
@pytest.mark.parametrize("day", ["2026-08-15", "2027-01-05", "2028-06-01"])
def test_goals_written_after_the_exports_are_read_and_make_no_export_old(
    day: str, goals: int, tmp_path: Path
) -> None:
    def late(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.iloc[:goals].assign(written_on=day)

    business = sample(tmp_path, "goals", late)
    assert business.troubles == () and business.notes == ()
    assert business.goals["written_on"].tolist() == [pd.Timestamp(day)] * goals
    assert business.today == pd.Timestamp("2026-06-28")
    assert catalogue.measure(8, business).verdict == "fine"
    assert catalogue.measure(2, business).verdict != "problem"


@pytest.mark.parametrize("day", ["2028-07-15", "2036-06-28", "2062-01-01"])
def test_a_goal_written_years_after_all_other_days_is_a_slip(day: str, tmp_path: Path) -> None:
    def late(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[frame.index[0], "written_on"] = day
        return frame

    (sentence,) = sample(tmp_path, "goals", late).troubles
    assert sentence.startswith('goals.csv, row 2, column "written_on"') and day in sentence


FAR_BEHIND = [
    ("clients", "first_contact", ["2016-07-02"]),
    ("clients", "first_contact", ["2006-07-02", "2016-07-02"]),
    ("clients", "first_contact", ["2024-12-31"]),
    ("messages", "ts", ["2016-03-01 10:00:00"]),
    ("mentions", "date", ["2016-06-20", "2016-06-21"]),
    ("received", "ts", ["2000-01-01 00:00:00"]),
]


@pytest.mark.parametrize(("table", "column", "days"), FAR_BEHIND)
def test_one_or_two_days_far_behind_are_refused_with_row_and_span(
    table: str, column: str, days: list[str], tmp_path: Path
) -> None:
    def early(frame: pd.DataFrame) -> pd.DataFrame:
        frame = frame.assign(won_on="") if table == "clients" else frame
        frame.loc[frame.index[40 : 40 + len(days)], column] = days
        return frame

    business = sample(tmp_path, table, early)
    (sentence,) = business.troubles
    assert sentence.startswith(f'{table}.csv, row 42, column "{column}": expected a date near')
    assert f'found "{min(days)[:10]}", ' in sentence
    assert " days before the first of them" in sentence
    for number in needing(table, column)[0]:
        assert catalogue.measure(number, business).verdict == "no data"


@pytest.mark.parametrize("tables_too", [(), ("messages",), ("messages", "mentions", "received")])
def test_slips_of_one_year_in_several_tables_do_not_vouch_for_each_other(
    tables_too: tuple[str, ...], folder: Path
) -> None:
    for table in ("clients", *tables_too):
        path = folder / f"{table}.csv"
        path.write_text(_last(path.read_text(), "2026-06-", "2016-06-"))
    troubles = shop(folder).troubles
    assert [one.partition(".csv")[0] for one in troubles] == [
        table for table in TABLES if table in ("clients", *tables_too)
    ]
    assert all("days before the first of them" in one for one in troubles)


def test_a_day_far_behind_is_refused_in_a_folder_of_one_table(folder: Path) -> None:
    for table in TABLES:
        if table != "clients":
            (folder / f"{table}.csv").unlink()
    path = folder / "clients.csv"
    path.write_text(_last(path.read_text(), "2026-06-28", "2016-06-28"))
    (sentence,) = shop(folder).troubles
    assert 'found "2016-06-28"' in sentence


RECORDS = {
    "one lead a month for ten years": pd.date_range("2016-07-02", "2026-06-28", freq="30D"),
    "one lead a day for three years": pd.date_range("2023-06-28", "2026-06-28"),
    "a lead every two years, then more": pd.to_datetime(
        ["2016-07-02", "2018-06-01", "2020-05-01", "2022-04-01", "2024-03-01", "2026-06-28"]
    ),
    "a first lead two months before the rest": pd.DatetimeIndex(
        ["2025-04-30", *pd.date_range("2025-06-30", "2026-06-28")]
    ),
    "two leads in all": pd.to_datetime(["2016-07-02", "2026-06-28"]),
}


@pytest.mark.parametrize("record", RECORDS)
def test_an_honest_record_that_goes_far_back_is_read(record: str, tmp_path: Path) -> None:
    def replaced(frame: pd.DataFrame) -> pd.DataFrame:
        days = RECORDS[record].strftime("%Y-%m-%d")
        return pd.DataFrame(
            {"person_id": [f"p{place}" for place in range(len(days))], "first_contact": days}
        ).reindex(columns=frame.columns, fill_value="")

    business = sample(tmp_path, "clients", replaced)
    assert business.troubles == ()
    assert business.clients["first_contact"].min() == RECORDS[record].min()


@pytest.mark.parametrize(
    ("table", "column"), [("accounts", "last_post"), ("goals", "written_on"), ("spend", "paid_on")]
)
def test_a_date_that_is_no_log_may_lie_far_back(table: str, column: str, tmp_path: Path) -> None:
    def early(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[frame.index[0], column] = "2016-07-02"
        return frame

    assert sample(tmp_path, table, early).troubles == ()


@pytest.mark.parametrize("covered", [slice(0, 12), slice(20, 32), slice(40, 52)])
def test_leads_are_counted_over_the_weeks_that_their_list_covers(
    covered: slice, tmp_path: Path
) -> None:
    def partly(frame: pd.DataFrame) -> pd.DataFrame:
        leads = frame["leads"].iloc[covered]
        return frame.assign(leads=leads.reindex(frame.index, fill_value="0"))

    weekly = sample(tmp_path, "weekly", partly).weekly
    leads, followers = weekly["leads"].sum(), weekly["followers"].iloc[covered].mean()
    rate, _, _ = per_thousand(weekly)
    assert rate == pytest.approx(leads / (12 * 12 / 52) / (followers / 1000))


# --- Files --------------------------------------------------------------------------------------------


FILES: list[tuple[str, str, bool]] = [
    ("spend.csv.txt", "it is probably spend.csv; rename it to spend.csv", False),
    ("spend (1).csv", "it is probably spend.csv; rename it to spend.csv", False),
    ("spend - Copy.csv", "it is probably spend.csv", False),
    ("spends.csv", "it is probably spend.csv", False),
    ("my spend 2026.csv", "it is probably spend.csv", False),
    ("spend", "it is probably spend.csv", False),
    ("spend.csv.download", "it is probably spend.csv; rename it to spend.csv", False),
    ("spend.tsv", "it is probably spend.csv; rename it to spend.csv", False),
    ("spend.xlsx", 'save it from your spreadsheet as "CSV UTF-8", under the name spend.csv', False),
    ("Spend.ods", 'save it from your spreadsheet as "CSV UTF-8", under the name spend.csv', False),
    ("Spend.csv", '"Spend.csv" is read as spend.csv', True),
    ("SPEND.CSV", '"SPEND.CSV" is read as spend.csv', True),
    ("spend.Csv", '"spend.Csv" is read as spend.csv', True),
]


@pytest.mark.parametrize(("name", "says", "like"), FILES)
def test_a_file_of_nearly_the_right_name_is_read_or_named_with_the_right_one(
    name: str, says: str, like: bool, folder: Path, good: Shop
) -> None:
    (folder / "spend.csv").rename(folder / name)
    business = shop(folder)
    assert says in sentences(business) and f'"{name}"' in sentences(business)
    assert report(business).good == like
    if like:
        assert_reads_like(business, good)
    else:
        assert catalogue.measure(17, business).verdict == "no data"


SPARE = [
    ("time log.csv", "timelog"),
    ("Time-Log.csv", "timelog"),
    ("posts_export.csv", "posts"),
    ("client.csv", "clients"),
    ("client.csv.download", "clients"),
    ("weekly-old.csv", "weekly"),
    ("weekly.xlsx", "weekly"),
    ("weekly.numbers", "weekly"),
    ("my.numbers.csv", "numbers"),
    ("numbers.numbers", "numbers"),
    ("spend (1).csv", "spend"),
    ("posts.pdf", "posts"),
]


@pytest.mark.parametrize(("name", "table"), SPARE)
def test_beside_a_table_that_is_there_no_other_file_is_to_take_its_name(
    name: str, table: str, folder: Path
) -> None:
    (folder / name).write_text("hello")
    assert f'"{name}" is not read; {table}.csv is.' in sentences(folder)
    assert "rename" not in sentences(folder) and "under the name" not in sentences(folder)
    assert report(shop(folder)).good


@pytest.mark.parametrize("name", ["menu.csv", "notes.txt", "photo.jpeg"])
def test_every_other_file_is_named(name: str, folder: Path) -> None:
    (folder / name).write_text("hello")
    assert f'"{name}" is no table of the course, and is not read' in sentences(folder)
    assert report(shop(folder)).good


@pytest.mark.parametrize("name", ["posts.pdf", "Posts.JPEG", "my posts.zip", "posts.csv.7z"])
def test_a_file_that_is_no_text_is_not_to_be_renamed_to_a_table(name: str, folder: Path) -> None:
    (folder / "posts.csv").rename(folder / name)
    assert f'"{name}" is not read; it is probably meant for posts.csv' in sentences(folder)
    assert "rename" not in sentences(folder)
    assert not report(shop(folder)).good


@pytest.mark.parametrize(
    "names",
    [("weekly-old.csv", "weekly-new.csv"), ("weekly (1).csv", "weekly.csv.txt", "weekly - Copy.csv")],
)  # fmt: skip
def test_of_several_files_for_one_table_one_is_to_take_its_name(
    names: tuple[str, ...], folder: Path
) -> None:
    for name in names:
        (folder / name).write_text(GOOD["weekly"])
    (folder / "weekly.csv").unlink()
    for name in names:
        assert (
            f'"{name}" is not read; it is one of {len(names)} files that may be weekly.csv; '
            "rename the one that counts to weekly.csv."
        ) in sentences(folder)


@pytest.mark.parametrize("name", [".DS_Store", "~$weekly.xlsx", "Thumbs.db", "._spend.csv"])
def test_what_a_system_leaves_behind_is_not_named(name: str, folder: Path) -> None:
    (folder / name).write_text("hello")
    assert sentences(folder) == f"All {len(TABLES)} tables read."


def test_two_files_of_one_name_in_other_capitals_are_refused(folder: Path) -> None:
    (folder / "spend.csv").rename(folder / "Spend.csv")
    (folder / "SPEND.csv").write_text(GOOD["spend"])
    if len(list(folder.glob("*"))) == len(TABLES):
        pytest.skip("this file system knows no capitals")
    assert "there is another of that name; keep one, called spend.csv" in sentences(folder)
    assert catalogue.measure(17, shop(folder)).verdict == "no data"


def pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(path)


def archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>" * 99)


IN_ITS_PLACE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (Path.mkdir, "found a folder"),
    "a pipe": (pipe, "found something that is no file"),
    "a link to nowhere": (lambda path: path.symlink_to("nowhere.csv"), "spend.csv: expected this file"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "spend.csv: expected a file that can be read"),
    "a link to a folder": (lambda path: path.symlink_to(path.parent), "found a folder"),
    "nothing in it": (Path.touch, "found an empty file"),
    "spaces alone": (lambda path: path.write_text(" \n\n"), "found an empty file"),
    "a sep line alone": (lambda path: path.write_text("sep=;\n"), "spend.csv"),
    "empty rows alone": (lambda path: path.write_text(",,\n,,\n"), "spend.csv, row 1"),
    "a spreadsheet's own format": (archive, "spend.csv"),
    "a web page": (lambda path: path.write_text("<html><body>Log in</body></html>"), "spend.csv, row 1"),
    "letters of Windows": (lambda path: path.write_bytes(GOOD["spend"].encode() + "kaffé,1,".encode("cp1252")),
                           "spend.csv, row 5: expected text in UTF-8"),
    "UTF-16 without a mark": (lambda path: path.write_bytes(GOOD["spend"].encode("utf-16-le")), "zero bytes"),
    "UTF-16 cut off": (lambda path: path.write_bytes(GOOD["spend"].encode("utf-16")[:-1]), "another encoding"),
    "UTF-32": (lambda path: path.write_bytes(GOOD["spend"].encode("utf-32")), "spend.csv"),
    "half an emoji": (lambda path: path.write_bytes(b"category,amount\n\xed\xa0\xbd,1\n"), "row 2: expected text"),
    "zeros": (lambda path: path.write_bytes(b"\0" * 4096), "zero bytes"),
    "the wrong table": (lambda path: path.write_text(GOOD["weekly"]), 'expected a column "category"'),
}  # fmt: skip


@pytest.mark.parametrize("kind", IN_ITS_PLACE)
def test_what_lies_in_a_tables_place_is_told_and_gives_no_data(kind: str, folder: Path) -> None:
    make, says = IN_ITS_PLACE[kind]
    (folder / "spend.csv").unlink()
    make(folder / "spend.csv")
    business = shop(folder)
    assert says in "\n".join(business.troubles)
    assert not report(business).good
    finding = catalogue.measure(17, business)
    assert finding.verdict == "no data"
    assert "spend.csv" in finding.sentence


def test_a_link_to_a_good_file_is_read(folder: Path, good: Shop, tmp_path: Path) -> None:
    (folder / "spend.csv").rename(tmp_path / "elsewhere.csv")
    (folder / "spend.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert_reads_like(shop(folder), good)


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")]
)
def test_a_file_that_the_machine_will_not_read_is_told(
    error: OSError, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "spend.csv":
            raise error
        return plain(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert f"spend.csv: expected a file that can be read, found: {error.strerror}." in sentences(
        folder
    )
