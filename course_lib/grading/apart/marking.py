"""One notebook marked: the student's cells in a room, the tests in this process, in the notebook's order."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from course_lib.grading.apart.room import Ended, Room
from course_lib.grading.apart.trusted import Trusted, failed
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.notebook.characters import whole
from course_lib.grading.notebook.magics import python

OPEN = Callable[[float], Room]  # makes a room that must be done by a moment of the monotonic clock


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

    `cells` are a notebook's, with the instructor's locked cells and tests already put right. After a
    crash the earlier cells are run again in a fresh room without the one that crashed, so that the other
    tasks keep their marks. Raises nothing that a submission could bring about.
    """
    return _Run(cells, solutions, opened, limits).all()


def role(cell: Any) -> str:
    """What a cell is for: "test", "data" (locked, and no test), "own" code, or "" for any other."""
    if cell["cell_type"] != "code":
        return ""
    known = cell["metadata"].get("nbgrader", {})
    if known.get("solution"):
        return "own"
    if known.get("grade"):
        return "test"
    return "data" if known.get("locked") else "own"


class _Run:
    def __init__(
        self, cells: list[Any], solutions: list[str], opened: OPEN, limits: Limits
    ) -> None:
        self.cells = [cell for cell in cells if role(cell)]
        self.solutions, self.opened, self.limits = solutions, opened, limits
        self.until = time.monotonic() + limits.whole
        self.room: Room | None = opened(self.until)
        self.trusted, self.done = Trusted(), Marking()
        self.deadly: set[int] = set()
        self.flags: set[str] = set()

    def all(self) -> Marking:
        for number, cell in enumerate(self.cells):
            cell["outputs"], cell["execution_count"] = [], None
            try:
                cell["outputs"] = whole(self._outputs(cell))
            except Ended as ended:
                self._crashed(number, cell, ended)
        self._finish()
        self.done.flags = sorted(self.flags)
        return self.done

    def _outputs(self, cell: Any) -> list[dict]:
        what, source = role(cell), cell["source"]
        if what == "data":
            self.trusted.data(source)
        if not self.room:
            return failed(f"Not run: {self.done.crashes[-1]}") if what == "test" else []
        if what == "test":
            return self.trusted.test(source, self.room, self.solutions, self.flags)
        return self.room.run(python(source)[0])

    def _crashed(self, number: int, cell: Any, ended: Ended) -> None:
        """Note it, and come back to where we are without the cell that crashed."""
        name = cell["metadata"].get("nbgrader", {}).get("grade_id") or f"code cell {number + 1}"
        self.done.crashes.append(f"{name}: {ended}")
        self.done.late |= ended.late
        self.deadly.add(number)
        if role(cell) == "test":
            cell["outputs"] = failed(
                f"The function was tested, and its process did not live. {ended}"
            )
        else:
            cell["outputs"] = failed(str(ended))
        self.room = None
        if len(self.done.crashes) <= self.limits.again:
            self._again(number)

    def _again(self, number: int) -> None:
        self.room = self.opened(self.until)
        try:
            for earlier, cell in enumerate(self.cells[:number]):
                if earlier not in self.deadly and role(cell) != "test":
                    self.room.run(python(cell["source"])[0])
        except Ended as ended:  # it crashes at will: no more of it
            self.done.late |= ended.late
            self.room = None

    def _finish(self) -> None:
        if not self.room:
            return
        try:
            for what in self.room.probe():
                self.flags.add(f"{what} no longer fails where it must")
        except Ended as ended:
            self.flags.add(f"the last check did not come to its end: {ended}")
        self.done.late |= bool(self.room.late)
        self.room.close()
