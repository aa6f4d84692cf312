"""Inside the process that runs a student's code: cells are run, functions are called, as the session asks.

Nothing here is trusted by who asks. No test ever comes here, and what goes back is plain data.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from course_lib.grading.limits import Limits
from course_lib.grading.sandbox.channel import Channel, ChannelError
from course_lib.grading.sandbox.outputs import Notes
from course_lib.grading.sandbox.values import packed, unpacked
from course_lib.running import Changed, run, where

LARGEST = 128 << 20  # bytes of a question: the files that were handed in with the notebook
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


class StudentProcess:
    """The shell with the student's names, and what it may use up."""

    def __init__(self, shell: Any, limits: Limits) -> None:
        self.shell, self.limits, self.busy = shell, limits, False
        self.pid = os.getpid()
        self.moments: dict[int, dict[str, Any]] = {}
        self.answers = {
            "place": self.place,
            "run": self.run,
            "keep": self.keep,
            "names": self.names,
            "call": self.call,
            "probe": self.probe,
        }
        signal.signal(signal.SIGINT, self._interrupt)

    def serve(self, channel: Channel) -> None:
        """Answer until the channel is hung up. A question is [nonce, what, …]; its answer [nonce, …]."""
        while True:
            try:
                nonce, what, *rest = channel.receive(None, LARGEST)
            except ChannelError:
                return
            answer = self._within(self.answers[what], rest)
            if os.getpid() != self.pid:  # the student's code forked, and this is the copy
                os._exit(0)
            channel.send([nonce, answer])

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

    def place(self, files: dict[str, str]) -> dict:
        """Lay files out in the folder, by their paths in it; one that does not fit is left out."""
        for name, text in files.items():
            with suppress(OSError):
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_bytes(b64decode(text))
        return {}

    def run(self, source: str) -> dict:
        """The outputs of one cell, as a notebook keeps them, and whether it was interrupted."""
        with Notes(self.shell, self.limits) as notes:
            result = self.shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        return {
            "outputs": notes.outputs(),
            "interrupted": isinstance(error, KeyboardInterrupt),
        }

    def keep(self, moment: int) -> dict:
        """Keep what each name stands for at this moment."""
        self.moments[moment] = dict(self.shell.user_ns)
        return {}

    def names(self, moment: int, wanted: list[str]) -> dict:
        """Go back to a moment. Of those names that existed: None for what can be called, or the value, packed."""
        # The very dict that the student's functions look their names up in.
        names = self.shell.user_ns
        names.clear()
        names.update(self.moments[moment])
        there = {name: names[name] for name in wanted if name in names}
        return {name: None if callable(it) else packed(it) for name, it in there.items()}

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


def live(end: socket.socket, shell: Any, limits: Limits, folder: str) -> NoReturn:
    """Become the student's process: its folder, its streams, its limits; serve, and leave for good."""
    import random

    import numpy as np

    # Nothing that was open in the process above may be reached from here, least of all its view of the machine.
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    os.dup2(end.fileno(), 3)
    os.closerange(4, 1 << 30)
    channel = Channel(socket.socket(fileno=3))
    os.chdir(folder)
    for name in set(os.environ) - {*KEPT}:
        del os.environ[name]
    os.environ.update({"HOME": folder, "TMPDIR": folder})
    random.seed()
    np.random.seed()
    sys.path.insert(0, "")
    try:
        channel.send(HERE)
        StudentProcess(shell, limits).serve(channel)
    finally:
        os._exit(0)
