"""The parent of a pupil: it holds its leash, and when it goes leaves nothing of the pupil behind."""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import socket
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from course_lib.grading.apart import pupil
from course_lib.grading.fence import fencing
from course_lib.grading.limits import Limits

LOOK = 500  # milliseconds between two looks at the memory
TOO_MUCH = "memory"  # its status, where all its processes together took more than they may
INTERRUPT = b"i"  # what the room sends down the leash; to hang up is to end everything
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2): orphans below come to this process


def guard(
    line: socket.socket, leash: socket.socket, shell: Any, limits: Limits, folder: str, fence: bool
) -> None:
    """Fork the pupil and watch it; returns when nothing of it is left. Its status goes up the leash."""
    os.setsid()
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    child = os.fork()
    if child == 0:
        leash.close()
        _shut_in(limits, folder, fence)
        pupil.live(line, shell, limits, folder)
    line.close()
    alive = os.pidfd_open(child)
    status = _watch(child, alive, leash, _taken()[1] + limits.memory)
    _end_all()
    with suppress(OSError):
        leash.send(str(status).encode())


def _watch(child: int, alive: int, leash: socket.socket, most: int) -> int | str:
    """Pass interrupts on until the pupil ends, the room hangs up, or all take more than `most` bytes.

    Returns its exit status, minus the signal, or TOO_MUCH.
    """
    poll = select.poll()
    poll.register(alive, select.POLLIN)
    poll.register(leash, select.POLLIN)
    while True:
        ready = {descriptor for descriptor, _ in poll.poll(LOOK)}
        if alive in ready:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if not ready:  # each is limited by itself, and many could fill the machine all the same
            if sum(map(held, _below(os.getpid()))) > most:
                return TOO_MUCH
        elif leash.recv(1) == INTERRUPT:
            os.kill(child, signal.SIGINT)
        else:
            return -signal.SIGKILL


def _shut_in(limits: Limits, folder: str, fence: bool) -> None:
    """Enter the fence and the limits; end this process, before it runs anything, where that is refused."""
    taken = _taken()[0]
    try:
        fencing.enter(fence, folder, limits)
    except OSError:
        traceback.print_exc(file=sys.__stderr__)
        os._exit(1)
    _confine(limits, taken)


def _confine(limits: Limits, taken: int) -> None:
    """Limits that need no fence: memory on top of `taken` bytes, files, the processor's time, no core dumps."""
    # As root, one submission could otherwise fill the machine; a fence counts processes as well.
    memory = taken + limits.memory
    seconds = int(2 * limits.whole)
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _taken() -> tuple[int, int]:
    """Bytes of this process's memory: laid out, and in use."""
    laid_out, in_use, *_ = map(int, Path("/proc/self/statm").read_text().split())
    return laid_out * resource.getpagesize(), in_use * resource.getpagesize()


def held(pid: int) -> int:
    """Bytes of memory that a process uses, what it shares counted in parts; 0 if it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    return 0


def _end_all() -> None:
    """Kill every process below this one, and those that they start meanwhile, until none is left."""
    while True:
        below = _below(os.getpid())
        for pid in below:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        try:
            while os.waitpid(-1, 0 if below else os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return


def _below(root: int) -> list[int]:
    """The processes whose parent, or parent's parent and so on, is `root`."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                text = (entry / "stat").read_text(errors="replace")
                parents[int(entry.name)] = int(text.rpartition(")")[2].split()[1])
    found = [root]
    for known in found:
        found += [pid for pid, parent in parents.items() if parent == known]
    return found[1:]
