"""Nobody notes how people found us."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(
        world,
        known_source=between(world.known_source, 0.35, severity),
    )
