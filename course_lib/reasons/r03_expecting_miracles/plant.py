"""Few buy, and those who do take half a year."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(
        world,
        win_share=between(world.win_share, 0.12, severity),
        win_days=between(world.win_days, 180, severity),
    )
