"""What lies in two downloads counts once, and knows what either of them knows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from course_lib.exports import overlaps
from course_lib.exports.records import Followers, Lead, Message, Order, Payment, Post, Record, Taken

NOON = datetime(2026, 3, 2, 12, 0, 20, tzinfo=UTC)
WORDS = "Oil your bench twice a year"


def post(id: str, ts: datetime | None = NOON, text: str = "", **known: object) -> Post:
    return Post("instagram", "oak", id, ts, None, text, **known)  # type: ignore[arg-type]


def once(*takes: tuple[str, list[Record]]) -> tuple[list[Record], str]:
    there = [Taken(what, tuple(records)) for what, records in takes]
    notes: list[str] = []
    return [*overlaps.posts(there, notes), *overlaps.others(there, notes)], " ".join(notes)


def test_the_later_file_of_one_program_has_the_last_word_whatever_its_name():
    later = [post("1", comments=9), post("2", NOON + timedelta(days=9), comments=1)]
    earlier = [post("1", comments=7, saves=3)]
    for takes in ([("Suite", later), ("Suite", earlier)], [("Suite", earlier), ("Suite", later)]):
        records, notes = once(*takes)
        assert [(one.id, one.comments, one.saves) for one in records] == [
            ("1", 9, 3),
            ("2", 1, None),
        ]
        assert "1 post was in more than one file of Suite" in notes


@pytest.mark.parametrize(
    ("suite", "count"),
    [
        (NOON.replace(second=0), 1),  # the same minute
        (NOON - timedelta(hours=8), 1),  # the same words, another zone
        (NOON - timedelta(days=3), 2),  # the same words again, days later
    ],
)
def test_a_post_that_two_programs_number_differently_is_one(suite, count):
    records, notes = once(
        ("JSON", [post("oak:1", NOON, WORDS)]), ("Suite", [post("180", suite, WORDS, comments=5)])
    )
    assert len(records) == count and ("both in" in notes) == (count == 1)
    if count == 1:
        (one,) = records
        assert (one.ts, one.comments) == (NOON, 5)


def test_two_posts_of_one_program_in_one_minute_are_two():
    records, notes = once(("JSON", [post("1", NOON, WORDS), post("2", NOON, WORDS)]))
    assert len(records) == 2 and notes == ""


def test_short_words_tell_no_post_from_another():
    records, _ = once(
        ("JSON", [post("1", NOON, "Sale")]),
        ("Suite", [post("2", NOON - timedelta(hours=8), "Sale")]),
    )
    assert len(records) == 2


def test_messages_orders_and_days_of_followers_in_two_files_count_once():
    message = Message("whatsapp", "ada", "m1", "Ada", "Ada", NOON, False, "Hello")
    order = Order("#1", "ada@example.com", date(2026, 3, 1))
    day = Followers("tiktok", date(2026, 3, 1), level=4)
    records, notes = once(("A", [message, order, day]), ("B", [message, order, day]))
    assert records == [message, order, day]
    assert "1 message was there more than once" in notes and "1 order" in notes


def test_two_shops_may_give_two_orders_one_number():
    orders = [
        Order("#1", "ada@example.com", date(2026, 3, 1)),
        Order("#1", "bo@example.com", date(2026, 3, 1)),
    ]
    assert len(once(("A", orders[:1]), ("B", orders[1:]))[0]) == 2


def test_one_persons_two_records_are_one_with_the_earliest_days_and_all_that_is_known():
    first = Lead("ada", date(2026, 3, 9), None, "", email=True)
    again = Lead("ada", date(2026, 3, 2), date(2026, 4, 1), "instagram", phone=True)
    records, _ = once(("A", [first]), ("B", [again]))
    assert records == [Lead("ada", date(2026, 3, 2), date(2026, 4, 1), "instagram", "", True, True)]


def test_payments_that_are_alike_in_one_file_stay_as_many():
    payments = [Payment(f"x-{n}", date(2026, 3, 1), 8.4, "EUR", "ads") for n in (1, 2)]
    assert len(once(("Bank", payments), ("Bank", payments[:1]))[0]) == 2
