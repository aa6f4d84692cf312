"""The process above a student's: it keeps the sandbox, watches what is used up, and tells how that ended.

With it end a sandbox and all in it, or, without one, the processes of its group.
"""

from __future__ import annotations

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

from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.sandbox import bubblewrap, channel, confinement, student_process
from course_lib.grading.sandbox.channel import PATIENCE

LOOK = 500  # milliseconds between two looks at the memory
PIPE = 8192  # bytes that one of very many pipes holds
OWN = f"{bubblewrap.TMP}/work"  # the student's folder in a sandbox
prepare = bubblewrap.layout  # before a fork, as it is the same for all


def work(end: socket.socket, limits: Any, sandboxed: bool) -> None:
    """Fork the student's process, which has this end of the channel too, and watch it until it ends or the
    other end hangs up. ["ended", how] is sent then: its exit code, or "memory".
    """
    os.setsid()
    most, before, folder = Limits(**limits), psutil.Process().memory_info(), OWN
    if sandboxed:
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.alarm(int(PATIENCE))  # where bubblewrap is killed, what it leaves may wait for ever
        sandbox, life = bubblewrap.start()
        signal.alarm(0)
        confinement.join(sandbox)
    else:
        folder = tempfile.mkdtemp(prefix="off-target-work-")
    child = os.fork()
    if child == 0:
        if sandboxed:
            os.setsid()  # or it could signal the group that this process is of
            confinement.enter(sandbox, most)
            confinement.give_up()
        confinement.limit(most, before.vms)
        student_process.live(end, most, folder)
    watch, too_much = select.poll(), False
    watch.register(os.pidfd_open(child), select.POLLIN)
    watch.register(end, 0)  # a hang-up is told all the same
    while not too_much and not watch.poll(LOOK):
        # Each is limited by itself, and many could fill the machine all the same.
        too_much = sandboxed and memory(end) > before.rss + most.memory
    os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if sandboxed:
        life.close()
        with suppress(ChildProcessError):  # some of what is left may be children of this one
            while True:
                os.wait()
    else:
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        # No more patience than that: meanwhile what it leaves would live on, unwatched.
        channel.send(end, ["ended", "memory" if too_much else status], 0)


def memory(any_socket: socket.socket) -> int:
    """Bytes that all processes below this one use, its network's sockets counted as if full.

    So are closed ones of which something lies unread; none can hold more, as seccomp refuses to raise it.
    """
    processes = sum(map(held, psutil.Process().children(recursive=True)))
    sockets = int(Path("/proc/self/net/sockstat").read_text().split()[2])
    return processes + sockets * any_socket.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)


def held(process: psutil.Process) -> int:
    """Bytes that a process uses, what it shares in parts and all handles as full pipes; 0 if it has ended."""
    used = handles = 0
    with suppress(psutil.Error):
        for thread in process.threads():  # any may outlive the first, and have handles of its own
            one = psutil.Process(thread.id)
            if rss := one.memory_info().rss:
                try:
                    used, handles = used or one.memory_full_info().pss, handles + one.num_fds()
                except psutil.AccessDenied:  # it hides that, and cannot hide the other
                    used, handles = used or rss, handles + LIMITS.handles
    return used + PIPE * handles
