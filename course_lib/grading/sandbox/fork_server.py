"""A process that has imported everything, and forks students' processes and others off itself.

    python -m course_lib.grading.sandbox.fork_server DESCRIPTOR MODULE …

It never reads a test or a solution, so no process forked from it can hold one: what a student's code could
find in its memory is what everybody may read. Orders come over a socket of packets, each with the sockets
that the new process is to use: {"student": LIMITS, "sandboxed": …} with its channel and its control;
{"module": …} with what that module's `work` takes. When all who could order have hung up, it ends.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from typing import NoReturn

from course_lib.errors import CourseError
from course_lib.grading.limits import Limits
from course_lib.grading.sandbox.preload import EXERCISES, SINGLE, preload

LARGEST = 1 << 16  # bytes of an order
# What a student's process may know of the instructor's environment, from the first moment: what stands in it
# when a program starts can be read out of its memory for as long as it runs.
KNOWN = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "PYTHONPATH",
    "LD_LIBRARY_PATH",
)


class NoServer(CourseError):
    """The process that others are forked from did not start."""


class ForkServer:
    """The server as its owner holds it. `modules` are imported ahead, and may be ordered to work."""

    def __init__(self, modules: tuple[str, ...] = ()) -> None:
        self.orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        known = {name: os.environ[name] for name in KNOWN if name in os.environ}
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", __spec__.name, str(theirs.fileno()), *modules],
                pass_fds=[theirs.fileno()],
                env=known | SINGLE | {"MPLBACKEND": "agg"},
                stdin=subprocess.DEVNULL,
            )

    def ready(self) -> None:
        """Wait until it takes orders. Raises NoServer."""
        if self.orders.recv(16) != b"ready":
            raise NoServer(
                "The process that students' processes are forked from did not start; its own words are above."
            )

    def close(self) -> None:
        """End it; what was forked from it ends when its own sockets are hung up."""
        self.orders.close()
        self.process.wait()


def order_student(
    orders: socket.socket,
    channel: socket.socket,
    control: socket.socket,
    limits: Limits,
    sandboxed: bool,
) -> None:
    """Ask for a student's process; `channel` and `control` are its ends, and are closed here."""
    order = json.dumps({"student": asdict(limits), "sandboxed": sandboxed}).encode()
    with channel, control:
        socket.send_fds(orders, [order], [channel.fileno(), control.fileno()])


def order_work(orders: socket.socket, module: str, channel: socket.socket) -> None:
    """Ask for a process that runs `module.work(channel, orders)`; its end of the channel is closed here."""
    with channel:
        order = json.dumps({"module": module}).encode()
        socket.send_fds(orders, [order], [channel.fileno(), orders.fileno()])


def main() -> None:
    """Preload, say "ready", and fork as ordered until nobody can order any more."""
    orders, modules = socket.socket(fileno=int(sys.argv[1])), sys.argv[2:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who ordered
    from course_lib.grading.sandbox import bubblewrap, student_process, supervisor

    bubblewrap.layout(Limits())  # what is the same for all
    preload([*EXERCISES, *modules])
    shell = student_process.make_shell()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for what is forked
    with suppress(BrokenPipeError):  # there was nothing to grade
        orders.send(b"ready")
    while True:
        try:
            text, ends, _, _ = socket.recv_fds(orders, LARGEST, 4)
        except ConnectionResetError:  # who ordered hung up before "ready" was read
            return
        if not text:
            return
        order = json.loads(text)
        sockets = [socket.socket(fileno=end) for end in ends]
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            orders.close()
            _become(order, sockets, shell, supervisor.supervise)
        for end in sockets:
            end.close()


def _become(
    order: dict, sockets: list[socket.socket], shell: object, supervise: object
) -> NoReturn:
    try:
        if "module" in order:
            import_module(order["module"]).work(*sockets)
        else:
            supervise(*sockets, shell, Limits(**order["student"]), order["sandboxed"])  # type: ignore
    except BaseException:
        import traceback

        traceback.print_exc(file=sys.__stderr__)
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
