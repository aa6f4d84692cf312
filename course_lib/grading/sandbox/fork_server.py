"""A process that has imported everything, and forks students' processes and others off itself.

    python -m course_lib.grading.sandbox.fork_server DESCRIPTOR MODULE …

It never reads a test or a solution, so no process forked from it can hold one: what a student's code could
find in its memory is what everybody may read. An order is {"module": …, …}: the module's `work` is called
in a new process, with the sockets that came with the order and with the rest of it. When all who could
order have hung up, it ends.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

from course_lib.errors import CourseError

LARGEST = 1 << 16  # bytes of an order
# What a student's process may know of the instructor's environment, from the first moment: what stands in it
# when a program starts can be read out of its memory for as long as it runs.
KNOWN = "PATH HOME LANG LC_ALL LC_CTYPE TZ TMPDIR PYTHONPATH LD_LIBRARY_PATH"
# OpenBLAS and OpenMP start threads when they are loaded, and only one thread survives a fork. The C library sets
# so much room aside for each thread of a student's that few would fit into the memory that a process may have.
SINGLE = {f"{it}_NUM_THREADS": "1" for it in ("OPENBLAS", "OMP", "MKL")} | {"MALLOC_ARENA_MAX": "1"}
# What an exercise's cells and tests use, and the student's process; loaded in half a second.
EXERCISES = """
    IPython.core.completerlib IPython.core.debugger numpy pandas
    course_lib.expectation course_lib.intervals course_lib.tagged
    matplotlib.pyplot matplotlib.backends.backend_agg
    course_lib.grading.sandbox.student_process course_lib.grading.sandbox.supervisor
"""


class ForkServer:
    """The server as its owner holds it. `modules` are imported ahead, and may be ordered to work."""

    def __init__(self, modules: tuple[str, ...] = ()) -> None:
        self.orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        known = {name: os.environ[name] for name in KNOWN.split() if name in os.environ}
        # How many sockets a user has sent that nobody received is limited for all of that user's processes.
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 1 << 16), most))
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", __spec__.name, str(theirs.fileno()), *modules],
                pass_fds=[theirs.fileno()],
                env=known | SINGLE | {"MPLBACKEND": "agg"},
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # so that `close` can end all at once
            )

    def ready(self) -> None:
        """Wait until it takes orders. Raises CourseError."""
        if self.orders.recv(16, socket.MSG_PEEK) != b"ready":
            raise CourseError(
                "The process that students' processes are forked from did not start; its own words are above."
            )

    def close(self) -> None:
        """End it, and all that was forked from it but for supervisors: those end when they are hung up."""
        self.orders.close()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def order(orders: socket.socket, module: str, *ends: socket.socket, **rest: Any) -> None:
    """Ask for a process that runs `module.work(*ends, **rest)`; `ends` stay this one's too. Raises CourseError."""
    text = json.dumps({"module": module} | rest).encode()
    try:
        socket.send_fds(orders, [text], [end.fileno() for end in ends])
    except ConnectionError:
        raise CourseError(
            "The process that students' processes are forked from has ended: start the same command again; "
            "only what is left will be graded."
        ) from None


def main() -> NoReturn:
    """Preload, say "ready", and fork as ordered until nobody can order any more."""
    from course_lib.grading.sandbox import confinement

    orders = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who ordered
    preload([*EXERCISES.split(), *sys.argv[2:]])
    # Nobody waits for what is forked, nor for what that leaves, which becomes this process's.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    confinement.call("prctl", confinement.SUBREAPER, 1, 0, 0, 0)
    with suppress(ConnectionError):  # who ordered hung up, before "ready" was read
        orders.send(b"ready")
        while True:
            text, ends, _, _ = socket.recv_fds(orders, LARGEST, 4)
            if not text:
                break
            if os.fork() == 0:
                orders.close()
                _work([socket.socket(fileno=end) for end in ends], **json.loads(text))
            for end in ends:
                os.close(end)
    # Nothing is to be tidied up, which takes long, and fails where the folder it began in is gone.
    os._exit(0)


def _work(ends: list[socket.socket], module: str, **rest: Any) -> NoReturn:
    """Run `module.work`, and end this process, with all that is left in its group if it has one of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        import_module(module).work(*ends, **rest)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        if os.getpgrp() == os.getpid():
            os.killpg(0, signal.SIGKILL)
        os._exit(0)


def preload(names: Iterable[str]) -> None:
    """Import these modules, call the `prepare` of one that has it, and set all aside from the collector."""
    for name in names:
        # What cannot be imported fails again in the notebook that asks for it, and is seen there.
        with suppress(Exception):
            getattr(import_module(name), "prepare", int)()
    with suppress(ImportError):
        import pandas
        from matplotlib.backends import backend_registry

        pandas.set_option("display.max_columns", 20)  # as where a kernel imports it
        backend_registry.list_all()  # found now, not when matplotlib is first told to use one
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    main()
