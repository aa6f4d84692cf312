"""The grader's side of a student's process: run a cell there, call a function there, notice how it ends."""

from __future__ import annotations

import secrets
import signal
import socket
import time
from contextlib import suppress
from typing import Any

from course_lib.characters import whole
from course_lib.errors import CourseError
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.sandbox import channel, supervisor
from course_lib.grading.sandbox.channel import ChannelError, TooLate
from course_lib.grading.sandbox.fork_server import order_student
from course_lib.grading.sandbox.outputs import clean
from course_lib.grading.sandbox.student_process import HERE

PATIENCE = 60.0  # seconds until a process must be there: a loaded machine takes its time
SLOWEST = 2.0  # seconds from a process's end to the supervisor's word of it


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
        order_student(orders, theirs, its, limits, sandboxed)
        self.files = files
        self.limits = limits
        self.until = until or time.monotonic() + limits.whole  # by the monotonic clock
        self.ended: Ended | None = None
        self.late = 0  # questions that were interrupted

        self._met = False  # whether the process was there

    def run(self, source: str) -> list[dict]:
        """Run a cell; its outputs. Raises Ended."""
        done = self._ask(["run", source])
        if done.get("interrupted"):
            self.late += 1
        given = done.get("outputs")
        return [whole(clean(output)) for output in given] if isinstance(given, list) else []

    def keep(self, moment: int) -> None:
        """Have the names there kept as they are now, under a number to come back to. Raises Ended."""
        self._ask(["keep", moment])

    def names(self, moment: int, wanted: list[str]) -> dict:
        """Go back to a moment; of those names that existed: None for what can be called, or the packed value.

        Raises Ended.
        """
        return self._ask(["names", moment, wanted])

    def call(self, name: str, arguments: dict) -> dict:
        """What StudentProcess.call answers, or {"interrupted": True}. Raises Ended."""
        done = self._ask(["call", name, arguments])
        self.late += bool(done.get("interrupted"))
        return done

    def probe(self) -> list[str]:
        """What no longer fails there though it must, in words."""
        return [str(what) for what, fails in self._ask(["probe"]).items() if fails is not True]

    def close(self) -> None:
        """End the process and all that it started."""
        self.control.close()
        self.channel.close()

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
        seconds = min(self.limits.cell, self.until - time.monotonic())
        try:
            self.channel.send([nonce, *question], self.limits.cell)
            answer = self._answer(seconds)
        except (ChannelError, TooLate) as error:
            self.ended = self._ended(error)
            raise self.ended from None
        match answer:
            case [echo, dict() as given] if echo == nonce:
                return given
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
            said = self.control.recv(16).decode()
            status = 0 if said == supervisor.TOO_MUCH else int(said)
        except (OSError, ValueError):
            self.close()
            return Ended(f"It was stopped: its answer could not be used. {error}")
        self.close()
        if said == supervisor.TOO_MUCH:
            most = self.limits.memory >> 20
            return Ended(f"It was stopped: its processes took more than {most} MB together.")
        if status == -signal.SIGXCPU:
            return Ended("It was stopped: it used up the processor's time.", late=True)
        if status < 0:
            # Of the real-time signals, only the first and the last have a name.
            names = {int(one): one.name for one in signal.Signals}
            return Ended(f"Its process was killed by {names.get(-status, f'signal {-status}')}.")
        return Ended(f"Its process ended itself with status {status}.")
