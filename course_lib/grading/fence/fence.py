"""A fence around the calling process, entered by itself and for good. Linux, as root or not.

It sees a root of its own (scratch) that holds the system, the environment, its own folder and a private tmp, and
Landlock lets it write the latter two alone and send no signal out; a network namespace of its own has no network;
a number of its own (as root) or a user namespace keeps count of its processes; it has no capability, and some
system calls are refused (seccomp). Numbers are those of linux/landlock.h, linux/capability.h, linux/prctl.h and
sched(7).
"""

from __future__ import annotations

import os
import platform
import resource
import struct
import sys
import tempfile
from functools import cache
from pathlib import Path

from course_lib.grading.fence import scratch, seccomp
from course_lib.grading.fence.syscalls import checked, libc
from course_lib.grading.limits import LIMITS, Limits

ABI = 6  # of Landlock: the first that holds signals in
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls, the same on every machine
VERSION, PATH_BENEATH = 1, 1
READ, WRITE = 0b1101, 0b111_1111_1111_0010  # execute, read file and folder; all else up to truncate
EVERY = (1 << 16) - 1  # all kinds of file access that ABI 6 knows
OF_A_FILE = 0b1100_0000_0000_0111  # execute, write, read, truncate, device ioctl
NETWORK, SCOPES = 0b11, 0b11  # bind and connect TCP; abstract sockets and signals
DUMPABLE, NO_NEW_PRIVILEGES = 4, 38
NEW_MOUNTS, NEW_NAME, NEW_IPC, NEW_USER, NEW_NETWORK = 1 << 17, 1 << 26, 1 << 27, 1 << 28, 1 << 30
CAPABILITIES = 0x20080522  # the version of the call that knows all of them
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", "/dev/full")
SYSTEM = (
    *("/usr", "/lib", "/lib64", "/bin"),
    *("/etc/localtime", "/etc/ld.so.cache", "/etc/fonts", "/etc/alternatives"),
)
FIRST_NUMBER = 2_000_000  # of users that no machine has; plus the process's own number
INSIDE = 1000  # the number by which it knows itself; as 0, programs it starts would look for rights


def missing() -> str:
    """What this machine lacks to fence a process in, as a phrase; "" if it lacks nothing."""
    if platform.machine() not in seccomp.MACHINES:
        known = " or ".join(seccomp.MACHINES)
        return f"a list of system calls to refuse (it is {platform.machine()}, and there is one for {known})"
    abi = libc.syscall(CREATE_RULESET, None, 0, VERSION)
    if abi < ABI:
        return f"Landlock in version {ABI} (Linux 6.12 or newer; it has {max(abi, 0)})"
    if os.geteuid() == 0 and not _open_to_all(os.path.realpath(tempfile.gettempdir())):
        # Nobody counts root's processes, and another user could not read what it has to run.
        return "a Python that every user may read (grading as root, it becomes a user of its own)"
    return _refused()


def _refused() -> str:
    """The first step into a fence that is refused here, as what is missing; a copy of this process tries."""
    steps = [
        (_become, "users enough (grading as root, it becomes a user of its own)"),
        (_unshare, "namespaces (its settings forbid them)"),
        (_lay, "the right to mount a folder in a namespace (its settings forbid it)"),
        (_restrain, "filters of system calls (its kernel has no seccomp)"),
    ]
    pid = os.fork()
    if pid == 0:
        taken = 0
        try:
            for step, _ in steps:
                step()
                taken += 1
        finally:
            os._exit(taken)
    taken = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return "" if taken == len(steps) else steps[max(taken, 0)][1]


def prepare() -> None:
    """Find out what is the same for every process that enters, so that those forked off need not."""
    _rules()
    scratch.plan(readable())
    _python_is_open_to_all()
    if platform.machine() in seccomp.MACHINES:
        seccomp.program(platform.machine())


def enter(folder: str, limits: Limits) -> None:
    """Fence this process in: it may write in `folder` and a private tmp alone, and what it writes is gone
    when it ends. `folder` is absolute and free of links. Raises OSError if the machine refuses.
    """
    if os.geteuid() == 0 and _open_to_all(folder):
        _become(folder)
    resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes, limits.processes))
    _unshare()
    scratch.enclose(folder, limits.disk, readable())
    _landlock(folder)
    _restrain()


def _become(folder: str = "") -> None:
    """As root, go on as a user that nobody else is, with that folder; otherwise remain who it is."""
    if os.geteuid():
        return
    number = FIRST_NUMBER + os.getpid()
    if folder:
        _give(Path(folder), number)
    os.setgroups([])
    os.setresgid(number, number, number)
    os.setresuid(number, number, number)
    # Whoever changes its number loses hold of its own /proc/self, where its namespace is set up.
    checked("prctl", libc.prctl(DUMPABLE, 1, 0, 0, 0))


def _give(folder: Path, number: int) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, number, number, follow_symlinks=False)


def _unshare() -> None:
    """Leave the network and all else that is shared; a user namespace gives the right to, without root."""
    user, group = os.geteuid(), os.getegid()
    wanted = NEW_USER | NEW_MOUNTS | NEW_NETWORK | NEW_IPC | NEW_NAME
    checked("unshare", libc.unshare(wanted))
    for name, text in (
        ("setgroups", "deny"),
        ("gid_map", f"{INSIDE} {group} 1"),
        ("uid_map", f"{INSIDE} {user} 1"),
    ):
        Path(f"/proc/self/{name}").write_text(text)


def _lay() -> None:
    scratch.lay(LIMITS.disk, readable())


def _restrain() -> None:
    """Give up what rights the namespace gave, and some system calls."""
    checked("prctl", libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    checked("capset", libc.capset(struct.pack("Ii", CAPABILITIES, 0), bytes(24)))
    seccomp.install()


@cache
def readable() -> tuple[str, ...]:
    """The paths that may be read: the system, Python and its packages, and this package's own code."""
    import course_lib

    own = str(Path(course_lib.__file__).parent)
    paths = [*SYSTEM, *DEVICES, sys.prefix, sys.base_prefix, own]
    return tuple(path for path in dict.fromkeys(paths) if Path(path).exists())


def _open_to_all(folder: str) -> bool:
    """Whether another user may get as far as our interpreter, and `folder`: not into a private home."""
    return _python_is_open_to_all() and _way_is_open(folder)


@cache
def _python_is_open_to_all() -> bool:
    return all(_way_is_open(os.path.realpath(path)) for path in readable())


def _way_is_open(path: str) -> bool:
    return all(place.stat().st_mode & 1 for place in Path(path).parents)


@cache
def _rules() -> tuple[tuple[str, int], ...]:
    """What may be done with each path that is the same for everybody."""
    access = {path: READ | 0b10 if path in DEVICES else READ for path in readable()}
    read = {p: may if Path(p).is_dir() else may & OF_A_FILE for p, may in access.items()}
    return (*read.items(), *((path, READ | WRITE) for path in scratch.WRITABLE))


def _landlock(folder: str) -> None:
    shown = struct.pack("QQQ", EVERY, NETWORK, SCOPES)
    rules = checked("Landlock", libc.syscall(CREATE_RULESET, shown, len(shown), 0))
    for path, may in (*_rules(), (folder, READ | WRITE)):
        place = os.open(path, os.O_PATH)
        rule = struct.pack("=Qi", may, place)
        checked(f"Landlock {path}", libc.syscall(ADD_RULE, rules, PATH_BENEATH, rule, 0))
        os.close(place)
    checked("prctl", libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    checked("Landlock", libc.syscall(RESTRICT_SELF, rules, 0))
    os.close(rules)
