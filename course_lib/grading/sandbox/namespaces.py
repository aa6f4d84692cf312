"""Entering a sandbox's namespaces, and giving up the rights that one has there. Linux, by its C library.

Numbers are those of linux/sched.h, linux/mount.h, linux/sockios.h and linux/prctl.h.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import resource
import socket
import struct

from course_lib.grading.limits import Limits
from course_lib.grading.sandbox import bubblewrap, seccomp

libc = ctypes.CDLL(None, use_errno=True)
MOUNTS, CGROUP, NAME, IPC = 1 << 17, 1 << 25, 1 << 26, 1 << 27
USER, PROCESSES, NETWORK = 1 << 28, 1 << 29, 1 << 30
NO_SETUID, NO_DEVICES, REMOUNT = 2, 4, 32
SET_FLAGS, SET_ADDRESS = 0x8914, 0x8916  # of a network interface: SIOCSIFFLAGS, SIOCSIFADDR
DUMPABLE, NO_NEW_PRIVILEGES, DROP_FROM_BOUNDING, SUBREAPER = 4, 38, 24, 36  # of prctl(2)
CAPABILITIES = 0x20080522  # the version of the call that knows all of them


def checked(what: str, done: int) -> None:
    """Raises OSError that names it if `done`, which a call to `libc` has just returned, is below 0."""
    if done < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def prctl(what: int, value: int = 0) -> None:
    """Set a property of this process. Raises OSError."""
    checked("prctl", libc.prctl(what, value, 0, 0, 0))


def enter(pid: int, limits: Limits) -> None:
    """Go into the sandbox of process `pid` for good, with all rights there; its process numbers are for
    children. Raises OSError.
    """
    if os.geteuid() == 0:
        os.setgroups([])
    proc, place = os.open("/proc", os.O_RDONLY), os.pidfd_open(pid)
    checked("setns", libc.setns(place, USER | MOUNTS | CGROUP | NAME | IPC | PROCESSES | NETWORK))
    # No user namespace can be made in this one: what a system call more than those refused could reach.
    most = os.open("sys/user/max_user_namespaces", os.O_WRONLY, dir_fd=proc)
    os.write(most, b"0")
    for end in (proc, place, most):
        os.close(end)
    for folder, size in bubblewrap.sizes(limits).items():
        # Both are limited: an empty file takes no bytes.
        flags = ctypes.c_ulong(REMOUNT | NO_SETUID | NO_DEVICES)
        options = f"size={size},nr_inodes={size // resource.getpagesize()}".encode()
        checked("mount", libc.mount(b"tmpfs", folder.encode(), b"tmpfs", flags, options))
    # Bubblewrap brings a loopback up; here there is no network at all.
    nowhere = struct.pack("16sH14x", b"lo", socket.AF_INET)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_ADDRESS, nowhere)
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", 0))


def give_up(second: bool) -> None:
    """Give up all rights in the sandbox, and some system calls; become its `second` user if it has one.

    Raises OSError.
    """
    if second:
        other = bubblewrap.INSIDE + 1
        os.setresgid(other, other, other)
        os.setresuid(other, other, other)
    prctl(NO_NEW_PRIVILEGES, 1)
    for number in range(64):
        if libc.prctl(DROP_FROM_BOUNDING, number, 0, 0, 0) < 0:  # there are no more
            break
    checked("capset", libc.capset(struct.pack("Ii", CAPABILITIES, 0), bytes(24)))
    # Whoever changes its rights can no longer be looked at, by those either who watch its memory.
    prctl(DUMPABLE, 1)
    seccomp.install()
