"""Which acts a plan takes up, in which order and for how many minutes, and what parted the rest from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from course_lib import catalogue
from course_lib.planning.candidate import Candidate
from course_lib.words import KINDS

LEAST, ASSUMED, MOST = 15, 60, 10_080  # minutes a week: the fewest for an act, ours, all there are
TWO, THREE = 30, 60  # minutes a week that carry two acts and three
AT_MOST = 3  # more is a wish list
WIDE = 0.5  # a gap from here up; no finer, since the failing values are assumptions
STAY = 0.25  # what an act of the last plan is ahead, so that one more count does not turn the plan over
DOUBTED = 6  # beliefs up to here, of 12, are worth a count
AIM, TRACK, ANSWER = (
    2,
    14,
    5,
)  # what anybody can begin with: a target or else a note of sources; answers

# What an act rests on; OWN is the owner's choice where nothing speaks for it.
SETTLED, LEANING, BELIEF, BEGINNING, OWN = "settled", "leaning", "belief", "beginning", "own"


@dataclass(frozen=True)
class Chosen:
    """A reason in the plan: on what it rests, minutes a week, and the reasons whose act is its first step."""

    number: int
    basis: str
    minutes: int
    first_steps: tuple[int, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A settled problem that is not in the plan, with the first thing that parted it, in a sentence."""

    number: int
    why: str


@dataclass(frozen=True)
class Choice:
    """What the rule makes of a scorecard: the acts in order, and every settled problem that is no act."""

    chosen: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The reasons in the plan, in order."""
        return tuple(one.number for one in self.chosen)


def choose(
    candidates: Sequence[Candidate],
    budget: int = ASSUMED,
    last: Iterable[int] = (),
    typed: Mapping[int, int] | None = None,
) -> Choice:
    """The plan for a scorecard and a budget of minutes a week.

    Settled problems come first, at most one of a family; `last` are the reasons of the last suggestion. Only
    where they leave the second place free come what leans and what is believed. `typed` are minutes a week
    by reason, in place of ours.
    """
    pool = _Pool(candidates, frozenset(last))
    many = places(budget)
    picks = pool.settled(many)
    chosen = [(one, SETTLED) for one in picks]
    if len(chosen) < min(many, 2):
        chosen += pool.unsettled(picks, min(many, 2) - len(chosen))
    if not chosen:
        chosen = [(one, BEGINNING) for one in pool.beginning()[:many]]
    ordered = _in_order(chosen)
    numbers = [one.number for one, _ in ordered]
    minutes = share_out(budget, [one for one, _ in ordered], typed or {})
    return Choice(
        tuple(
            Chosen(one.number, basis, minutes[one.number], _first_steps(one, numbers, candidates))
            for one, basis in ordered
        ),
        tuple(pool.left_out(picks, budget)),
    )


def arrange(
    candidates: Sequence[Candidate],
    numbers: Iterable[int],
    budget: int,
    typed: Mapping[int, int] | None = None,
    suggestion: Iterable[Chosen] = (),
) -> tuple[Chosen, ...]:
    """The plan of the reasons that an owner chose, in that order, with minutes and first steps as by the rule.

    What stands in the `suggestion` too rests on the same as there.
    """
    basis_by_number = {one.number: one.basis for one in suggestion}
    by_number = {one.number: one for one in candidates}
    own = [by_number[number] for number in dict.fromkeys(numbers) if number in by_number]
    minutes = share_out(budget, own, typed or {})
    return tuple(
        Chosen(
            one.number,
            basis_by_number.get(one.number) or _basis(one),
            minutes[one.number],
            _first_steps(one, [other.number for other in own], candidates),
        )
        for one in own
    )


def places(budget: int) -> int:
    """How many acts so many minutes a week carry: one from 15, two from 30, three from 60."""
    return 1 if budget < TWO else 2 if budget < THREE else AT_MOST


def share_out(budget: int, acts: Sequence[Candidate], typed: Mapping[int, int]) -> dict[int, int]:
    """Minutes a week by reason, never more than the budget in all.

    To each the least that it needs, or fewer where fewer were typed; then, in order, up to those typed or
    else the usual ones.
    """
    left, minutes = budget, {}
    for one in acts:
        minutes[one.number] = min(one.act.least, typed.get(one.number, one.act.least), left)
        left -= minutes[one.number]
    for one in acts:
        more = min(typed.get(one.number, one.act.usual) - minutes[one.number], left)
        minutes[one.number] += max(more, 0)
        left -= max(more, 0)
    return minutes


class _Pool:
    """The candidates of one scorecard, with the order in which the rule takes them."""

    def __init__(self, candidates: Sequence[Candidate], last: frozenset[int]) -> None:
        self.all, self.last = candidates, last
        self.problems = [one for one in candidates if one.settled]
        self._draw = ",".join(str(number) for number in sorted(one.number for one in self.problems))

    def settled(self, many: int) -> list[Candidate]:
        """At most so many settled problems, one a family."""
        picks: list[Candidate] = []
        while len(picks) < many and (free := self._free(picks)):
            picks.append(min(free, key=self._rank))
        others = [one for one in self.problems if one.act.kind != "write"]
        if picks and others and all(one.act.kind == "write" for one in picks):
            # What only writes changes nothing that anybody meets, so one that does takes the last place.
            rest = picks[:-1]
            taken = {one.act.family for one in rest}
            new = [one for one in others if one.act.family not in taken]
            if new:
                picks = [*rest, min(new, key=self._rank)]
        return picks

    def unsettled(self, picks: list[Candidate], many: int) -> list[tuple[Candidate, str]]:
        """At most so many more: what leans to the bad side most, then what is believed worst; one of each.

        Of new families; and in all one act that only writes or counts, as a belief's does.
        """
        taken = {one.act.family for one in picks}
        writes = any(one.act.kind == "write" for one in picks)
        found: list[tuple[Candidate, str]] = []
        leaning = [
            one
            for one in self.all
            if one.lean is not None
            and one.lean > 0.5
            and one.act.family not in taken
            and not (writes and one.act.kind == "write")
        ]
        if leaning and many:
            first = min(leaning, key=lambda one: (-(one.lean or 0), self._lot(one)))
            found.append((first, LEANING))
            taken.add(first.act.family)
            writes = writes or first.act.kind == "write"
        doubted = [
            one
            for one in self.all
            if not one.known
            and one.belief is not None
            and one.belief <= DOUBTED
            and one.act.family not in taken
        ]
        if doubted and len(found) < many and not writes:
            worst = min(doubted, key=lambda one: (one.belief or 0, self._lot(one)))
            found.append((worst, BELIEF))
        return found

    def beginning(self) -> list[Candidate]:
        """What anybody can begin with, as far as it is not settled as fine."""
        there = {one.number: one for one in self.all if not one.fine}
        first = there.get(AIM) or there.get(TRACK)
        return [one for one in (first, there.get(ANSWER)) if one is not None]

    def left_out(self, picks: list[Candidate], budget: int) -> list[LeftOut]:
        """Every settled problem that was not picked, the nearest to being picked first."""
        rest = [one for one in self.problems if one not in picks]
        ranked = sorted(rest, key=self._rank)
        return [LeftOut(one.number, self._why_not(one, picks, budget)) for one in ranked]

    def _free(self, picks: list[Candidate]) -> list[Candidate]:
        taken = {one.act.family for one in picks}
        return [one for one in self.problems if one.act.family not in taken]

    def _rank(self, one: Candidate) -> tuple[int | str, ...]:
        """Smaller goes first; the places are named in _PARTED."""
        return (
            -self._wide(one),
            -(one.number in self.last),
            one.belief if one.belief is not None else DOUBTED,
            self._lot(one),
        )

    def _wide(self, one: Candidate) -> bool:
        return (one.gap or 0) + STAY * (one.number in self.last) >= WIDE

    def _lot(self, one: Candidate) -> str:
        """The same for the same settled problems, so that the same scorecard gives the same plan."""
        return hashlib.sha256(f"{self._draw}:{one.number}".encode()).hexdigest()

    def _why_not(self, one: Candidate, picks: list[Candidate], budget: int) -> str:
        for pick in picks:
            if pick.act.family == one.act.family:
                title = catalogue.reason(pick.number).title
                return f"One habit with “{title}”: it may move too; count it again on day 90."
        many = places(budget)
        if many < AT_MOST:
            return f"{budget} minutes a week carry {'one act' if many == 1 else 'two acts'}."
        pairs = zip(self._rank(one), self._rank(picks[-1]), strict=True)
        place = next(place for place, (mine, theirs) in enumerate(pairs) if mine != theirs)
        return _PARTED[place]


_PARTED = (
    "Nearer its bar than the others.",
    "The others were in your last plan.",
    "You scored the others lower.",
    "As urgent as the last one chosen, and left out by lot: swap them if you like.",
)


def _in_order(chosen: list[tuple[Candidate, str]]) -> list[tuple[Candidate, str]]:
    """Settled, leaning, belief; the wide gaps first; stop, write, start, move.

    Of equal standing no write comes after a move, however wide its gap.
    """
    bases = (SETTLED, LEANING, BELIEF, BEGINNING)

    def rank(pair: tuple[Candidate, str]) -> tuple[int, bool, int]:
        one, basis = pair
        return bases.index(basis), (one.gap or 0) < WIDE, KINDS.index(one.act.kind)

    ordered = sorted(chosen, key=rank)
    for write in [pair for pair in ordered if pair[0].act.kind == "write"]:
        moves = [
            place
            for place, (one, basis) in enumerate(ordered)
            if one.act.kind == "move" and basis == write[1]
        ]
        if moves and moves[0] < ordered.index(write):  # what is moved must first be aimed and noted
            ordered.remove(write)
            ordered.insert(moves[0], write)
    return ordered


def _first_steps(
    one: Candidate, chosen: Sequence[int], candidates: Sequence[Candidate]
) -> tuple[int, ...]:
    """What a move needs and has neither a place in the plan nor is fine already."""
    fine = {other.number for other in candidates if other.fine}
    return tuple(number for number in one.act.needs if number not in chosen and number not in fine)


def _basis(one: Candidate) -> str:
    """What an owner's own choice rests on."""
    if one.settled:
        return SETTLED
    if one.lean is not None and one.lean > 0.5:
        return LEANING
    doubted = not one.known and one.belief is not None and one.belief <= DOUBTED
    return BELIEF if doubted else OWN
