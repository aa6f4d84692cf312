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

import psutil

from course_lib.grading.limits import Limits
from course_lib.grading.sandbox import bubblewrap, namespaces, student_process

LOOK = 500  # milliseconds between two looks at the memory
TOO_MUCH = "memory"  # its status, where all its processes together took more than they may
INTERRUPT = b"i"  # what the session sends as control; to hang up is to end everything
OWN = f"{bubblewrap.TMP}/work"  # the student's folder in a sandbox


def prepare() -> None:
    """Make before a fork what is the same for all."""
    bubblewrap.layout()
    student_process.warm_up()


def work(
    channel: socket.socket, control: socket.socket, limits: dict[str, Any], sandboxed: bool
) -> None:
    """Fork the student's process and watch it; returns when nothing of it is left, its status sent."""
    os.setsid()
    namespaces.prctl(namespaces.SUBREAPER, 1)  # orphans below come to this process
    watch, root = Watch(Limits(**limits), sandboxed), os.geteuid() == 0
    if sandboxed:
        sandbox = bubblewrap.start()
        namespaces.enter(sandbox.pid, watch.limits)
        os.fchdir(watch.proc)
    folder = OWN if sandboxed else tempfile.mkdtemp(prefix="off-target-work-")
    child = os.fork()
    if child == 0:
        try:
            _confine(watch.limits, watch.laid_out)
            if sandboxed:
                namespaces.give_up(second=root)
                Path(folder).mkdir()
        except OSError:
            traceback.print_exc()
            os._exit(1)
        student_process.live(channel, watch.limits, folder)
    channel.close()
    status = _until_end(child, control, watch)
    if sandboxed:
        os.close(sandbox.end)  # its process 1 ends, and with it all others
    else:
        while below := watch.below():  # and what they start meanwhile
            for process in below:
                with suppress(psutil.Error):
                    process.kill()
            _bury()
        shutil.rmtree(folder, ignore_errors=True)
    _bury()
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
    handles = resource.getrlimit(resource.RLIMIT_NOFILE)[1]  # which nobody but root can raise
    for kind, most in (
        (resource.RLIMIT_AS, laid_out + limits.memory),
        (resource.RLIMIT_NOFILE, min(handles, limits.handles)),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_CPU, int(2 * limits.whole)),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, limits.processes),  # counted for each sandbox; of root's, nobody's
    ):
        resource.setrlimit(kind, (most, most))


def _bury() -> None:
    """Take leave of all processes below, when they have ended."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


class Watch:
    """This process's view of the machine's processes, kept when it enters a sandbox and comes back to `proc`."""

    def __init__(self, limits: Limits, sandboxed: bool) -> None:
        self.limits, self.sandboxed, self.own = limits, sandboxed, psutil.Process()
        self.proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
        os.fchdir(self.proc)
        psutil.PROCFS_PATH = "."
        memory = self.own.memory_info()
        self.laid_out, self.in_use = memory.vms, memory.rss  # bytes
        # No socket may hold more: seccomp refuses to raise it.
        self.socket = int(Path("sys/net/core/wmem_default").read_text())

    def too_much(self) -> bool:
        """Whether all below this process use more memory than they may, sockets counted as if full."""
        memory = sum(map(held, self.below())) + self._sockets() * self.socket
        return memory > self.in_use + self.limits.memory

    def below(self) -> list[psutil.Process]:
        """The processes whose parent, or parent's parent and so on, is this one."""
        return self.own.children(recursive=True)

    def _sockets(self) -> int:
        """How many sockets there are in the sandbox, closed ones of which something lies unread as well.

        Outside, where they cannot be told from others', 0.
        """
        first = Path("self/net/sockstat").read_text().split()[:3] if self.sandboxed else []
        return int(first[2]) if first else 0


def held(process: psutil.Process) -> int:
    """Bytes of memory that a process uses, what it shares counted in parts; 0 if it has ended."""
    with suppress(psutil.Error):
        return process.memory_full_info().pss
    with suppress(psutil.Error):  # it hides that, and cannot hide this
        return process.memory_info().rss
    return 0
