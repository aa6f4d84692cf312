"""Commands run in this process, as if each had one of its own: a start of Python and nbgrader takes seconds."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from course_lib import cli


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit code."""

    stdout: str
    stderr: str
    returncode: int


def course(folder: Path, variables: Mapping[str, str], *words: str) -> Done:
    """`course …` in a folder."""
    with _process(folder, variables) as (out, err):
        code = cli.main(list(words))
    return Done(out.getvalue(), err.getvalue(), code)


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
