"""One notebook marked: the student's cells in a session, the tests in this process."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.marking.clock import OutOfTime
from course_lib.grading.marking.trusted import Trusted, failed
from course_lib.grading.notebook.magics import python
from course_lib.grading.sandbox.session import Ended, Session

OPEN = Callable[[float], Session]  # makes one that must be done by a moment of the monotonic clock


@dataclass
class Marking:
    """What happened on the way; the outputs stand in the cells."""

    crashes: list[str] = field(default_factory=list)  # sentences
    flags: list[str] = field(default_factory=list)  # what an instructor should look at
    late: bool = False

    @property
    def status(self) -> str:
        """graded, partly graded, timed out or tampered."""
        if self.flags:
            return "tampered"
        if self.late:
            return "timed out"
        return "partly graded" if self.crashes else "graded"


def mark(cells: list[Any], solutions: list[str], opened: OPEN, limits: Limits = LIMITS) -> Marking:
    """Run the code cells and write their outputs into them; tests see the names in `solutions`.

    `cells` are a notebook's, with the instructor's locked cells and tests already put right. What a cell
    shows is from a run before any test, so no test's data can stand in it; a test calls the functions as
    they were at its place in the notebook. After a crash all cells are run again in a fresh session without
    the one that crashed, so that the other tasks keep their marks. Raises session.NotRun, and nothing that a
    submission could bring about.
    """
    return _Run(cells, solutions, opened, limits).all()


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


class _Run:
    def __init__(
        self, cells: list[Any], solutions: list[str], opened: OPEN, limits: Limits
    ) -> None:
        self.cells = [cell for cell in cells if role(cell)]
        self.solutions, self.opened, self.limits = solutions, opened, limits
        self.until = time.monotonic() + limits.whole
        self.session: Session | None = opened(self.until)
        self.trusted, self.marking = Trusted(limits), Marking()
        self.deadly: set[int] = set()
        self.flags: set[str] = set()

    def all(self) -> Marking:
        for cell in self.cells:
            cell["outputs"], cell["execution_count"] = [], None
        for number, cell in enumerate(self.cells):
            try:
                self._show(number, cell)
            except Ended as ended:
                self._crashed(number, cell, ended, number)
        for number, cell in enumerate(self.cells):
            try:
                self._test(number, cell)
            except Ended as ended:
                self._crashed(number, cell, ended, len(self.cells))
            except OutOfTime as error:  # the tests' own, over what the student's process sent
                self.marking.late = True
                cell["outputs"] = failed(str(error))
        self._finish()
        self.marking.flags = sorted(self.flags)
        return self.marking

    def _show(self, number: int, cell: Any) -> None:
        """Run a cell that is no test; where a test stands, keep the names as they are."""
        if not self.session or number in self.deadly:
            return
        if role(cell) == "test":
            self.session.keep(number)
        else:
            cell["outputs"] = self.session.run(python(cell["source"])[0])

    def _test(self, number: int, cell: Any) -> None:
        what, source = role(cell), cell["source"]
        if what == "data":
            self.trusted.data(source)
        if what != "test":
            return
        if self.session:
            cell["outputs"] = self.trusted.test(
                source, self.session, number, self.solutions, self.flags
            )
        else:
            cell["outputs"] = failed(f"Not run: {self.marking.crashes[-1]}")

    def _crashed(self, number: int, cell: Any, ended: Ended, before: int) -> None:
        """Note it, and run the cells before a place again without those that crashed."""
        name = cell["metadata"].get("nbgrader", {}).get("grade_id") or f"code cell {number + 1}"
        self.marking.crashes.append(f"{name}: {ended}")
        self.marking.late |= ended.late
        self.deadly.add(number)
        if role(cell) == "test":
            cell["outputs"] = failed(
                f"The function was tested, and its process did not live. {ended}"
            )
        else:
            cell["outputs"] = failed(str(ended))
        self.session = None
        if len(self.marking.crashes) <= self.limits.again:
            self._again(before)

    def _again(self, before: int) -> None:
        self.session = self.opened(self.until)
        try:
            for number, cell in enumerate(self.cells[:before]):
                if role(cell) == "test":
                    self.session.keep(number)
                elif number not in self.deadly:
                    self.session.run(python(cell["source"])[0])
        except Ended as ended:  # it crashes at will: no more of it
            self.marking.late |= ended.late
            self.session = None

    def _finish(self) -> None:
        if not self.session:
            return
        try:
            for what in self.session.probe():
                self.flags.add(f"{what} no longer fails where it must")
        except Ended as ended:
            self.flags.add(f"the last check did not come to its end: {ended}")
        self.marking.late |= bool(self.session.late)
        self.session.close()
