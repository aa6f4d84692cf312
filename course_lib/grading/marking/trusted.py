"""Where tests run: the grader's own process, over values that came from the student's as plain data."""

from __future__ import annotations

import ast
import builtins
import contextlib
import signal
import traceback
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import CodeType
from typing import Any

from course_lib import running
from course_lib.errors import CourseError
from course_lib.expectation import NotAttempted, NotRight
from course_lib.grading.sandbox.channel import packed, unpacked
from course_lib.grading.sandbox.session import Session
from course_lib.grading.sandbox.student_process import BASES, WORDS

AGAIN = 1.0  # seconds after which OutOfTime is raised once more, where code in between caught it


class OutOfTime(BaseException):
    """The limit was reached. No Exception, so that what bears any error does not bear this one."""


@contextlib.contextmanager
def clock(seconds: float, why: str) -> Iterator[None]:
    """Raises OutOfTime(why) inside once this process itself has computed so long, and again where that is caught;
    waiting for another does not count. For the main thread alone.
    """

    def stop(*_: Any) -> None:
        raise OutOfTime(why)

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def proxy(session: Session, name: str, flags: list[str]) -> Callable:
    """A student's function as the tests hold it: called in the session, its errors come as running.Elsewhere."""

    def call(*arguments: Any) -> Any:
        message = packed(arguments)
        if "typed" not in message:
            raise TypeError(f"A test gives {name} what cannot be sent: {arguments!r:.200}")
        answer = session.ask("call", name, message)
        if answer.get("printed"):
            print("(printed)")  # a test tells by it that an answer was printed, not returned
        if isinstance(kinds := answer.get("kinds"), list):
            text, words = (str(answer.get(what, ""))[:WORDS] for what in ("text", "words"))
            raise elsewhere([str(kind)[:100] for kind in kinds[:BASES]], text, words)
        value = answer.get("value")
        if isinstance(value, dict) and value.get("equals_all"):
            flags.append(f"{name} gave a thing that claims to equal everything")
        return unpacked(value)

    call.__name__ = name
    # What stands for it where lines of a function are quoted, as those above are no student's.
    call.__dict__["__wrapped__"] = None
    return call


def elsewhere(kinds: list[str], text: str, words: str) -> BaseException:
    """An error of the first of these kinds that is known here; it says what it said there."""
    if "NotAttempted" in kinds:
        return NotAttempted()
    for ours in (NotRight, running.Changed):
        if ours.__name__ in kinds:
            return ours(text)
    known = (getattr(builtins, kind, None) for kind in kinds)
    base = next((k for k in known if isinstance(k, type) and issubclass(k, Exception)), Exception)
    own: Any = type(kinds[0] if kinds else "Error", (running.Elsewhere, base), {})
    error = own.__new__(own)
    error.text, error.words = text, words
    return error


def run(source: str, names: dict[str, Any]) -> Any:
    """Run plain Python; the value of its last line, if that is an expression."""
    code, last = _compiled(source)
    exec(code, names)
    return eval(last, names) if last else None


@lru_cache(256)
def _compiled(source: str) -> tuple[CodeType, CodeType | None]:
    tree, last = ast.parse(source), None
    if tree.body and isinstance(line := tree.body[-1], ast.Expr):
        last = compile(ast.Expression(line.value), "<test>", "eval")
        tree.body.pop()
    return compile(tree, "<test>", "exec"), last


def failed(error: BaseException) -> list[dict]:
    """The outputs of a test that stopped, as IPython notes them: one of ours is its sentence alone."""
    ours = isinstance(error, CourseError | OutOfTime)
    lines = [str(error)] if ours else traceback.format_exception_only(error)
    about = {"ename": type(error).__name__, "evalue": str(error)}
    return [{"output_type": "error", "traceback": [line.rstrip("\n") for line in lines]} | about]
