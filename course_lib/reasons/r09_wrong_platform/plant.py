"""Clients are not where the time goes; they are on another platform."""

from __future__ import annotations

from dataclasses import replace

from course_lib.simulate.world import World, between


def plant(world: World, severity: float) -> World:
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    main, second, *others = world.presence
    presence = (between(main, 0.15, severity), between(second, 0.75, severity), *others)
    return replace(world, presence=presence)
