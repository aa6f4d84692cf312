"""How far the reading of a large folder is, on stderr: one line that changes, or a new one now and then."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

EVERY = 0.2, 5.0  # seconds between two changes of a terminal's line, and between two lines of a log


@dataclass
class ProgressLine:
    """Called with the file that is read now, the bytes read, and how many there are; silent on what is quick."""

    last: float = field(default_factory=time.monotonic)

    def __call__(self, path: str, done: int, total: int) -> None:
        """Show it, unless it was shown a moment ago."""
        terminal = sys.stderr.isatty()
        now = time.monotonic()
        if now - self.last < EVERY[0 if terminal else 1]:
            return
        self.last = now
        words = f"Reading {path.partition('/')[0]}: {done / 1e6:,.0f} of {total / 1e6:,.0f} MB"
        print(
            f"\r\033[K{words}" if terminal else words,
            end="" if terminal else "\n",
            file=sys.stderr,
            flush=True,
        )

    def end(self) -> None:
        """Clear the terminal's line."""
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)
