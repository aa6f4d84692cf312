"""Inside the process that runs a student's code: cells are run, functions are called, as the session asks.

Nothing here is trusted by who asks. No test ever comes here, and what goes back is plain data.
"""

from __future__ import annotations

import base64
import io
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any, NoReturn, cast

from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.sandbox import channel
from course_lib.grading.sandbox.channel import packed, unpacked
from course_lib.running import run, where

LARGEST = 128 << 20  # bytes of a question: the files that were handed in with the notebook
BASES, WORDS = 12, 2000  # names of an exception's kinds that are passed on, characters of its words
SLOW = "no end in sight, so it was stopped"
CUT = "\n... Output truncated ...\n"
# What most exercises do, done once before the forks: each would load and set up the same.
WARM_UP = """
import pandas as pd
table = pd.DataFrame({"who": ["ann", "bob"], "n": [1, 2], "ts": ["2026-03-01", "2026-03-02 10:00"]})
table = table.assign(ts=pd.to_datetime(table["ts"], format="ISO8601"))
table[(table["who"] == "ann") & (table["n"] < 2)].groupby("who")["ts"].max()
size = len
table
"""


def prepare() -> None:
    """Run WARM_UP, and send its table through a call; afterwards it has left no name."""
    process = StudentProcess(LIMITS)
    process.run(WARM_UP)
    process.call("size", packed((process.shell.user_ns["table"],)))
    process.names(0, [])


class Stream(io.TextIOBase):
    """A stream that `write` gets the pieces of, after the stream's name."""

    def __init__(self, write: Callable[[str, str], None], name: str) -> None:
        self.to, self.name = write, name

    def write(self, text: str) -> int:
        self.to(self.name, text)
        return len(text)


class StudentProcess:
    """The shell with the student's names, and what the last cell put out, cut where it is too much."""

    def __init__(self, limits: Limits) -> None:
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config

        # It keeps no history and starts no thread, so that it can be made before a fork.
        history = {"enabled": False, "hist_file": ":memory:"}
        # With automagic, `pip install x` were a magic without its sign.
        own = {"automagic": False, "colors": "nocolor", "xmode": "Plain"}
        config = Config(HistoryManager=history, InteractiveShell=own)
        self.limits, self.shell = limits, cast("Any", InteractiveShell.instance(config=config))
        self.shell.enable_gui = lambda gui=None: None  # `%matplotlib` asks, and there is no screen
        self.shell.system = lambda command: None  # nor a terminal, if code asks for one
        self.shell.display_pub.clear_output = lambda wait=False: None
        self.shell.display_pub.publish = lambda data, *_, **__: self._show("display_data", data)
        self.shell.display_trap.hook, self.shell._showtraceback = self._result, self._error
        self.moments = [dict(self.shell.user_ns)]  # what each name stood for after so many cells
        answers = (self.place, self.run, self.names, self.call)
        self.answers = {answer.__name__: answer for answer in answers}

    def serve(self, end: socket.socket) -> None:
        """Answer until the channel is hung up: to [nonce, seconds for it, what, …] with [nonce, …]."""
        own = os.getpid()
        with suppress(ConnectionError):
            while True:
                nonce, seconds, what, *rest = channel.receive(end, largest=LARGEST)
                signal.signal(signal.SIGALRM, signal.default_int_handler)
                signal.setitimer(signal.ITIMER_REAL, seconds)
                try:
                    answer = self.answers[what](*rest)
                except KeyboardInterrupt:
                    words = {"text": SLOW, "words": f"TimeoutError ({SLOW})"}
                    answer = {"interrupted": True, "kinds": ["TimeoutError"]} | words
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
                if os.getpid() != own:  # the student's code forked, and this is the copy
                    return
                if what == "run":
                    self.moments.append(dict(self.shell.user_ns))
                channel.send(end, [nonce, answer])

    def place(self, files: dict[str, str]) -> dict:
        """Lay files out in the folder, by their paths in it; one that does not fit is left out."""
        for name, text in files.items():
            with suppress(OSError):
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_bytes(base64.b64decode(text))
        return {}

    def run(self, source: str) -> dict:
        """The outputs of one cell, as a notebook keeps them, and whether it was interrupted."""
        self.outputs: list[dict] = []
        self.text, self.pictures = self.limits.text, self.limits.picture  # room, in characters
        streams = Stream(self._write, "stdout"), Stream(self._write, "stderr")
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
            result = self.shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        return {"outputs": self.outputs, "interrupted": isinstance(error, KeyboardInterrupt)}

    def _write(self, name: str, text: str) -> None:
        piece = text if len(text) <= self.text else text[: self.text] + CUT
        if self.text <= 0 or not text:
            return
        self.text -= len(text)
        if self.outputs and self.outputs[-1].get("name") == name:
            self.outputs[-1]["text"] += piece
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": piece})

    def _result(self, value: Any = None) -> None:
        if value is not None:
            self.shell.user_ns["_"] = value
            self._show("execute_result", self.shell.display_formatter.format(value)[0])

    def _show(self, kind: str, data: dict) -> None:
        self.pictures -= sum(len(str(piece)) for piece in data.values())
        if self.pictures >= 0:
            plain = json.loads(json.dumps(data, default=_text))
            self.outputs.append({"output_type": kind, "data": plain})

    def _error(self, kind: type, error: BaseException, lines: list[str]) -> None:
        text = [str(line)[: self.limits.text] for line in lines]
        about = {"ename": kind.__name__, "evalue": str(error)[:WORDS], "traceback": text}
        self.outputs.append({"output_type": "error"} | about)

    def names(self, moment: int, names: list[str]) -> dict:
        """Go back to when so many cells had run. Of names there: None for what can be called, or a value."""
        # The very dict that the student's functions look their names up in.
        space = self.shell.user_ns
        space.clear()
        space.update(self.moments[moment])
        there = {name: space[name] for name in names if name in space}
        return {name: None if callable(it) else packed(it) for name, it in there.items()}

    def call(self, name: str, arguments: dict) -> dict:
        """What a function gives for copies of the arguments, or what it raised, and whether it printed."""
        function = self.shell.user_ns[name]
        value, error, printed = run(function, unpacked(arguments))
        if error is None:
            return {"value": packed(value), "printed": printed}
        kinds = [kind.__name__ for kind in type(error).__mro__][:BASES]
        text, words = str(error)[:WORDS], where(function, error)[:WORDS]
        return {"kinds": kinds, "text": text, "words": words, "printed": printed}


def _text(value: Any) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def live(end: socket.socket, limits: Limits, folder: str) -> NoReturn:
    """Become the student's process: its folder, its streams; serve, and leave for good."""
    import numpy as np

    # Nothing that was open in the process above may be reached from here.
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    os.dup2(end.fileno(), 3)
    os.closerange(4, 1 << 30)
    Path(folder).mkdir(exist_ok=True)
    os.chdir(folder)
    os.environ.update({"HOME": folder, "TMPDIR": folder})
    np.random.seed()  # that of `random` is new after every fork
    sys.path.insert(0, "")
    try:
        StudentProcess(limits).serve(socket.socket(fileno=3))
    finally:
        os._exit(0)
