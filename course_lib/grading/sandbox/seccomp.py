"""A list of system calls that a process is refused from now on, and all that it starts. Linux.

Nothing that an exercise could want is on it: calls that make namespaces and mounts, look into other
processes, reach far into the kernel, or take memory that no other limit counts. It is a program of
classic BPF as seccomp(2) has it; numbers are those of asm/unistd.h, linux/audit.h and linux/filter.h.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Sequence
from functools import cache

MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # how the kernel writes them
# A call's number on each of them; -1 where there is none.
_BY_MACHINE = """
    unshare 272 97  setns 308 268  mount 165 40  umount2 166 39  pivot_root 155 41  chroot 161 51
    ptrace 101 117  process_vm_readv 310 270  process_vm_writev 311 271  kcmp 312 272  bpf 321 280
    perf_event_open 298 241  userfaultfd 323 282  add_key 248 217  request_key 249 218  keyctl 250 219
    init_module 175 105  finit_module 313 273  delete_module 176 106  kexec_load 246 104
    kexec_file_load 320 294  reboot 169 142  swapon 167 224  swapoff 168 225  acct 163 89
    quotactl 179 60  syslog 103 116  settimeofday 164 170  clock_settime 227 112  iopl 172 -1
    ioperm 173 -1  modify_ldt 154 -1  name_to_handle_at 303 264  open_by_handle_at 304 265
    fanotify_init 300 262  move_pages 279 239  migrate_pages 256 238  memfd_create 319 279
    shmget 29 194  msgget 68 186
"""
# The younger ones have the same number on every machine.
_EVERYWHERE = """
    io_uring_setup 425  io_uring_enter 426  io_uring_register 427  open_tree 428  move_mount 429
    fsopen 430  fsconfig 431  fsmount 432  fspick 433  pidfd_getfd 438  process_madvise 440
    mount_setattr 442  quotactl_fd 443  memfd_secret 447  open_tree_attr 467
"""
REFUSED = {
    name: (int(intel), int(arm))
    for name, intel, arm in zip(*[iter(_BY_MACHINE.split())] * 3, strict=True)
}
REFUSED_EVERYWHERE = {
    name: int(number) for name, number in zip(*[iter(_EVERYWHERE.split())] * 2, strict=True)
}
CLONE, CLONE_3 = (56, 220), 435
SOCKET, SOCKET_PAIR, SET_OPTION = (41, 198), (53, 199), (54, 208)
FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6; others reach far into the kernel
# How much one socket may hold: whoever watches the memory counts sockets, and not what lies in each.
SOCKET_LEVEL, BUFFERS = 1, (7, 8, 32, 33)  # SO_SNDBUF, SO_RCVBUF and what would force them
NAMESPACES = 0x7E020000  # clone's flags for every kind of them
OTHER_ABI = 0x40000000  # x32 on x86_64: the same calls by other numbers, from here on
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, MACHINE, FIRST, SECOND, THIRD = 0, 4, 16, 24, 32  # bytes into what a program is shown
ALLOW, ERROR, KILL = 0x7FFF0000, 0x00050000, 0x80000000
DENY, NO_FAMILY = ERROR | errno.EPERM, ERROR | errno.EAFNOSUPPORT
SET_SECCOMP, FILTER = 22, 2  # of prctl(2)


def install() -> None:
    """Refuse them for good. Raises OSError where the kernel has no such filters; needs no_new_privs."""
    text = program(platform.machine())
    buffer = ctypes.create_string_buffer(text)
    shown = struct.pack("@HP", len(text) // 8, ctypes.addressof(buffer))
    if ctypes.CDLL(None, use_errno=True).prctl(SET_SECCOMP, FILTER, shown, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "seccomp")


@cache
def program(machine: str) -> bytes:
    """The whole filter for one of MACHINES."""
    column = list(MACHINES).index(machine)
    numbers = [both[column] for both in REFUSED.values()] + list(REFUSED_EVERYWHERE.values())
    families = [_step(LOAD, FIRST), *_when(EQUAL, FAMILIES, ALLOW), _step(RETURN, NO_FAMILY)]
    options = [_step(LOAD, THIRD), *_when(EQUAL, BUFFERS, DENY), _step(RETURN, ALLOW)]
    steps = [
        _step(LOAD, MACHINE),
        _step(EQUAL, MACHINES[machine], 1, 0),
        _step(RETURN, KILL),  # another machine's calls, by numbers that mean something else
        _step(LOAD, NUMBER),
        *_when(AT_LEAST, [OTHER_ABI], DENY),
        # Its flags lie where a filter cannot look. The C library then uses clone instead.
        *_when(EQUAL, [CLONE_3], ERROR | errno.ENOSYS),
        *_when(EQUAL, [number for number in numbers if number >= 0], DENY),
        *_for(CLONE[column], [_step(LOAD, FIRST), *_when(ANY_BIT, [NAMESPACES], DENY)]),
        *_for(SOCKET[column], families),
        *_for(SOCKET_PAIR[column], families),
        *_for(SET_OPTION[column], [_step(LOAD, SECOND), *_for(SOCKET_LEVEL, options)]),
        _step(RETURN, ALLOW),
    ]
    return b"".join(steps)


def _for(value: int, steps: list[bytes]) -> list[bytes]:
    """Steps for where that is loaded; after them, whatever is loaded, the call is allowed."""
    steps = [*steps, _step(RETURN, ALLOW)]
    return [_step(EQUAL, value, 0, len(steps)), *steps]


def _when(test: int, values: Sequence[int], answer: int) -> list[bytes]:
    """Steps that end with an answer where what is loaded passes the test for any of the values."""
    return [s for value in values for s in (_step(test, value, 0, 1), _step(RETURN, answer))]


def _step(what: int, value: int, skip_if: int = 0, skip_else: int = 0) -> bytes:
    return struct.pack("=HBBI", what, skip_if, skip_else, value)
