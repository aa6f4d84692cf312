"""The one line that `course lab` prints, as an extension of the Jupyter server that knows the address."""

from __future__ import annotations

import logging
from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """What jupyter_server asks a module for before it loads it."""
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Keep from the terminal what is not for an attendee; warnings and errors are still shown."""
    server.log.addFilter(lambda record: concerns_an_attendee(record, address(server)))


async def _start_jupyter_server_extension(server: Any) -> None:
    """Print the address, now that the server listens."""
    print(f"The course is open at {address(server)} (stop it with Ctrl+C)", flush=True)


def address(server: Any) -> str:
    """The one address to open, token included; Jupyter knows several names of the same machine."""
    # Such as localhost and 127.0.0.1, a line each.
    return server.connect_url.split()[0]


def concerns_an_attendee(record: logging.LogRecord, url: str) -> bool:
    """Whether a line of Jupyter's log is neither its own announcement nor "not trusted".

    Every notebook that nobody has run here yet is "not trusted", and runs all the same.
    """
    message = record.getMessage()
    return url not in message and "is not trusted" not in message
