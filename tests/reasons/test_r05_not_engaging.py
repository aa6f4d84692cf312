"""Reason 5: questions answered in time, sharers thanked, and something given back."""

import pandas as pd

from course_lib import catalogue
from course_lib.reasons.r05_not_engaging.sign import answered, gave_back, thanked
from course_lib.tables import Shop

NOW = pd.Timestamp("2026-03-10 12:00")


def messages(*rows):
    frame = pd.DataFrame(rows, columns=["conv_id", "person_id", "ts", "direction", "type"])
    return frame.assign(ts=pd.to_datetime(frame["ts"], format="mixed").astype("datetime64[us]"))


def acts(*rows):
    frame = pd.DataFrame(rows, columns=["person_id", "ts"])
    return frame.assign(ts=pd.to_datetime(frame["ts"], format="mixed").astype("datetime64[us]"))


def question(conv, ts):
    return (conv, conv, ts, "in", "question")


def reply(conv, ts, kind="answer"):
    return (conv, conv, ts, "out", kind)


def test_a_question_whose_day_is_not_over_is_not_in_the_total():
    assert answered(messages(question("a", "2026-03-10 09:00")), NOW) == (0, 0)


def test_exactly_a_day_is_still_in_time():
    talk = messages(question("a", "2026-03-09 12:00"), reply("a", "2026-03-10 12:00"))
    assert answered(talk, NOW) == (1, 1)


def test_a_late_answer_and_none_at_all_both_count_against_the_shop():
    talk = messages(
        question("a", "2026-03-01"), reply("a", "2026-03-03"), question("b", "2026-03-01")
    )
    assert answered(talk, NOW) == (0, 2)


def test_a_message_in_another_conversation_or_before_the_question_answers_nothing():
    talk = messages(
        reply("a", "2026-03-01 08:00"),
        question("a", "2026-03-01 09:00"),
        reply("b", "2026-03-01 10:00"),
    )
    assert answered(talk, NOW) == (0, 1)


def test_the_order_of_the_rows_does_not_matter():
    talk = messages(
        question("a", "2026-03-01 09:00"),
        reply("a", "2026-03-01 10:00"),
        question("b", "2026-03-02"),
    )
    assert answered(talk.iloc[::-1], NOW) == answered(talk, NOW) == (1, 2)


def test_thanks_count_only_after_the_act_they_are_for():
    received = acts(("ann", "2026-03-02"), ("bob", "2026-03-02"))
    talk = messages(
        ("x", "ann", "2026-03-03", "out", "thanks"), ("y", "bob", "2026-03-01", "out", "thanks")
    )
    assert thanked(talk, received) == (1, 2)


def test_people_are_counted_and_not_their_acts():
    received = acts(("ann", "2026-03-02"), ("ann", "2026-03-04"), ("bob", "2026-03-02"))
    assert gave_back(received, acts(("ann", "2026-03-03"), ("ann", "2026-03-05"))) == (1, 2)


def test_nobody_asked_is_no_data():
    assert catalogue.measure(5, Shop.of("Corner", {"messages": messages()})).verdict == "no data"
