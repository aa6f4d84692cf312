"""A process that has imported everything, and forks pupils and markers off itself when it is asked to.

    python -m course_lib.grading.apart.nursery DESCRIPTOR

It never reads a test or a solution, so no process forked from it can hold one: what a student's code could
find in its memory is what everybody may read. Orders come over a socket of packets, each with the sockets
that the new process is to use: {"make": "pupil", "folder": …, "fence": …} with its line and its guard's
leash; {"make": "marker"} with its line. When all who could order have hung up, it ends.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import NoReturn

from course_lib.grading.apart import guard, marker, pupil
from course_lib.grading.fence import fencing
from course_lib.grading.limits import Limits
from course_lib.grading.sandbox import preload

LARGEST = 1 << 16  # bytes of an order


def main() -> None:
    """Preload, say "ready", and fork as ordered until nobody can order any more."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who ordered
    preload.preload(preload.EXERCISES)
    shell = pupil.make_shell()
    fencing.prepare()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a guard or a marker
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
        lines = [socket.socket(fileno=end) for end in ends]
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            orders.close()
            _become(order, lines, shell)
        for line in lines:
            line.close()


def _become(order: dict, lines: list[socket.socket], shell: object) -> NoReturn:
    try:
        if order["make"] == "marker":
            marker.work(*lines)
        else:
            line, leash = lines
            limits = Limits(**order["limits"])
            guard.guard(line, leash, shell, limits, order["folder"], order["fence"])
    except BaseException:
        import traceback

        traceback.print_exc(file=sys.__stderr__)
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
