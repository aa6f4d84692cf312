"""Inside the process that runs a student's code: cells are run, functions are called, as the room asks.

Nothing here is trusted by who asks. No test ever comes here, and what goes back is plain data.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
from typing import Any

from course_lib.grading.apart.notes import Notes
from course_lib.grading.apart.values import packed, unpacked
from course_lib.grading.apart.wire import Line, LineError
from course_lib.grading.limits import Limits
from course_lib.running import Changed, run, where

KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "MPLBACKEND", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
HERE = "here"  # the first message: nothing of the student's has run yet, and now it may
BASES = 12  # names of an exception's kinds that are passed on


def make_shell() -> Any:
    """An IPython shell that keeps no history and starts no thread, so that it can be made before a fork."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Shell(InteractiveShell):
        def enable_gui(self, gui=None):  # `%matplotlib` asks for it, and there is no screen here
            pass

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Plain"
    return Shell.instance(config=config)


class Pupil:
    """The shell with the student's names, and what it may use up."""

    def __init__(self, shell: Any, limits: Limits) -> None:
        self.shell, self.limits, self.busy = shell, limits, False
        self.pid = os.getpid()
        self.answers = {
            "run": self.run,
            "names": self.names,
            "call": self.call,
            "probe": self.probe,
        }
        signal.signal(signal.SIGINT, self._interrupt)

    def serve(self, line: Line) -> None:
        """Answer until the line is hung up. A question is [nonce, what, …]; its answer [nonce, …]."""
        while True:
            try:
                nonce, what, *rest = line.receive()
            except LineError:
                return
            answer = self._within(self.answers[what], rest)
            if os.getpid() != self.pid:  # the student's code forked, and this is the copy
                os._exit(0)
            line.send([nonce, answer])

    def _within(self, answer: Any, rest: list) -> Any:
        self.busy = True
        try:
            return answer(*rest)
        except KeyboardInterrupt:
            return {"interrupted": True}
        finally:
            self.busy = False

    def _interrupt(self, *_: Any) -> None:
        if self.busy:
            raise KeyboardInterrupt

    def run(self, source: str) -> dict:
        """The outputs of one cell, as a notebook keeps them, and whether it was interrupted."""
        with Notes(self.shell, self.limits) as notes:
            result = self.shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        return {
            "outputs": notes.outputs(),
            "interrupted": isinstance(error, KeyboardInterrupt),
        }

    def names(self, wanted: list[str]) -> dict:
        """Of those names that exist: None for a function and its like, or the value, packed."""
        found = {name: self.shell.user_ns[name] for name in wanted if name in self.shell.user_ns}
        return {name: None if callable(it) else packed(it) for name, it in found.items()}

    def call(self, name: str, arguments: dict) -> dict:
        """What a function gives for copies of the arguments, or what it raised."""
        function = self.shell.user_ns[name]
        got, error, printed = run(function, unpacked(arguments))
        if isinstance(error, Changed):
            return {"changed": str(error), "printed": printed}
        if error is not None:
            kinds = [kind.__name__ for kind in type(error).__mro__][:BASES]
            words = where(function, error)[:2000]
            return {"kinds": kinds, "text": str(error)[:2000], "words": words, "printed": printed}
        return {"value": packed(got), "printed": printed}

    def probe(self) -> dict:
        """What still fails that must: for each of three checks, whether it did, with a word of its own."""
        word = secrets.token_hex(8)
        checks = {
            "a plain assert": f"assert {word!r} == 'right', {word!r}",
            "pandas.testing": (
                "import pandas as _p, pandas.testing as _t\n"
                f"_t.assert_series_equal(_p.Series([{word!r}]), _p.Series(['right']))"
            ),
            "the course's expect": (
                "from course_lib.expectation import expect as _e\n"
                f"_e(lambda: {word!r}, (), 'right', {word!r})"
            ),
        }
        return {what: self._fails(source, word) for what, source in checks.items()}

    def _fails(self, source: str, word: str) -> bool:
        return any(word in output.get("evalue", "") for output in self.run(source)["outputs"])


def live(end: socket.socket, shell: Any, limits: Limits, folder: str) -> None:
    """Become the pupil: its folder, its standard streams, its limits; then serve, and leave for good."""
    import random

    import numpy as np

    os.chdir(folder)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept | {"HOME": folder, "TMPDIR": folder})
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    random.seed()
    np.random.seed()
    sys.path.insert(0, "")
    ours = Line(end)
    try:
        ours.send(HERE)
        Pupil(shell, limits).serve(ours)
    finally:
        os._exit(0)
