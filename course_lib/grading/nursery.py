"""A process that has imported everything, and forks pupils and markers off itself when it is asked to.

    python -m course_lib.grading.nursery DESCRIPTOR

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
from dataclasses import asdict
from typing import NoReturn

from course_lib.grading import guard, marker, preload, pupil
from course_lib.grading.limits import LIMITS, Limits

LARGEST = 1 << 16  # bytes of an order


def main() -> None:
    """Preload, say "ready", and fork as ordered until nobody can order any more."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who ordered
    preload.preload()
    shell = pupil.make_shell()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a guard or a marker
    orders.send(b"ready")
    while True:
        text, ends, _, _ = socket.recv_fds(orders, LARGEST, 4)
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
    finally:
        os._exit(0)


def order_pupil(
    orders: socket.socket,
    line: socket.socket,
    leash: socket.socket,
    folder: str,
    fence: bool,
    limits: Limits = LIMITS,
) -> None:
    """Ask for a pupil in that folder; `line` and `leash` are its ends, and are closed here."""
    order = {"make": "pupil", "folder": folder, "fence": fence, "limits": asdict(limits)}
    with line, leash:
        socket.send_fds(orders, [json.dumps(order).encode()], [line.fileno(), leash.fileno()])


def order_marker(orders: socket.socket, line: socket.socket) -> None:
    """Ask for a marker; `line` is its end, and is closed here. It may order pupils itself."""
    with line:
        order = json.dumps({"make": "marker"}).encode()
        socket.send_fds(orders, [order], [line.fileno(), orders.fileno()])


if __name__ == "__main__":
    main()
