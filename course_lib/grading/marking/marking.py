"""One notebook marked: the student's cells in a session, the tests in this process."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from course_lib.characters import whole
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.marking.trusted import OutOfTime, clock, failed, proxy, run
from course_lib.grading.notebook.code import python
from course_lib.grading.sandbox.channel import unpacked
from course_lib.grading.sandbox.session import Ended, Session
from course_lib.grading.sandbox.student_process import WORDS

OPEN = Callable[[float], Session]  # makes one that must be done by a moment of the monotonic clock


def mark(cells: list, solutions: list[str], opened: OPEN, limits: Limits = LIMITS) -> Marking:
    """Run the code cells and write their outputs into them; tests see the names in `solutions`.

    `cells` are a notebook's, with the instructor's locked cells and tests already put right. After a crash
    all is run again in a fresh session, without the cell that crashed and the tests that have been run, so
    that the other tasks keep their marks. Raises session.NotRun, and nothing that a submission could bring
    about.
    """
    marking, until = Marking(cells, solutions, limits), time.monotonic() + limits.whole
    while len(marking.crashes) <= limits.again and not marking.attempt(opened(until)):
        pass
    for number, (what, cell) in enumerate(marking.cells):
        if what == "test" and number not in marking.over:
            cell["outputs"] = failed(Ended(f"Not run: {marking.crashes[-1]}"))
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

    def __init__(self, cells: list, solutions: list[str], limits: Limits) -> None:
        self.cells = [(role(cell), cell) for cell in cells if role(cell)]
        for _, cell in self.cells:
            cell["outputs"], cell["execution_count"] = [], None
        self.solutions, self.limits = solutions, limits
        # Those of the instructor's locked cells, and of the solutions for the test at hand.
        self.names: dict[str, Any] = {"__name__": "__main__", "display": lambda *_: None}
        self.crashes, self.flags, self.late = list[str](), list[str](), False
        self.over: set[int] = set()  # cells that ended their process, and tests that have been run

    @property
    def status(self) -> str:
        """graded, partly graded, timed out or tampered."""
        if self.flags:
            return "tampered"
        return "timed out" if self.late else "partly graded" if self.crashes else "graded"

    def attempt(self, session: Session) -> bool:
        """Run all that is not over; whether the session lived through it.

        What a cell shows is from a run before any test, also before those of an attempt that crashed, so no test's
        data can stand in it; a test calls the functions as they were at its place in the notebook.
        """
        shown = any(self.cells[number][0] == "test" for number in self.over)
        number, ran = 0, 0  # of the cell at hand, and how many were run
        moments = dict[int, int]()  # how many had been, before which test
        try:
            for number, (what, cell) in enumerate(self.cells):
                if number in self.over:
                    continue
                if what == "test":
                    moments[number] = ran
                else:
                    outputs = session.run(python(cell["source"])[0])
                    if not shown:
                        cell["outputs"] = outputs
                    ran += 1
            for number, (what, cell) in enumerate(self.cells):
                if what == "data":  # its outputs are the student's process's to show
                    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                        run(cell["source"], self.names)
                if what == "test" and number not in self.over:
                    self.over.add(number)
                    cell["outputs"] = self._test(cell["source"], session, moments[number])
            if lapse := session.probe():
                self.flags.append(lapse)
            return True
        except Ended as ended:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id") or f"code cell {number + 1}"
            tested = "The function was tested, and its process did not live. "
            self.crashes.append(f"{name}: {ended}")
            cell["outputs"] = failed(Ended(f"{tested if number in self.over else ''}{ended}"))
            self.over.add(number)
            return False
        finally:
            session.close()
            self.late |= session.late

    def _test(self, source: str, session: Session, moment: int) -> list[dict]:
        """Run a test on the names of a moment; its outputs, which nbgrader reads marks from. Raises Ended."""
        printed, outputs, seconds = io.StringIO(), list[dict](), self.limits.reading
        why = f"What came back takes more than {seconds:g} seconds to read and compare."
        try:
            with clock(seconds, why), redirect_stdout(printed):
                values = session.ask("names", moment, self.solutions)
                for name in self.solutions:  # and whatever else came over is nobody's name
                    self.names.pop(name, None)
                    if name in values:
                        value, call = values[name], proxy(session, name, self.flags)
                        self.names[name] = call if value is None else unpacked(value)
                if (value := run(source, self.names)) is not None:
                    shown = {"data": {"text/plain": repr(value)[:WORDS]}, "metadata": {}}
                    outputs = [{"output_type": "execute_result", "execution_count": None} | shown]
        except BaseException as error:  # whatever it is, it is this task's alone
            self.late |= isinstance(error, OutOfTime)
            outputs = failed(error)
        if session.ended:  # which `expect` takes for an error of the function
            raise session.ended
        if text := printed.getvalue():
            outputs = [{"output_type": "stream", "name": "stdout", "text": text}, *outputs]
        return whole(outputs)
