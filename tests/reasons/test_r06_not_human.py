"""A conversation is as deep as its quieter side, and what follows a sale did not lead to it."""

import pandas as pd
import pytest

from course_lib import catalogue, measure, shop
from course_lib.catalogue import chart
from course_lib.diagnosis import diagnose
from course_lib.reasons.r06_not_human import sign
from course_lib.tables import Shop


def messages(*rows):
    """(person, day of March 2026, direction) rows as a table of messages."""
    frame = pd.DataFrame(rows, columns=["person_id", "day", "direction"])
    ts = pd.to_datetime(pd.Timestamp("2026-03-01") + pd.to_timedelta(frame["day"], "D"))
    text = {"person_id": "str", "direction": "str"}
    return frame.assign(ts=ts, conv_id="c", type="chat").drop(columns="day").astype(text)


def clients(**won):
    """Each person with the day of March 2026 on which they bought, or None."""
    day = pd.Series(list(won.values()), dtype="float64")
    frame = pd.DataFrame({"person_id": pd.Series(list(won), dtype="str")})
    frame["first_contact"] = pd.Timestamp("2026-03-01")
    frame["won_on"] = pd.Timestamp("2026-03-01") + pd.to_timedelta(day, "D")
    return frame.assign(source="", referred_by="")


THREE = messages(
    ("ann", 1, "in"), ("ann", 2, "out"), ("bob", 2, "in"),
    ("cy", 3, "out"), ("ann", 20, "in"), ("ann", 20, "out"),
)  # fmt: skip


def test_depth_is_the_count_of_the_quieter_side():
    nine = messages(*[("ann", day, "in") for day in range(9)], ("ann", 9, "out"))
    assert sign.depth(nine).to_dict() == {"ann": 1}


def test_people_of_whom_only_one_side_wrote_have_no_depth_and_are_counted():
    assert sign.depth(THREE).to_dict() == {"ann": 2, "bob": 0, "cy": 0}


def test_threads_do_not_matter_only_people_do():
    apart = THREE.assign(conv_id=[f"c{number}" for number in range(len(THREE))])
    assert sign.depth(apart).equals(sign.depth(THREE))


def test_what_was_said_on_the_day_of_the_sale_or_later_is_set_aside():
    left = sign.before_sale(THREE, clients(ann=10, cy=None))
    assert len(left) == 4
    assert sign.depth(left).max() == 1
    assert len(sign.before_sale(THREE, clients(ann=1))) == 2


def test_buyers_are_told_apart_by_whether_we_talked_with_them():
    assert sign.buyers(THREE, clients(ann=10, bob=11, cy=None)) == ((1, 1), (1, 2))


def test_a_failure_that_is_planted_by_half_is_not_called_fine():
    assert measure(6, shop("maple-street")).verdict in ("problem", "not sure yet")


def test_without_messages_there_are_no_data_and_still_a_chart():
    empty = Shop.of("New", {"messages": messages(), "clients": clients()})
    assert measure(6, empty).verdict == "no data"
    assert "0 people of New" in chart(6, empty).alt


@pytest.mark.parametrize("won", [{}, {"ann": None}, {"ann": 10}])
def test_a_shop_with_one_conversation_gets_a_chart(won):
    few = Shop.of("Few", {"messages": THREE, "clients": clients(**won)})
    assert "2: 1" in chart(6, few, 0.3).alt


def test_a_shop_that_keeps_no_list_of_clients_gets_a_chart_without_buyers():
    assert "bought" not in chart(6, Shop.of("Few", {"messages": THREE})).alt


def thirty(by, both=20):
    """Thirty people, a day each; with so many there are two turns each way, ours written `by` them."""
    rows = []
    for place in range(30):
        day = pd.Timestamp("2026-01-01") + pd.Timedelta(days=place)
        ways = ["in", "out", "in", "out"] if place % 3 < 3 * both / 30 else ["in"]
        rows += [(f"p{place}", day + pd.Timedelta(hours=h), way) for h, way in enumerate(ways)]
    frame = pd.DataFrame(rows, columns=["person_id", "ts", "direction"])
    frame = frame.assign(conv_id=frame["person_id"], type="chat")
    return Shop.of("Thirty", {"messages": frame.assign(by=by)})


@pytest.mark.parametrize(
    ("by", "verdict"), [("person", "fine"), ("machine", "problem"), ("", "no data")]
)
def test_long_talks_with_a_machine_are_no_talks_and_nobody_knows_is_no_data(by, verdict):
    assert measure(6, thirty(by)).verdict == verdict


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ({"gate": "neither"}, "problem"),
        ({"gate": "notices"}, "not for you"),
        ({"n": "50", "k": "2"}, "problem"),
        ({"n": "50", "k": "22"}, "fine"),
        ({"gate": "unsure", "n": "50", "k": "2"}, "problem"),
        ({"gate": "neither", "n": "50", "k": "40"}, "problem"),
    ],
)
def test_typed_answers_are_judged_by_question_and_count(entries, verdict):
    fixed = {"gate": "some", "bar": "20", "planned": "50"}
    assert diagnose(catalogue.reason(6), fixed | entries).verdict == verdict
