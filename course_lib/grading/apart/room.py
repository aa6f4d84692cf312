"""The grader's side of a pupil: run a cell there, call a function there, and notice how it ends."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import Any

from course_lib.errors import CourseError
from course_lib.grading.apart import guard, wire
from course_lib.grading.apart.notes import clean
from course_lib.grading.apart.orders import order_pupil
from course_lib.grading.apart.pupil import HERE
from course_lib.grading.apart.wire import LineError, TooLate
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.sandbox.preload import SINGLE

PATIENCE = 60.0  # seconds until a pupil must be there: a loaded machine takes its time
SLOWEST = 2.0  # seconds from a pupil's end to the guard's word of it
WITHOUT = (
    "JPY_PARENT_PID",
    "MPLBACKEND",
    "PGPASSWORD",
    "PYTHONSTARTUP",
)  # of who grades, and not the student's


class Ended(CourseError):
    """The student's process is gone; the sentence says why. `late` if it was stopped for its time."""

    def __init__(self, why: str, late: bool = False) -> None:
        super().__init__(why)
        self.late = late


class NotRun(CourseError):
    """This machine failed before anything of a submission ran: nobody's marks may hang on it."""


class Room:
    """A pupil in a process of its own, fenced or not, that works in a folder."""

    def __init__(
        self,
        orders: socket.socket,
        folder: str,
        fence: bool,
        limits: Limits = LIMITS,
        until: float | None = None,
    ) -> None:
        self.line, theirs = wire.pair()
        self.leash, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        order_pupil(orders, theirs, its, folder, fence, limits)
        self.limits = limits
        self.until = until or time.monotonic() + limits.whole  # by the monotonic clock
        self.ended: Ended | None = None
        self.late = 0  # questions that were interrupted

        self._met = False  # whether the pupil was there

    def run(self, source: str) -> list[dict]:
        """Run a cell; its outputs. Raises Ended."""
        done = self._ask(["run", source])
        if done.get("interrupted"):
            self.late += 1
        given = done.get("outputs")
        return [clean(output) for output in given] if isinstance(given, list) else []

    def names(self, wanted: list[str]) -> dict:
        """Of those names that exist there: None for what can be called, or the packed value."""
        return self._ask(["names", wanted])

    def call(self, name: str, arguments: dict) -> dict:
        """What pupil.Pupil.call answers, or {"interrupted": True}. Raises Ended."""
        done = self._ask(["call", name, arguments])
        self.late += bool(done.get("interrupted"))
        return done

    def probe(self) -> list[str]:
        """What no longer fails there though it must, in words."""
        return [str(what) for what, fails in self._ask(["probe"]).items() if fails is not True]

    def close(self) -> None:
        """End the pupil and all that it started."""
        self.leash.close()
        self.line.close()

    def _meet(self) -> None:
        """Wait for the pupil. Raises NotRun: no code of the student's can have had a hand in it."""
        try:
            self._met = self.line.receive(PATIENCE) == HERE
        except (LineError, TooLate) as error:
            self.close()
            raise NotRun(
                "Nothing of it was run: this machine could not start a process for it and fence it in. "
                "Its own words are above; grade again when that is mended."
            ) from error

    def _ask(self, question: list) -> dict:
        if not self._met:
            self._meet()
        nonce = secrets.token_hex(8)
        seconds = min(self.limits.cell, self.until - time.monotonic())
        try:
            self.line.send([nonce, *question], self.limits.cell)
            answer = self._answer(seconds)
        except (LineError, TooLate) as error:
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
            return self.line.receive(max(seconds, 0.1))
        except TooLate:
            with suppress(OSError):  # the guard may be gone this moment
                self.leash.send(guard.INTERRUPT)
            return self.line.receive(self.limits.grace)

    def _ended(self, error: CourseError) -> Ended:
        """Why there is no answer, by the status that the guard sends."""
        if isinstance(error, TooLate):
            self.close()
            return Ended(f"It was stopped: no end after {self.limits.cell:.0f} seconds.", late=True)
        self.leash.settimeout(SLOWEST)
        try:
            said = self.leash.recv(16).decode()
            status = 0 if said == guard.TOO_MUCH else int(said)
        except (OSError, ValueError):
            self.close()
            return Ended(f"It was stopped: its answer could not be used. {error}")
        self.close()
        if said == guard.TOO_MUCH:
            most = self.limits.memory >> 20
            return Ended(f"It was stopped: its processes took more than {most} MB together.")
        if status == -signal.SIGXCPU:
            return Ended("It was stopped: it used up the processor's time.", late=True)
        if status < 0:
            return Ended(f"Its process was killed by {signal.Signals(-status).name}.")
        return Ended(f"Its process ended itself with status {status}.")


class Nursery:
    """The process that pupils are forked from, as its owner holds it."""

    def __init__(self) -> None:
        self.orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        kept = {key: value for key, value in os.environ.items() if key not in WITHOUT}
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "course_lib.grading.apart.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=kept | SINGLE | {"MPLBACKEND": "agg"},
                stdin=subprocess.DEVNULL,
            )

    def ready(self) -> None:
        """Wait until it takes orders."""
        if self.orders.recv(16) != b"ready":
            raise Ended("The process that student's code is forked from did not start.")

    def close(self) -> None:
        """End it; what was forked from it ends by its own leash."""
        self.orders.close()
        self.process.wait()
