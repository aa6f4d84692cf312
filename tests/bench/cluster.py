"""A class graded on a cluster of this machine's own against the local run: seconds, and what both cost in all.

    python -m tests.bench.cluster [HOW MANY]       (200, if no number is given)

Each worker marks one submission at a time. CPU seconds are those of the whole machine while `course grade` runs,
so nothing else should run on it; scheduler and workers were started before.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psutil

from tests.bench.grading import a_class, scores
from tests.grading.class_run import hosts
from tests.grading.klass import ROOT, Klass

WORKERS = (1, 2, 4)


def graded(klass: Klass, words: list[str]) -> tuple[float, float]:
    """Grade a class; (seconds, CPU seconds)."""
    start, before = time.perf_counter(), _used()
    done = subprocess.run(
        words, cwd=klass.folder, env=klass.environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return time.perf_counter() - start, _used() - before


def _used() -> float:
    times = psutil.cpu_times()
    return times.user + times.nice + times.system


def report(count: int) -> None:
    """Print a line for the local run and for each number of workers; all give the same scores."""
    with tempfile.TemporaryDirectory() as place:
        klass = a_class(Path(place, "first"), 4)
        graded(klass, klass.command())  # so that nobody pays for a cold disk
        klass = a_class(Path(place, "local"), count)
        wall, used = graded(klass, klass.command())
        print(f"{count} submissions here: {wall:.1f} s, {used:.1f} CPU s", flush=True)
        wanted = scores(klass, count)
        for number in WORKERS:
            folder = Path(place, f"cluster-{number}")
            folder.mkdir()
            klass = a_class(Path(place, f"course-{number}"), count)
            with closing(hosts.Cluster(folder)) as cloud:
                for host in [cloud.host(f"host{n}", threads=1) for n in range(number)]:
                    host.ready()
                there, cost = graded(klass, cloud.grade(klass))
            if scores(klass, count) != wanted:
                raise RuntimeError("the two give different scores")
            print(
                f"on {number} worker{'s' * (number > 1)}: {there:.1f} s ({there / wall:.2f} times), "
                f"{cost:.1f} CPU s ({cost / used:.2f} times); the same scores",
                flush=True,
            )


if __name__ == "__main__":
    os.chdir(ROOT)
    report(int(sys.argv[1]) if sys.argv[1:] else 200)
