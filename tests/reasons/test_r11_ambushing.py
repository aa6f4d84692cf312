"""What the other person had written before our pitch, and who wrote after it."""

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
from course_lib.reasons.r11_ambushing.sign import ambush_rate, inbound_before_pitch, reply_after
from course_lib.simulate.business import business
from course_lib.tables import TABLES, Shop, shop


def talk(**conversations):
    """Each conversation as a string, in order of time: i in, o out, p our pitch, q theirs."""
    kinds = {"i": ("in", "chat"), "o": ("out", "chat"), "p": ("out", "pitch"), "q": ("in", "pitch")}
    rows = [
        (name, "ann", pd.Timestamp("2026-03-02") + pd.Timedelta(hours=hour), *kinds[letter])
        for name, letters in conversations.items()
        for hour, letter in enumerate(letters)
    ]
    frame = pd.DataFrame(rows, columns=["conv_id", "person_id", "ts", "direction", "type"])
    return frame.astype({"ts": "datetime64[us]"})


def test_only_what_they_wrote_before_the_pitch_counts():
    before = inbound_before_pitch(talk(a="iopii", b="iip", c="pii"))
    assert before.to_dict() == {"a": 1, "b": 2, "c": 0}


def test_a_conversation_without_a_pitch_of_ours_is_not_counted():
    assert ambush_rate(talk(a="io", b="qo")) == (0, 0)


def test_two_messages_of_theirs_are_enough_by_default_and_the_rule_can_be_reset():
    messages = talk(a="iip", b="ip", c="p")
    assert ambush_rate(messages) == (2, 3)
    assert ambush_rate(messages, least=1) == (1, 3)


def test_a_second_pitch_does_not_excuse_the_first():
    assert ambush_rate(talk(a="piip")) == (1, 1)


def test_the_order_of_the_rows_does_not_matter():
    messages = talk(a="iop", b="iip").sample(frac=1, random_state=4)
    assert ambush_rate(messages) == (1, 2)


def test_replies_are_conversations_and_come_after_the_first_pitch():
    messages = talk(a="ip", b="pii", c="iipi", d="iip")
    assert reply_after(messages) == {"early": (1, 2), "later": (1, 2)}


def test_without_messages_nothing_is_counted():
    assert ambush_rate(talk()) == (0, 0)
    assert reply_after(talk()) == {"early": (0, 0), "later": (0, 0)}


def test_a_shop_that_ambushes_is_found_out():
    assert catalogue.measure(11, business("Pouncer", 3, {11: 1.0})).verdict == "problem"


def test_a_shop_that_never_pitched_gets_no_data_and_still_a_chart():
    full = shop("maple-street")
    never = Shop.of("Quiet", {name: getattr(full, name).head(0) for name in TABLES})
    assert catalogue.measure(11, never).verdict == "no data"
    assert "nobody was pitched" in catalogue.chart(11, never).alt


def test_a_chart_of_very_many_conversations_shows_some_and_counts_all():
    many = Shop.of("Busy", {"messages": talk(**{f"c{place}": "ip" for place in range(200)})})
    assert "200 columns" not in catalogue.chart(11, many).alt
    assert "in 200 the pitch came before" in catalogue.chart(11, many).alt


def offers(count, before, asked):
    """So many people who had written so often before an offer, which they had `asked` for or not."""
    talks = talk(**{f"c{place}": "i" * before + "p" for place in range(count)})
    talks = talks.assign(person_id=talks["conv_id"])
    return talks.assign(asked=[asked if kind == "pitch" else "" for kind in talks["type"]])


@pytest.mark.parametrize(
    ("before", "asked", "verdict"),
    [
        (1, "yes", "fine"),  # they asked for the price in the first line
        (1, "no", "problem"),
        (2, "no", "fine"),
        (0, "", "problem"),
        (2, "", "fine"),
        (1, "", "no data"),
    ],
)
def test_an_offer_is_an_ambush_if_it_was_unasked_and_came_before_a_conversation(
    before, asked, verdict
):
    messages = Shop.of("Twenty", {"messages": offers(20, before, asked)})
    assert catalogue.measure(11, messages).verdict == verdict


def test_without_a_note_of_who_asked_the_turns_alone_decide_what_they_can():
    silent = offers(20, 0, "").drop(columns="asked")
    assert catalogue.measure(11, Shop.of("Silent", {"messages": silent})).verdict == "problem"
    one_line = offers(20, 1, "").drop(columns="asked")
    assert catalogue.measure(11, Shop.of("One Line", {"messages": one_line})).verdict == "no data"


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ({"gate": "machine"}, "problem"),
        ({"gate": "asked", "n": "20", "k": "18"}, "fine"),
        ({"gate": "never"}, "not for you"),
        ({"gate": "sometimes", "n": "20", "k": "18"}, "problem"),  # cold offers, even such as sell
        ({"gate": "sometimes", "n": "20", "k": "1"}, "fine"),
        ({"gate": "unsure", "n": "20", "k": "18"}, "problem"),
    ],
)
def test_typed_answers_are_judged_by_question_and_count(entries, verdict):
    fixed = {"bar": "33.3", "planned": "20"}
    assert diagnose(catalogue.reason(11), fixed | entries).verdict == verdict
