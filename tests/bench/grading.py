"""Grading a class with `course grade` against stock `nbgrader autograde`, on the same submissions in one run.

python -m tests.bench.grading [HOW MANY] [HOW MANY MORE, to see that it is linear]
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from course_lib.grading import fencing
from tests.grading.klass import Klass


def a_class(folder: Path, count: int) -> Klass:
    """Students in turn: all right, one answer wrong, and untouched."""
    klass = Klass(folder / f"of-{count}-{len(list(folder.iterdir()))}")
    papers = [
        klass.solved(),
        klass.solved(answered="def answered(*_):\n    return 1, 4"),
        klass.handed_out(),
    ]
    for number in range(count):
        klass.hand_in(f"student-{number:03}", papers[number % 3])
    words = [sys.executable, "-m", "nbgrader", "generate_assignment", klass.slug]
    subprocess.run(words, cwd=klass.folder, env=klass.environment, capture_output=True, check=True)
    return klass


def stock(klass: Klass) -> float:
    """Seconds of nbgrader's own command, and of nothing else."""
    words = [sys.executable, "-m", "nbgrader", "autograde", klass.slug]
    start = time.perf_counter()
    subprocess.run(words, cwd=klass.folder, env=klass.environment, capture_output=True, check=True)
    return time.perf_counter() - start


def ours(klass: Klass) -> tuple[float, float]:
    """(seconds until the first submission is graded, seconds for all of them), fenced where possible."""
    trust = ["--trust-submissions"] if fencing.missing() else []
    start = time.perf_counter()
    run = subprocess.Popen(
        klass.command(*trust), cwd=klass.folder, env=klass.environment, stdout=subprocess.DEVNULL
    )
    journal, first = klass.folder / "grading.jsonl", 0.0
    while run.poll() is None:
        if not first and journal.exists():
            first = time.perf_counter() - start
        time.sleep(0.01)
    assert run.returncode == 0
    return first, time.perf_counter() - start


def ratio(count: int = 40, more: int = 0) -> str:
    """How many times as fast, altogether and once it runs; then the same for `more` submissions."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        theirs, own = a_class(folder, count), a_class(folder, count)
        slow, (first, whole) = stock(theirs), ours(own)
        assert scores(theirs) == scores(own), "the two give different scores"
        steady = slow / count * (count - 1) / (whole - first)
        said = (
            f"stock autograde / course grade, {count} submissions: {slow / whole:.1f} "
            f"({slow:.1f} s / {whole:.1f} s); steady {steady:.1f}; first graded after {first:.1f} s; "
            "the same scores"
        )
        if more:
            first, longer = ours(a_class(folder, more))
            said += f"; {more} submissions in {longer:.1f} s, {longer / whole:.1f} times as long"
        return said


def scores(klass: Klass) -> str:
    """Every task's points of every student, as text."""
    students = sorted(path.name for path in (klass.folder / "submitted").iterdir())
    return json.dumps({student: klass.marks(student) for student in students})


if __name__ == "__main__":
    print(ratio(*map(int, sys.argv[1:])))
