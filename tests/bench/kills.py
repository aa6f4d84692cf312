"""Kill -9 at random moments of a class run, of the run itself or of a worker: each is graded exactly once.

python -m tests.bench.kills [HOW MANY]       (50, if no number is given)
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import psutil

from course_lib.grading.class_run import journal
from course_lib.grading.sandbox import bubblewrap
from tests.grading.klass import ROOT, Klass

CLASS = 12  # students who hand in when there is nothing left to grade
FULL = {"answered": 2, "give_back": 3, "honest_median": 3, "written": None}


class Kills:
    """A class whose runs are killed, and what must be true of it afterwards."""

    def __init__(self, klass: Klass, seed: int) -> None:
        self.klass, self.random = klass, random.Random(seed)
        self.students: list[str] = []
        self.victims: Counter[str] = Counter()

    def kill(self, count: int, students: int = CLASS) -> None:
        """Start runs, and kill so many times: the run itself, or one of the processes that mark."""
        trust = ["--trust-submissions"] if bubblewrap.missing() else []
        while self.victims.total() < count:
            if set(self.students) == set(self.klass.entries()):
                self._hand_in(students)
            run = subprocess.Popen(
                self.klass.command(*trust),
                cwd=self.klass.folder,
                env=self.klass.environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            while run.poll() is None and self.victims.total() < count:
                if self.random.random() < 0.5:
                    time.sleep(self.random.uniform(0, 4))
                    self._end(run.pid, "run")
                    break
                while run.poll() is None and not workers(run.pid):
                    time.sleep(0.02)
                time.sleep(self.random.uniform(0, 0.5))
                if markers := workers(run.pid):
                    self._end(self.random.choice(markers), "worker")
            run.wait()

    def faults(self) -> list[str]:
        """Grade what is left; then each student who is not graded exactly once and with full marks, in words."""
        for _ in range(2):  # a submission whose worker was killed is tried again at the next run
            self.klass.grade(code=None)
        graded = Counter(
            entry["student"]
            for line in (self.klass.folder / journal.NAME).read_text().splitlines()
            for entry in [json.loads(line)]
            if entry["fingerprint"]
        )
        faults = [f"{name}: {graded[name]} times" for name in self.students if graded[name] != 1]
        marks = {name: self.klass.marks(name) for name in self.students}
        faults += [f"{name}: {points}" for name, points in marks.items() if points != FULL]
        kept = [self.klass.folder / "autograded" / n / self.klass.slug for n in self.students]
        return faults + [f"{path} is not there" for path in kept if not any(path.glob("*.ipynb"))]

    def _hand_in(self, count: int) -> None:
        for _ in range(count):
            self.students.append(f"s{len(self.students):03}")
            self.klass.hand_in(self.students[-1], self.klass.solved())

    def _end(self, pid: int, what: str) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, 9)
            self.victims[what] += 1


def workers(run: int) -> list[int]:
    """The processes that mark in a run: the fork server's children in its own session, unlike a student's."""
    with suppress(psutil.Error, ProcessLookupError):
        for server in psutil.Process(run).children():
            return [
                child.pid
                for child in server.children()
                if os.getsid(child.pid) == os.getsid(server.pid)
            ]
    return []


def report(count: int) -> None:
    """Print how many were killed, and that nothing was lost; raises RuntimeError with what was."""
    with tempfile.TemporaryDirectory() as folder:
        kills = Kills(Klass(Path(folder) / "course"), seed=2026)
        kills.kill(count)
        if faults := kills.faults():
            raise RuntimeError("; ".join(faults))
    print(
        f"{len(kills.students)} submissions, killed {kills.victims['run']} times the run and "
        f"{kills.victims['worker']} times a worker: each graded exactly once, with full marks"
    )


if __name__ == "__main__":
    os.chdir(ROOT)
    report(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
