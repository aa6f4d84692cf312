"""The process above a student's: it keeps the sandbox, watches what is used up, and ends all that is left."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from course_lib.grading.limits import Limits
from course_lib.grading.sandbox import bubblewrap, confinement, student_process

LOOK = 0.5  # seconds between two looks at the memory
OWN = f"{bubblewrap.TMP}/work"  # the student's folder in a sandbox
prepare = bubblewrap.layout  # before a fork, as it is the same for all


def work(channel: socket.socket, control: socket.socket, limits: Any, sandboxed: bool) -> None:
    """Fork the student's process and watch it; when nothing of it is left, its end is sent as control."""
    os.setsid()
    # Orphans below come to this process.
    confinement.call("prctl", confinement.SUBREAPER, 1, 0, 0, 0)
    most, memory, sandbox, folder = Limits(**limits), psutil.Process().memory_info(), 0, OWN
    user = bubblewrap.INSIDE + (os.geteuid() == 0)  # as root, the sandbox's second user
    if sandboxed:
        sandbox, _life = bubblewrap.start()
        place = os.pidfd_open(sandbox)
        confinement.join(place)
    else:
        folder = tempfile.mkdtemp(prefix="off-target-work-")
    child = os.fork()
    if child == 0:
        if sandboxed:
            confinement.enter(place, most)
            confinement.give_up(user)
            Path(folder).mkdir()
        confinement.limit(most, memory.vms)
        student_process.live(channel, most, folder)
    channel.close()
    end = _end(child, control, sandbox, most, memory.rss)
    with suppress(ProcessLookupError):  # it may have gone by itself
        if sandboxed:  # its process 1, and with it all others
            signal.pidfd_send_signal(place, signal.SIGKILL)
    with suppress(ChildProcessError):  # there is none left
        while True:
            for process in [] if sandboxed else psutil.Process().children(recursive=True):
                with suppress(psutil.Error):
                    process.kill()
            os.waitpid(-1, 0)
    if not sandboxed:
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        control.send(json.dumps(end).encode())


def _end(
    child: int, control: socket.socket, sandbox: int, limits: Limits, before: int
) -> tuple[str, bool]:
    """Wait until the child ends, the session hangs up, or all take too much memory on top of the bytes `before`.

    Returns a sentence, and whether it took too long.
    """
    alive: Any = os.pidfd_open(child)
    while not (ready := select.select([alive, control], [], [], LOOK)[0]):
        # Each is limited by itself, and many could fill the machine all the same.
        if _memory(sandbox, control) > before + limits.memory:
            megabytes = limits.memory >> 20
            return f"It was stopped: its processes took more than {megabytes} MB together.", False
    if alive not in ready:
        return "", False  # to nobody
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status == -signal.SIGXCPU:
        return "It was stopped: it used up the processor's time.", True
    if status < 0:
        name = signal.strsignal(-status) or "of no name"
        return f"Its process was killed by signal {-status} ({name}).", False
    return f"Its process ended itself with status {status}.", False


def _memory(sandbox: int, any_socket: socket.socket) -> int:
    """Bytes that all processes below this one use, the sandbox's sockets counted as if full.

    So are closed ones of which something lies unread; none can hold more, as seccomp refuses to raise it.
    Outside a sandbox sockets cannot be told from others'.
    """
    memory = sum(map(held, psutil.Process().children(recursive=True)))
    if not sandbox:
        return memory
    sockets = Path(f"/proc/{sandbox}/net/sockstat").read_text().split()[2]
    return memory + int(sockets) * any_socket.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)


def held(process: psutil.Process) -> int:
    """Bytes of memory that a process uses, what it shares counted in parts; 0 if it has ended."""
    with suppress(psutil.Error):
        return process.memory_full_info().pss
    with suppress(psutil.Error):  # it hides that, and cannot hide this
        return process.memory_info().rss
    return 0
