"""How often each verdict is right, over simulated businesses whose truth is known: writes diagnosis.md.

    python -m tests.bench.diagnosis               # some minutes; writes the page
    python -m tests.bench.diagnosis --seed 7      # other businesses; printed, and not written
    python -m tests.bench.diagnosis --each 9      # a quick look; printed, and not written

Nothing in the simulation or the signs was tuned on the seeds from FIRST_SEED on: the sample shops and the
tests use small ones.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from course_lib import catalogue
from course_lib.finding import FINE, NOT_SURE, PROBLEM
from course_lib.intervals import wilson
from course_lib.words import Reason
from tests.bench.diagnosis_counts import linked, power
from tests.bench.diagnosis_years import (
    PLAIN,
    SEVERITIES,
    Everything,
    Said,
    Years,
    false_at_the_bar,
    inside,
    simulate,
    verdicts,
)

FIRST_SEED = 2_000_000
EACH = 20
PAIRS = 4000
TABLE = Path(__file__).with_name("diagnosis.md")

# Unrelated pairs: what is done to them, whether it takes the trend out, and the season that they share.
PAIRED = (
    ("both double in a year, as they are", False, 0.0),
    ("the same, trends taken out", True, 0.0),
    ("and both have a season of a fifth (as in the sample shops)", True, 0.2),
    ("and both have a season of a third", True, 1 / 3),
)


def page(years: Years, each: int, seed: int) -> str:
    """The whole of diagnosis.md."""
    healthy = {world: len(found) for world, found in years.healthy.items()}
    introduction = _INTRODUCTION.format(
        seed=seed,
        each=each,
        clumpy=healthy["clumpy"],
        even=healthy["even"],
        mild=len(years.mild["clumpy"]),
    )
    sections = (
        introduction,
        _year_table(years),
        _INTERVALS,
        _interval_table(years),
        _CURVE,
        _curve_table(years),
        _WEEKS,
        _weeks_table(years),
        _NEIGHBOURS.format(each=len(next(iter(years.neighbours.values())))),
        _neighbour_table(years),
        _COUNTS,
        _count_table(),
        _LINKS.format(pairs=PAIRS),
        _link_table(seed),
    )
    return "\n".join(sections) + "\n"


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n" + "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _name(room: Reason) -> str:
    return f"{room.number} · {room.title}"


def _of(number: int, found: Sequence[Everything]) -> list[Said]:
    return [one[number] for one in found]


def _problems(found: Sequence[Said]) -> str:
    return _share(verdicts(found)[PROBLEM], len(found))


def _part(verdict: str, found: Sequence[Said]) -> str:
    return f"{100 * verdicts(found)[verdict] / len(found):.0f}%"


def _share(k: int, n: int) -> str:
    share, low, high = wilson(k, n) or (0.0, 0.0, 0.0)
    return f"{100 * share:.1f}% ({100 * low:.1f} to {100 * high:.1f})"


def _interval(counted: tuple[int, int] | None) -> str:
    return "no interval" if counted is None else _share(*counted)


def _year_table(years: Years) -> str:
    head = ("reason", "found, plain", "false alarm, clumpy", "false alarm, even", "healthy: fine")
    rows = []
    for room in catalogue.reasons():
        clumpy, even = (_of(room.number, years.healthy[world]) for world in ("clumpy", "even"))
        plain = years.alone[room.number, PLAIN]
        cells = (_problems(plain), _problems(clumpy), _problems(even), _part(FINE, clumpy))
        rows.append((_name(room), *cells))
    return _rows(head, rows)


def _interval_table(years: Years) -> str:
    head = (
        "reason",
        "covers, clumpy",
        "false problem at the bar, clumpy",
        "covers, even",
        "at the bar, even",
    )
    rows = []
    for room in catalogue.reasons():
        cells = []
        for world in ("clumpy", "even"):
            found = _of(room.number, years.mild[world])
            cells += [_interval(inside(found)), _interval(false_at_the_bar(found))]
        rows.append((_name(room), *cells))
    return _rows(head, rows)


def _curve_table(years: Years) -> str:
    head = ("reason", *(f"{severity:g}: problem / not sure / fine" for severity in SEVERITIES))
    rows = []
    for room in catalogue.reasons():
        cells = [
            " / ".join(
                _part(word, years.alone[room.number, severity])
                for word in (PROBLEM, NOT_SURE, FINE)
            )
            for severity in SEVERITIES
        ]
        rows.append((_name(room), *cells))
    return _rows(head, rows)


def _weeks_table(years: Years) -> str:
    head = (
        "reason",
        "found, plain",
        "plain: not sure",
        "plain: fine",
        "false alarm",
        "healthy: not sure",
        "healthy: fine",
    )
    rows = []
    for room in catalogue.reasons():
        plain, healthy = years.weeks[room.number], _of(room.number, years.healthy_weeks)
        cells = (_problems(plain), _part(NOT_SURE, plain), _part(FINE, plain))
        cells += (_problems(healthy), _part(NOT_SURE, healthy), _part(FINE, healthy))
        rows.append((_name(room), *cells))
    return _rows(head, rows)


def _neighbour_table(years: Years) -> str:
    head = ("planted", "said of it", "other problems, of all shops")
    rows = []
    for room in catalogue.reasons():
        found = years.neighbours[room.number]
        others = {
            other.number: 100 * verdicts(_of(other.number, found))[PROBLEM] / len(found)
            for other in catalogue.reasons()
            if other is not room
        }
        loud = sorted((-share, number) for number, share in others.items() if share > 0)
        text = ", ".join(f"{number}: {-share:.0f}%" for share, number in loud) or "none"
        rows.append((_name(room), _part(PROBLEM, _of(room.number, found)), text))
    return _rows(head, rows)


def _count_table() -> str:
    head = (
        "reason",
        "n",
        "healthy called fine",
        "failing called a problem",
        "false problem at the bar",
        "the same in clumps",
        "the opposite",
    )
    rows = []
    for room in catalogue.reasons():
        failing = room.act.failing
        chances = None if failing is None else power(room, failing)
        if chances is None or room.count is None:
            continue
        parts = (
            chances.fine,
            chances.problem,
            chances.at_the_bar,
            chances.in_clumps,
            chances.opposite,
        )
        texts = (f"{100 * part:.1f}%" for part in parts)
        rows.append((_name(room), str(room.count.n), *texts))
    return _rows(head, rows)


def _link_table(seed: int) -> str:
    rows = [
        (name, f"{100 * linked(seed, PAIRS, season, is_detrended):.0f}%")
        for name, is_detrended, season in PAIRED
    ]
    return _rows(("unrelated pairs", "look linked"), rows)


_INTRODUCTION = """# How often the verdicts are right

**What this can show:** whether a sign reads the fault it is named after, whether its interval is as wide as
it says, what clumps, few weeks and a neighbour's fault do to it, and how many to count.
**What it cannot:** how common any fault is, what it costs, what would work for you, or whether real
businesses are like these. The faults are planted by the same people who read the signs: finding a plain one
in every case proves the plumbing, not the diagnosis. Who answers a question about a fault truly is right
without any of this, and who does not is wrong in spite of it.

Simulated businesses from seed {seed}, a year of data each. *Healthy*: nothing planted ({clumpy} in a clumpy
year, {even} in an even one). *Plain* and *mild*: severity 1 and 0.5 ({each} of each kind). *Clumpy*: weeks
hang together and carry over into the next, posts go round as on a real page, a few customers ask ten times,
and a fault disturbs its neighbours (`course_lib/simulate`: clumps.py, side_effects.py). *Even*: none of
that. In brackets, the 95% interval of a share. Made by `python -m tests.bench.diagnosis --seed {seed}`.

## A year of tables

*Found*: the sign says *problem* where its own fault was planted, in a clumpy year. *False alarm*: the same
where nothing was."""

_INTERVALS = """
## The intervals, near the bar

Businesses with every fault half planted, so that most signs lie near their bars. *Covers*: the
interval holds the truth, which is what all these businesses give together. *False problem at the bar*: how
often it would be called a problem if the bar were exactly the truth. "No interval": a question or a
complete count decides."""

_CURVE = """
## From mild to plain

Verdicts by severity, in a clumpy year: 0 is healthy, 1 is plain. Half way, many a business is not clearly
on either side of the bar, and *not sure yet* is often the right answer."""

_WEEKS = """
## A shop of eight weeks

The same businesses, plain or healthy, with nothing but their last eight weeks, clumpy ones. There are two
blocks of four weeks to tell clumps from luck by, so that *not sure yet* is common, as it should be."""

_NEIGHBOURS = """
## Neighbours

One plain fault a shop, {each} shops each, in a world in which it disturbs others: selling lowers replies, too many
places thin the answers. An alarm beside the planted fault is then no error of the sign: the neighbour is
ill as well, because of it. It is why one looks at the whole scorecard before one acts."""

_COUNTS = """
## Typed counts

Of the rooms whose count is a sample: the chances at the recommended n, by exact sums, with healthy and
failing as the room assumes them. *In clumps*: where clumps double the variance of the count, as when one
campaign or one customer stands behind several of those counted. *The opposite*: healthy called a problem, or
failing called fine, whichever is likelier."""

_LINKS = """
## Two series that have nothing to do with each other

{pairs:,} pairs of a year of weekly counts (Poisson, nine a week on average): how many a 95% interval of
their correlation calls linked. Five in a hundred is what luck is allowed. A trend can be taken out; a season
that both share cannot be told from a link."""


def main() -> None:
    """Simulate, print the page, and write it where seed and size are the usual ones."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--each", type=int, default=EACH)
    arguments = parser.parse_args()
    with ProcessPoolExecutor() as workers:
        years = simulate(arguments.each, arguments.seed, workers)
    text = page(years, arguments.each, arguments.seed)
    print(text)
    if (arguments.seed, arguments.each) == (FIRST_SEED, EACH):
        TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
