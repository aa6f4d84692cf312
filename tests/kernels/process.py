"""A kernel that a zygote forked, as the caller holds it: with the face of subprocess.Popen."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from contextlib import suppress
from pathlib import Path

from course_lib.errors import CourseError
from tests.kernels import kernel

LARGEST = 1 << 20  # bytes of one packet
PATIENCE = 60.0  # seconds until a kernel must be ready: a loaded machine takes its time


class NoWarmKernel(CourseError):
    """A warm kernel cannot be had here; the sentence says why."""


def connected(path: Path) -> socket.socket:
    """A connection to the zygote that listens there. Raises NoWarmKernel."""
    if not hasattr(os, "pidfd_open"):
        raise NoWarmKernel("Warm kernels need Linux")
    line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    line.settimeout(PATIENCE)
    try:
        line.connect(str(path))
    except OSError as error:
        line.close()
        raise NoWarmKernel(f"No zygote answers at {path} ({error.strerror})") from error
    return line


class WarmProcess:
    """A running kernel. It ends when this process ends, for then the connection does."""

    stdin = stdout = stderr = None  # jupyter_client closes a Popen's

    def __init__(self, path: Path, order: kernel.Order) -> None:
        self.pid = 0
        self.returncode: int | None = None
        self._line = connected(path)
        try:
            self._line.send(kernel.written(order))
            ready = False
            while not (ready and self.pid):
                word, _, rest = self._line.recv(LARGEST).decode().partition(" ")
                if word not in ("kernel", "ready"):
                    raise NoWarmKernel(f"The zygote gave no kernel ({word} {rest})")
                ready = ready or word == "ready"
                self.pid = int(rest) if word == "kernel" else self.pid
        except OSError as error:
            self._line.close()
            raise NoWarmKernel(f"The zygote gave no kernel ({error})") from error
        except NoWarmKernel:
            self._line.close()
            raise
        self._line.setblocking(False)

    def poll(self) -> int | None:
        """None while it runs; then its exit status, negative for a signal, as Popen says it."""
        if self.returncode is None:
            with suppress(BlockingIOError):
                self._ended(self._line.recv(LARGEST))
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Block until it has ended; its exit status. Raises TimeoutError."""
        if self.returncode is None:
            self._line.settimeout(timeout)
            self._ended(self._line.recv(LARGEST))
        return self.returncode or 0

    async def gone(self, timeout: float | None = None) -> int | None:
        """Wait until it has ended, as long as that: its exit status, or None if it still runs."""
        if self.poll() is None:
            loop, end = asyncio.get_running_loop(), asyncio.Event()
            loop.add_reader(self._line, end.set)
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(end.wait(), timeout)
            loop.remove_reader(self._line)
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel and what it started, unless it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, number)

    def kill(self) -> None:
        """End it and what it started at once."""
        self.send_signal(signal.SIGKILL)

    def leave(self) -> None:
        """Count it as ended, once killed: it runs nothing more, and the zygote sees to what is left of it."""
        if self.returncode is None:
            self._ended(b"")

    def terminate(self) -> None:
        """Ask it and what it started to end."""
        self.send_signal(signal.SIGTERM)

    def _ended(self, packet: bytes) -> None:
        # An empty packet is a zygote that ended; its kernels end with it.
        self.returncode = int(packet.split()[1]) if packet else -signal.SIGKILL
        self._line.close()
