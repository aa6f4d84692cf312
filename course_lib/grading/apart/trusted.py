"""Where tests run: the grader's own process, over values that came from the student's as plain data."""

from __future__ import annotations

import ast
import contextlib
import io
import traceback
from typing import Any

from course_lib.errors import CourseError
from course_lib.grading.apart.proxy import namespace
from course_lib.grading.apart.room import Room


class Trusted:
    """The names that the instructor's locked cells made, for one submission."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "__main__", "display": lambda *_: None}

    def data(self, source: str) -> None:
        """Run a locked cell that is no test. Its outputs are the student's process's to show."""
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            _run(source, self.names, "data")

    def test(self, source: str, room: Room, solutions: list[str], flags: set[str]) -> list[dict]:
        """Run a test cell on the room's functions; its outputs, as nbgrader reads marks from them.

        Raises room.Ended if the student's process ends meanwhile.
        """
        for name in solutions:  # as they are now, not as they were for an earlier test
            self.names.pop(name, None)
        self.names |= namespace(room, solutions, flags)
        printed = io.StringIO()
        outputs: list[dict] = []
        with contextlib.redirect_stdout(printed):
            try:
                value = _run(source, self.names, "test")
            except BaseException as error:  # whatever it is, it is this task's alone
                outputs = [_error(error)]
            else:
                outputs = [] if value is None else [_result(value)]
        if room.ended:  # which `expect` takes for an error of the function
            raise room.ended
        text = printed.getvalue()
        stream = {"output_type": "stream", "name": "stdout", "text": text}
        return ([stream] if text else []) + outputs


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
