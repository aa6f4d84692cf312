"""Messages between two processes of which one may be hostile: JSON in frames, each with a limit and a deadline,
and in it values as typed plain data, or as words for what is none.

Not multiprocessing.connection: whoever sends half a message would keep its reader waiting for ever.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from contextlib import suppress
from typing import Any

from course_lib import tagged
from course_lib.comparison import plain
from course_lib.errors import CourseError
from course_lib.tagged import TaggedError

LARGEST = 8 << 20  # bytes of one message; a student's outputs are cut far below
PATIENCE = 60.0  # seconds for what is not the student's to delay: a loaded machine takes its time
HEAD = struct.Struct("!I")
WORDS = 200  # characters of what stands for a value that cannot be sent


class ChannelError(CourseError):
    """The other side hung up, or sent what is no message."""


class TooLate(CourseError):
    """The other side did not answer in time."""


class Channel:
    """One end of a connected pair of sockets."""

    def __init__(self, end: socket.socket) -> None:
        self.end = end

    def send(self, message: Any, seconds: float = PATIENCE) -> None:
        """Write one message. Raises TooLate if the other side does not read, ChannelError if it is gone."""
        text = json.dumps(message).encode()
        try:
            self.end.settimeout(seconds)
            self.end.sendall(HEAD.pack(len(text)) + text)
        except TimeoutError:
            raise TooLate("The other side does not read.") from None
        except OSError as error:
            raise ChannelError(f"The other side is gone ({error.strerror}).") from None

    def receive(self, seconds: float | None = None, largest: int = LARGEST) -> Any:
        """The next message. Raises TooLate after so many seconds, ChannelError for anything but a message."""
        until = None if seconds is None else time.monotonic() + seconds
        (length,) = HEAD.unpack(self._bytes(HEAD.size, until))
        if length > largest:
            raise ChannelError(f"A message of {length} bytes came, where {largest} are the limit.")
        try:
            return json.loads(self._bytes(length, until))
        except (ValueError, RecursionError) as error:
            raise ChannelError(f"What came is not JSON: {error}.") from None

    def close(self) -> None:
        """Hang up."""
        self.end.close()

    def _bytes(self, count: int, until: float | None) -> bytes:
        text = bytearray()
        while len(text) < count:
            try:
                self.end.settimeout(None if until is None else max(until - time.monotonic(), 0.0))
                piece = self.end.recv(min(1 << 20, count - len(text)))
            except (TimeoutError, BlockingIOError):
                raise TooLate("No answer came in time.") from None
            except OSError as error:
                raise ChannelError(f"The other side is gone ({error.strerror}).") from None
            if not piece:
                raise ChannelError("The other side hung up.")
            text += piece
        return bytes(text)


def pair() -> tuple[Channel, socket.socket]:
    """Our end of a new channel, and the other as a bare socket, to be passed on."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    return Channel(ours), theirs


class Opaque:
    """Stands for a value that is nothing plain. It equals nothing but itself, and shows as the value did."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __repr__(self) -> str:
        return self.words


class OpaqueIterator(Opaque):
    """As Opaque, for a generator and its like, so that a test can advise list(...)."""

    def __iter__(self) -> OpaqueIterator:
        return self

    def __next__(self) -> Any:
        raise StopIteration


def packed(value: Any) -> dict:
    """`value` as a message: {"typed": text}, or {"opaque": words, …} where it cannot be written so."""
    for attempt in (lambda: value, lambda: _simple(value)):
        try:
            return {"typed": tagged.dumps(attempt(), 1 << 30)}
        except Exception:  # it may be anything, and misbehave in any way
            continue
    words, equals_all = f"<{type(value).__name__}>", False
    with suppress(Exception):
        words = repr(value)
    with suppress(Exception):  # a Series, say, or a class that refuses
        equals_all = bool(value == object())  # what nobody else has ever seen
    iterator = hasattr(type(value), "__next__")
    return {"opaque": words[:WORDS], "iterator": iterator, "equals_all": equals_all}


def unpacked(message: Any) -> Any:
    """The value that `packed` wrote; of what is opaque, an Opaque. Raises TaggedError for anything else."""
    fields = message if isinstance(message, dict) else {}
    if isinstance(text := fields.get("typed"), str):
        try:
            return tagged.loads(text)
        except TaggedError:
            raise
        except Exception as error:  # built to break what reads it
            raise TaggedError(f"This is not typed JSON as the course writes it: {error}.") from None
    if isinstance(words := fields.get("opaque"), str):
        return (OpaqueIterator if fields.get("iterator") else Opaque)(words[:WORDS])
    raise TaggedError("A value came over in no form that the course knows.")


def _simple(value: Any) -> Any:
    """As `comparison.plain`, but a tuple stays a tuple, and a table one with plain cells."""
    import pandas as pd

    if isinstance(value, pd.DataFrame):
        columns = {str(name): list(map(plain, value[name])) for name in value.columns}
        return pd.DataFrame(columns, index=range(len(value)), dtype=object)
    return tuple(plain(value)) if isinstance(value, tuple) else plain(value)
