"""Numbers are watched that change nothing; competitions win followers who never get in touch."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between

BOUGHT_CROWD = 20_000  # followers in mid-year; assumption, as every failing value is


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(
        world,
        decisive=between(world.decisive, 0, severity),
        # By equal factors: half the severity multiplies the crowd by the root of the whole factor.
        followers=world.followers * (BOUGHT_CROWD / world.followers) ** severity,
        followers_follow_leads=between(world.followers_follow_leads, 0, severity),
        competitions=round(8 * severity),
    )
