"""Makes a small business: its tables for a year, with any set of failures planted."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from course_lib import reasons
from course_lib.errors import CourseError
from course_lib.simulate import customers, effort, favours, feed, side_effects, talk
from course_lib.simulate.world import World
from course_lib.tables import TABLES, Shop

if TYPE_CHECKING:
    import pandas as pd


class Plant(Protocol):
    """What a room's `plant.py` holds: the world with its failure in it, severity 0 (none) to 1."""

    def __call__(self, world: World, severity: float) -> World: ...


def business(
    name: str,
    seed: int,
    failures: Mapping[int, float] | None = None,
    world: World | None = None,
    only: Collection[str] = tuple(TABLES),
) -> Shop:
    """A year of one business as a Shop in memory, with every table, or with `only` those named.

    `failures` gives the severity (0..1) of each reason's failure by number; the rest of `world` is
    healthy. The same arguments give the same tables, whichever others are made, and a failure leaves
    unconcerned tables as they were, unless `world.side_effects` says otherwise. Raises CourseError for a
    number without a `plant.py` or a severity outside 0..1.
    """
    world = planted(world or World(), failures or {})

    # What other tables stand on is made once, and only if one of them is asked for.
    @cache
    def clients() -> pd.DataFrame:
        return customers.clients(world, seed)

    @cache
    def posts() -> pd.DataFrame:
        return feed.posts(world, seed)

    @cache
    def people() -> list[talk.Person]:
        return talk.people(world, seed, clients())

    @cache
    def acts() -> favours.Favours:
        return favours.favours(world, seed, people())

    @cache
    def promos() -> pd.DataFrame:
        return favours.promos(seed, people(), posts())

    tables: dict[str, Callable[[], pd.DataFrame]] = {
        "goals": lambda: effort.goals(world),
        "accounts": lambda: effort.accounts(world, posts()),
        "posts": posts,
        "messages": lambda: talk.messages(world, seed, people(), acts().thanks),
        "mentions": lambda: favours.mentions(world, seed, people(), promos()),
        "promos": promos,
        "received": lambda: acts().received,
        "given": lambda: acts().given,
        "visits": lambda: customers.visits(world, seed),
        "timelog": lambda: effort.timelog(world, seed),
        "clients": clients,
        "presence": lambda: customers.presence(world, seed, clients()),
        "spend": lambda: effort.spend(world, seed, clients()),
        "weekly": lambda: effort.weekly(world, seed, posts(), clients()),
        "numbers": lambda: effort.numbers(world),
    }
    return Shop.of(name, {table: tables[table]() for table in TABLES if table in only})


def planted(world: World, failures: Mapping[int, float]) -> World:
    """The world with every failure planted, in order of number."""
    by_number = plants()
    for number, severity in sorted(failures.items()):
        if number not in by_number:
            numbers = ", ".join(map(str, sorted(by_number)))
            raise CourseError(f"Expected a failure out of {numbers}, found {number}.")
        if not 0 <= severity <= 1:
            raise CourseError(
                f"Expected a severity between 0 and 1 for failure {number}, found {severity}."
            )
        world = side_effects.spread(by_number[number](world, severity), number, severity)
    return world


def plants() -> dict[int, Plant]:
    """Every room's way to plant its failure, by number: `reasons/rNN_slug/plant.py`."""
    by_number = {}
    files = [file for folder in reasons.__path__ for file in Path(folder).glob("r*/plant.py")]
    for file in sorted(files):
        match = re.fullmatch(r"r(\d+)_\w+", file.parent.name)
        if match:
            room = importlib.import_module(f"{reasons.__name__}.{file.parent.name}.plant")
            by_number[int(match[1])] = room.plant
    return by_number
