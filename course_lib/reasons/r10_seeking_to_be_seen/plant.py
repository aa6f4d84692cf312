"""Hardly a post is about anybody else, and nothing comes back from it."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(
        world,
        other_share=between(world.other_share, 0.06, severity),
        mention_lift=between(world.mention_lift, 0, severity),
    )
