"""Kill -9 at random moments of a class run, of the run itself or of a worker: each is graded exactly once.

    python -m tests.bench.kills [HOW MANY]       (50, if no number is given)

First here, then as often on a cluster of two workers, where whoever is killed is replaced.
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
from contextlib import closing, suppress
from pathlib import Path

import psutil

from course_lib.grading.class_run import journal
from course_lib.grading.sandbox import bubblewrap
from tests.grading.class_run import hosts
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
        while self.victims.total() < count:
            if set(self.students) == set(self.klass.entries()):
                self._hand_in(students)
            run = subprocess.Popen(
                self.command(),
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
                self.kill_worker(run)
            run.wait()

    def command(self) -> list[str]:
        """What grades the class."""
        return self.klass.command(*(["--trust-submissions"] if bubblewrap.missing() else []))

    def kill_worker(self, run: subprocess.Popen) -> None:
        """End one that marks, as soon as there is one and a little later."""
        while run.poll() is None and not workers(run.pid):
            time.sleep(0.02)
        time.sleep(self.random.uniform(0, 0.5))
        if markers := workers(run.pid):
            self._end(self.random.choice(markers), "worker")

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


class ClusterKills(Kills):
    """The same on a cluster, of which two workers are there whenever one is killed."""

    def __init__(self, klass: Klass, seed: int, cluster: hosts.Cluster) -> None:
        super().__init__(klass, seed)
        self.cluster = cluster

    def command(self) -> list[str]:
        return self.cluster.grade(self.klass)

    def kill_worker(self, run: subprocess.Popen) -> None:
        present = self.cluster.two()
        time.sleep(self.random.uniform(0, 3))
        if run.poll() is None:
            self.random.choice(present).kill()
            self.victims["worker"] += 1


def workers(run: int) -> list[int]:
    """The processes that mark in a run: the fork server's children in its own session, unlike a student's."""
    markers = []
    with suppress(psutil.Error, ProcessLookupError):
        # Of all children, as a sandbox that was tried may not be buried yet.
        for server in psutil.Process(run).children():
            markers += [
                c.pid for c in server.children() if os.getsid(c.pid) == os.getsid(server.pid)
            ]
    return markers


def report(count: int) -> None:
    """Print how many were killed, and that nothing was lost; raises RuntimeError with what was."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        report_on("here", Kills(Klass(folder / "course"), seed=2026), count)
        with closing(hosts.Cluster(folder)) as cluster:
            kills = ClusterKills(Klass(folder / "other"), 2027, cluster)
            report_on("on a cluster", kills, count)


def report_on(where: str, kills: Kills, count: int) -> None:
    """Kill so many, and print the sentence of it. Raises RuntimeError."""
    kills.kill(count)
    if faults := kills.faults():
        raise RuntimeError("; ".join(faults))
    print(
        f"{where}: {len(kills.students)} submissions, killed {kills.victims['run']} times the run and "
        f"{kills.victims['worker']} times a worker: each graded exactly once, with full marks",
        flush=True,
    )


if __name__ == "__main__":
    os.chdir(ROOT)
    report(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
