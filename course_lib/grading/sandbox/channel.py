"""Messages between two processes of which one may be hostile: JSON in frames, each with a limit and a deadline."""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from typing import Any

from course_lib.errors import CourseError

LARGEST = 8 << 20  # bytes of one message; a student's outputs are cut far below
HEAD = struct.Struct("!I")


class ChannelError(CourseError):
    """The other side hung up, or sent what is no message."""


class TooLate(CourseError):
    """The other side did not answer in time."""


class Channel:
    """One end of a connected pair of sockets."""

    def __init__(self, end: socket.socket) -> None:
        self.end = end
        end.setblocking(False)

    def send(self, message: Any, seconds: float = 60.0) -> None:
        """Write one message. Raises TooLate if the other side does not read, ChannelError if it is gone."""
        text = json.dumps(message).encode()
        left, until = memoryview(HEAD.pack(len(text)) + text), time.monotonic() + seconds
        while left:
            self._wait(select.POLLOUT, until)
            try:
                left = left[self.end.send(left) :]
            except BlockingIOError:
                continue
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
        got = bytearray()
        while len(got) < count:
            self._wait(select.POLLIN, until)
            try:
                piece = self.end.recv(min(1 << 16, count - len(got)))
            except BlockingIOError:
                continue
            except OSError as error:
                raise ChannelError(f"The other side is gone ({error.strerror}).") from None
            if not piece:
                raise ChannelError("The other side hung up.")
            got += piece
        return bytes(got)

    def _wait(self, what: int, until: float | None) -> None:
        left = None if until is None else max(0.0, until - time.monotonic()) * 1000
        poll = select.poll()
        poll.register(self.end, what)
        if not poll.poll(left):
            raise TooLate("No answer came in time.")


def pair() -> tuple[Channel, socket.socket]:
    """Our end of a new channel, and the other as a bare socket, to be passed on."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    return Channel(ours), theirs
