"""Reason 9: where the time goes, and whether the clients are there."""

import json

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
from course_lib.reasons.r09_wrong_platform.sign import paired, presence_on, sign, time_shares
from course_lib.tables import Shop, samples_folder, shop

TRUTH = json.loads((samples_folder() / "truth.json").read_text(encoding="utf-8"))["shops"]


def presence(*rows):
    frame = pd.DataFrame(rows, columns=["client_id", "platform", "present"])
    return frame.astype({"client_id": "str", "platform": "str", "present": "bool"})


def timelog(**minutes):
    frame = pd.DataFrame({"platform": list(minutes), "minutes": list(minutes.values())})
    frame = frame.astype({"platform": "str", "minutes": "float64"})
    return frame.assign(week=1, planned=0.0, purpose="create", with_whom="none")


LOOKED_UP = presence(
    ("ann", "facebook", False),
    ("bob", "facebook", True),
    ("ann", "x", True),
    ("cy", "x", True),
)


def test_each_platform_has_its_own_total():
    assert presence_on(LOOKED_UP) == {"facebook": (1, 2), "x": (2, 2)}


def test_only_clients_looked_up_on_both_platforms_are_paired():
    assert paired(LOOKED_UP, "facebook", "x") == (0, 1)
    assert paired(LOOKED_UP, "x", "facebook") == (1, 0)


def test_clients_on_both_platforms_or_on_neither_say_nothing_of_either():
    rows = [(who, name, who == "ann") for who in ("ann", "bob") for name in ("facebook", "x")]
    assert paired(presence(*rows), "facebook", "x") == (0, 0)


def test_a_platform_without_minutes_has_no_share_of_the_time():
    assert time_shares(timelog(x=0, facebook=30, instagram=90)) == {
        "instagram": 0.75,
        "facebook": 0.25,
    }


def test_the_platform_is_chosen_by_the_clock_and_not_by_its_clients():
    corner = Shop.of("Corner", {"presence": LOOKED_UP, "timelog": timelog(facebook=60, x=59)})
    assert (sign(corner).k, sign(corner).n) == (1, 2)
    assert "Of 2 clients, 1 uses facebook" in catalogue.measure(9, corner).sentence


def test_a_busiest_platform_that_nobody_was_looked_up_on_gives_no_data_by_name():
    corner = Shop.of("Corner", {"presence": LOOKED_UP, "timelog": timelog(myspace=60, x=1)})
    finding = catalogue.measure(9, corner)
    assert finding.verdict == "no data"
    assert "Corner gives myspace more of its time" in finding.sentence
    assert "no client looked up" in catalogue.chart(9, corner).alt


def test_without_minutes_no_platform_is_the_busiest():
    corner = Shop.of("Corner", {"presence": LOOKED_UP.head(0), "timelog": timelog()})
    assert catalogue.measure(9, corner).verdict == "no data"
    assert "nothing logged" in catalogue.chart(9, corner).alt


def test_a_name_with_braces_is_only_a_name():
    corner = Shop.of("Corner", {"presence": LOOKED_UP, "timelog": timelog(**{"{who}": 60})})
    assert "Corner gives {who} more" in catalogue.measure(9, corner).sentence


@pytest.mark.parametrize("name", TRUTH)
def test_the_verdict_on_a_sample_shop_is_the_planted_truth(name):
    planted = "9" in TRUTH[name]["planted"]
    assert catalogue.measure(9, shop(name)).verdict == ("problem" if planted else "fine")


def asked(**counts):
    """Thirty clients asked about each platform, so many of whom use it."""
    rows = [
        (f"c{place}", platform, place < k) for platform, k in counts.items() for place in range(30)
    ]
    return presence(*rows)


def test_hours_meant_for_colleagues_do_not_choose_the_platform():
    log = timelog(linkedin=300, facebook=60).assign(with_whom=["peer", "client"])
    lively = Shop.of("Lively", {"presence": asked(linkedin=2, facebook=25), "timelog": log})
    assert catalogue.measure(9, lively).verdict == "fine"
    guild = Shop.of("Guild", {"presence": asked(linkedin=2), "timelog": log.head(1)})
    assert catalogue.measure(9, guild).verdict == "not for you"


def test_a_place_with_few_clients_is_no_fault_where_every_other_has_fewer():
    log = timelog(facebook=60, x=10)
    few = Shop.of("Few", {"presence": asked(facebook=8, x=3), "timelog": log})
    assert catalogue.measure(9, few).verdict == "not for you"
    assert "No other platform has more" in catalogue.measure(9, few).sentence
    ahead = Shop.of("Ahead", {"presence": asked(facebook=8, x=24), "timelog": log})
    assert catalogue.measure(9, ahead).verdict == "problem"
    assert catalogue.measure(9, few, bar=0.1).verdict == "fine"


@pytest.mark.parametrize("others", [{}, {"x": 0}, {"x": 4}])
def test_whether_another_place_is_ahead_is_not_known_where_hardly_anybody_was_asked(others):
    rows = pd.concat(
        [asked(facebook=8)]
        + [presence(*((f"c{i}", name, True) for i in range(n))) for name, n in others.items()]
    )
    log = timelog(facebook=60, x=10)
    finding = catalogue.measure(9, Shop.of("Few", {"presence": rows, "timelog": log}))
    assert finding.verdict == "not sure yet"
    assert "whether another is ahead" in finding.sentence


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ({"gate": "colleagues"}, "not for you"),
        ({"gate": "unsure"}, "no data"),
        ({"n": "30", "k": "5"}, "not sure yet"),  # is another place ahead? not known is not yes
        ({"n": "30", "k": "5", "beside": {"ahead": "unsure"}}, "not sure yet"),
        ({"n": "30", "k": "25"}, "fine"),
        ({"n": "30", "k": "5", "beside": {"ahead": "no"}}, "not for you"),
        ({"n": "30", "k": "5", "beside": {"ahead": "yes"}}, "problem"),
    ],
)
def test_typed_answers_are_judged_by_question_and_count(entries, verdict):
    fixed = {"gate": "named", "bar": "50", "planned": "30"}
    assert diagnose(catalogue.reason(9), fixed | entries).verdict == verdict
