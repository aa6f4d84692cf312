"""A made-up business for each reason that has its fault, from the `[example]` of the reason's room."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from course_lib import catalogue
from course_lib.simulate.world import World
from course_lib.tables import Shop
from course_lib.words import CatalogueError


def example(number: int) -> Shop:
    """A year of the business that has this reason's fault, plainly: the same every time and everywhere.

    It is simulated when the first of its tables is asked for, which is when a chart is drawn. Raises
    CatalogueError for an unknown number, or a `world` with what `World` does not have.
    """
    room = catalogue.reason(number)
    known = {knob.name for knob in fields(World)}
    for name in room.example.world:
        if name not in known:
            raise CatalogueError(
                f"{room.slug}/words.toml, example, world: the key {name!r} is not known; expected "
                f"one of {', '.join(sorted(known))}."
            )
    own = {name: _frozen(value) for name, value in room.example.world.items()}
    world = replace(World(), **own)
    name, seed = room.example.name, room.example.seed

    def make() -> Shop:
        from course_lib.simulate.business import business  # it takes pandas

        return business(name, seed, {number: 1.0}, world)

    return Shop(name, make=make)


def _frozen(value: Any) -> Any:
    """TOML's lists as the tuples that a World holds."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
