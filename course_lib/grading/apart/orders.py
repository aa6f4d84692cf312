"""What a nursery can be asked to fork; see nursery."""

from __future__ import annotations

import json
import socket
from dataclasses import asdict

from course_lib.grading.limits import LIMITS, Limits


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
