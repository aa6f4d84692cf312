"""A limit on the time that this process itself computes; waiting for another does not count."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

AGAIN = 1.0  # seconds after which it is raised once more, where code in between caught it


class OutOfTime(BaseException):
    """The limit was reached. No Exception, so that what bears any error does not bear this one."""


@contextmanager
def clock(seconds: float, why: str) -> Iterator[None]:
    """Raises OutOfTime(why) inside, and at the end if it was caught there. For the main thread alone."""
    fired = []

    def stop(*_: Any) -> None:
        fired.append(True)
        raise OutOfTime(why)

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if fired:
        raise OutOfTime(why)
