"""The C library, and what it said when it refused."""

from __future__ import annotations

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def checked(what: str, done: int) -> int:
    """`done`, which a call to `libc` has just returned. Raises OSError that names it if that is below 0."""
    if done < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return done
