"""The process above a student's: it keeps the sandbox, watches what is used up, and ends all that is left."""

from __future__ import annotations

import os
import resource
import select
import shutil
import signal
import socket
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from course_lib.grading.limits import Limits
from course_lib.grading.sandbox import bubblewrap, namespaces, student_process

LOOK = 500  # milliseconds between two looks at the memory
TOO_MUCH = "memory"  # its status, where all its processes together took more than they may
INTERRUPT = b"i"  # what the session sends as control; to hang up is to end everything
OWN = f"{bubblewrap.TMP}/work"  # the student's folder in a sandbox


def supervise(
    channel: socket.socket, control: socket.socket, shell: Any, limits: Limits, sandboxed: bool
) -> None:
    """Fork the student's process and watch it; returns when nothing of it is left, its status sent."""
    os.setsid()
    namespaces.prctl(namespaces.SUBREAPER, 1)  # orphans below come to this process
    watch = Watch(limits)
    root = os.geteuid() == 0
    if sandboxed:
        sandbox = bubblewrap.start(limits)
        namespaces.enter(sandbox.pid, limits)
        watch.sandboxed = True
        folder = OWN
    else:
        folder = tempfile.mkdtemp(prefix="off-target-work-")
    laid_out = watch.laid_out()
    child = os.fork()
    if child == 0:
        try:
            _confine(limits, laid_out)
            if sandboxed:
                namespaces.give_up(second=root)
                Path(folder).mkdir()
        except OSError:
            traceback.print_exc()
            os._exit(1)
        student_process.live(channel, shell, limits, folder)
    channel.close()
    status = _until_end(child, control, watch)
    if sandboxed:
        os.close(sandbox.end)  # its process 1 ends, and with it all others
        _bury(0)
    else:
        watch.end_all()
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        control.send(str(status).encode())


def _until_end(child: int, control: socket.socket, watch: Watch) -> int | str:
    """Pass interrupts on until the child ends, the session hangs up, or all take too much memory.

    Returns its exit status, minus the signal, or TOO_MUCH.
    """
    alive = os.pidfd_open(child)
    poll = select.poll()
    poll.register(alive, select.POLLIN)
    poll.register(control, select.POLLIN)
    while True:
        ready = {descriptor for descriptor, _ in poll.poll(LOOK)}
        if alive in ready:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if not ready:  # each is limited by itself, and many could fill the machine all the same
            if watch.too_much():
                return TOO_MUCH
        elif control.recv(1) == INTERRUPT:
            os.kill(child, signal.SIGINT)
        else:
            return -signal.SIGKILL


def _confine(limits: Limits, laid_out: int) -> None:
    """Limits of one process: memory on top of `laid_out` bytes, files, the processor's time, no core dumps."""
    memory, seconds = laid_out + limits.memory, int(2 * limits.whole)
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, limits.processes),  # counted for each sandbox; of root's, nobody's
    ):
        resource.setrlimit(kind, (most, most))


def _bury(options: int) -> bool:
    """Take leave of processes that ended; whether none is left."""
    try:
        while os.waitpid(-1, options)[0]:
            pass
    except ChildProcessError:
        return True
    return False


class Watch:
    """This process's view of the machine's processes, which it keeps when it enters a sandbox."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.own, self.sandboxed = limits, os.getpid(), False
        self.proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
        self.in_use = self._statm(self.own)[1]
        # No socket may hold more: seccomp refuses to raise it.
        self.socket = int(self._text("sys/net/core/wmem_default"))

    def laid_out(self) -> int:
        """Bytes of memory that this process has laid out, in use or not."""
        return self._statm(self.own)[0]

    def too_much(self) -> bool:
        """Whether all below this process use more memory than they may, sockets counted as if full."""
        used = sum(map(self.held, self._below())) + self._sockets() * self.socket
        return used > self.in_use + self.limits.memory

    def held(self, pid: int) -> int:
        """Bytes of memory that a process uses, what it shares counted in parts; 0 if it has ended."""
        with suppress(OSError):
            for line in self._text(f"{pid}/smaps_rollup").splitlines():
                if line.startswith("Pss:"):
                    return int(line.split()[1]) << 10
        with suppress(OSError):  # it hides that, and cannot hide this
            return self._statm(pid)[1]
        return 0

    def end_all(self) -> None:
        """Kill every process below this one, and those that they start meanwhile, until none is left."""
        while True:
            below = self._below()
            for pid in below:
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            if _bury(0 if below else os.WNOHANG):
                return

    def _sockets(self) -> int:
        """How many sockets there are in the sandbox, closed ones of which something lies unread as well.

        Outside, where they cannot be told from others', 0.
        """
        first = self._text("self/net/sockstat").split()[:3] if self.sandboxed else []
        return int(first[2]) if first else 0

    def _below(self) -> list[int]:
        """The processes whose parent, or parent's parent and so on, is this one."""
        parents = {}
        for name in os.listdir(self.proc):  # noqa: PTH208  # by its descriptor
            if name.isdigit():
                with suppress(OSError, IndexError, ValueError):
                    text = self._text(f"{name}/stat")
                    parents[int(name)] = int(text.rpartition(")")[2].split()[1])
        family = [self.own]
        for member in family:
            family += [pid for pid, parent in parents.items() if parent == member]
        return family[1:]

    def _statm(self, pid: int) -> tuple[int, int]:
        """Bytes of a process's memory: laid out, and in use."""
        laid_out, in_use, *_ = map(int, self._text(f"{pid}/statm").split())
        return laid_out * resource.getpagesize(), in_use * resource.getpagesize()

    def _text(self, name: str) -> str:
        with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=self.proc), errors="replace") as file:
            return file.read()
