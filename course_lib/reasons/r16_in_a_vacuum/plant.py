"""Nearly all leads come from one platform, which alone reaches them; nothing is done beside social media."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(
        world,
        eggs=between(world.eggs, 0.79, severity),
        unreached=between(world.unreached, 0.92, severity),
        other_weeks=between(world.other_weeks, 0.08, severity),
    )
