"""What hangs together in a year: weeks that carry over into the next, and posts that go round.

Both leave every chance and every mean as it is: they only make like follow like.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from course_lib.simulate.rhythm import WEEKS, dice
from course_lib.simulate.world import World


def clumpy(world: World) -> World:
    """The same business, its chances and means untouched, in a year in which things come in clumps."""
    # Assumptions, but for `gone_round`: with them the shares of posts vary between blocks of four weeks
    # about three times as much as luck alone would have it, those of people about twice.
    return replace(
        world, week_share=0.15, week_carry=0.5, lead_swing=0.3, gone_round=2.4, heavy_share=0.05
    )


@dataclass(frozen=True)
class Waves:
    """How the weeks of a year run: `heights` is (weeks, columns), standard normal, each column its own."""

    share: float
    heights: np.ndarray

    def luck(self, own: np.ndarray, week: np.ndarray, column: int = 0) -> np.ndarray:
        """`own` luck (uniform, 1-d), a part of it replaced by that of the row's week (0..51); uniform again."""
        if not self.share:
            return own
        from scipy import special

        normal = np.sqrt(1 - self.share) * special.ndtri(own)
        return special.ndtr(normal + np.sqrt(self.share) * self.heights[week, column])


def waves(world: World, seed: int, table: str, columns: int = 1) -> Waves:
    """The waves of one table, from dice of their own: a year without clumps rolls none of the others'."""
    return Waves(world.week_share, _heights(world, seed, table, columns))


def swing(world: World, seed: int) -> np.ndarray:
    """A factor for the leads of each of the 52 weeks, 1 on average (float)."""
    height = _heights(world, seed, "leads", 1)[:, 0]
    return np.exp(world.lead_swing * height - world.lead_swing**2 / 2)


def gone_round(world: World, acts: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """A factor for each post, to multiply its expected useful `acts` by (1-d, float); 1 without clumps.

    `luck` is uniform, one a post. The chance that a post gets none stays exp(-acts); those that get any
    get the more, by a gamma factor whose variance is `world.gone_round`. So 1.8 acts a post become 28,
    with a variance of 70 times that.
    """
    spread = world.gone_round
    if not spread:
        return np.ones_like(acts)
    from scipy import special

    # A Poisson count with such a factor is negative binomial: none with the chance (1 + m v)^(-1 / v).
    mean = np.expm1(acts * spread) / spread
    factor = spread * special.gammaincinv(1 / spread, luck)  # a gamma variable by its quantiles
    return factor * np.divide(mean, acts, out=np.ones_like(acts), where=acts > 0)


def _heights(world: World, seed: int, table: str, columns: int) -> np.ndarray:
    """Weeks that each carry `world.week_carry` of their height over into the next: (weeks, columns)."""
    steps = dice(seed, f"{table}.waves").standard_normal((WEEKS, columns))
    heights = steps.copy()
    for week in range(1, WEEKS):
        carried = world.week_carry * heights[week - 1]
        heights[week] = carried + np.sqrt(1 - world.week_carry**2) * steps[week]
    return heights
