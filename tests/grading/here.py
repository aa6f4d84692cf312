"""Commands run in this process, as if each had one of its own: a start of Python and nbgrader takes seconds."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from unittest import mock

from course_lib import cli
from course_lib.grading.class_run import workers
from course_lib.grading.sandbox.fork_server import ForkServer


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit code."""

    stdout: str
    stderr: str
    returncode: int


def course(folder: Path, variables: Mapping[str, str], *words: str) -> Done:
    """`course …` in a folder; what it forks comes off a server that outlives it."""
    lent = mock.patch.object(workers, "ForkServer", Lent)
    with _process(folder, variables) as (out, err), lent:
        code = cli.main(list(words))
    return Done(out.getvalue(), err.getvalue(), code)


class Lent:
    """A fork server with these modules, as a class run holds it: it was ready before, and stays."""

    servers: ClassVar[dict[tuple[str, ...], ForkServer]] = {}

    def __init__(self, modules: tuple[str, ...]) -> None:
        server = self.servers.get(modules)
        if server is None or server.process.poll() is not None:
            server = self.servers[modules] = ForkServer(modules)
            server.ready()
        self.orders = server.orders

    def ready(self) -> None:
        """It is."""

    def close(self) -> None:
        """Not yet: it ends with this process."""


def nbgrader(folder: Path, variables: Mapping[str, str], *words: str) -> Done:
    """`nbgrader …` in a folder."""
    from jupyter_core.application import NoStart
    from nbgrader.apps import NbGraderApp

    with _process(folder, variables) as (out, err):
        app, code = NbGraderApp(), 0
        try:
            app.initialize(list(words))
            app.start()
        except NoStart:  # the subcommand has run
            pass
        except SystemExit as end:
            code = end.code
        finally:
            app.reset()
    return Done(out.getvalue(), err.getvalue(), code)


@contextmanager
def _process(
    folder: Path, variables: Mapping[str, str]
) -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """The working folder, variables, sys.path and two streams of a process that starts there."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, variables, clear=True),
        mock.patch.object(sys, "path", sys.path[:]),
        chdir(folder),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        yield out, err
