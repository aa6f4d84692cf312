"""More posts, three in four of use to nobody, and busy weeks that are worth no more than quiet ones."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    # By equal factors, so that half the severity lies near the bar: 1.8 acts a post become 0.18.
    fewer = 0.1**severity
    return replace(
        world,
        flat_week=between(world.flat_week, 1, severity),
        posts_a_week=world.posts_a_week * between(1, 1.3, severity),
        saves=world.saves * fewer,
        shares=world.shares * fewer,
        clicks=world.clicks * fewer,
        comment_chance=world.comment_chance * (0.10 / 0.55) ** severity,
        pitch_comment_chance=world.pitch_comment_chance * (0.08 / 0.45) ** severity,
    )
