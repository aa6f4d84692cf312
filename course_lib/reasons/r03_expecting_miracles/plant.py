"""Judged after ten days, when most buyers are still making up their minds."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(world, judge_days=between(world.judge_days, 10, severity))
