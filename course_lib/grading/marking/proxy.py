"""A student's function as the tests hold it: called in the student's process, judged in this one."""

from __future__ import annotations

import builtins
from typing import Any

from course_lib import running
from course_lib.expectation import NotAttempted, NotRight
from course_lib.grading.sandbox.session import Session
from course_lib.grading.sandbox.values import packed, unpacked

COURSE = ("NotAttempted", "NotRight")


class Proxy:
    """Called like the function of that name in the session; its errors come as running.Elsewhere."""

    def __init__(self, session: Session, name: str, flags: set[str]) -> None:
        self.__name__ = name
        self._session, self._flags = session, flags

    def __call__(self, *arguments: Any) -> Any:
        message = packed(arguments)
        if "typed" not in message:
            raise TypeError(f"A test gives {self.__name__} what cannot be sent: {arguments!r:.200}")
        answer = self._session.call(self.__name__, message)
        if answer.get("printed"):
            print("(printed)")  # a test tells by it that an answer was printed, not returned
        if answer.get("interrupted"):
            raise elsewhere(["TimeoutError"], "no end in sight, so it was stopped")
        if "changed" in answer:
            raise running.Changed(str(answer["changed"])[:100])
        if "kinds" in answer:
            raise elsewhere(
                [str(kind)[:100] for kind in answer["kinds"]],
                str(answer.get("text", "")),
                str(answer.get("words", "")),
            )
        value = answer.get("value")
        if isinstance(value, dict) and value.get("equals_all"):
            self._flags.add(f"{self.__name__} gave a thing that claims to equal everything")
        return unpacked(value)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


def namespace(session: Session, moment: int, wanted: list[str], flags: set[str]) -> dict[str, Any]:
    """Of those names that existed in the session then: a Proxy for what can be called, else the value itself."""
    found = session.names(moment, wanted)
    return {
        name: Proxy(session, name, flags) if found[name] is None else unpacked(found[name])
        for name in wanted
        if name in found
    }


def elsewhere(kinds: list[str], text: str, words: str = "") -> BaseException:
    """An error of the first of these kinds that is known here; it says what it said there."""
    for kind in kinds:
        if kind in COURSE:
            return NotAttempted() if kind == "NotAttempted" else NotRight(text)
    known = (getattr(builtins, kind, None) for kind in kinds)
    base = next((k for k in known if isinstance(k, type) and issubclass(k, Exception)), Exception)
    made: Any = type(kinds[0] if kinds else "Error", (running.Elsewhere, base), {})
    error = made.__new__(made)
    error.text, error.words = text, words or f"{made.__name__} ({text})"
    return error
