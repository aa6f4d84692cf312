"""All that a fenced process may write, as one file system in memory that nobody else sees.

It lies over /tmp, over /dev/shm (where locks between processes are kept) and, under its own name, in the
place of the working folder. Numbers are those of linux/mount.h.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from course_lib.grading.syscalls import checked, libc
from course_lib.grading.workplace import PAGE, copy

PRIVATE, ALL_BELOW, BIND, NO_SETUID, NO_DEVICES = 1 << 18, 1 << 14, 1 << 12, 2, 4
OPEN_TREE, MOVE_MOUNT, SET_ATTRIBUTES = 428, 429, 442  # system calls, the same on every machine
CLONE, OF_THE_DESCRIPTOR, FROM_DESCRIPTOR, READ_ONLY = 1, 0x1000, 4, 1
RECURSIVE, HERE = 0x8000, -100


@cache
def places() -> dict[str, str]:
    """The folders that are covered, free of links, with the names of what is put there."""
    found = {"shm": os.path.realpath("/dev/shm"), "tmp": os.path.realpath("/tmp")}
    return {place: name for name, place in found.items() if Path(place).is_dir()}


def covered(path: str) -> bool:
    """Whether something that lies there, free of links, is out of sight once the places are covered."""
    return any(path.startswith(f"{place}/") for place in places())


def cover(folder: str, size: int, kept: Iterable[str] = ()) -> None:
    """Cover the places and `folder`, at most `size` bytes in all; `kept` stays in sight, to be read only.

    Needs a mount namespace that may be changed. Half of `size` is there for what lies in `folder`, which
    is copied. The current folder is then the uncovered one. Raises OSError.
    """
    trees = {path: _tree(path) for path in kept}
    os.chdir(folder)
    lay(size, [] if covered(folder) else [folder])
    for path, tree in trees.items():
        Path(path).mkdir(parents=True, exist_ok=True)
        _put(tree, path)
    own = Path(folder)
    own.mkdir(parents=True, exist_ok=True)
    copy(Path(), own, size // 2)


def lay(size: int, others: Iterable[str] = ()) -> None:
    """Put one new file system of so many bytes over the places and over other folders. Raises OSError."""
    _mount("none", "/", "none", ALL_BELOW | PRIVATE)
    room = f"size={size},nr_inodes={size // PAGE},mode=700"
    _mount("tmpfs", "/tmp", "tmpfs", NO_SETUID | NO_DEVICES, room)
    parts = dict.fromkeys(others, "own") | places()
    for place, name in parts.items():  # /tmp comes last: it covers the parts
        Path(f"/tmp/{name}").mkdir()
        _mount(f"/tmp/{name}", place, "none", BIND)


def _mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    given = [text.encode() for text in (source, target, kind)]
    done = libc.mount(*given, ctypes.c_ulong(flags), options.encode())
    checked(f"mount on {target}", done)


def _tree(path: str) -> int:
    """A descriptor of what is mounted at and below a path, to be put elsewhere; it can only be read."""
    flags = CLONE | RECURSIVE | os.O_CLOEXEC
    tree = checked(f"open_tree {path}", libc.syscall(OPEN_TREE, HERE, path.encode(), flags))
    only = struct.pack("QQQQ", READ_ONLY, 0, 0, 0)
    done = libc.syscall(
        SET_ATTRIBUTES, tree, b"", OF_THE_DESCRIPTOR | RECURSIVE, only, ctypes.c_size_t(len(only))
    )
    checked(f"mount_setattr {path}", done)
    return tree


def _put(tree: int, path: str) -> None:
    done = libc.syscall(MOVE_MOUNT, tree, b"", HERE, path.encode(), FROM_DESCRIPTOR)
    checked(f"move_mount {path}", done)
    os.close(tree)
