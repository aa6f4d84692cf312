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
from course_lib.grading.sandbox.channel import PATIENCE, ChannelError, TooLate
from course_lib.grading.sandbox.fork_server import order
from course_lib.grading.sandbox.student_process import CUT, HERE

SLOWEST = 2.0  # seconds from a process's end to the supervisor's word of it
NESTED = 16  # bytes of our memory that a byte of JSON beside its texts may take
MUST_FAIL = {  # by what each tries; {0} is a word of its own, which the error must bring back
    "a plain assert": "assert {0} == 'right', {0}",
    "pandas.testing": (
        "import pandas as _p, pandas.testing as _t\n"
        "_t.assert_series_equal(_p.Series([{0}]), _p.Series(['right']))"
    ),
    "the course's expect": (
        "from course_lib.expectation import expect as _e\n_e(lambda: {0}, (), 'right', {0})"
    ),
}


class Ended(CourseError):
    """The student's process is gone; the sentence says why. `late` if it was stopped for its time."""

    def __init__(self, why: str, late: bool = False) -> None:
        super().__init__(why)
        self.late = late


class NotRun(CourseError):
    """This machine failed before anything of a submission ran: nobody's marks may hang on it."""


class Session:
    """A student's process of its own, in a sandbox or not, with `files` (base64 by path) in its folder."""

    def __init__(
        self,
        orders: socket.socket,
        files: dict[str, str],
        sandboxed: bool,
        limits: Limits = LIMITS,
        until: float | None = None,
    ) -> None:
        self.channel, theirs = channel.pair()
        self.control, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs, its:
            named = {"limits": asdict(limits), "sandboxed": sandboxed}
            order(orders, supervisor.__name__, theirs, its, **named)
        self.files, self.limits = files, limits
        self.until = until or time.monotonic() + limits.whole  # by the monotonic clock
        self.ended: Ended | None = None
        self.late = 0  # questions that were interrupted
        self.room = limits.outputs  # what limits itself in the process is in its own hands
        self._met = False  # whether the process was there

    def run(self, source: str) -> list[dict]:
        """Run a cell; its outputs, as far as there is room for them. Raises Ended."""
        outputs: list[dict] = []
        for output in self._outputs(source):
            if self.room <= 0:
                break
            outputs.append(whole(clean(output)))
            self.room -= size(outputs[-1])
            if self.room <= 0:
                outputs[-1] = {"output_type": "stream", "name": "stderr", "text": CUT}
        return outputs

    def keep(self, moment: int) -> None:
        """Have the names there kept as they are now, under a number to come back to. Raises Ended."""
        self._ask(["keep", moment])

    def names(self, moment: int, names: list[str]) -> dict:
        """Go back to a moment; of those names that existed: None for what can be called, or the packed value.

        Raises Ended.
        """
        return self._ask(["names", moment, names])

    def call(self, name: str, arguments: dict) -> dict:
        """What StudentProcess.call answers, or {"interrupted": True}. Raises Ended."""
        return self._ask(["call", name, arguments])

    def probe(self) -> list[str]:
        """What no longer fails there though it must, in words. Raises Ended."""
        word = secrets.token_hex(8)
        fails = {
            what: any(
                word in clean(o).get("evalue", "") for o in self._outputs(source.format(repr(word)))
            )
            for what, source in MUST_FAIL.items()
        }
        return [what for what in MUST_FAIL if not fails[what]]

    def close(self) -> None:
        """End the process and all that it started."""
        self.control.close()
        self.channel.close()

    def _outputs(self, source: str) -> list:
        outputs = self._ask(["run", source]).get("outputs")
        return outputs if isinstance(outputs, list) else []

    def _meet(self) -> None:
        """Wait for the process, and lay its files out.

        Raises NotRun: no code of the student's can have had a hand in it.
        """
        try:
            self._met = self.channel.receive(PATIENCE) == HERE
            if self.files:
                self._ask(["place", self.files])
        except (ChannelError, TooLate, Ended) as error:
            self.close()
            raise NotRun(
                "Nothing of it was run: this machine could not start a process for it in a sandbox. "
                "Its own words are above; grade again when that is mended."
            ) from error

    def _ask(self, question: list) -> dict:
        if not self._met:
            self._meet()
        nonce = secrets.token_hex(8)
        try:
            self.channel.send([nonce, *question], self.limits.cell)
            answer = self._answer(min(self.limits.cell, self.until - time.monotonic()))
        except (ChannelError, TooLate) as error:
            self.ended = self._ended(error)
            raise self.ended from None
        match answer:
            case [echo, dict() as fields] if echo == nonce:
                self.late += bool(fields.get("interrupted"))
                return fields
        self.close()
        self.ended = Ended("It was stopped: it answered what was not asked.")
        raise self.ended

    def _answer(self, seconds: float) -> Any:
        """The answer in that time, or in a little more after an interrupt."""
        try:
            return self.channel.receive(max(seconds, 0.1))
        except TooLate:
            with suppress(OSError):  # the supervisor may be gone this moment
                self.control.send(supervisor.INTERRUPT)
            return self.channel.receive(self.limits.grace)

    def _ended(self, error: CourseError) -> Ended:
        """Why there is no answer, by the status that the supervisor sends."""
        if isinstance(error, TooLate):
            self.close()
            return Ended(f"It was stopped: no end after {self.limits.cell:.0f} seconds.", late=True)
        self.control.settimeout(SLOWEST)
        try:
            word = self.control.recv(16).decode()
            status = 0 if word == supervisor.TOO_MUCH else int(word)
        except (OSError, ValueError):
            return Ended(f"It was stopped: its answer could not be used. {error}")
        finally:
            self.close()
        if word == supervisor.TOO_MUCH:
            most = self.limits.memory >> 20
            return Ended(f"It was stopped: its processes took more than {most} MB together.")
        if status == -signal.SIGXCPU:
            return Ended("It was stopped: it used up the processor's time.", late=True)
        if status < 0:
            # Of the real-time signals, only the first and the last have a name.
            names = {int(one): one.name for one in signal.Signals}
            return Ended(f"Its process was killed by {names.get(-status, f'signal {-status}')}.")
        return Ended(f"Its process ended itself with status {status}.")


def size(output: dict) -> int:
    """About how many bytes of our memory a clean output takes, and at least as many as of a file."""
    return len(json.dumps(output)) + NESTED * (4 * len(output.get("traceback", [])) + 16)
