"""The simulated business is the same every time, agrees with itself, and passes its own rules."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from course_lib import catalogue, reasons
from course_lib.errors import CourseError
from course_lib.simulate import samples
from course_lib.simulate.business import business, planted, plants
from course_lib.simulate.rhythm import START, TODAY
from course_lib.simulate.world import World
from course_lib.tables import Shop
from course_lib.tables.data_dictionary import TABLES
from course_lib.tables.reading import read_table

EVERYTHING = dict.fromkeys(plants(), 1.0)


@pytest.fixture(scope="module")
def healthy() -> Shop:
    return business("Healthy Street", 5)


@pytest.fixture(scope="module")
def ailing() -> Shop:
    return business("Ailing Street", 5, EVERYTHING)


def same(one: Shop, other: Shop) -> set[str]:
    return {name for name in TABLES if getattr(one, name).equals(getattr(other, name))}


def test_the_same_seed_gives_the_same_tables(healthy: Shop) -> None:
    assert same(healthy, business("Again", 5)) == set(TABLES)


def test_another_seed_gives_another_business(healthy: Shop) -> None:
    assert same(healthy, business("Another", 6)) <= {"goals", "numbers"}


@pytest.mark.parametrize(
    ("failure", "changed"),
    [
        (1, {"goals"}),
        (2, {"goals"}),
        (5, {"messages", "given"}),
        (9, {"presence"}),
        (13, {"timelog"}),
        (14, {"clients"}),
        (15, {"numbers", "weekly"}),
        (17, {"spend"}),
    ],
)
def test_a_failure_leaves_unconcerned_tables_as_they_were(
    healthy: Shop, failure: int, changed: set[str]
) -> None:
    assert set(TABLES) - same(healthy, business("Ailing", 5, {failure: 1.0})) == changed


def test_no_failure_at_severity_0_changes_anything() -> None:
    assert planted(World(), dict.fromkeys(plants(), 0.0)) == World()


@pytest.mark.parametrize("which", ["healthy", "ailing"])
@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_is_read_back_as_it_was(
    which: str, name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    frame = getattr(request.getfixturevalue(which), name)
    (tmp_path / f"{name}.csv").write_text(samples.csv(frame, TABLES[name]), newline="")
    pd.testing.assert_frame_equal(read_table(tmp_path / f"{name}.csv", TABLES[name]), frame)


@pytest.mark.parametrize("which", ["healthy", "ailing"])
def test_the_tables_agree_with_each_other(which: str, request: pytest.FixtureRequest) -> None:
    shop = request.getfixturevalue(which)
    weekly = shop.weekly.set_index("week")
    leads = ((shop.clients["first_contact"] - START).dt.days // 7 + 1).value_counts()
    assert (weekly["leads"] == leads.reindex(weekly.index, fill_value=0)).all()
    posts = shop.posts["week"].value_counts().reindex(weekly.index, fill_value=0)
    assert (weekly["social"] == posts).all()
    last = pd.to_datetime(shop.posts["posted"]).dt.normalize().groupby(shop.posts["platform"]).max()
    assert shop.accounts.set_index("platform")["last_post"].to_dict() == last.to_dict()
    assert set(shop.presence["client_id"]) <= set(shop.clients["person_id"])
    assert set(shop.clients["referred_by"]) - {""} <= set(shop.clients["person_id"])
    assert set(shop.promos["person_id"]) <= set(shop.messages["person_id"])
    visits = shop.visits
    assert (visits["form"] <= visits["contact"]).all()
    assert (visits["contact"] <= visits["services"]).all()


@pytest.mark.parametrize("which", ["healthy", "ailing"])
def test_everything_happens_within_the_year(which: str, request: pytest.FixtureRequest) -> None:
    shop = request.getfixturevalue(which)
    assert shop.today == TODAY
    for name, column in [("messages", "ts"), ("received", "ts"), ("given", "ts"),
                         ("promos", "date"), ("mentions", "date"), ("clients", "won_on")]:  # fmt: skip
        days = getattr(shop, name)[column].dropna().dt.normalize()
        assert days.between(START, TODAY).all(), name


def test_somebody_writes_late_at_night_and_somebody_comes_back(healthy: Shop) -> None:
    messages = healthy.messages
    assert (messages["ts"].dt.hour < 5).any()
    assert messages.groupby("person_id")["conv_id"].nunique().max() >= 3


@pytest.mark.parametrize("severity", [-0.1, 1.1, float("nan")])
def test_a_severity_outside_0_to_1_is_refused(severity: float) -> None:
    with pytest.raises(CourseError, match="severity between 0 and 1 for failure 3"):
        business("Nowhere", 1, {3: severity})


def test_an_unknown_failure_is_refused_with_those_there_are() -> None:
    with pytest.raises(CourseError, match="a failure out of 1, 2, .* found 99"):
        business("Nowhere", 1, {99: 1.0})


def test_every_reason_can_plant_its_failure() -> None:
    assert set(plants()) == {room.number for room in catalogue.reasons()}


def test_a_new_room_needs_no_edit_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = max(plants()) + 1
    room = tmp_path / f"r{number:02}_no_shop_window"
    room.mkdir()
    (room / "__init__.py").write_text("")
    (room / "plant.py").write_text(
        "from dataclasses import replace\n"
        "def plant(world, severity):\n"
        "    return replace(world, visits=round(world.visits * (1 - severity)))\n"
    )
    monkeypatch.setattr(reasons, "__path__", [*reasons.__path__, str(tmp_path)])
    assert planted(World(), {number: 0.5}).visits == World().visits / 2
