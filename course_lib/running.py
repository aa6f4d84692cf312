"""Runs a learner's function on copies of its arguments, in silence, and hands back its error.

Whatever it prints or warns of is held back: nbgrader gives no points to a test cell that wrote to
stderr, and one warning is enough for that.
"""

from __future__ import annotations

import contextlib
import copy
import inspect
import io
import linecache
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any


class Changed(Exception):
    """The function changed an argument; says which kind."""


class Elsewhere(Exception):
    """An error that a function raised in another process: its own text, and `where` in words."""

    text = words = ""

    def __str__(self) -> str:
        return self.text


class _Output(io.TextIOBase):
    """A stream that keeps nothing of what is written to it but whether there was anything."""

    anything = False

    def write(self, text: str) -> int:
        self.anything = self.anything or bool(text.strip())
        return len(text)


@contextlib.contextmanager
def _quiet() -> Iterator[_Output]:
    output = _Output()
    with (
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(_Output()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield output


def run(function: Callable, arguments: tuple) -> tuple[Any, BaseException | None, bool]:
    """(what function(*copies of arguments) returned, what it raised or None, whether it printed).

    What was raised is a Changed if the function altered what it was given.
    """
    copies = copy.deepcopy(arguments)
    answer: Any = None
    error: BaseException | None = None
    with _quiet() as output:
        try:
            answer = function(*copies)
        # Even sys.exit() is the student's to hear of, and ends no class run.
        except (Exception, SystemExit) as exception:
            error = exception
        changes = [
            before
            for before, after in zip(arguments, copies, strict=True)
            if not _alike(before, after)
        ]
    if error is None and changes:
        kind = type(changes[0]).__name__
        error = Changed({"DataFrame": "the table", "dict": "the dict"}.get(kind, f"the {kind}"))
    return answer, error, output.anything


def _alike(before: Any, after: Any) -> bool:
    """Whether an argument still holds what it held."""
    import pandas as pd

    if isinstance(before, pd.DataFrame | pd.Series):
        return before.equals(after) and before.index.equals(after.index)
    if isinstance(before, set | frozenset):
        return before == after  # a copy of a set may list its members in another order
    return repr(before) == repr(after)  # text, so that NaN equals itself


def where(function: Callable, error: BaseException) -> str:
    """The exception in words, with the line of the learner's own function that led to it."""
    if isinstance(error, Elsewhere):
        return error.words
    words = str(error).splitlines()[0].rstrip(".") if str(error) else ""
    kind = type(error).__name__ + (f" ({words})" if words else "")
    code = getattr(inspect.unwrap(function), "__code__", None)
    # Every cell is a file of its own to Python, so the function's file name is that of its cell.
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if code is not None and frame.filename == code.co_filename]
    if not own:
        return kind
    # Quoted and not numbered, as JupyterLab shows no line numbers unless it is asked to.
    text = linecache.getline(own[-1].filename, own[-1].lineno or 0).strip()
    return kind + (f" in the line `{text}`" if text else "")
