"""One notebook marked: the student's cells in a session, the tests in this process."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.marking.trusted import OutOfTime, Trusted, failed
from course_lib.grading.notebook.code import python
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
        self.cells = [(role(cell), cell) for cell in cells if role(cell)]
        self.solutions, self.opened, self.limits = solutions, opened, limits
        self.until = time.monotonic() + limits.whole
        self.session: Session | None = opened(self.until)
        self.trusted, self.marking = Trusted(limits), Marking()
        self.deadly: set[int] = set()

    def all(self) -> Marking:
        for number, (_, cell) in enumerate(self.cells):
            cell["outputs"], cell["execution_count"] = [], None
            try:
                cell["outputs"] = self._show(number)
            except Ended as ended:
                self._crashed(number, ended, number)
        for number, (what, cell) in enumerate(self.cells):
            try:
                if what == "data":
                    self.trusted.data(cell["source"])
                elif what == "test":
                    cell["outputs"] = self._test(number, cell["source"])
            except Ended as ended:
                self._crashed(number, ended, len(self.cells))
            except OutOfTime as error:  # the tests' own, over what the student's process sent
                self.marking.late = True
                cell["outputs"] = failed(str(error))
        self._finish()
        self.marking.flags = sorted(self.trusted.flags)
        return self.marking

    def _show(self, number: int) -> list[dict]:
        """Run a cell that is no test; where a test stands, keep the names as they are."""
        what, cell = self.cells[number]
        if not self.session or number in self.deadly:
            return []
        if what == "test":
            self.session.keep(number)
            return []
        return self.session.run(python(cell["source"])[0])

    def _test(self, number: int, source: str) -> list[dict]:
        if not self.session:
            return failed(f"Not run: {self.marking.crashes[-1]}")
        return self.trusted.test(source, self.session, number, self.solutions)

    def _crashed(self, number: int, ended: Ended, before: int) -> None:
        """Note it, and run the cells before a place again without those that crashed."""
        what, cell = self.cells[number]
        name = cell["metadata"].get("nbgrader", {}).get("grade_id") or f"code cell {number + 1}"
        self.marking.crashes.append(f"{name}: {ended}")
        self.marking.late |= ended.late
        self.deadly.add(number)
        tested = "The function was tested, and its process did not live. " if what == "test" else ""
        cell["outputs"] = failed(f"{tested}{ended}")
        self.session = None
        if len(self.marking.crashes) > self.limits.again:
            return
        self.session = self.opened(self.until)
        try:
            for earlier in range(before):
                self._show(earlier)
        except Ended as again:  # it crashes at will: no more of it
            self.marking.late |= again.late
            self.session = None

    def _finish(self) -> None:
        if not self.session:
            return
        try:
            lapses = self.session.probe()
            self.trusted.flags |= {f"{what} no longer fails where it must" for what in lapses}
        except Ended as ended:
            self.trusted.flags.add(f"the last check did not come to its end: {ended}")
        self.marking.late |= bool(self.session.late)
        self.session.close()
