"""Most posts sell, and those that do are met with silence."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(
        world,
        pitch_share=between(world.pitch_share, 0.70, severity),
        pitch_comment_chance=between(world.pitch_comment_chance, 0.20, severity),
    )
