"""How much memory a command takes with all that it starts: the sum of their proportional set sizes."""

from __future__ import annotations

import subprocess
import threading
from contextlib import suppress

import psutil

from course_lib.grading.sandbox.supervisor import held

EVERY = 0.25  # seconds; reading it costs some milliseconds


class Peak:
    """Looks at a running command until it ends. `bytes` is the most that was seen. Linux only."""

    def __init__(self, running: subprocess.Popen) -> None:
        self.bytes = 0
        self._running, self._ended = running, threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def close(self) -> None:
        """Stop looking."""
        self._ended.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._ended.wait(EVERY):
            with suppress(psutil.NoSuchProcess):
                command = psutil.Process(self._running.pid)
                self.bytes = max(
                    self.bytes, sum(map(held, [command, *command.children(recursive=True)]))
                )
