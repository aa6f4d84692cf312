"""A process that marks submissions one after another, as it is told over its line."""

from __future__ import annotations

import socket


def work(line: socket.socket, orders: socket.socket) -> None:
    """Mark what comes until the line is hung up."""
