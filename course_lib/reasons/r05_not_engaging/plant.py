"""Questions go unanswered or wait, sharers are not thanked, nothing is given back."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(
        world,
        answered_share=between(world.answered_share, 0.58, severity),
        answer_hours=between(world.answer_hours, 6, severity),
        thanked_share=between(world.thanked_share, 0.25, severity),
        returned_share=between(world.returned_share, 0.15, severity),
    )
