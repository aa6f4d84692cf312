"""What a reason asks an owner: the question that is the fault, then horizon, bar and count. Plain data.

All of it stands in the reason's words.toml, and `course_lib.diagnosis` judges any of it: a typed answer
needs no Python of its reason, so a page without a server can compute the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from course_lib.finding import FINE, NO_DATA, NOT_FOR_YOU, PROBLEM

COUNT = "count"  # what an option means whose verdict the count gives
MEANINGS = (PROBLEM, FINE, NOT_FOR_YOU, NO_DATA, COUNT)
UNSURE = "unsure"  # the id of the option "I cannot say", which every question has
SAMPLE, COMPLETE, LIST = "sample", "complete", "list"  # kinds of count


@dataclass(frozen=True)
class Choice:
    """An option of the gate: what it `means` (one of MEANINGS), and a sentence for whoever picks it.

    `id` is what the progress file holds. Where it gives a verdict, `answer` is what the verdict rests on.
    """

    id: str
    text: str
    means: str
    answer: str


@dataclass(frozen=True)
class Gate:
    """The question that is the fault, and needs no counting."""

    question: str
    options: tuple[Choice, ...]


@dataclass(frozen=True)
class Horizon:
    """The owner's own time (or other whole number) that the count is about, fixed before it.

    `usual` is the course's, which one click accepts; where it is None, the owner must type one. `bar`, if
    given, times the horizon is the course's bar. {horizon} in the other texts becomes "24 hours".
    """

    question: str
    unit: str
    one: str
    why: str
    usual: int | None = None
    least: int = 1
    most: int = 1000
    bar: float | None = None


@dataclass(frozen=True)
class Softening:
    """An option of a question beside the count: the verdict that takes the place of `problem` or of `fine`."""

    id: str
    text: str
    problem: str | None = None
    fine: str | None = None
    answer: str | None = None


@dataclass(frozen=True)
class Beside:
    """A question beside the count, which can only soften its verdict."""

    id: str
    question: str
    options: tuple[Softening, ...]


@dataclass(frozen=True)
class Tick:
    """A box to tick in a row of a list."""

    id: str
    text: str


@dataclass(frozen=True)
class Count:
    """What is counted, of one of three kinds; the reason's sign has the bar that its share is held against.

    A "sample" of n, of which k: `n` is the course's number to count, which the owner may replace before
    counting, `which` says which ones, `healthy` the share that a healthy business has (act.failing is the
    failing one's). "complete": both numbers are asked for, `n` is a question; `over` lets k exceed it. A "list"
    has up to `most` rows with a `name` and, where they have labels here, `words` and `minutes`. A row is
    good if its words are not blank and all ticks of one entry of `good` are set; with `once`, words that two
    rows share serve the busier one alone. k are the good or the bad rows, as `counts` says, or their minutes
    where all rows have some (`facts_minutes`).
    """

    kind: str
    which: str
    facts: str
    n: int | str | None = None
    k: str | None = None
    healthy: float | None = None
    over: bool = False
    beside: tuple[Beside, ...] = ()
    most: int = 12
    name: str | None = None
    words: str | None = None
    once: bool = False
    minutes: str | None = None
    ticks: tuple[Tick, ...] = ()
    good: tuple[tuple[str, ...], ...] = ()
    counts: str = "bad"
    facts_minutes: str | None = None


@dataclass(frozen=True)
class Where:
    """Where a platform shows the numbers today; `seen` if a page that shows it was read, not remembered."""

    place: str
    line: str
    seen: bool = False


def troubles(gate: Gate, horizon: Horizon | None, count: Count | None) -> Iterable[str]:
    """What no type can say and is amiss in a reason's questions, a sentence each."""
    yield from _option_troubles("gate", gate.options)
    for option in gate.options:
        if option.means not in MEANINGS:
            yield f"gate, {option.id}: 'means' must be one of {', '.join(MEANINGS)}."
    if any(option.means == COUNT for option in gate.options) != (count is not None):
        yield "gate: an option means count where there is a [count], and only there."
    if horizon is not None and count is None:
        yield "horizon: is for a count, and there is none."
    if count is not None:
        yield from _count_troubles(count)


def _count_troubles(count: Count) -> Iterable[str]:
    needs = {
        SAMPLE: ("n", "k", "healthy"),
        COMPLETE: ("n", "k"),
        LIST: ("name", "ticks", "good"),
    }
    if count.kind not in needs:
        yield f"count: 'kind' must be one of {', '.join(needs)}."
        return
    for name in needs[count.kind]:
        if getattr(count, name) in (None, ()):
            yield f"count: a {count.kind} needs the key {name!r}."
    if count.n is not None and isinstance(count.n, str) == (count.kind == SAMPLE):
        yield "count: 'n' is a number for a sample, and else a question."
    if count.counts not in ("good", "bad"):
        yield "count: 'counts' must be one of good, bad."
    if count.minutes and not count.facts_minutes:
        yield "count: where minutes are asked for, 'facts_minutes' must tell them."
    known = {tick.id for tick in count.ticks}
    if unknown := {name for ticks in count.good for name in ticks} - known:
        yield f"count, good: there is no tick {', '.join(sorted(unknown))}."
    for question in count.beside:
        yield from _option_troubles(f"count, beside {question.id}", question.options)


def _option_troubles(where: str, options: Iterable[Choice | Softening]) -> Iterable[str]:
    ids = [option.id for option in options]
    if len(set(ids)) < len(ids):
        yield f"{where}: two options have the same id."
    if not ids or ids[-1] != UNSURE:
        yield f"{where}: the last option must be that nobody can say, with the id {UNSURE!r}."
