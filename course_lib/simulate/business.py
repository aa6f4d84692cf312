"""Makes a small business: its tables for a year, with any set of failures planted."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from course_lib import reasons
from course_lib.errors import CourseError
from course_lib.simulate import customers, effort, favours, feed, talk
from course_lib.simulate.world import World
from course_lib.tables import Shop


class Plant(Protocol):
    """What a room's `plant.py` holds: the world with its failure in it, severity 0 (none) to 1."""

    def __call__(self, world: World, severity: float) -> World: ...


def business(
    name: str, seed: int, failures: Mapping[int, float] | None = None, world: World | None = None
) -> Shop:
    """A year of one business as a Shop in memory, with all fourteen tables.

    `failures` gives the severity (0..1) of each reason's failure by number; the rest of `world` is
    healthy. The same arguments give the same tables, and a failure leaves unconcerned tables as they
    were. Raises CourseError for a number without a `plant.py` or a severity outside 0..1.
    """
    world = planted(world or World(), failures or {})
    clients = customers.clients(world, seed)
    posts = feed.posts(world, seed)
    everybody = talk.people(world, seed, clients)
    received, given, thanks = favours.favours(world, seed, everybody)
    promos = favours.promos(seed, everybody, posts)
    return Shop.of(
        name,
        {
            "goals": effort.goals(world),
            "accounts": effort.accounts(world, posts),
            "posts": posts,
            "messages": talk.messages(world, seed, everybody, thanks),
            "mentions": favours.mentions(world, seed, everybody, promos),
            "promos": promos,
            "received": received,
            "given": given,
            "visits": customers.visits(world, seed),
            "timelog": effort.timelog(world, seed),
            "clients": clients,
            "presence": customers.presence(world, seed, clients),
            "spend": effort.spend(world, seed, clients),
            "weekly": effort.weekly(world, seed, posts, clients),
        },
    )


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
        world = by_number[number](world, severity)
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
