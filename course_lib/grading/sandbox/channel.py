"""Messages between two processes of which one may be hostile: JSON in frames, each with a limit and a deadline.

Not multiprocessing.connection: whoever sends half a message would keep its reader waiting for ever.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

from course_lib.errors import CourseError

LARGEST = 8 << 20  # bytes of one message; a student's outputs are cut far below
PATIENCE = 60.0  # seconds for what is not the student's to delay: a loaded machine takes its time
HEAD = struct.Struct("!I")


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
