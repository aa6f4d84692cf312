"""Each lesson has a business of its own that has the fault: one number, one business, and its sign finds it."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from course_lib import catalogue, example
from course_lib.simulate.samples import SAMPLES
from course_lib.tables import TABLES, Shop
from course_lib.words import CatalogueError, Reason

ROOMS = {room.number: room for room in catalogue.reasons()}


@pytest.mark.parametrize("number", ROOMS)
def test_the_sign_of_the_lesson_finds_the_fault_and_hardly_another_sign_one(number: int) -> None:
    business = example(number)
    verdicts = {other: catalogue.measure(other, business).verdict for other in ROOMS}
    alarms = [other for other, verdict in verdicts.items() if verdict == "problem"]
    assert verdicts[number] == "problem"
    assert len(alarms) <= 2, alarms


def test_no_two_businesses_share_a_name_a_trade_or_a_seed_and_none_is_a_sample() -> None:
    named = [room.example.name for room in ROOMS.values()] + [sample.name for sample in SAMPLES]
    assert len(set(named)) == len(named)
    assert len({room.example.trade for room in ROOMS.values()}) == len(ROOMS)
    assert len({room.example.seed for room in ROOMS.values()}) == len(ROOMS)


def tables(business: Shop) -> dict[str, str]:
    return {name: getattr(business, name).to_csv() for name in TABLES}


@pytest.mark.parametrize("number", [min(ROOMS), 9, max(ROOMS)])
def test_one_number_is_one_business_to_the_byte(number: int) -> None:
    assert tables(example(number)) == tables(example(number))


def test_a_business_is_called_synthetic_wherever_it_is_drawn() -> None:
    assert example(5).synthetic
    assert "Synthetic" in catalogue.chart(5, example(5))._repr_html_()


def test_what_a_business_has_of_its_own_is_in_its_tables() -> None:
    assert ROOMS[9].example.world["platforms"] == list(example(9).accounts["platform"])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "leads_per_day = 2",
            "the key 'leads_per_day' is not known; expected one of .*leads_a_day",
        ),
        ("seed = 3", "the key 'seed' is not known"),
        ("Leads_a_day = 2", "the key 'Leads_a_day' is not known"),
    ],
)
def test_a_world_that_has_something_else_is_refused_by_its_key(
    line: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_line(number: int) -> Reason:
        own = replace(ROOMS[number].example, world=tomllib.loads(line))
        return replace(ROOMS[number], example=own)

    monkeypatch.setattr(catalogue, "reason", with_line)
    with pytest.raises(CatalogueError, match=sentence):
        example(5)
