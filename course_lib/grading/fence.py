"""A fence around the calling process, entered by itself and for good. Linux, as root or not.

Landlock lets it read the system and the environment and write its own folder, send no signal out and reach no
socket by name; a network namespace of its own has no network; a number of its own (as root) or a user namespace
keeps count of its processes. Numbers are those of linux/landlock.h, linux/prctl.h and sched(7).
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
import tempfile
from pathlib import Path

from course_lib.grading.limits import Limits

ABI = 6  # of Landlock: the first that holds signals in
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls, the same on every machine
VERSION, PATH_BENEATH = 1, 1
READ, WRITE = 0b1101, 0b111_1111_1111_0010  # execute, read file and folder; all else up to truncate
EVERY = (1 << 16) - 1  # all kinds of file access that ABI 6 knows
OF_A_FILE = 0b1100_0000_0000_0111  # execute, write, read, truncate, device ioctl
NETWORK, SCOPES = 0b11, 0b11  # bind and connect TCP; abstract sockets and signals
NO_NEW_PRIVILEGES = 38
NEW_USER, NEW_NETWORK, NEW_IPC, NEW_NAME = 0x10000000, 0x40000000, 0x08000000, 0x04000000
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", "/dev/full")
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/localtime", "/etc/ld.so.cache", "/etc/fonts")
FIRST_NUMBER = 2_000_000  # of users that no machine has; plus the process's own number

_libc = ctypes.CDLL(None, use_errno=True)


def missing() -> str:
    """What this machine lacks to fence a process in, as a phrase; "" if it lacks nothing."""
    if sys.platform != "linux":
        return f"a fence (it runs {platform.system()}, and the fence is made for Linux)"
    abi = _libc.syscall(CREATE_RULESET, None, 0, VERSION)
    if abi < ABI:
        return f"Landlock in version {ABI} (Linux 6.12 or newer; it has {max(abi, 0)})"
    pid = os.fork()
    if pid == 0:
        os._exit(0 if _unshare() else 1)
    if os.waitpid(pid, 0)[1]:
        return "namespaces (its settings forbid them)"
    if os.geteuid() == 0 and not _open_to_all(tempfile.gettempdir()):
        # Nobody counts root's processes, and another user could not read what it has to run.
        return "a Python that every user may read (grading as root, it becomes a user of its own)"
    return ""


def enter(folder: str, limits: Limits) -> None:
    """Fence this process in: it may write in `folder` alone. Raises OSError if the machine refuses."""
    if os.geteuid() == 0 and _open_to_all(folder):
        number = FIRST_NUMBER + os.getpid()
        _give(Path(folder), number)
        os.setgroups([])
        os.setresgid(number, number, number)
        os.setresuid(number, number, number)
    resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes, limits.processes))
    if not _unshare():
        raise OSError(ctypes.get_errno(), "no namespaces")
    _landlock(folder)


def _unshare() -> bool:
    """Leave the network and all else that is shared; a user namespace gives the right to, without root."""
    return _libc.unshare(NEW_USER | NEW_NETWORK | NEW_IPC | NEW_NAME) == 0


def readable() -> list[str]:
    """The paths that may be read: the system, Python and its packages, and this package's own code."""
    import course_lib

    own = str(Path(course_lib.__file__).parent)
    paths = [*SYSTEM, *DEVICES, sys.prefix, sys.base_prefix, own]
    return [path for path in dict.fromkeys(paths) if Path(path).exists()]


def _open_to_all(folder: str) -> bool:
    """Whether another user may get as far as our interpreter: not if it lies in a private home."""
    places = [Path(path).resolve() for path in (*readable(), folder)]
    return all(p.stat().st_mode & 1 for place in places for p in place.parents)


def _give(folder: Path, number: int) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, number, number, follow_symlinks=False)


def _landlock(folder: str) -> None:
    rules = _call(CREATE_RULESET, struct.pack("QQQ", EVERY, NETWORK, SCOPES), 24, 0)
    for path in readable():
        _allow(rules, path, READ)
    for path in DEVICES:
        _allow(rules, path, READ | 0b10)
    _allow(rules, folder, READ | WRITE)
    if _libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or _libc.syscall(RESTRICT_SELF, rules, 0):
        raise OSError(ctypes.get_errno(), "Landlock refused")
    os.close(rules)


def _allow(rules: int, path: str, access: int) -> None:
    try:
        place = os.open(path, os.O_PATH)
    except FileNotFoundError:
        return
    allowed = access if Path(path).is_dir() else access & OF_A_FILE
    _call(ADD_RULE, rules, PATH_BENEATH, struct.pack("=Qi", allowed, place), 0)
    os.close(place)


def _call(number: int, *arguments: object) -> int:
    done = _libc.syscall(number, *arguments)
    if done < 0:
        raise OSError(ctypes.get_errno(), "Landlock refused")
    return done
