"""How often each sign is right, over simulated businesses whose truth is known: writes diagnosis.md.

    python -m tests.bench.diagnosis            # 200 failing of each kind, 1,000 healthy: some minutes
    python -m tests.bench.diagnosis --each 20  # a quick look, printed and not written

The seeds begin at FIRST_SEED, and nothing in the simulation or the signs was tuned on them: the sample
shops and the tests use small ones.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from course_lib import catalogue
from course_lib.finding import NOT_SURE, PROBLEM, Finding
from course_lib.intervals import wilson
from course_lib.simulate import business

FIRST_SEED = 2_000_000
KINDS = {"plain": 1.0, "mild": 0.5}
HEALTHY = 5  # so many times as many healthy ones: false alarms and coverage are rarer, and want a finer look
TABLE = Path(__file__).with_name("diagnosis.md")


@dataclass(frozen=True)
class Row:
    """One sign: counts of its verdicts by kind of business, and (inside, of all) for its interval."""

    number: int
    verdicts: dict[str, Counter[str]]
    covered: tuple[int, int] | None


def healthy(seed: int) -> dict[int, Finding]:
    """Every sign's finding on a business with nothing planted."""
    shop = business("Healthy", seed)
    return {room.number: catalogue.measure(room.number, shop) for room in catalogue.reasons()}


def failing(number: int, severity: float, seed: int) -> Finding:
    """The sign's finding on a business with its own failure planted and no other."""
    return catalogue.measure(number, business("Failing", seed, {number: severity}))


def failing_all(number: int, severity: float, seeds: range) -> list[Finding]:
    """The same over many seeds, in one go for one worker."""
    return [failing(number, severity, seed) for seed in seeds]


def coverage(findings: Iterable[Finding]) -> tuple[int, int] | None:
    """(inside, of all): intervals that hold the truth; None for a complete count, which has none.

    The truth is what all businesses of one kind give together: their pooled count, or the median of
    their estimates where nothing can be pooled. It is off by a fifteenth of one interval's width or so.
    """
    known = [found for found in findings if found.estimate is not None and found.low is not None]
    if not known or all(found.low == found.high for found in known):
        return None
    estimates = [found.estimate for found in known if found.estimate is not None]
    truth = median(estimates)
    if known[0].unit == "share":
        truth = sum(found.k for found in known) / sum(found.n for found in known)
        # A share whose k of n is not its estimate (a sum of squares, say) cannot be pooled.
        if not all(math.isclose(one.k / one.n, one.estimate or 0, abs_tol=1e-9) for one in known):
            truth = median(estimates)
    inside = sum((found.low or 0) <= truth <= (found.high or math.inf) for found in known)
    return inside, len(known)


def measure_all(each: int) -> list[Row]:
    """A row a reason, over `each` failing businesses of each kind and HEALTHY times as many healthy ones."""
    seeds = range(FIRST_SEED, FIRST_SEED + each)
    with ProcessPoolExecutor() as workers:
        jobs = {
            (room.number, kind): workers.submit(failing_all, room.number, severity, seeds)
            for room in catalogue.reasons()
            for kind, severity in KINDS.items()
        }
        many = range(FIRST_SEED, FIRST_SEED + HEALTHY * each)
        well = list(workers.map(healthy, many, chunksize=10))
        found = {key: job.result() for key, job in jobs.items()}
    rows = []
    for room in catalogue.reasons():
        kinds = {kind: found[room.number, kind] for kind in KINDS}
        kinds["healthy"] = [one[room.number] for one in well]
        verdicts = {kind: Counter(one.verdict for one in kinds[kind]) for kind in kinds}
        rows.append(Row(room.number, verdicts, coverage(kinds["healthy"])))
    return rows


def table(rows: list[Row], each: int) -> str:
    """The rows as a Markdown page; shares with their Wilson interval."""
    lines = [_line(row) for row in rows]
    return "\n".join([_INTRODUCTION.format(each=each, healthy=HEALTHY * each), *lines, _AFTER])


def _line(row: Row) -> str:
    room = catalogue.reason(row.number)
    plain, mild, well = (row.verdicts[kind] for kind in ("plain", "mild", "healthy"))
    cells = [
        f"{row.number} · {room.title}",
        _share(plain[PROBLEM], plain.total()),
        _share(mild[PROBLEM], mild.total()),
        f"{100 * mild[NOT_SURE] / mild.total():.0f}%",
        _share(well[PROBLEM], well.total()),
        f"{100 * well[NOT_SURE] / well.total():.0f}%",
        "complete count" if row.covered is None else _share(*row.covered),
    ]
    return f"| {' | '.join(cells)} |"


def _share(k: int, n: int) -> str:
    share, low, high = wilson(k, n) or (0.0, 0.0, 0.0)
    return f"{100 * share:.1f}% ({100 * low:.1f} to {100 * high:.1f})"


_INTRODUCTION = """# How often the signs are right

Simulated businesses, {each} failing ones of each kind and {healthy:,} healthy ones, a year of data each, from
seeds that nothing was tuned on. Every figure is synthetic: it says how the signs do in the world of
`course_lib/simulate`, not in your street. *Found* is how often a sign says *problem* when its own failure
was planted; a *false alarm* is the same where nothing was. In brackets, the 95% interval of the share.
Made by `python -m tests.bench.diagnosis`.

| reason | found, plain | found, mild | mild: not sure | false alarm | healthy: not sure | interval covers |
|---|---|---|---|---|---|---|"""

_AFTER = """
*Plain* is severity 1.0 and *mild* is 0.5, halfway between healthy and plain, where many a business is not
clearly on either side of the bar: there *not sure yet* is often the right answer.
"""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--each", type=int, default=200)
    each = parser.parse_args().each
    made = table(measure_all(each), each)
    print(made)
    if each >= 200:
        TABLE.write_text(made, encoding="utf-8")
