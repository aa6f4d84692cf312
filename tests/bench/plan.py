"""What plans the rule makes of random scorecards: writes plan.md.

    python -m tests.bench.plan                       # 20,000 scorecards, under a minute
    python -m tests.bench.plan --cards 500 --seed 7  # a quick look, printed and not written

The scorecards are drawn, not measured: each row is settled, leaning, fine, believed or blank with the
chances of `random_scorecard`. The table shows what the rule does with any scorecard, not what owners have.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from course_lib import catalogue
from course_lib.planning.candidate import Candidate
from course_lib.planning.choice import BELIEF, Choice, choose, places

SEED = 20_261_126
TABLE = Path(__file__).with_name("plan.md")
NUMBERS = tuple(room.number for room in catalogue.reasons())
Cards = list[Candidate]


class Dice(random.Random):
    """Draws what a scorecard is made of."""

    def belief(self) -> int | None:
        """A self-score of 0 to 12; none in one row of five."""
        return None if self.random() < 0.2 else self.randint(0, 12)

    def budget(self) -> int:
        """Minutes a week, from a quarter of an hour to three hours."""
        return self.choice((15, 20, 30, 45, 60, 90, 180))


def plain_problem(number: int, gap: float = 1.0) -> Candidate:
    """A settled problem, without a belief."""
    return Candidate(number, catalogue.reason(number).act, gap=gap, known=True)


def fine(number: int) -> Candidate:
    """A reason that is settled as no problem."""
    return Candidate(number, catalogue.reason(number).act, fine=True, known=True)


def leaning(number: int, part: float) -> Candidate:
    """An unsettled count with this part of its interval on the bad side."""
    return Candidate(number, catalogue.reason(number).act, lean=part, known=True)


def belief_only(number: int, belief: int | None) -> Candidate:
    """A self-score that nobody has counted."""
    return Candidate(number, catalogue.reason(number).act, belief=belief)


def random_scorecard(dice: Dice) -> Cards:
    """A row a reason: of ten, three settled problems, two leaning, two fine and three not counted."""
    rows = []
    for number in NUMBERS:
        kind, belief = dice.random(), dice.belief()
        if kind < 0.3:
            row = plain_problem(number, dice.random())
        elif kind < 0.5:
            row = leaning(number, dice.random())
        else:
            row = fine(number) if kind < 0.7 else belief_only(number, None)
        rows.append(replace(row, belief=belief))
    return rows


def lone_problem(dice: Dice, cards: int) -> tuple[int, int]:
    """(first in the plan, of all): a lone problem of any gap among random beliefs, whatever the budget."""
    first = 0
    for turn in range(cards):
        number = NUMBERS[turn % len(NUMBERS)]
        rows = [belief_only(other, dice.belief()) for other in NUMBERS if other != number]
        rows.append(replace(plain_problem(number, dice.random()), belief=dice.belief()))
        first += choose(rows, dice.budget()).numbers[:1] == (number,)
    return first, cards


def of_six(
    dice: Dice, cards: int, budget: int, gap: Callable[[], float], beliefs: bool
) -> dict[int, float]:
    """By reason, in which share of the draws in which it is one of six problems it is in the plan."""
    draws, chosen = dict.fromkeys(NUMBERS, 0), dict.fromkeys(NUMBERS, 0)
    for _ in range(cards):
        six = dice.sample(NUMBERS, 6)
        rows = [plain_problem(n, gap()) if n in six else fine(n) for n in NUMBERS]
        if beliefs:
            rows = [replace(row, belief=dice.belief()) for row in rows]
        plan = choose(rows, budget).numbers
        for number in six:
            draws[number] += 1
            chosen[number] += number in plan
    return {number: chosen[number] / draws[number] for number in NUMBERS}


def faults(rows: Sequence[Candidate], budget: int, plan: Choice) -> dict[str, bool]:
    """Which demands on a plan this one fails."""
    by_number = {row.number: row for row in rows}
    acts = [by_number[number] for number in plan.numbers]
    settled = [one for one in acts if one.settled]
    problems = [row for row in rows if row.settled]
    families = [one.act.family for one in acts]
    free = [row for row in problems if row.number not in plan.numbers]
    writing = [one for one in settled if one.act.kind == "write"]
    counting = [one for one in plan.chosen if one.basis == BELIEF]
    behaviour = any(row.act.kind != "write" for row in problems)
    return {
        "a settled problem passed over for what is not settled": len(settled) < len(acts)
        and any(row.act.family not in families for row in free),
        "two acts of one family": len(set(families)) < len(families),
        "two that only write or count": len(writing) + len(counting) > 1,
        "behaviour settled, and no act against it": behaviour and len(settled) == len(writing),
        "over the budget": sum(one.minutes for one in plan.chosen) > budget,
        "more acts than the minutes carry": len(acts) > places(budget),
        "three acts, fewer than three settled": len(acts) == 3 > len(settled),
        "a settled problem neither in the plan nor explained": {row.number for row in free}
        != {one.number for one in plan.left_out},
    }


def failures(dice: Dice, cards: int) -> dict[str, int]:
    """By demand, how many plans of random scorecards fail it."""
    total: dict[str, int] = {}
    for _ in range(cards):
        rows, budget = random_scorecard(dice), dice.budget()
        for name, failed in faults(rows, budget, choose(rows, budget)).items():
            total[name] = total.get(name, 0) + failed
    return total


def unsteady(dice: Dice, cards: int, hold: bool) -> tuple[int, int]:
    """(one act changed, more than one): after one row of the scorecard has moved by one more count.

    One more of 40 counted moves a gap by about a twentieth of the way to the failing business, and a
    leaning by a twentieth of its interval. With `hold` the last plan is known.
    """
    one = more = 0
    for _ in range(cards):
        rows = random_scorecard(dice)
        before = choose(rows).numbers
        counted = [row for row in rows if row.gap is not None or row.lean is not None]
        row, step = dice.choice(counted or rows), dice.choice((-0.05, 0.05))
        if row.gap is not None:
            moved = replace(row, gap=min(row.gap + step, 1.0))
            if row.gap + step < 0:  # back over the bar's interval: not settled any more
                moved = replace(row, gap=None, lean=0.95)
        elif row.lean is not None:
            moved = replace(row, lean=min(row.lean + step, 1.0))
            if row.lean + step < 0 or row.lean + step > 1:
                moved = fine(row.number) if step < 0 else plain_problem(row.number, 0.0)
                moved = replace(moved, belief=row.belief)
        else:
            moved = row
        rows[rows.index(row)] = moved
        changed = len(set(before) - set(choose(rows, last=before if hold else ()).numbers))
        one += changed == 1
        more += changed > 1
    return one, more


def lines(cards: int, seed: int) -> list[str]:
    """The table's lines, in Markdown."""
    dice = Dice(seed)
    table = []

    def line(name: str, value: str) -> None:
        table.append(f"| {name} | {value} |")

    first, all_ = lone_problem(dice, cards)
    line("a lone problem among random beliefs is the first act", f"{first:,} of {all_:,}")

    def sixth(name: str, budget: int, gap: Callable[[], float], beliefs: bool) -> None:
        shares = of_six(dice, cards, budget, gap, beliefs).values()
        line(f"six problems, {name}: each is chosen in", f"{min(shares):.0%} to {max(shares):.0%}")

    sixth("plain, 60 minutes", 60, lambda: 1.0, False)
    sixth("plain, with random beliefs, 60 minutes", 60, lambda: 1.0, True)
    sixth("of random severity, 60 minutes", 60, dice.random, True)
    sixth("plain, 30 minutes", 30, lambda: 1.0, True)
    for name, count in failures(dice, cards).items():
        line(name, f"{count:,} of {cards:,}")
    for name, hold in (("last plan unknown", False), ("last plan known", True)):
        one, more = unsteady(dice, cards, hold)
        line(
            f"one more count changes one act, or more; {name}",
            f"{one / cards:.1%}, {more / cards:.1%}",
        )
    return table


def page(cards: int, seed: int) -> str:
    """The text of plan.md."""
    return "\n".join(
        [
            "# What the plan makes of a scorecard",
            "",
            f"{cards:,} random scorecards a line, seed {seed}. They are drawn, not measured: the table shows what",
            "the rule does with any scorecard, and not what owners have. Made by `python -m tests.bench.plan`.",
            "",
            "| what was asked | how often |",
            "|---|---|",
            *lines(cards, seed),
            "",
            "Three ways to settle a tie were tried on a shop with ten plain faults, whose plan",
            "should not often leave its customers' questions unanswered. It takes them up in none of a hundred",
            "plans where the family with most settled problems goes first, in 37 where what a chosen move needs",
            "goes first, and in 40 without either line, where each of the ten has its chance and of six plain",
            "problems none is chosen much oftener than another. So there is neither line: what a move needs is",
            "told as its first step.",
            "",
        ]
    )


def main() -> None:
    """Write plan.md, or print it where a size or a seed is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int)
    parser.add_argument("--seed", type=int)
    options = parser.parse_args()
    text = page(options.cards or 20_000, options.seed or SEED)
    if options.cards or options.seed:
        print(text)
    else:
        TABLE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
