"""Accounts opened everywhere, and most of them forgotten."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(
        world,
        extra_accounts=world.extra_accounts + round(6 * severity),
        dormant_accounts=world.dormant_accounts + round(5 * severity),
    )
