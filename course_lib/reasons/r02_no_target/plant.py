"""A target out of reach; at its worst, none that could be missed."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    if severity > 0.75:  # the worst is no target at all, which no number of leads can miss
        return replace(world, goals_complete=False)
    return replace(world, target=round(world.target + 1.47 * severity, 2))
