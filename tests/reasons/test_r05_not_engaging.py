"""Reason 5: people who ask are answered in time by a person; sharers are thanked, and something is given back."""

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
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


def test_a_message_to_somebody_else_or_before_the_question_answers_nothing():
    talk = messages(
        reply("a", "2026-03-01 08:00"),
        question("a", "2026-03-01 09:00"),
        reply("b", "2026-03-01 10:00"),
    )
    assert answered(talk, NOW) == (0, 1)


def test_an_answer_to_the_same_person_counts_wherever_it_was_given():
    talk = messages(
        ("c1", "ann", "2026-03-01 09:00", "in", "question"),
        ("c2", "ann", "2026-03-01 10:00", "out", "chat"),
    )
    assert answered(talk, NOW) == (1, 1)


def joker(times):
    """Ten people answered within the hour, and one who asked so many times without an answer."""
    rows = [
        row
        for one in range(10)
        for row in (question(f"p{one}", "2026-03-01 09:00"), reply(f"p{one}", "2026-03-01 10:00"))
    ]
    return messages(
        *rows,
        *[
            (f"j{one}", "joker", f"2026-02-01 {one:02}:00", "in", "question")
            for one in range(times)
        ],
    )


@pytest.mark.parametrize("times", [1, 10, 20])
def test_one_jokers_ten_lines_are_one_person(times):
    assert answered(joker(times), NOW) == (10, 11)


def by_whom(whom, people=50):
    rows = [
        row
        for one in range(people)
        for row in (question(f"p{one}", "2026-03-01 09:00"), reply(f"p{one}", "2026-03-01 10:00"))
    ]
    frame = messages(*rows)
    return Shop.of(
        "Corner", {"messages": frame.assign(by=[whom(place) for place in range(len(frame))])}
    )


def late(shop):
    """The same shop, with a last message so late that every question is old enough."""
    rows = shop.messages
    end = rows.tail(1).assign(ts=NOW.as_unit("us"), conv_id="end", person_id="end", type="chat")
    return Shop.of("Corner", {"messages": pd.concat([rows, end], ignore_index=True)})


@pytest.mark.parametrize(
    ("whom", "verdict", "words"),
    [
        (lambda place: "machine", "problem", ""),
        (lambda place: "person", "fine", ""),
        (lambda place: "" if place < 4 else "person", "fine", "2 answers do not say whether"),
        (lambda place: "", "no data", "The verdict hangs on what they are"),
    ],
)  # fmt: skip
def test_a_bots_answers_are_no_persons_and_what_nobody_knows_is_judged_both_ways(
    whom, verdict, words
):
    finding = catalogue.measure(5, late(by_whom(whom)))
    assert finding.verdict == verdict
    assert words in finding.sentence


def test_without_a_note_of_who_wrote_answers_count_as_a_persons_and_it_is_said():
    frames = {"messages": late(by_whom(lambda place: "person")).messages.drop(columns="by")}
    finding = catalogue.measure(5, Shop.of("Corner", frames))
    assert finding.verdict == "fine"
    assert "every answer counts as a person's" in finding.sentence


COUNTED = {"gate": "open", "horizon": "24", "bar": "80", "planned": "50"}


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        # (a) the fault behind a good number: a bot answers all, so nobody opens the messages.
        ({"gate": "seldom", "k": "50"}, "problem"),
        (COUNTED | {"k": "0"}, "problem"),
        # (b) a bad number without the fault: one joker's ten lines count once.
        (COUNTED | {"n": "11", "k": "10", "no_more": True}, "not sure yet"),
        (COUNTED | {"k": "49"}, "fine"),
        (COUNTED | {"n": "1", "k": "0", "no_more": True}, "not sure yet"),
        ({"gate": "quiet"}, "not for you"),
        (COUNTED | {"gate": "unsure", "k": "10"}, "problem"),
    ],
)
def test_the_question_comes_before_the_count(entries, verdict):
    assert diagnose(catalogue.reason(5), entries).verdict == verdict


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
