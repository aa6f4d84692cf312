"""One notebook marked: the student's cells in a session, the tests in this process."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.marking.trusted import OutOfTime, Trusted, failed
from course_lib.grading.notebook.code import python
from course_lib.grading.sandbox.session import Ended, Session

OPEN = Callable[[float], Session]  # makes one that must be done by a moment of the monotonic clock


def mark(cells: list[Any], solutions: list[str], opened: OPEN, limits: Limits = LIMITS) -> Marking:
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
        if what == "data":
            marking.trusted.data(cell["source"])
        if what == "test":
            marking.do(marking.test, number, len(marking.cells))
    marking.close(probe=True)
    return marking


def role(cell: Any) -> str:
    """What a cell is for: "test", "data" (locked, and no test), "own" code, or "" for any other."""
    if cell["cell_type"] != "code":
        return ""
    about = cell["metadata"].get("nbgrader", {})
    if about.get("solution"):
        return "own"
    if about.get("grade"):
        return "test"
    return "data" if about.get("locked") else "own"


class Marking:
    """What happened on the way: `crashes` in sentences, and `trusted.flags` for an instructor to look at."""

    def __init__(
        self, cells: list[Any], solutions: list[str], opened: OPEN, limits: Limits
    ) -> None:
        self.cells = [(role(cell), cell) for cell in cells if role(cell)]
        self.solutions, self.opened, self.limits = solutions, opened, limits
        self.until = time.monotonic() + limits.whole
        # In it the cells before the one at hand have run; None where they cannot.
        self.session: Session | None = opened(self.until)
        self.trusted, self.crashes, self.late = Trusted(limits), list[str](), False
        self.deadly: set[int] = set()

    @property
    def flags(self) -> list[str]:
        """What an instructor should look at."""
        return sorted(self.trusted.flags)

    @property
    def status(self) -> str:
        """graded, partly graded, timed out or tampered."""
        if self.trusted.flags:
            return "tampered"
        if self.late:
            return "timed out"
        return "partly graded" if self.crashes else "graded"

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
        try:
            for number in range(before):
                if number not in self.deadly:
                    self.show(number)
        except Ended:  # it crashes at will: no more of it
            self.close()

    def show(self, number: int) -> list[dict]:
        """Run a cell that is no test; where a test stands, keep the names as they are."""
        what, cell = self.cells[number]
        if self.session and what == "test":
            self.session.ask("keep", number)
        elif self.session:
            return self.session.run(python(cell["source"])[0])
        return []

    def test(self, number: int) -> list[dict]:
        """Run a test on the names as they were at its place."""
        if not self.session:
            return failed(Ended(f"Not run: {self.crashes[-1]}"))
        source = self.cells[number][1]["source"]
        return self.trusted.test(source, self.session, number, self.solutions)

    def close(self, probe: bool = False) -> None:
        """End the session, after a look whether what must fail there still does."""
        if self.session:
            try:
                if probe and not self.session.probe():
                    self.trusted.flags.add("what must fail in its process no longer fails there")
            except Ended as ended:
                self.trusted.flags.add(f"the last check did not come to its end: {ended}")
            self.session.close()
            self.late |= self.session.late
        self.session = None
