"""Goals that nothing could miss: each lacks what is counted, how much, or by when."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World


def plant(world: World, severity: float) -> World:
    """The world with this failure in it from a severity of 0.5 up: a target is written or it is not."""
    return replace(world, goals_complete=world.goals_complete and severity < 0.5)
