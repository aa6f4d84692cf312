"""Each failure shows in its own sign and in no other; the signs are coded plainly here, on purpose.

They repeat what the rooms' sign.py measure, as the curriculum says it, so that neither can drift alone.
A reason that is not coded here twice is held to the same by its own sign.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.intervals import Triple, poisson_ci, rate_ratio, wilson
from course_lib.simulate.business import business, plants
from course_lib.simulate.samples import SAMPLES
from course_lib.tables import Shop

SEEDS = (11, 12)
BARS = {
    1: (0.2, "below"), 2: (1, "above"), 3: (0.5, "above"), 4: (0.5, "below"), 5: (0.8, "above"),
    6: (0.2, "above"), 7: (0.5, "above"), 8: (0.25, "below"), 9: (0.5, "above"), 10: (0.25, "above"),
    11: (0.3, "below"), 12: (1.0, "above"), 13: (0.25, "below"), 14: (0.7, "above"),
    15: (10, "above"), 16: (0.5, "below"), 17: (0.5, "below"),
}  # fmt: skip


def exact(value: float) -> Triple:
    return value, value, value


def unexplained_minutes(shop: Shop) -> Triple:
    minutes = shop.timelog.groupby("platform")["minutes"].sum()
    goals = shop.goals
    parts = (goals[["why", "who", "outcome"]] != "").all(axis=1)
    explained = minutes[minutes.index.isin(goals.loc[parts, "platform"])]
    return exact(1 - explained.sum() / minutes.sum())


def targets_to_miss(shop: Shop) -> Triple:
    """Goals with a metric, a target above 0, a due day to come and a day of writing."""
    goals = shop.goals.dropna(subset=["target", "due", "written_on"])
    goals = goals[(goals["metric"] != "") & (goals["target"] > 0) & (goals["due"] > shop.today)]
    return exact(len(goals))


def bought_when_judged(shop: Shop) -> Triple | None:
    clients = shop.clients.dropna(subset=["won_on"])
    first, last = shop.clients["first_contact"].min(), clients["won_on"].max()
    late = clients[clients["won_on"] - first >= (last - first) / 2]
    days = (late["won_on"] - late["first_contact"]).dt.days
    return wilson((days <= shop.goals["judge_days"].min()).sum(), len(late))


def pitches(shop: Shop) -> Triple | None:
    return wilson((shop.posts["kind"] == "pitch").sum(), len(shop.posts))


def answered_in_a_day(shop: Shop) -> Triple | None:
    messages, day = shop.messages, pd.Timedelta(hours=24)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    latest = questions[questions["ts"] <= shop.now - day].groupby("person_id")["ts"].max()
    by_person = messages[(messages["direction"] == "out") & (messages["by"] == "person")]
    out = by_person.groupby("person_id")["ts"].apply(list)
    answered = [
        any(at < reply <= at + day for reply in out.get(who, [])) for who, at in latest.items()
    ]
    return wilson(sum(answered), len(latest))


def deep_people(shop: Shop) -> Triple | None:
    turns = shop.messages.groupby(["person_id", "direction"]).size().unstack(fill_value=0)
    return wilson(((turns["in"] >= 2) & (turns["out"] >= 2)).sum(), len(turns))


def posts_of_use(shop: Shop) -> Triple | None:
    acts = shop.posts[["saves", "shares", "clicks", "comments"]].sum(axis=1)
    return wilson((acts > 0).sum(), len(acts))


def silent_accounts(shop: Shop) -> Triple:
    return exact(((shop.today - shop.accounts["last_post"]).dt.days > 30).mean())


def busiest_platform(shop: Shop) -> str:
    return str(shop.timelog.groupby("platform")["minutes"].sum().idxmax())


def clients_where_the_time_goes(shop: Shop) -> Triple | None:
    here = shop.presence[shop.presence["platform"] == busiest_platform(shop)]
    return wilson(here["present"].sum(), len(here))


def about_others(shop: Shop) -> Triple | None:
    return wilson((shop.posts["about"] == "other").sum(), len(shop.posts))


def ambushes(shop: Shop) -> Triple | None:
    written: Counter[str] = Counter()
    before_pitch: dict[str, int] = {}
    for message in shop.messages.sort_values("ts").itertuples():
        if message.type == "pitch":
            before_pitch.setdefault(message.conv_id, written[message.conv_id])
        written[message.conv_id] += message.direction == "in"
    return wilson(sum(count < 2 for count in before_pitch.values()), len(before_pitch))


def leads_per_hour_there_v_elsewhere(shop: Shop) -> Triple | None:
    minutes = shop.timelog.groupby("platform")["minutes"].sum()
    main = busiest_platform(shop)
    leads = shop.clients["source"].value_counts().reindex(minutes.index, fill_value=0)
    other = minutes.index != main
    return rate_ratio(leads[main], minutes[main], leads[other].sum(), minutes[other].sum())


def weeks_over_plan(shop: Shop) -> Triple | None:
    weeks = shop.timelog.groupby("week")[["minutes", "planned"]].sum()
    return wilson((weeks["minutes"] > 1.1 * weeks["planned"]).sum(), len(weeks))


def known_sources(shop: Shop) -> Triple | None:
    return wilson((shop.clients["source"] != "").sum(), len(shop.clients))


def leads_per_1000_followers(shop: Shop) -> Triple | None:
    weekly = shop.weekly
    return poisson_ci(weekly["leads"].sum(), 12 * weekly["followers"].mean() / 1000)


def concentration(shop: Shop) -> Triple:
    """Sum of squared shares, with the delta method's interval for a multinomial."""
    sources = shop.clients["source"]
    shares = sources[sources != ""].value_counts(normalize=True)
    eggs = (shares**2).sum()
    half = 1.96 * math.sqrt(4 * ((shares**3).sum() - eggs**2) / (sources != "").sum())
    return eggs, eggs - half, eggs + half


def training(shop: Shop) -> Triple:
    amounts = shop.spend.groupby("category")["amount"].sum()
    return exact(amounts["training"] / amounts.sum())


SIGNS: dict[int, Callable[[Shop], Triple | None]] = dict(
    enumerate(
        (
            unexplained_minutes, targets_to_miss, bought_when_judged, pitches, answered_in_a_day,
            deep_people, posts_of_use, silent_accounts, clients_where_the_time_goes,
            about_others, ambushes, leads_per_hour_there_v_elsewhere, weeks_over_plan,
            known_sources, leads_per_1000_followers, concentration, training,
        ),
        start=1,
    )
)  # fmt: skip


def verdict(number: int, shop: Shop) -> str:
    if number not in SIGNS:
        return catalogue.measure(number, shop).verdict
    triple, (bar, good) = SIGNS[number](shop), BARS[number]
    assert triple is not None
    _, low, high = triple
    if good == "above":
        return "fine" if low >= bar else "problem" if high < bar else "not sure yet"
    return "fine" if high <= bar else "problem" if low > bar else "not sure yet"


@cache
def verdicts(seed: int, *failures: int) -> dict[int, str]:
    shop = business("Any Street", seed, dict.fromkeys(failures, 1.0))
    return {number: verdict(number, shop) for number in plants()}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_healthy_shop_has_no_problem(seed: int) -> None:
    assert "problem" not in verdicts(seed).values()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("failure", plants())
def test_a_planted_failure_shows_in_its_own_sign_only(failure: int, seed: int) -> None:
    problems = [number for number, word in verdicts(seed, failure).items() if word == "problem"]
    assert problems == [failure]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.folder)
def test_the_sample_shops_are_as_plain_as_they_are_meant_to_be(sample) -> None:
    shop = sample.build()
    plain = {number for number, severity in sample.failures.items() if severity == 1}
    mild = set(sample.failures) - plain
    for number in set(plants()) - mild:
        expected = "problem" if number in plain else "fine"
        assert verdict(number, shop) == expected, number
