"""What a failure does to its neighbours, where a world lets it: selling lowers replies, places thin the answers.

The amounts are assumptions, large enough that a neighbour's alarm is possible. They are effects, not
causes that anybody has shown: no source was found for any of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from course_lib.simulate.world import World

Effect = Callable[[World, float], World]


def spread(world: World, number: int, severity: float) -> World:
    """The world with what the failure of that number does to others; none is known for most."""
    effect, amount = EFFECTS.get(number), severity * world.side_effects
    return effect(world, amount) if effect and amount else world


def _selling(world: World, amount: float) -> World:
    """Fewer people write, and they talk less."""
    return replace(
        world,
        people=round(world.people * (1 - 0.4 * amount)),
        deep_share=world.deep_share * (1 - 0.3 * amount),
        mention_chance=world.mention_chance * (1 - 0.3 * amount),
    )


def _not_answering(world: World, amount: float) -> World:
    """Who gets no answer does not write again."""
    return replace(
        world,
        deep_share=world.deep_share * (1 - 0.35 * amount),
        people=round(world.people * (1 - 0.2 * amount)),
    )


def _volume(world: World, amount: float) -> World:
    """Filling the feed takes time over plan, and from answering."""
    return replace(
        world,
        weeks_over=world.weeks_over + 0.15 * amount,
        answered_share=world.answered_share * (1 - 0.08 * amount),
    )


def _too_many_places(world: World, amount: float) -> World:
    """Answers come later or not at all, and weeks run over."""
    return replace(
        world,
        answered_share=world.answered_share * (1 - 0.15 * amount),
        answer_hours=world.answer_hours * (1 + amount),
        weeks_over=world.weeks_over + 0.15 * amount,
    )


def _wrong_platform(world: World, amount: float) -> World:
    """Where the customers are not, few get in touch."""
    return replace(world, main_odds=world.main_odds * (1 - 0.6 * amount))


def _only_self(world: World, amount: float) -> World:
    """Whom nobody mentions mentions nobody, and posts about oneself are used less."""
    return replace(
        world,
        saves=world.saves * (1 - 0.3 * amount),
        shares=world.shares * (1 - 0.3 * amount),
        mention_chance=world.mention_chance * (1 - 0.3 * amount),
    )


def _ambushing(world: World, amount: float) -> World:
    """Who was ambushed does not talk on."""
    return replace(world, deep_share=world.deep_share * (1 - 0.4 * amount))


def _no_time_budget(world: World, amount: float) -> World:
    """The time over is missing where people ask."""
    return replace(world, answered_share=world.answered_share * (1 - 0.1 * amount))


EFFECTS: dict[int, Effect] = {
    4: _selling,
    5: _not_answering,
    7: _volume,
    8: _too_many_places,
    9: _wrong_platform,
    10: _only_self,
    11: _ambushing,
    13: _no_time_budget,
}
