"""Where tests run: the grader's own process, over values that came from the student's as plain data."""

from __future__ import annotations

import ast
import contextlib
import io
import traceback
from typing import Any

from course_lib.characters import whole
from course_lib.errors import CourseError
from course_lib.grading.limits import Limits
from course_lib.grading.marking.clock import OutOfTime, clock
from course_lib.grading.marking.proxy import namespace
from course_lib.grading.sandbox.session import Session


class Trusted:
    """The names that the instructor's locked cells made, for one submission."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.names: dict[str, Any] = {"__name__": "__main__", "display": lambda *_: None}

    def data(self, source: str) -> None:
        """Run a locked cell that is no test. Its outputs are the student's process's to show."""
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            _run(source, self.names, "data")

    def test(
        self, source: str, session: Session, moment: int, solutions: list[str], flags: set[str]
    ) -> list[dict]:
        """Run a test cell on the session's functions as they were at a moment; its outputs.

        nbgrader reads marks from them. Raises session.Ended if the student's process ends meanwhile, and
        clock.OutOfTime if it sent what takes too long to read or to compare.
        """
        printed = io.StringIO()
        seconds = self.limits.reading
        why = f"What came back takes more than {seconds:g} seconds to read and compare."
        with clock(seconds, why), contextlib.redirect_stdout(printed):
            outputs = self._outputs(source, session, moment, solutions, flags)
        if session.ended:  # which `expect` takes for an error of the function
            raise session.ended
        text = printed.getvalue()
        stream = {"output_type": "stream", "name": "stdout", "text": text}
        return whole(([stream] if text else []) + outputs)

    def _outputs(
        self, source: str, session: Session, moment: int, solutions: list[str], flags: set[str]
    ) -> list[dict]:
        for name in solutions:  # as they were then, not for an earlier test
            self.names.pop(name, None)
        try:
            self.names |= namespace(session, moment, solutions, flags)
            value = _run(source, self.names, "test")
        except OutOfTime:
            raise
        except BaseException as error:  # whatever it is, it is this task's alone
            return [_error(error)]
        return [] if value is None else [_result(value)]


def _run(source: str, names: dict[str, Any], what: str) -> Any:
    """Run plain Python; the value of its last line, if that is an expression."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    value = last.value if isinstance(last, ast.Expr) else None
    if value is not None:
        tree.body.pop()
    exec(compile(tree, f"<{what}>", "exec"), names)
    return value and eval(compile(ast.Expression(value), f"<{what}>", "eval"), names)


def _result(value: Any) -> dict:
    data = {"text/plain": repr(value)[:2000]}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None}


def _error(error: BaseException) -> dict:
    """As IPython notes it: one of ours is its sentence alone, any other its last lines."""
    if isinstance(error, CourseError):
        lines = error._render_traceback_()
    else:
        lines = [line.rstrip("\n") for line in traceback.format_exception_only(error)]
    return {
        "output_type": "error",
        "ename": type(error).__name__,
        "evalue": str(error),
        "traceback": lines,
    }


def failed(why: str) -> list[dict]:
    """The outputs of a test that could not run, with the reason as a sentence."""
    return [{"output_type": "error", "ename": "NotRun", "evalue": why, "traceback": [why]}]
