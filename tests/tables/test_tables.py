"""A shop opens by name or folder, reads its tables when asked, and keeps them as they were."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from course_lib import tables
from course_lib.tables import TABLES, Shop, TableError, shop

ACCOUNTS = "platform,last_post,login_ok\nx,2026-06-01,yes\nblog,2026-05-01,no\n"
MESSAGES = (
    "conv_id,person_id,ts,direction,type\n"
    "c1,ann,2026-06-02 23:30:00,in,question\n"
    "c1,ann,2026-06-03 08:00:00,out,answer\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tiny = tmp_path / "my-tiny_shop"
    tiny.mkdir()
    (tiny / "accounts.csv").write_text(ACCOUNTS)
    (tiny / "messages.csv").write_text(MESSAGES)
    return tiny


def test_there_are_fifteen_tables_and_every_key_is_a_column() -> None:
    assert len(TABLES) == 15
    assert all(set(table.key) <= set(table.column_names) for table in TABLES.values())


def test_a_folder_is_opened_under_its_own_name(folder: Path) -> None:
    tiny = shop(folder)
    assert tiny.name == "My Tiny Shop"
    assert tiny.folder == folder
    assert list(tiny.accounts["platform"]) == ["x", "blog"]


def test_a_bare_name_is_a_sample_shop(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "samples_folder", lambda: folder.parent)
    assert shop("my-tiny_shop").folder == folder


def test_an_unknown_name_is_told_the_samples(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "samples_folder", lambda: folder.parent)
    with pytest.raises(
        TableError, match='sample shop \\("my-tiny_shop"\\) or a folder, found "elm"'
    ):
        shop("elm")


@pytest.mark.parametrize("where", ["no/such/folder", "./nowhere"])
def test_a_folder_that_is_not_there_is_named(where: str) -> None:
    with pytest.raises(TableError, match=f'found no folder at "{where}"'):
        shop(where)


def test_changing_what_was_handed_out_leaves_the_shop_as_it_was(folder: Path) -> None:
    tiny = shop(folder)
    mine = tiny.accounts
    mine["platform"] = "changed"
    mine.loc[0, "login_ok"] = False
    assert list(tiny.accounts["platform"]) == ["x", "blog"]
    assert list(tiny.accounts["login_ok"]) == [True, False]


def test_a_table_is_read_once(folder: Path) -> None:
    tiny = shop(folder)
    before = tiny.accounts
    (folder / "accounts.csv").unlink()
    assert tiny.accounts.equals(before)


def test_a_shop_knows_which_tables_it_has(folder: Path) -> None:
    tiny = shop(folder)
    assert tiny.has("messages")
    assert not tiny.has("spend")
    with pytest.raises(KeyError):
        tiny.has("nonsense")


def test_a_missing_table_is_named_with_its_folder(folder: Path) -> None:
    with pytest.raises(TableError, match=r"spend\.csv: expected this file in .*my-tiny_shop"):
        _ = shop(folder).spend


def test_today_is_the_latest_day_of_any_table_and_now_the_latest_message(folder: Path) -> None:
    tiny = shop(folder)
    assert tiny.today == pd.Timestamp("2026-06-03")
    assert tiny.now == pd.Timestamp("2026-06-03 08:00")


def test_a_due_date_that_lies_ahead_is_not_today(folder: Path) -> None:
    (folder / "goals.csv").write_text(
        "platform,why,metric,baseline,target,due,written_on\nx,sell,leads,1,2,2027-01-01,2026-01-01\n"
    )
    assert shop(folder).today == pd.Timestamp("2026-06-03")


def test_without_any_date_there_is_no_today(tmp_path: Path) -> None:
    assert pd.isna(shop(tmp_path).today)


def test_a_shop_can_live_in_memory() -> None:
    frame = pd.DataFrame({"category": ["ads"], "amount": [3.0]})
    business = Shop.of("Made Up", {"spend": frame})
    frame.loc[0, "amount"] = 9.0
    assert business.spend["amount"].sum() == 3.0
    assert business.has("spend") and not business.has("posts")
    with pytest.raises(TableError, match='without the table "posts"'):
        _ = business.posts


def test_a_table_in_memory_must_have_its_columns() -> None:
    with pytest.raises(TableError, match='expected a column "amount"'):
        Shop.of("Made Up", {"spend": pd.DataFrame({"category": ["ads"]})})
    with pytest.raises(TableError, match='found "money"'):
        Shop.of("Made Up", {"money": pd.DataFrame()})


def test_an_attribute_that_is_no_table_is_an_attribute_error(folder: Path) -> None:
    with pytest.raises(AttributeError, match="a shop has no 'nonsense'"):
        _ = shop(folder).nonsense
