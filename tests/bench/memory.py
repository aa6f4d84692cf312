"""How much memory a command takes with all that it starts: the sum of their proportional set sizes."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

from course_lib.grading.limits import LIMITS
from course_lib.grading.sandbox.supervisor import Watch

EVERY = 0.25  # seconds; reading it costs some milliseconds


class Peak:
    """Looks at a running command until it ends. `bytes` is the most that was seen. Linux only."""

    def __init__(self, running: subprocess.Popen) -> None:
        self.bytes = 0
        self._processes = Watch(LIMITS)
        self._running, self._ended = running, threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def close(self) -> None:
        """Stop looking."""
        self._ended.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._ended.wait(EVERY):
            self.bytes = max(self.bytes, sum(map(self._processes.held, below(self._running.pid))))


def below(root: int) -> list[int]:
    """A process and all that it started, as far as each was not handed on to another parent."""
    found = [root]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found += map(int, task.read_text(encoding="ascii").split())
            except OSError:  # it has ended
                continue
    return found
