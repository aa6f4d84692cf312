"""More posts, and busy weeks that are worth no more than quiet ones."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(
        world,
        flat_week=between(world.flat_week, 1, severity),
        posts_a_week=world.posts_a_week * between(1, 1.3, severity),
        saves=world.saves * between(1, 0.6, severity),
        shares=world.shares * between(1, 0.6, severity),
        clicks=world.clicks * between(1, 0.6, severity),
    )
