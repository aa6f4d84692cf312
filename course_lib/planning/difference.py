"""Day 0 against day 90: whether an act's number got better, and what size of change such counts can see."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from course_lib.intervals import Triple, newcombe
from course_lib.words import Act

BETTER, SAME, WORSE, NO_VERDICT = "better", "no difference seen", "worse", "no verdict"
SAMPLE = 40  # fixed on day 0, so that nobody goes on counting until it looks good
FEW = 20  # fewer see next to nothing
FROM_ONE = 3  # at most so many from one day, person or post
CLUMPED = 1.5  # what all four numbers are divided by where more came from one source
WEEKS, DONE = 13, 9  # weeks of a plan, and in how many an act must have happened to have been tried
_OFTEN = 0.8  # a change is called seen where four comparisons in five see it
_MOST = 200  # larger counts see at least what these see, and take longer to work out


@dataclass(frozen=True)
class Count:
    """`k` of `n`, and whether more than three of them came from one day, person or post."""

    k: int
    n: int
    clumped: bool = False


@dataclass(frozen=True)
class Outcome:
    """A verdict of day 90 (BETTER, SAME, WORSE or NO_VERDICT), and what it means for the act."""

    verdict: str
    sentence: str

    @property
    def text(self) -> str:
        """The verdict with its sentence, for a reader."""
        return f"**{self.verdict.capitalize()}.** {self.sentence}"


def compare(
    before: Count | None, after: Count | None, act: Act, weeks: int | None = None
) -> Outcome:
    """What day 90 says of an act whose number was counted on day 0 and again.

    `weeks` is in how many of the plan's WEEKS it happened, None where nobody noted it.
    """
    if after is None or after.n == 0:
        return Outcome(
            NO_VERDICT, "Nobody has counted on day 90, so nothing is known: count, or drop the act."
        )
    if before is None or before.n == 0:
        return Outcome(
            NO_VERDICT, "Nobody counted on day 0: today's count is the new day 0, or drop the act."
        )
    if act.count == "complete":
        return _complete(before, after, act, weeks)
    triple = difference(before, after, act.good)
    size = f"{after.k:,} of {after.n:,}, from {before.k:,} of {before.n:,}: {_points(triple)}."
    if clumped := before.clumped or after.clumped:
        size += f" More than three came from one source, so all four numbers were divided by {CLUMPED} first."
    if triple[1] > 0:
        luck = "Luck alone says so about 3 times in 100. It went *with* the plan. Keep it."
        return Outcome(BETTER, f"{size} {luck}")
    if triple[2] < 0:
        return Outcome(WORSE, f"{size} Stop, unless you can say what else happened.")
    sight = visible(before, after.n, act.good, clumped)
    return Outcome(SAME, " ".join(filter(None, (size, sight, _next(weeks, act)))))


def difference(before: Count, after: Count, good: str) -> Triple:
    """Share after minus share before with Newcombe's interval, turned so that up is better.

    Both n must be above 0. Where one source gave more than three, all four numbers are divided by CLUMPED.
    """
    scale = CLUMPED if before.clumped or after.clumped else 1.0
    counts = (after.k / scale, after.n / scale, before.k / scale, before.n / scale)
    gap, low, high = newcombe(*counts) or (0.0, -1.0, 1.0)
    return (gap, low, high) if good == "above" else (-gap, -high, -low)


def power(n: tuple[int, int], truth: tuple[float, float], scale: float = 1.0) -> float:
    """The chance (0..1) that day 90 says "better", up being better, by summing over all counts.

    `n` and `truth` (shares) are of day 0 and day 90, `scale` what the counts are divided by. With the same
    truth twice it is the chance that luck alone says so.
    """
    least = _least_better(*n, scale)
    before, after = (_binomial(size, share) for size, share in zip(n, truth, strict=True))
    beyond = [0.0] * (n[1] + 2)  # the chance of so many or more
    for k in range(n[1], -1, -1):
        beyond[k] = beyond[k + 1] + after[k]
    return math.fsum(chance * beyond[k] for chance, k in zip(before, least, strict=True))


def visible(before: Count, n: int, good: str, clumped: bool = False) -> str:
    """What size of change these counts can see, in a sentence; from today's number, in steps of 5 points."""
    start = before.k / before.n if good == "above" else 1 - before.k / before.n
    sizes = (min(before.n, _MOST), min(n, _MOST))
    scale = CLUMPED if clumped else 1.0
    for points in range(5, 100, 5):
        change = points / 100
        if start + change > 1:
            break
        if round(power(sizes, (start, start + change), scale), 2) >= _OFTEN:
            half = power(sizes, (start, start + change / 2), scale)
            return (
                f"Counts this size see {100 * change:.0f} points four times in five, "
                f"{_number(50 * change)} about {100 * half:.0f} times in 100."
            )
    return "From here there is no change that counts this size would see four times in five."


def foresight(before: Count, act: Act) -> str:
    """What to know on day 0 of a count: what the same on day 90 can see."""
    if act.count == "complete":
        side = "or more" if act.good == "above" else "or less"
        return (
            f"Everything was counted, so there is no interval: better means {100 * act.bar:.0f}% {side}, "
            "or half the way there."
        )
    few = f"Fewer than {FEW} see little. " if before.n < FEW else ""
    return few + visible(before, before.n, act.good, before.clumped)


def _complete(before: Count, after: Count, act: Act, weeks: int | None) -> Outcome:
    """By the bar, since where everything is counted there is no luck in the count."""
    turn = 1 if act.good == "above" else -1
    start, end, bar = (turn * share for share in (before.k / before.n, after.k / after.n, act.bar))
    size = f"{after.k:,} of {after.n:,}, from {before.k:,} of {before.n:,}, everything counted."
    if end >= bar:
        return Outcome(BETTER, f"{size} That is past the bar. It went *with* the plan. Keep it.")
    if end >= (start + bar) / 2 and end > start:
        return Outcome(
            BETTER, f"{size} That is half the way to the bar. It went *with* the plan. Keep it."
        )
    if end < start:
        return Outcome(WORSE, f"{size} Stop, unless you can say what else happened.")
    return Outcome(SAME, f"{size} That is less than half the way to the bar. {_next(weeks, act)}")


def _next(weeks: int | None, act: Act) -> str:
    """What to do where no difference was seen."""
    slow = "This number is slow and may yet move. " if act.slow else ""
    if weeks is None:
        return (
            f"{slow}Did it happen in {DONE} of {WEEKS} weeks or more? Then change it or drop it. In fewer? "
            "Then it was not tried yet: make it smaller."
        )
    happened = f"It happened in {weeks} of {WEEKS} weeks"
    if weeks < DONE:
        return f"{happened}, so it was not tried yet: make it smaller."
    return f"{slow}{happened}: change it or drop it."


def _points(triple: Triple) -> str:
    """A difference of shares, up being better, in words: "30 points better (8 to 48)"."""
    middle, low, high = (100 * part for part in triple)
    if middle < 0:
        middle, low, high = -middle, -high, -low
        return f"{middle:.0f} points worse ({_signed(low)} to {_signed(high)})"
    return f"{middle:.0f} points better ({_signed(low)} to {_signed(high)})"


def _signed(points: float) -> str:
    return f"{points:.0f}".replace("-", "−")


def _number(points: float) -> str:
    return f"{points:.1f}".removesuffix(".0")


@lru_cache(maxsize=64)
def _least_better(n0: int, n1: int, scale: float) -> tuple[int, ...]:
    """For each count on day 0 the least count on day 90 that is "better"; n1 + 1 where none is."""

    def better(k0: int, k1: int) -> bool:
        triple = newcombe(k1 / scale, n1 / scale, k0 / scale, n0 / scale)
        return triple is not None and triple[1] > 0

    least, start = [], 0
    for k0 in range(n0 + 1):  # the more there were, the more there must be: never look back
        while start <= n1 and not better(k0, start):
            start += 1
        least.append(start)
    return tuple(least)


def _binomial(n: int, share: float) -> list[float]:
    return [math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
