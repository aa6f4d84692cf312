"""The platform that takes most time brings fewest leads for it."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(
        world,
        main_odds=between(world.main_odds, 0.18, severity),
    )
