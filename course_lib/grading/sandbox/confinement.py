"""The way into a sandbox, and what a process gives up there for good, with all that it starts. Linux.

No system call that an exercise could want is refused, but those that make namespaces and mounts, look into
other processes, reach far into the kernel, or take memory that no other limit counts: by a program of classic
BPF, as seccomp(2) has it. Numbers are those of asm/unistd.h and linux/audit.h, capability.h, filter.h, mount.h,
prctl.h and sched.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import socket
import struct
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from course_lib.grading.limits import Limits
from course_lib.grading.sandbox.bubblewrap import INSIDE, MACHINES, SHARED, TMP

libc = ctypes.CDLL(None, use_errno=True)
MOUNTS, CGROUP, NAME, IPC = 1 << 17, 1 << 25, 1 << 26, 1 << 27
USER, PROCESSES, NETWORK = 1 << 28, 1 << 29, 1 << 30
NO_SETUID, NO_DEVICES, REMOUNT = 2, 4, 32
# What is refused, the last eight only in part, and its number on each of MACHINES; -1 where there is none.
_CALLS = """
    unshare 272 97  setns 308 268  mount 165 40  umount2 166 39  pivot_root 155 41  chroot 161 51
    ptrace 101 117  process_vm_readv 310 270  process_vm_writev 311 271  kcmp 312 272  bpf 321 280
    perf_event_open 298 241  userfaultfd 323 282  add_key 248 217  request_key 249 218  keyctl 250 219
    init_module 175 105  finit_module 313 273  delete_module 176 106  kexec_load 246 104
    kexec_file_load 320 294  reboot 169 142  swapon 167 224  swapoff 168 225  acct 163 89
    quotactl 179 60  syslog 103 116  settimeofday 164 170  clock_settime 227 112  iopl 172 -1
    ioperm 173 -1  modify_ldt 154 -1  name_to_handle_at 303 264  open_by_handle_at 304 265
    fanotify_init 300 262  move_pages 279 239  migrate_pages 256 238  memfd_create 319 279
    shmget 29 194  msgget 68 186  semget 64 190  vmsplice 278 75  io_uring_setup 425 425
    io_uring_enter 426 426  io_uring_register 427 427  open_tree 428 428  move_mount 429 429
    fsopen 430 430  fsconfig 431 431  fsmount 432 432  fspick 433 433  pidfd_getfd 438 438
    process_madvise 440 440  mount_setattr 442 442  quotactl_fd 443 443  memfd_secret 447 447
    open_tree_attr 467 467  landlock_create_ruleset 444 444  inotify_init1 294 26  inotify_init 253 -1
    clone 56 220  clone3 435 435  socket 41 198  socketpair 53 199  setsockopt 54 208
    mmap 9 222  madvise 28 233  fcntl 72 25
"""
FAMILIES = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)  # others reach far into the kernel
# How much one socket may hold: whoever watches the memory counts sockets, and not what lies in each.
BUFFERS = (socket.SO_SNDBUF, socket.SO_RCVBUF, 32, 33)  # the last two would force them
# Of mmap: who may share it, and that all may though it is no file's. What no process has touched yet, or any
# longer, nobody would count (so there is no /dev/zero), nor what madvise sends to the disk.
SHARING, SHARED_BY_ALL, PAGE_OUT = 0x2F, 0x21, 21
LEASES = (1024, 1040)  # of fcntl: by one, a file's owner keeps all waiting who open it
NAMESPACES, WHOLE = 0x7E020000, 0xFFFFFFFF  # clone's flags for every kind of them; all bits
OTHER_ABI = 0x40000000  # x32 on x86_64: the same calls by other numbers, from here on
LOAD, MASK, EQUAL, AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
NUMBER, MACHINE, ARGUMENTS = 0, 4, 16  # bytes into what a program is shown
ALLOW, ERROR, KILL = 0x7FFF0000, 0x00050000, 0x80000000
DENY = ERROR | errno.EPERM
DUMPABLE, SET_SECCOMP, FILTER, SUBREAPER, NO_NEW_PRIVILEGES = 4, 22, 2, 36, 38  # of prctl(2)
_step = struct.Struct("=HBBI").pack  # what, steps to skip if so, and if not, and a number
CAPABILITIES = 0x20080522  # the version of the call that knows all of them


def call(name: str, *arguments: Any) -> None:
    """Call a function of the C library. Raises OSError that names it."""
    if getattr(libc, name)(*arguments) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def join(sandbox: int) -> None:
    """Have all rights in the sandbox whose process 1 this pidfd is, children there, no network. Raises OSError."""
    if os.geteuid() == 0:
        os.setgroups([])
    call("setns", sandbox, USER | PROCESSES)
    call("unshare", NETWORK)
    # No user namespace can be made in this one: what a system call more than those refused could reach.
    Path("/proc/sys/user/max_user_namespaces").write_text("0")


def enter(sandbox: int, limits: Limits) -> None:
    """Go into a sandbox that was joined for good, and limit what may be written and started. Raises OSError."""
    call("setns", sandbox, MOUNTS | CGROUP | NAME | IPC)
    for folder, size in ((TMP, limits.disk - limits.disk // 8), (SHARED, limits.disk // 8)):
        # Both are limited: an empty file takes no bytes.
        flags = ctypes.c_ulong(REMOUNT | NO_SETUID | NO_DEVICES)
        options = f"size={size},nr_inodes={size // resource.getpagesize()}".encode()
        call("mount", b"tmpfs", folder.encode(), b"tmpfs", flags, options)
    resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes, limits.processes))


def give_up() -> None:
    """Be the sandbox's user, with no capability for good, and be refused some system calls. Raises OSError."""
    os.setresgid(INSIDE, INSIDE, INSIDE)
    os.setresuid(INSIDE, INSIDE, INSIDE)
    call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    call("capset", struct.pack("Ii", CAPABILITIES, 0), bytes(24))
    # Whoever changes its rights can no longer be looked at, by those either who watch its memory.
    call("prctl", DUMPABLE, 1, 0, 0, 0)
    buffer = ctypes.create_string_buffer(text := program(platform.machine()))
    about = struct.pack("@HP", len(text) // 8, ctypes.addressof(buffer))
    call("prctl", SET_SECCOMP, FILTER, about, 0, 0)


def limit(limits: Limits, laid_out: int) -> None:
    """Limit one process: memory on top of `laid_out` bytes, files, the processor's time, no core dumps."""
    # As many as it may have, it may send away unread; who orders for others needs some.
    handles = resource.getrlimit(resource.RLIMIT_NOFILE)[1] // 2
    for kind, most in (
        (resource.RLIMIT_AS, laid_out + limits.memory),
        (resource.RLIMIT_NOFILE, min(handles, limits.handles)),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_CPU, int(2 * limits.whole)),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def calls(machine: str) -> dict[str, int]:
    """The numbers of the calls that are refused or looked at, by their names."""
    words, column = _CALLS.split(), list(MACHINES).index(machine) + 1
    numbers = zip(words[::3], map(int, words[column::3]), strict=True)
    return {name: number for name, number in numbers if number >= 0}


@cache
def program(machine: str) -> bytes:
    """The whole filter for one of MACHINES. It loads the number of a call, which one step after another tries."""
    numbers, unknown = calls(machine), ERROR | errno.EAFNOSUPPORT
    # By which values of which bits of an argument, by its place, a call gets one answer, and by others another.
    rules = dict.fromkeys(numbers, (0, WHOLE, (), DENY, DENY)) | {
        "clone": (0, NAMESPACES, (0,), ALLOW, DENY),
        # Its flags lie where a filter cannot look. The C library then uses clone instead.
        "clone3": (0, WHOLE, (), DENY, ERROR | errno.ENOSYS),
        "socket": (0, WHOLE, FAMILIES, ALLOW, unknown),
        "socketpair": (0, WHOLE, FAMILIES, ALLOW, unknown),
        "setsockopt": (2, WHOLE, BUFFERS, DENY, ALLOW),
        "mmap": (3, SHARING, (SHARED_BY_ALL,), DENY, ALLOW),
        "madvise": (2, WHOLE, (PAGE_OUT,), DENY, ALLOW),
        "fcntl": (1, WHOLE, LEASES, DENY, ALLOW),
    }
    steps = [
        # Another machine's calls, by numbers that mean something else.
        *(_step(LOAD, 0, 0, MACHINE), _step(EQUAL, 1, 0, MACHINES[machine])),
        _step(RETURN, 0, 0, KILL),
        *(_step(LOAD, 0, 0, NUMBER), _step(AT_LEAST, 0, 1, OTHER_ABI), _step(RETURN, 0, 0, DENY)),
    ]
    for name, (place, bits, values, answer, otherwise) in rules.items():
        tests = [(_step(EQUAL, 0, 1, value), _step(RETURN, 0, 0, answer)) for value in values]
        load = (_step(LOAD, 0, 0, ARGUMENTS + 8 * place), _step(MASK, 0, 0, bits))
        look = [*load, *chain(*tests), _step(RETURN, 0, 0, otherwise)]
        steps += [_step(EQUAL, 0, len(look), numbers[name]), *look]
    return b"".join([*steps, _step(RETURN, 0, 0, ALLOW)])
