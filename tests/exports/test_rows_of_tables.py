"""Records become the course's tables: weeks as the course counts them, blanks for what is not known, no name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from course_lib.exports.owner import Owner
from course_lib.exports.records import (
    Favour,
    Followers,
    Lead,
    Mailing,
    Message,
    Order,
    Payment,
    Post,
    Record,
    TimeEntry,
)
from course_lib.exports.rows_of_tables import Tables, tables, text
from course_lib.tables import TABLES, reading

SALT = b"salt of this folder" * 2
OWNER = Owner(ZoneInfo("Europe/Berlin"), date(2026, 6, 1))
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = MONDAY.date()


def made(*records: Record, owner: Owner = OWNER, salt: bytes = SALT) -> tuple[Tables, str]:
    rows, notes = tables(records, owner, salt)
    return rows, " ".join(notes)


def post(day: int, **known: object) -> Post:
    ts = MONDAY + timedelta(days=day)
    return Post("instagram", "oak", str(day), ts, None, "Oil", **known)  # type: ignore[arg-type]


def message(person: str, platform: str = "instagram", ours: bool = False) -> Message:
    sender = "Oak" if ours else person
    return Message(
        platform,
        f"talk with {person}",
        f"{person}{ours}",
        person,
        sender,
        MONDAY,
        ours,
        "Hello there",
    )


def test_weeks_run_from_monday_to_sunday_and_the_oldest_is_the_first():
    rows, _ = made(
        post(0), post(6), post(7), TimeEntry("1", None, DAY + timedelta(days=13), 30, "x")
    )
    assert [row["week"] for row in rows["posts"]] == ["1", "1", "2"]
    assert [row["week"] for row in rows["timelog"]] == ["2"]


def test_a_day_is_the_owners():
    late = replace(
        post(6), ts=datetime(2026, 3, 8, 23, 30, tzinfo=UTC)
    )  # Monday already, in Berlin
    rows, _ = made(post(0), late)
    assert [row["week"] for row in rows["posts"]] == ["1", "2"]
    assert [row["last_post"] for row in rows["accounts"]] == ["2026-03-09"]
    assert rows["posts"][1]["posted"] == "2026-03-08 23:30:00"


def test_what_is_not_known_is_blank_and_a_zero_is_a_zero():
    rows, _ = made(post(0, comments=0, paid=False))
    row = rows["posts"][0]
    assert [row[name] for name in ("comments", "saves", "shares", "clicks", "paid")] == [
        "0",
        "",
        "",
        "",
        "no",
    ]
    assert "kind" not in row and ",,," in text("posts", rows["posts"]).splitlines()[1]


def test_no_name_and_no_text_is_written():
    lead = Lead("ada@example.com", DAY, None, "instagram", "bo@example.com")
    records = [message("Ada Lovelace"), lead, Order("#1", "cy@example.com", DAY), post(0),
               Payment("p", DAY, 9.0, "EUR", "ads", "META PLATFORMS"),
               TimeEntry("t", MONDAY, DAY, 30, "instagram", "reply", "answering Ada"),
               Favour("given", "mastodon", "@ada@example.social", "1", MONDAY)]  # fmt: skip
    rows, _ = made(*records)
    written = "".join(text(name, table) for name, table in rows.items()).casefold()
    for word in ("ada", "lovelace", "example", "oak", "hello", "oil", "meta", "answering", "talk"):
        assert word not in written


def test_a_person_is_one_in_every_run_of_a_folder_and_another_in_another_folder():
    ids = [
        made(message("Ada"), salt=salt)[0]["messages"][0]["person_id"]
        for salt in (SALT, SALT, b"other" * 4)
    ]
    assert ids[0] == ids[1] != ids[2]


def test_people_of_one_name_on_two_platforms_are_two():
    rows, _ = made(message("Kim"), message("Kim", "whatsapp"))
    assert len({row["person_id"] for row in rows["messages"]}) == 2


def test_both_sides_of_a_talk_have_its_persons_id():
    rows, _ = made(message("Kim"), message("Kim", ours=True))
    assert len({(row["conv_id"], row["person_id"]) for row in rows["messages"]}) == 1
    assert {row["direction"] for row in rows["messages"]} == {"in", "out"}


def test_buyers_alone_have_a_day_of_buying_and_no_first_contact():
    rows, _ = made(
        Order("#2", "ada", DAY + timedelta(days=3)), Order("#1", "ada", DAY), Order("#3", "bo", DAY)
    )
    assert sorted(row["won_on"] for row in rows["clients"]) == ["2026-03-02", "2026-03-02"]
    assert not any(row.get("first_contact") for row in rows["clients"])


def test_beside_a_list_of_contacts_an_order_says_when_they_bought_and_strangers_are_left_out():
    rows, notes = made(
        Lead("ada", DAY), Order("#1", "ada", DAY + timedelta(days=3)), Order("#2", "bo", DAY)
    )
    (ada,) = rows["clients"]
    assert (ada["first_contact"], ada["won_on"]) == ("2026-03-02", "2026-03-05")
    assert "1 buyer who stand in no list of contacts was left out" in notes


def test_people_whose_first_contact_is_not_known_are_left_out_beside_those_of_whom_it_is():
    rows, notes = made(Lead("ada", DAY), Lead("bo", None))
    assert len(rows["clients"]) == 1 and "1 person whose first contact is not known" in notes
    assert len(made(Lead("bo", None))[0]["clients"]) == 1


def test_one_currency_is_taken_and_the_others_said():
    payments = [
        Payment(str(n), DAY, 5.0, currency, "ads")
        for n, currency in enumerate(("EUR", "USD", "EUR"))
    ]
    rows, notes = made(*payments)
    assert [row["amount"] for row in rows["spend"]] == [
        "5",
        "5",
    ] and "another currency than EUR" in notes


def test_a_week_counts_only_where_every_list_covers_it():
    leads = [Lead(str(n), DAY + timedelta(days=n)) for n in (-70, -60, 8, 9, 15)]
    rows, _ = made(post(0), post(7), post(21), *leads)
    assert [(row["week"], row["social"], row["leads"]) for row in rows["weekly"]] == [
        ("1", "1", "0"),
        ("2", "1", "2"),
        ("3", "0", "1"),
    ]
    assert (
        {row["other"] for row in rows["weekly"]}
        == {row["followers"] for row in rows["weekly"]}
        == {""}
    )


@pytest.mark.parametrize("days", [(0,), (0, 3), (0, 3, 6)])
def test_followers_at_the_end_of_a_week_are_the_last_level_in_it(days):
    levels = [Followers("tiktok", DAY + timedelta(days=day), 100 + day) for day in days]
    rows, _ = made(*levels, Followers("tiktok", DAY, new=5))
    assert [row["followers"] for row in rows["weekly"]] == [str(100 + days[-1])]


def test_followers_of_some_platforms_are_said_to_be_those_alone():
    rows, notes = made(Followers("tiktok", DAY, 100), post(0))
    assert rows["weekly"] and "those of tiktok alone, not of instagram" in notes


def test_new_followers_alone_fill_no_week():
    assert "weekly" not in made(Followers("facebook", DAY, new=5), post(0))[0]


def test_mailings_are_what_was_done_elsewhere():
    rows, _ = made(post(0), post(7), Lead("a", DAY), Lead("b", DAY + timedelta(days=8)),
                   Mailing("1", DAY), Mailing("2", DAY + timedelta(days=9)))  # fmt: skip
    assert [row["other"] for row in rows["weekly"]] == ["1", "1"]


def test_what_is_written_the_course_reads(tmp_path):
    counts = dict.fromkeys(("comments", "saves", "shares", "clicks"), 3)
    rows, _ = made(post(0, **counts), Lead("ada", DAY, DAY, "instagram", "", True, False), message("Ada"),
                   Payment("p", DAY, 9.5, "EUR", "ads"), Favour("given", "x", "ada", "1", MONDAY),
                   Favour("mentions", "x", "ada", "2", MONDAY))  # fmt: skip
    for name, table in rows.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text(name, table), "utf-8")
        one = reading.read(path, TABLES[name])
        assert len(one.frame) == len(table)
        assert all("nothing in its column" in trouble for trouble in one.troubles.values()), (
            one.troubles
        )
