"""A process that has imported everything and forks a kernel whenever it is asked to.

    python -m tests.kernels.zygote FOLDER OWNER

It listens on FOLDER/zygote for one order a connection (kernel.Order), and answers in packets: `kernel
<pid>` and `ready`, in either order, then `ended <status>`; or `refused <why>`. Who hangs up ends the
kernel. When the process OWNER ends, or SIGTERM comes, all kernels end and FOLDER is gone.
"""

from __future__ import annotations

import os
import selectors
import shutil
import signal
import socket
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from course_lib.grading.sandbox.fork_server import preload
from course_lib.loading import lean
from tests.kernels import kernel, modules

NAME = "zygote"  # of the socket in its folder
LARGEST = 1 << 20  # bytes of one packet
PATIENCE = 10.0  # seconds that a caller has to say what it wants


@dataclass(frozen=True)
class Child:
    """A kernel that runs: its process, a descriptor that tells its end, and who asked for it."""

    pid: int
    pidfd: int
    caller: socket.socket


def main() -> None:
    """Preload, say so on standard output, and serve until the owner is gone."""
    folder, owner = Path(sys.argv[1]), int(sys.argv[2])
    del sys.path[0]  # the working folder, which `-m` put there: a kernel has its own
    asked, wake = socket.socketpair()
    wake.setblocking(False)
    # Heard between two answers, and not in the midst of one.
    signal.signal(signal.SIGTERM, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno())
    with suppress(ProcessLookupError), socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as door:
        alive = os.pidfd_open(owner)
        before = os.umask(0o177)
        door.bind(str(folder / NAME))
        os.umask(before)
        door.listen()
        with lean():  # as every command of the course loads it
            preload(modules.of_notebooks())
        print("ready", flush=True)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)  # nobody reads on: a kernel may write there
        os.close(quiet)
        try:
            Zygote(door, alive, asked.fileno()).serve()
        finally:
            shutil.rmtree(folder, ignore_errors=True)


class Zygote:
    """The listening socket, the owner to live with, and the kernels that run.

    It ends when `owner`, a pidfd, tells that the owner has, or when `asked` has something to read.
    """

    def __init__(self, door: socket.socket, owner: int, asked: int) -> None:
        self.door, self.pid = door, os.getpid()
        self.children: list[Child] = []
        self.watched = selectors.DefaultSelector()
        self.watched.register(door, selectors.EVENT_READ, self.answer)
        for end in (owner, asked):
            self.watched.register(end, selectors.EVENT_READ, lambda: sys.exit())

    def serve(self) -> NoReturn:
        """Answer callers until something raises SystemExit; then end every kernel."""
        try:
            while True:
                for key, _ in self.watched.select():
                    if self.watched.get_map().get(key.fd) is key:  # not let go a moment ago
                        key.data()
        finally:
            # A forked child leaves by os._exit, so this is the zygote.
            for child in list(self.children):
                kill(child)
                self.bury(child)

    def answer(self) -> None:
        """Fork a kernel for the next caller, and watch both."""
        caller, _ = self.door.accept()
        caller.settimeout(PATIENCE)
        try:
            order = kernel.parse(caller.recv(LARGEST))
            child = self.fork(order, caller)
            caller.send(f"kernel {child.pid}".encode())
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            with suppress(OSError):
                caller.send(f"refused {error}".encode())
            caller.close()
            return
        self.children.append(child)
        self.watched.register(caller, selectors.EVENT_READ, lambda: self.let_go(child))
        self.watched.register(child.pidfd, selectors.EVENT_READ, lambda: self.bury(child))

    def fork(self, order: kernel.Order, caller: socket.socket) -> Child:
        """A new kernel. Raises RuntimeError if one forked from here would not be what was ordered."""
        if (count := modules.threads()) != 1:  # the others would not survive
            raise RuntimeError(f"the zygote has {count} threads, so it cannot fork")
        if kernel.for_python(order.environment) != kernel.for_python(os.environ):
            raise RuntimeError("PYTHON variables are set, which Python reads only when it starts")
        pid = os.fork()
        if not pid:
            self.leave(order, caller)
        return Child(pid, os.pidfd_open(pid), caller)

    def leave(self, order: kernel.Order, caller: socket.socket) -> NoReturn:
        """In the child: let go of everything that is the zygote's, and become the kernel."""
        try:
            for key in list(self.watched.get_map().values()):
                os.close(key.fd)
            self.watched.close()

            def ready() -> None:
                caller.send(b"ready")
                caller.close()

            kernel.become(order, self.pid, ready)
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(1)

    def let_go(self, child: Child) -> None:
        """End a kernel whose caller hung up, and do not hear of that again while it ends."""
        self.watched.unregister(child.caller)
        kill(child)

    def bury(self, child: Child) -> None:
        """End what a kernel left behind in its session, and tell the caller how it ended."""
        kill(child)  # its number is not used again before it is waited for
        _, status = os.waitpid(child.pid, 0)
        self.watched.unregister(child.pidfd)
        if child.caller in self.watched.get_map():
            self.watched.unregister(child.caller)
        with suppress(OSError):
            child.caller.send(f"ended {os.waitstatus_to_exitcode(status)}".encode())
        child.caller.close()
        os.close(child.pidfd)
        self.children.remove(child)


def kill(child: Child) -> None:
    """End a kernel and its process group at once."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(child.pid, signal.SIGKILL)  # it may not yet have a group of its own
        os.killpg(child.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
