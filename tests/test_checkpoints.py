"""Each block ends in a checkpoint on a business with some of its faults; no two checkpoints are of one form."""

from __future__ import annotations

import pytest

from course_lib import catalogue, checkpoints
from course_lib.checkpoints import (
    business_of,
    checkpoint_of,
    facts,
    goals_in_words,
    places_on_paper,
    weeks_on_paper,
)
from course_lib.finding import FINE, PROBLEM
from course_lib.words import CatalogueError

PARTS = catalogue.parts()


def test_every_block_has_a_checkpoint_and_every_checkpoint_a_block():
    assert tuple(checkpoints.checkpoints()) == PARTS


@pytest.mark.parametrize("part", PARTS)
def test_a_business_has_some_of_its_blocks_faults_and_its_tables_find_what_was_planted(part):
    one, shop = checkpoint_of(part), business_of(part)
    problems = {
        number
        for number in catalogue.teaching_order()
        if catalogue.measure(number, shop).verdict == PROBLEM
    }
    assert problems == set(one.simulated)
    block = {item.number for item in one.reasons}
    assert set(one.simulated) <= block
    assert 0 < sum(item.has for item in one.reasons) < len(block)
    assert {item.number for item in one.items} <= block


def test_in_one_checkpoint_the_sign_is_wrong_and_the_owner_right():
    wrong = [
        (part, item.number)
        for part in PARTS
        for item in checkpoint_of(part).reasons
        if item.has != (item.number in checkpoint_of(part).simulated)
    ]
    assert wrong == [("Whole plan", 17)]


def test_without_the_receipts_that_were_booked_wrongly_the_sign_agrees_with_the_owner():
    shop = business_of("Whole plan")
    spend = shop.spend
    kept = spend[spend["category"] != "training"]
    from course_lib.tables import Shop

    others = {name: getattr(shop, name) for name in ("clients", "weekly", "posts")}
    mended = Shop.of(shop.name, others | {"spend": kept})
    assert catalogue.measure(17, shop).verdict == PROBLEM
    assert catalogue.measure(17, mended).verdict == FINE


def test_the_report_has_three_flaws_and_fills_in_every_figure():
    reports = [checkpoint_of(part) for part in PARTS if checkpoint_of(part).lines]
    [one] = reports
    words = facts(business_of(one.part))
    assert sum(line.flawed for line in one.lines) == 3
    texts = [line.text.format(**words) + line.says.format(**words) for line in one.lines]
    assert all(f"{int(words['known'])} are noted" in text for text in texts[:1])
    assert not any("{" in text for text in texts)
    assert len({line.id for line in one.lines}) == len(one.lines)


def test_one_checkpoint_shows_words_and_no_chart_and_they_say_what_the_tables_hold():
    words = [part for part in PARTS if checkpoint_of(part).evidence == "words"]
    assert words == ["Purpose"]
    wall = " ".join(goals_in_words(business_of("Purpose")))
    assert "Target: none is written; by when: no day is written" in wall
    assert "Judged after 10 days, by sales." in wall


def test_the_figures_for_paper_are_those_of_the_tables():
    shop = business_of("Where and time")
    places = places_on_paper(shop)
    assert [row[0].lower() for row in places.rows] == list(shop.accounts["platform"])
    asked = shop.presence[shop.presence["platform"] == shop.accounts["platform"].iloc[0]]
    assert places.rows[0][2] == f"{asked['present'].sum()} of {len(asked)}"
    weeks = weeks_on_paper(shop)
    assert len(weeks.rows) == 13
    assert sum(float(row[2]) > float(row[1]) for row in weeks.rows) > 9


def test_a_block_without_a_checkpoint_is_named_with_those_that_have_one():
    with pytest.raises(CatalogueError, match="no checkpoint for 'Colour'; the course has Purpose"):
        checkpoint_of("Colour")
