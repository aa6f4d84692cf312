"""Grading a class with `course grade` against stock `nbgrader autograde`, on the same submissions in one run.

    python -m tests.bench.grading [HOW MANY …]       (40 and 200, if no number is given)

Steady is what a submission takes once grading runs, from the first marked notebook to the last; start-up is
the time until the first. The floor is what the notebooks' own cells take by plain exec in one process that
has imported everything, spread over the cores: no grader can be faster.

Where the distance to the floor lies, in CPU a submission on a quiet machine (November 2026), 112 ms in all: the
cells themselves 22; the marker 21, of which most are the tests' own tables, the messages and the repair; the
gradebook and the marked notebook 19, of which nbgrader's new rows are 7; bubblewrap 4, and more where the machine
has many mounts; the rest of the student's side about 45: two forks and exits of a big process and the pages copied
for them (some 15), arguments and answers of 32 calls, IPython around each cell, and its display of tables.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from course_lib.exercises import script
from course_lib.grading.sandbox import bubblewrap
from tests.bench.memory import Peak
from tests.grading.klass import ROOT, Klass

PAPERS = ({}, {"answered": "def answered(*_):\n    return 1, 4"}, None)  # None: as handed out


@dataclass(frozen=True)
class Run:
    """A class graded: seconds in all, until the first is marked, and for each after it; bytes at the peak."""

    whole: float
    first: float
    each: float
    peak: int
    scores: str


def a_class(folder: Path, count: int) -> Klass:
    """Students in turn: all right, one answer wrong, and untouched. nbgrader knows the exercise."""
    klass = Klass(folder)
    papers = [klass.handed_out() if one is None else klass.solved(**one) for one in PAPERS]
    for number in range(count):
        klass.hand_in(f"student-{number:03}", papers[number % len(papers)])
    words = [sys.executable, "-m", "nbgrader", "generate_assignment", klass.slug]
    subprocess.run(words, cwd=klass.folder, env=klass.environment, capture_output=True, check=True)
    return klass


def graded(folder: Path, count: int, ours: bool) -> Run:
    """Grade a new class, by `course grade` (in its sandbox where there is one) or by stock nbgrader."""
    klass = a_class(folder, count)
    trust = ["--trust-submissions"] if bubblewrap.missing() else []
    stock = [sys.executable, "-m", "nbgrader", "autograde", klass.slug]
    with (folder / "said").open("wb") as said:
        began, start = time.time(), time.perf_counter()
        running = subprocess.Popen(
            klass.command(*trust) if ours else stock,
            cwd=klass.folder,
            env=klass.environment,
            stdout=said,
            stderr=said,
        )
        peak = Peak(running)
        code = running.wait()
        whole = time.perf_counter() - start
        peak.close()
    if code:
        raise RuntimeError((folder / "said").read_text(encoding="utf-8"))
    marked = sorted(path.stat().st_mtime for path in (folder / "autograded").glob("*/*/*.ipynb"))
    each = (marked[-1] - marked[0]) / (len(marked) - 1)
    return Run(whole, marked[0] - began, each, peak.bytes, scores(klass, count))


def scores(klass: Klass, count: int) -> str:
    """Every task's points of every student, as text."""
    return json.dumps([klass.marks(f"student-{number:03}") for number in range(count)])


def floor(klass: Klass, rounds: int = 10) -> float:
    """Seconds that the cells of a submission take by themselves, the mean of the three kinds."""
    papers = [klass.handed_out() if one is None else klass.solved(**one) for one in PAPERS]
    codes = [[c for c in one["cells"] if c["cell_type"] == "code"] for one in papers]
    start = time.process_time()
    for cells in codes * rounds:
        names = script.fresh()
        for cell in cells:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
                script.run("".join(cell["source"]), names, cell["id"])
    return (time.process_time() - start) / rounds / len(codes)


def compared(folder: Path, count: int) -> tuple[str, Run]:
    """One class graded both ways, in a sentence; and our run of it."""
    stock = graded(folder / f"stock-{count}", count, ours=False)
    own = graded(folder / f"own-{count}", count, ours=True)
    if stock.scores != own.scores:
        raise RuntimeError("the two give different scores")
    return (
        f"{count} submissions, stock autograde / course grade: steady {stock.each / own.each:.1f} "
        f"({1000 * stock.each:.0f} ms / {1000 * own.each:.0f} ms each), in all "
        f"{stock.whole / own.whole:.1f} ({stock.whole:.1f} s / {own.whole:.1f} s); first marked after "
        f"{stock.first:.1f} s / {own.first:.1f} s; at most {stock.peak / 1e6:.0f} MB / "
        f"{own.peak / 1e6:.0f} MB; the same scores"
    ), own


def report(counts: list[int]) -> None:
    """Print a line for each size of class, then the floor, and how time and memory grow."""
    lacks = bubblewrap.missing()
    print(
        f"course grade {f'without a sandbox: this machine lacks {lacks}' if lacks else 'sandboxed'}"
    )
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        lowest = floor(Klass(folder / "floor"))
        runs = []
        for count in counts:
            said, own = compared(folder, count)
            runs.append(own)
            print(said, flush=True)
    cores = os.cpu_count() or 1
    print(f"the cells alone, on {cores} cores: {1000 * lowest / cores:.0f} ms each")
    few, many = runs[0], runs[-1]
    print(
        f"{counts[-1]} against {counts[0]}: {counts[-1] / counts[0]:.1f} times as many in "
        f"{many.whole / few.whole:.1f} times the time and {many.peak / few.peak:.2f} times the memory"
    )


if __name__ == "__main__":
    os.chdir(ROOT)
    report([int(word) for word in sys.argv[1:]] or [40, 200])
