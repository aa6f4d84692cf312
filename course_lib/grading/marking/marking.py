"""One notebook marked: the student's cells in a session, the tests in this process."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from typing import Any

from course_lib.characters import whole
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.marking.trusted import OutOfTime, Proxy, clock, failed, run
from course_lib.grading.notebook.code import python
from course_lib.grading.sandbox.channel import unpacked
from course_lib.grading.sandbox.session import Ended, Session
from course_lib.grading.sandbox.student_process import WORDS

OPEN = Callable[[float], Session]  # makes one that must be done by a moment of the monotonic clock


def mark(cells: list, solutions: list[str], opened: OPEN, limits: Limits = LIMITS) -> Marking:
    """Run the code cells and write their outputs into them; tests see the names in `solutions`.

    `cells` are a notebook's, with the instructor's locked cells and tests already put right. What a cell
    shows is from a run before any test, so no test's data can stand in it; a test calls the functions as
    they were at its place in the notebook. After a crash all cells are run again in a fresh session without
    the one that crashed, so that the other tasks keep their marks. Raises session.NotRun, and nothing that a
    submission could bring about.
    """
    marking = Marking(cells, solutions, opened, limits)
    for number, (_, cell) in enumerate(marking.cells):
        cell["execution_count"] = None
        marking.do(marking.show, number, number)
    for number, (what, cell) in enumerate(marking.cells):
        if what == "test":
            marking.do(marking.test, number, len(marking.cells))
        if what == "data":  # its outputs are the student's process's to show
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                run(cell["source"], marking.names)
    marking.close(probe=True)
    return marking


def role(cell: Any) -> str:
    """What a cell is for: "test", "data" (locked, and no test), "own" code, or "" for any other."""
    about = cell["metadata"].get("nbgrader", {})
    if cell["cell_type"] != "code":
        return ""
    if about.get("solution") or not (about.get("grade") or about.get("locked")):
        return "own"
    return "test" if about.get("grade") else "data"


class Marking:
    """What happened on the way: `crashes` and `flags` in sentences, the latter for an instructor to look at."""

    def __init__(self, cells: list, solutions: list[str], opened: OPEN, limits: Limits) -> None:
        self.cells = [(role(cell), cell) for cell in cells if role(cell)]
        self.solutions, self.opened, self.limits = solutions, opened, limits
        self.until = time.monotonic() + limits.whole
        # In it the cells before the one at hand have run; None where they cannot.
        self.session: Session | None = opened(self.until)
        # Those of the instructor's locked cells, and of the solutions for the test at hand.
        self.names: dict[str, Any] = {"__name__": "__main__", "display": lambda *_: None}
        self.crashes, self.flags, self.late = list[str](), list[str](), False
        self.deadly: set[int] = set()

    @property
    def status(self) -> str:
        """graded, partly graded, timed out or tampered."""
        if self.flags:
            return "tampered"
        return "timed out" if self.late else "partly graded" if self.crashes else "graded"

    def do(self, step: Callable[[int], list[dict]], number: int, before: int) -> None:
        """Take a step with a cell, for its outputs; if its process ends, run those before a place again."""
        what, cell = self.cells[number]
        try:
            cell["outputs"] = step(number)
        except OutOfTime as error:  # the tests' own, over what the student's process sent
            self.late, cell["outputs"] = True, failed(error)
        except Ended as ended:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id") or f"code cell {number + 1}"
            tested = "The function was tested, and its process did not live. "
            self.crashes.append(f"{name}: {ended}")
            cell["outputs"] = failed(Ended(f"{tested if what == 'test' else ''}{ended}"))
            self.deadly.add(number)
            self.close()
            if len(self.deadly) <= self.limits.again:
                self._repeat(before)

    def _repeat(self, before: int) -> None:
        self.session = self.opened(self.until)
        with suppress(Ended):
            for number in sorted(set(range(before)) - self.deadly):
                self.show(number)
            return
        self.close()  # it crashes at will: no more of it

    def show(self, number: int) -> list[dict]:
        """Run a cell that is no test; where a test stands, keep the names as they are."""
        what, cell = self.cells[number]
        if self.session and what == "test":
            self.session.ask("keep", number)
        elif self.session:
            return self.session.run(python(cell["source"])[0])
        return []

    def test(self, number: int) -> list[dict]:
        """Run a test on the names as they were at its place; its outputs, which nbgrader reads marks from.

        Raises Ended if the student's process ends meanwhile, and OutOfTime if it sent what takes too long to
        read or to compare.
        """
        if not self.session:
            return failed(Ended(f"Not run: {self.crashes[-1]}"))
        printed, outputs, seconds = io.StringIO(), list[dict](), self.limits.reading
        why = f"What came back takes more than {seconds:g} seconds to read and compare."
        with clock(seconds, why), redirect_stdout(printed):
            try:
                values = self.session.ask("names", number, self.solutions)
                for name in self.solutions:  # and whatever else came over is nobody's name
                    self.names.pop(name, None)
                    if name in values:
                        proxy, value = Proxy(self.session, name, self.flags), values[name]
                        self.names[name] = proxy if value is None else unpacked(value)
                if (value := run(self.cells[number][1]["source"], self.names)) is not None:
                    shown = {"data": {"text/plain": repr(value)[:WORDS]}, "metadata": {}}
                    outputs = [{"output_type": "execute_result", "execution_count": None} | shown]
            except OutOfTime:
                raise
            except BaseException as error:  # whatever it is, it is this task's alone
                outputs = failed(error)
        if self.session.ended:  # which `expect` takes for an error of the function
            raise self.session.ended
        if text := printed.getvalue():
            outputs = [{"output_type": "stream", "name": "stdout", "text": text}, *outputs]
        return whole(outputs)

    def close(self, probe: bool = False) -> None:
        """End the session, after a look whether what must fail there still does."""
        if self.session:
            try:
                if probe and not self.session.probe():
                    self.flags.append("what must fail in its process no longer fails there")
            except Ended as ended:
                self.flags.append(f"the last check did not come to its end: {ended}")
            self.session.close()
            self.late |= self.session.late
        self.session = None
