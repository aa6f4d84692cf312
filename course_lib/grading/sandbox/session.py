"""The grader's side of a student's process: run a cell there, call a function there, notice how it ends."""

from __future__ import annotations

import json
import secrets
import signal
import socket
import time
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from course_lib.characters import whole
from course_lib.errors import CourseError
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.result import clean
from course_lib.grading.sandbox import channel, supervisor
from course_lib.grading.sandbox.channel import PATIENCE
from course_lib.grading.sandbox.fork_server import order
from course_lib.grading.sandbox.student_process import CUT

# How a process can have ended: by a signal, with a status, or as all took too much memory.
HOW = (*range(1 - signal.NSIG, 256), "memory")
LEAST = 256  # bytes of our memory that an output takes, however little it holds
# {0} is a word of its own, which the error at its end must bring back.
MUST_FAIL = """
import pandas as _p, course_lib.expectation as _c
try: _p.testing.assert_series_equal(_p.Series([{0}]), _p.Series(['right']))
except AssertionError:
    try: _c.expect(lambda: {0}, (), 'right', {0})
    except AssertionError: assert {0} == 'right', {0}
"""


class Ended(CourseError):
    """The student's process is gone; the sentence says why."""


class NotRun(CourseError):
    """This machine failed before anything of a submission ran: nobody's marks may hang on it."""


class Session:
    """A student's process of its own, in a sandbox or not, with `files` (base64 by path) in its folder.

    `late` if it was interrupted or stopped for its time, `ended` once it is gone.
    """

    def __init__(
        self,
        orders: socket.socket,
        files: dict[str, str],
        sandboxed: bool,
        limits: Limits = LIMITS,
        until: float | None = None,
    ) -> None:
        self.channel, theirs = socket.socketpair()
        with theirs:
            order(orders, supervisor.__name__, theirs, limits=asdict(limits), sandboxed=sandboxed)
        self.limits, self.late = limits, False
        self.until = until or time.monotonic() + limits.whole  # by the monotonic clock
        self.ended: Ended | None = None
        self.room = limits.outputs  # what limits itself in the process is in its own hands
        try:  # no code of the student's can have had a hand in it
            self._answer(["place", files], PATIENCE)
        except Ended as error:
            raise NotRun(
                "Nothing of it was run: this machine could not start a process for it in a sandbox. "
                "Its own words are above; grade again when that is mended."
            ) from error

    def run(self, source: str) -> list[dict]:
        """Run a cell; its outputs, as far as there is room for them. Raises Ended."""
        answer, outputs = self.ask("run", source).get("outputs"), list[dict]()
        for output in answer if isinstance(answer, list) else []:
            if self.room <= 0:
                break
            outputs.append(whole(clean(output)))
            self.room -= len(json.dumps(outputs[-1])) + LEAST
            if self.room <= 0:
                outputs[-1] = {"output_type": "stream", "name": "stderr", "text": CUT}
        return outputs

    def ask(self, *question: Any) -> dict:
        """What a method of StudentProcess, by its name, answers, or {"interrupted": True, …}. Raises Ended."""
        if self.ended:  # as a test may not have minded
            raise self.ended
        seconds = min(self.limits.cell, self.until - time.monotonic())
        return self._answer([*question], max(seconds, 0.1))

    def probe(self) -> str:
        """What is odd about something there that must fail, as a phrase; "" if it fails."""
        word = secrets.token_hex(8)
        # Where the rest has used up its time, what is only slow would look like what no longer fails.
        self.until = max(self.until, time.monotonic() + LIMITS.cell)
        self.room = self.limits.outputs
        try:
            outputs = self.run(MUST_FAIL.format(repr(word)))
        except Ended as ended:
            return f"the last check did not come to its end: {ended}"
        fails = any(word in output.get("evalue", "") for output in outputs)
        return "" if fails else "what must fail in its process no longer fails there"

    def close(self) -> None:
        """End the process and all that it started."""
        self.channel.close()

    def _answer(self, question: list, seconds: float) -> dict:
        """The answer in that time, or a little later, as it is interrupted then. Raises Ended."""
        nonce = secrets.token_hex(8)
        try:
            with suppress(BrokenPipeError):  # it has ended, and how can still be read
                channel.send(self.channel, [nonce, seconds, *question], seconds)
            match channel.receive(self.channel, seconds + self.limits.grace):
                case [echo, dict() as fields] if echo == nonce:
                    self.late |= bool(fields.get("interrupted"))
                    return fields
                case ["ended", int() | str() as how] if how in HOW:
                    why, self.late = self._words(how), self.late or how == -signal.SIGXCPU
                case _:
                    raise ConnectionError("It answered what was not asked.")
        except TimeoutError:
            why, self.late = f"It was stopped: no end after {self.limits.cell:.0f} seconds.", True
        except OSError as error:
            why = f"It was stopped: its answer could not be used. {error}"
        self.close()
        self.ended = Ended(why)
        raise self.ended

    def _words(self, how: Any) -> str:
        """How it ended, which it may have sent itself, as a sentence."""
        if how == "memory":
            megabytes = self.limits.memory >> 20
            return f"It was stopped: its processes took more than {megabytes} MB together."
        if how < 0:
            name = signal.strsignal(-how) or "of no name"
            return f"Its process was killed by signal {-how} ({name})."
        return f"Its process ended itself with status {how}."
