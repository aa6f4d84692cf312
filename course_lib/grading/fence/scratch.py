"""A root folder of its own for a fenced process: what it may read, and one small file system to write on.

All else is not merely closed but absent: sockets by whose names another program could be asked for help, and
files whose mode or date could be changed, which Landlock does not prevent. Numbers are of linux/mount.h.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from functools import cache
from pathlib import Path

from course_lib.grading.fence.syscalls import checked, libc
from course_lib.grading.fence.workplace import PAGE, copy

ROOT = "/tmp"  # where the new root is put together; the process sees the old one no more
WRITABLE = ("/tmp", "/dev/shm")  # in the new root; locks between processes are kept in the latter
PRIVATE, NO_SETUID, NO_DEVICES = 1 << 18, 2, 4
OPEN_TREE, MOVE_MOUNT, SET_ATTRIBUTES = 428, 429, 442  # system calls, the same on every machine
CLONE, FROM_DESCRIPTOR, READ_ONLY, RECURSIVE, HERE = 1, 4, 1, 0x8000, -100


def enclose(folder: str, size: int, readable: tuple[str, ...]) -> None:
    """Move into a root with those paths, to be read only, and a tmp and `folder` of `size` bytes together.

    Needs a mount namespace that may be changed. What lies in `folder` is copied, up to half of `size`.
    Without a capability, and without a descriptor of a folder outside, no way leads back. Raises OSError.
    """
    os.chdir(folder)
    lay(size, readable)
    own = _inside(folder)
    own.mkdir(parents=True, exist_ok=True)
    copy(Path(), own, size // 2)
    os.chroot(ROOT)
    os.chdir("/")


def lay(size: int, readable: tuple[str, ...]) -> None:
    """Put the new root together, without the process's own folder. Raises OSError."""
    _set_apart()
    paths, links = plan(readable)
    trees = {path: _tree(path) for path in paths}
    room = f"size={size},nr_inodes={size // PAGE},mode=700".encode()
    flags = ctypes.c_ulong(NO_SETUID | NO_DEVICES)
    checked("mount", libc.mount(b"tmpfs", ROOT.encode(), b"tmpfs", flags, room))
    for path, tree in trees.items():
        _put(tree, path)
    for path, target in links.items():
        _inside(path).parent.mkdir(parents=True, exist_ok=True)
        _inside(path).symlink_to(target)
    for path in WRITABLE:
        _inside(path).mkdir(parents=True, exist_ok=True)


@cache
def plan(readable: tuple[str, ...]) -> tuple[list[str], dict[str, str]]:
    """The paths to mount, free of links and none below another, and the links to make (/lib to /usr/lib)."""
    real = {path: os.path.realpath(path) for path in readable}
    known = {*real, *real.values()}
    first = {p for p in known if not any(p.startswith(f"{other}/") for other in known)}
    links = {path: target for path, target in real.items() if path != target and path in first}
    return sorted(first - set(links)), links


def _inside(path: str) -> Path:
    return Path(ROOT + path)


def _set_apart() -> None:
    """Let no change of mounts come in or go out, and nothing that is mounted now be written."""
    wanted = struct.pack("QQQQ", READ_ONLY, 0, PRIVATE, 0)
    size = ctypes.c_size_t(len(wanted))
    done = libc.syscall(SET_ATTRIBUTES, HERE, b"/", RECURSIVE, wanted, size)
    checked("mount_setattr", done)


def _tree(path: str) -> int:
    """A descriptor of what is mounted at and below a path, to be put elsewhere."""
    flags = CLONE | RECURSIVE | os.O_CLOEXEC
    return checked(f"open_tree {path}", libc.syscall(OPEN_TREE, HERE, path.encode(), flags))


def _put(tree: int, path: str) -> None:
    target = _inside(path)
    if stat.S_ISDIR(os.fstat(tree).st_mode):
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    done = libc.syscall(MOVE_MOUNT, tree, b"", HERE, bytes(target), FROM_DESCRIPTOR)
    checked(f"move_mount {path}", done)
    os.close(tree)
