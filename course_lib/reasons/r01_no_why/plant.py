"""Much of the time goes to accounts that nobody can give a reason for."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(
        world,
        unexplained_time=between(world.unexplained_time, 0.6, severity),
    )
