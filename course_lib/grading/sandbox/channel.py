"""Messages between two processes of which one may be hostile: JSON in frames, each with a limit and a deadline,
and in it values as typed plain data, or as words for what is none.

Not multiprocessing.connection: whoever sends half a message would keep its reader waiting for ever.
"""

from __future__ import annotations

import json
import math
import socket
import time
from contextlib import suppress
from typing import Any

from course_lib import tagged
from course_lib.comparison import Table, plain

LARGEST = 8 << 20  # bytes of one message; a student's outputs are cut far below
PATIENCE = 60.0  # seconds for what is not the student's to delay: a loaded machine takes its time
WORDS = 200  # characters of what stands for a value that cannot be sent


def send(end: socket.socket, message: Any, seconds: float = PATIENCE) -> None:
    """Write one message to an end of a connected pair of sockets: its length in 4 bytes, and its JSON.

    Raises TimeoutError if the other side does not read, another OSError if it is gone.
    """
    text = json.dumps(message).encode()
    end.settimeout(seconds)
    end.sendall(len(text).to_bytes(4, "big") + text)


def receive(end: socket.socket, seconds: float = math.inf, largest: int = LARGEST) -> Any:
    """The next message. Raises TimeoutError after so many seconds, another OSError for anything but a message."""
    until = time.monotonic() + seconds
    length = int.from_bytes(_bytes(end, 4, until), "big")
    if length > largest:
        raise ConnectionError(f"A message of {length} bytes came, where {largest} are the limit.")
    try:
        return json.loads(_bytes(end, length, until))
    except (ValueError, RecursionError) as error:
        raise ConnectionError(f"What came is not JSON: {error}.") from None


def _bytes(end: socket.socket, count: int, until: float) -> bytes:
    text = bytearray()
    while len(text) < count:
        if (left := until - time.monotonic()) <= 0:  # however steadily it comes
            raise TimeoutError("The other side takes too long.")
        end.settimeout(None if left == math.inf else left)
        piece = end.recv(min(1 << 20, count - len(text)))
        if not piece:
            raise ConnectionError("The other side hung up.")
        text += piece
    return bytes(text)


class Opaque:
    """Stands for a value that is nothing plain. It equals nothing but itself, and shows as the value did."""

    def __init__(self, words: str, iterator: bool = False) -> None:
        self.words = words
        if iterator:  # so that a test can advise list(...)
            self.__next__ = iter(()).__next__

    def __repr__(self) -> str:
        return self.words


def packed(value: Any) -> dict:
    """`value` as a message: {"typed": text}, or {"opaque": words, …} where it cannot be written so."""
    for simpler in (lambda it: it, _simple):
        with suppress(Exception):  # it may be anything, and misbehave in any way
            return {"typed": tagged.dumps(simpler(value), 1 << 30)}
    about = {"opaque": f"<{type(value).__name__}>", "iterator": hasattr(type(value), "__next__")}
    with suppress(Exception):
        about["opaque"] = repr(value)[:WORDS]
    with suppress(Exception):  # a class that refuses, say
        about["equals_all"] = bool(value == object())  # what nobody else has ever seen
    return about


def unpacked(message: Any) -> Any:
    """The value that `packed` wrote, or an Opaque. Raises for all else, which may be built to break its reader."""
    match message:
        case {"typed": str(text)}:
            return tagged.loads(text)
        case {"opaque": str(words)}:
            return Opaque(words[:WORDS], bool(message.get("iterator")))
    raise tagged.TaggedError("A value came over in no form that the course knows.")


def _simple(value: Any) -> Any:
    """As `comparison.plain`, but a tuple stays a tuple, and a table one with plain cells."""
    simple = plain(value)
    if not isinstance(simple, Table):
        return tuple(simple) if isinstance(value, tuple) else simple
    import pandas as pd

    return pd.DataFrame({str(name): cells for name, cells in simple.items()}, dtype=object)
