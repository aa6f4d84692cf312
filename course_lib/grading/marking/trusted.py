"""Where tests run: the grader's own process, over values that came from the student's as plain data."""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import signal
import traceback
from collections.abc import Iterator
from functools import lru_cache
from types import CodeType
from typing import Any

from course_lib import running
from course_lib.characters import whole
from course_lib.errors import CourseError
from course_lib.expectation import NotAttempted, NotRight
from course_lib.grading.limits import Limits
from course_lib.grading.sandbox.channel import packed, unpacked
from course_lib.grading.sandbox.session import Session
from course_lib.grading.sandbox.student_process import BASES, WORDS

AGAIN = 1.0  # seconds after which OutOfTime is raised once more, where code in between caught it


class OutOfTime(BaseException):
    """The limit was reached. No Exception, so that what bears any error does not bear this one."""


@contextlib.contextmanager
def clock(seconds: float, why: str) -> Iterator[None]:
    """Raises OutOfTime(why) inside, and at the end if it was caught there, once this process itself has
    computed so long; waiting for another does not count. For the main thread alone.
    """
    rings = []

    def stop(*_: Any) -> None:
        rings.append(True)
        raise OutOfTime(why)

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if rings:
        raise OutOfTime(why)


class Trusted:
    """The names that the instructor's locked cells made, for one submission, and what its tests flagged."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.flags: set[str] = set()
        self.names: dict[str, Any] = {"__name__": "__main__", "display": lambda *_: None}

    def data(self, source: str) -> None:
        """Run a locked cell that is no test. Its outputs are the student's process's to show."""
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            _run(source, self.names)

    def test(self, source: str, session: Session, moment: int, solutions: list[str]) -> list[dict]:
        """Run a test cell on the session's functions as they were at a moment; its outputs.

        nbgrader reads marks from them. Raises session.Ended if the student's process ends meanwhile, and
        OutOfTime if it sent what takes too long to read or to compare.
        """
        printed, outputs, seconds = io.StringIO(), list[dict](), self.limits.reading
        why = f"What came back takes more than {seconds:g} seconds to read and compare."
        with clock(seconds, why), contextlib.redirect_stdout(printed):
            try:
                self._fetch(session, moment, solutions)
                if (value := _run(source, self.names)) is not None:
                    data = {"text/plain": repr(value)[:WORDS]}
                    shown = {"data": data, "metadata": {}, "execution_count": None}
                    outputs = [{"output_type": "execute_result"} | shown]
            except OutOfTime:
                raise
            except BaseException as error:  # whatever it is, it is this task's alone
                outputs = failed(error)
        if session.ended:  # which `expect` takes for an error of the function
            raise session.ended
        if text := printed.getvalue():
            outputs = [{"output_type": "stream", "name": "stdout", "text": text}, *outputs]
        return whole(outputs)

    def _fetch(self, session: Session, moment: int, solutions: list[str]) -> None:
        """Let the names in `solutions` stand for what they did at a moment."""
        values = session.ask("names", moment, solutions)
        for name in solutions:  # and whatever else came over is nobody's name
            self.names.pop(name, None)
            if name in values:
                proxy, value = Proxy(session, name, self.flags), values[name]
                self.names[name] = proxy if value is None else unpacked(value)


class Proxy:
    """A student's function as the tests hold it: called in the session, its errors come as running.Elsewhere."""

    def __init__(self, session: Session, name: str, flags: set[str]) -> None:
        self.__name__ = name
        self._session, self._flags = session, flags

    def __call__(self, *arguments: Any) -> Any:
        message = packed(arguments)
        if "typed" not in message:
            raise TypeError(f"A test gives {self.__name__} what cannot be sent: {arguments!r:.200}")
        answer = self._session.ask("call", self.__name__, message)
        if answer.get("printed"):
            print("(printed)")  # a test tells by it that an answer was printed, not returned
        if answer.get("interrupted"):
            raise elsewhere(["TimeoutError"], "no end in sight, so it was stopped")
        if "changed" in answer:
            raise running.Changed(str(answer["changed"])[:100])
        if isinstance(kinds := answer.get("kinds"), list):
            text, words = (str(answer.get(what, ""))[:WORDS] for what in ("text", "words"))
            raise elsewhere([str(kind)[:100] for kind in kinds[:BASES]], text, words)
        value = answer.get("value")
        if isinstance(value, dict) and value.get("equals_all"):
            self._flags.add(f"{self.__name__} gave a thing that claims to equal everything")
        return unpacked(value)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


def elsewhere(kinds: list[str], text: str, words: str = "") -> BaseException:
    """An error of the first of these kinds that is known here; it says what it said there."""
    ours = {"NotAttempted": NotAttempted(), "NotRight": NotRight(text)}
    if error := next((ours[kind] for kind in kinds if kind in ours), None):
        return error
    known = (getattr(builtins, kind, None) for kind in kinds)
    base = next((k for k in known if isinstance(k, type) and issubclass(k, Exception)), Exception)
    own: Any = type(kinds[0] if kinds else "Error", (running.Elsewhere, base), {})
    error = own.__new__(own)
    error.text, error.words = text, words or f"{own.__name__} ({text})"
    return error


@lru_cache(256)
def _compiled(source: str) -> tuple[CodeType, CodeType | None]:
    """Plain Python, and its last line by itself if that is an expression."""
    tree, last = ast.parse(source), None
    if tree.body and isinstance(line := tree.body[-1], ast.Expr):
        last = compile(ast.Expression(line.value), "<test>", "eval")
        tree.body.pop()
    return compile(tree, "<test>", "exec"), last


def _run(source: str, names: dict[str, Any]) -> Any:
    """Run plain Python; the value of its last line, if that is an expression."""
    code, last = _compiled(source)
    exec(code, names)
    return eval(last, names) if last else None


def failed(error: BaseException) -> list[dict]:
    """The outputs of a test that stopped, as IPython notes them: one of ours is its sentence alone."""
    if isinstance(error, CourseError | OutOfTime):
        lines = [str(error)]
    else:
        lines = [line.rstrip("\n") for line in traceback.format_exception_only(error)]
    about = {"ename": type(error).__name__, "evalue": str(error), "traceback": lines}
    return [{"output_type": "error"} | about]
