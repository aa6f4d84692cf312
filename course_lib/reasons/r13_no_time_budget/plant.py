"""Weeks run over plan, and the time over goes to browsing."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(
        world,
        weeks_over=between(world.weeks_over, 0.75, severity),
        focus=between(world.focus, 0.45, severity),
    )
