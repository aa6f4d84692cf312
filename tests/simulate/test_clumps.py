"""A year in clumps has the chances and means of any other, and only hangs together more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from course_lib import blocks
from course_lib.intervals import share_dispersion
from course_lib.simulate.business import business, planted, plants
from course_lib.simulate.clumps import clumpy, gone_round, waves
from course_lib.simulate.side_effects import EFFECTS
from course_lib.simulate.world import World
from course_lib.tables.data_dictionary import TABLES

SEEDS = range(300, 312)


@pytest.fixture(scope="module")
def years() -> dict[str, list[pd.DataFrame]]:
    """Posts and leads of the same twelve businesses, with clumps and without."""
    return {
        f"{name} {table}": [
            getattr(business("Any", seed, world=world, only=[table]), table) for seed in SEEDS
        ]
        for name, world in {"even": World(), "clumpy": clumpy(World())}.items()
        for table in ("posts", "clients")
    }


def useful(posts: pd.DataFrame) -> pd.Series:
    return posts["saves"] + posts["shares"] + posts["clicks"]


def test_luck_that_weeks_share_is_luck_still() -> None:
    weeks = waves(clumpy(World()), 7, "posts")
    week = np.repeat(np.arange(52), 400)
    luck = weeks.luck(np.random.default_rng(1).random(len(week)), week)
    assert luck.min() > 0
    assert luck.max() < 1
    assert np.mean([waves(clumpy(World()), seed, "posts").heights.var() for seed in SEEDS]) == (
        pytest.approx(1, abs=0.1)
    )
    # Within a week rows are alike, and weeks differ by far more than 400 independent rows would.
    assert luck.reshape(52, 400).mean(axis=1).std() > 4 * np.sqrt(1 / 12 / 400)


def test_weeks_carry_over_into_the_next() -> None:
    heights = np.concatenate(
        [waves(clumpy(World()), seed, "posts", 5).heights for seed in SEEDS], axis=1
    )
    carried = np.corrcoef(heights[1:].ravel(), heights[:-1].ravel())[0, 1]
    assert carried == pytest.approx(clumpy(World()).week_carry, abs=0.08)


@pytest.mark.parametrize("column", ["kind", "about"])
def test_what_is_posted_keeps_its_share_and_varies_more_between_blocks(column, years) -> None:
    share, dispersion = {}, {}
    for name in ("even", "clumpy"):
        rows = [
            (posts[column].isin(["pitch", "other"]), posts["week"])
            for posts in years[f"{name} posts"]
        ]
        share[name] = np.mean([good.mean() for good, _ in rows])
        dispersion[name] = np.mean([share_dispersion(*blocks.shares(*row)) for row in rows])
    assert share["clumpy"] == pytest.approx(share["even"], abs=0.05)
    assert dispersion["clumpy"] > 1.6 * dispersion["even"]


def test_as_many_posts_are_of_use_and_those_that_are_go_round_as_on_a_real_page(years) -> None:
    even, clumpy_acts = (
        pd.concat(map(useful, years[f"{name} posts"])) for name in ("even", "clumpy")
    )
    assert (clumpy_acts > 0).mean() == pytest.approx((even > 0).mean(), abs=0.04)
    assert even.var() / even.mean() < 2
    assert 40 < clumpy_acts.var() / clumpy_acts.mean() < 110  # 60 and 67 on a real page


def test_a_post_that_nobody_could_use_stays_one() -> None:
    factor = gone_round(clumpy(World()), np.array([0.0, 1.0]), np.array([0.5, 0.5]))
    assert np.isfinite(factor).all()
    assert (np.array([0.0, 1.0]) * factor)[0] == 0


def test_leads_stay_as_many_and_come_in_waves(years) -> None:
    weekly = {
        name: [
            table["first_contact"].dt.isocalendar().week.value_counts()
            for table in years[f"{name} clients"]
        ]
        for name in ("even", "clumpy")
    }
    mean = {name: np.mean([table.mean() for table in tables]) for name, tables in weekly.items()}
    ratio = {
        name: np.mean([table.var() / table.mean() for table in tables])
        for name, tables in weekly.items()
    }
    assert mean["clumpy"] == pytest.approx(mean["even"], rel=0.12)
    assert ratio["clumpy"] > 1.3 * ratio["even"]


def test_a_few_people_ask_ten_times_as_often() -> None:
    def most(world: World) -> int:
        messages = business("Any", 300, world=world, only=["messages"]).messages
        return int((messages["type"] == "question").groupby(messages["person_id"]).sum().max())

    assert most(World()) < 10 <= most(clumpy(World()))


def test_a_table_is_the_same_whichever_others_are_made() -> None:
    whole = business("Any", 300, world=clumpy(World()))
    for name in TABLES:
        part = business("Any", 300, world=clumpy(World()), only=[name])
        pd.testing.assert_frame_equal(getattr(part, name), getattr(whole, name))


@pytest.mark.parametrize("failure", plants())
def test_a_failure_disturbs_its_neighbours_only_where_the_world_lets_it(failure: int) -> None:
    alone = planted(World(), {failure: 1.0})
    disturbed = planted(World(side_effects=1.0), {failure: 1.0})
    moved = alone != replace(disturbed, side_effects=0.0)
    assert moved == (failure in EFFECTS)


def test_side_effects_grow_with_the_failure() -> None:
    people = [planted(World(side_effects=1.0), {4: severity}).people for severity in (0, 0.5, 1)]
    assert people == sorted(people, reverse=True)
    assert people[0] == World().people
