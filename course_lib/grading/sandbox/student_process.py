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
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from course_lib.grading.limits import Limits
from course_lib.grading.sandbox.channel import Channel, ChannelError, packed, unpacked
from course_lib.running import Changed, run, where

LARGEST = 128 << 20  # bytes of a question: the files that were handed in with the notebook
HERE = "here"  # the first message: nothing of the student's has run yet, and now it may
BASES, WORDS = 12, 2000  # names of an exception's kinds that are passed on, characters of its words
CUT = "\n... Output truncated ...\n"
# What most exercises do, done once before the forks: each would load and set up the same.
WARM_UP = """
import pandas as pd
table = pd.DataFrame({"who": ["ann", "bob"], "n": [1, 2], "ts": ["2026-03-01", "2026-03-02 10:00"]})
table = table.assign(ts=pd.to_datetime(table["ts"], format="ISO8601"))
table[(table["who"] == "ann") & (table["n"] < 2)].groupby("who")["ts"].max()
table
"""


@cache
def shell() -> Any:
    """An IPython shell that keeps no history and starts no thread, so that it can be made before a fork.

    What it shows goes to its `outputs`.
    """
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Results(DisplayHook):
        shell: Any

        def __call__(self, result: Any = None) -> None:
            if result is not None:
                self.shell.user_ns["_"] = result
                data, _ = self.shell.display_formatter.format(result)
                self.shell.outputs.show("execute_result", data)

    class Publisher(DisplayPublisher):
        def publish(self, data: Any, *_: Any, **__: Any) -> None:
            self.shell.outputs.show("display_data", data)

        def clear_output(self, wait: bool = False) -> None:
            pass

    class Shell(InteractiveShell):
        displayhook_class, display_pub_class, outputs = Results, Publisher, Outputs(Limits())

        def enable_gui(self, gui=None):  # `%matplotlib` asks for it, and there is no screen here
            pass

        def _showtraceback(self, kind: type, error: BaseException, lines: list[str]) -> None:
            self.outputs.fail(kind, error, lines)

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.automagic = False  # or `pip install x` were a magic without its sign
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Plain"
    return Shell.instance(config=config)


def warm_up() -> None:
    """Run WARM_UP in the shell, and send its table through a call; afterwards no name of it is there."""
    space = shell().user_ns
    before = dict(space)
    shell().run_cell(WARM_UP, store_history=False)
    run(len, unpacked(packed((space["table"],))))
    space.clear()
    space.update(before)


class Outputs(list):
    """What a cell puts out, as a notebook keeps it, and cut where it is too much."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.limits, self.text, self.pictures = limits, 0, 0

    def write(self, name: str, text: str) -> None:
        """Keep a piece of a stream, joined with the last one if that was of the same stream."""
        room = self.limits.text - self.text
        if room <= 0 or not text:
            return
        self.text += len(text)
        piece = text if len(text) <= room else text[:room] + CUT
        if self and self[-1].get("name") == name:
            self[-1]["text"] += piece
        else:
            self.append({"output_type": "stream", "name": name, "text": piece})

    def show(self, kind: str, data: dict) -> None:
        """Keep a value as it is displayed, if there is still room for it."""
        self.pictures += sum(len(str(piece)) for piece in data.values())
        if self.pictures <= self.limits.picture:
            plain = json.loads(json.dumps(data, default=_encoded))
            self.append({"output_type": kind, "data": plain})

    def fail(self, kind: type, error: BaseException, lines: list[str]) -> None:
        """Keep an error."""
        text = [str(line)[: self.limits.text] for line in lines]
        about = {"ename": kind.__name__, "evalue": str(error)[:WORDS], "traceback": text}
        self.append({"output_type": "error"} | about)


class _Stream(io.TextIOBase):
    def __init__(self, outputs: Outputs, name: str) -> None:
        self.outputs, self.name = outputs, name

    def write(self, text: str) -> int:
        self.outputs.write(self.name, str(text))
        return len(text)


def _encoded(value: Any) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


class StudentProcess:
    """The shell with the student's names, and what it may use up."""

    def __init__(self, limits: Limits) -> None:
        self.shell, self.limits, self.busy = shell(), limits, False
        self.moments: dict[int, dict[str, Any]] = {}
        answers = (self.place, self.run, self.keep, self.names, self.call)
        self.answers = {answer.__name__: answer for answer in answers}
        signal.signal(signal.SIGINT, self._interrupt)

    def serve(self, channel: Channel) -> None:
        """Answer until the channel is hung up. A question is [nonce, what, …]; its answer [nonce, …]."""
        own = os.getpid()
        while True:
            try:
                nonce, what, *rest = channel.receive(None, LARGEST)
            except ChannelError:
                return
            answer = self._within(self.answers[what], rest)
            if os.getpid() != own:  # the student's code forked, and this is the copy
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
                Path(name).write_bytes(base64.b64decode(text))
        return {}

    def run(self, source: str) -> dict:
        """The outputs of one cell, as a notebook keeps them, and whether it was interrupted."""
        outputs, before = Outputs(self.limits), (sys.stdout, sys.stderr)
        self.shell.outputs = outputs
        sys.stdout, sys.stderr = _Stream(outputs, "stdout"), _Stream(outputs, "stderr")
        try:
            result = self.shell.run_cell(source, store_history=False)
        finally:
            sys.stdout, sys.stderr = before
        error = result.error_before_exec or result.error_in_exec
        return {"outputs": outputs, "interrupted": isinstance(error, KeyboardInterrupt)}

    def keep(self, moment: int) -> dict:
        """Keep what each name stands for at this moment."""
        self.moments[moment] = dict(self.shell.user_ns)
        return {}

    def names(self, moment: int, names: list[str]) -> dict:
        """Go back to a moment. Of those names that existed: None for what can be called, or the value, packed."""
        # The very dict that the student's functions look their names up in.
        space = self.shell.user_ns
        space.clear()
        space.update(self.moments[moment])
        there = {name: space[name] for name in names if name in space}
        return {name: None if callable(it) else packed(it) for name, it in there.items()}

    def call(self, name: str, arguments: dict) -> dict:
        """What a function gives for copies of the arguments, or what it raised."""
        function = self.shell.user_ns[name]
        value, error, printed = run(function, unpacked(arguments))
        if error is None:
            return {"value": packed(value), "printed": printed}
        if isinstance(error, Changed):
            return {"changed": str(error), "printed": printed}
        kinds = [kind.__name__ for kind in type(error).__mro__][:BASES]
        text, words = str(error)[:WORDS], where(function, error)[:WORDS]
        return {"kinds": kinds, "text": text, "words": words, "printed": printed}


def live(end: socket.socket, limits: Limits, folder: str) -> NoReturn:
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
    os.environ.update({"HOME": folder, "TMPDIR": folder})
    random.seed()
    np.random.seed()
    sys.path.insert(0, "")
    try:
        channel.send(HERE)
        StudentProcess(limits).serve(channel)
    finally:
        os._exit(0)
