"""Bubblewrap: the command that makes a sandbox, and what a machine lacks to run it.

The sandbox is empty but for a process that waits. A student's process, forked from one that has imported
everything, enters it by its namespaces: a fresh one for each, and no import twice.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import IO

MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # how the kernel writes them
OLDEST = (5, 14)  # of Linux: the first that counts processes for each user namespace by itself
# Where it can write; locks between processes are kept in the latter.
TMP, SHARED = "/tmp", "/dev/shm"
INSIDE = 1000  # the number of its user; as 0, programs it starts would look for rights
# All of it is in bubblewrap 0.5. Not --disable-userns, which cannot be had where root has a second user, nor
# --seccomp, which would hold for process 1 alone, nor its network, which has a loopback: who enters gives these up
# (confinement). Nor --die-with-parent, which leaves a child for ever where this process is killed meanwhile.
FLAGS = f"""
    --unshare-user --unshare-all --share-net --cap-drop ALL --new-session --clearenv --as-pid-1
    --uid {INSIDE} --gid {INSIDE} --perms 1777 --tmpfs {TMP} --perms 1777 --tmpfs {SHARED}
"""
SYSTEM = "/usr /lib /lib64 /bin /etc/localtime /etc/ld.so.cache /etc/fonts /etc/alternatives"
DEVICES = ("/dev/null", "/dev/urandom", "/dev/random", "/dev/full")
# Below what may be read, and nobody's business there: nbgrader's exchange, with what others handed in.
EXCHANGE = "/usr/local/share/nbgrader"
# Until it is hung up on; as process 1 it ends all others with itself, takes no signal of theirs, buries orphans.
WAITS = ("/bin/sh", "-c", "trap '' CHLD; echo; exec /bin/cat")
APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")


def missing() -> str:
    """What this machine lacks to run students' code in a sandbox, as a phrase; "" if it lacks nothing."""
    machine, release = platform.machine(), platform.release()
    version = tuple(map(int, re.findall(r"\d+", release)[:2]))
    if sys.platform != "linux" or machine not in MACHINES or version < OLDEST:
        return (
            f"a sandbox (it is {machine}, and there is one for {' or '.join(MACHINES)}, with Linux "
            f"{'.'.join(map(str, OLDEST))} or newer; it runs {platform.system()} {release})"
        )
    if not shutil.which("bwrap"):
        return (
            "bubblewrap (on Debian and Ubuntu type `sudo apt install bubblewrap`, on Fedora "
            "`sudo dnf install bubblewrap`)"
        )
    # As root, a student's process is another user's.
    own = [path for path in readable() if not Path(path).stat().st_mode & 0o004]
    if own and os.geteuid() == 0:
        return f"a Python that all may read ({own[0]} is closed; type `chmod -R a+rX {own[0]}`)"
    try:
        start()[1].close()
        return ""
    except OSError as error:
        excuse = f"bubblewrap's own words: {error}"
    if APPARMOR.exists() and APPARMOR.read_text().strip() == "1":
        return (
            "user namespaces for bubblewrap, which AppArmor refuses here (on Ubuntu type `sudo apt install "
            "apparmor-profiles && sudo ln -s /usr/share/apparmor/extra-profiles/bwrap-userns-restrict "
            f"/etc/apparmor.d/ && sudo apparmor_parser -r /etc/apparmor.d/bwrap-userns-restrict`; {excuse})"
        )
    return f"bubblewrap 0.5 or newer, or the right to make a sandbox ({excuse})"


def start() -> tuple[int, IO[bytes]]:
    """Make a sandbox: (a pidfd of its process 1, a file to close to end it, as the end of this process does).

    Raises OSError with bubblewrap's own words.
    """
    (info, info_end), (its_end, end) = os.pipe(), os.pipe()
    life, root = os.fdopen(end, "wb", 0), os.geteuid() == 0
    ends = ["--info-fd", str(info_end), *(["--userns-block-fd", str(its_end)] if root else [])]
    process = subprocess.Popen(
        ["bwrap", *FLAGS.split(), *ends, *layout(), *WAITS],
        stdin=its_end,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        errors="replace",
        # It can read its info itself: where nobody could, it would leave a child for ever.
        pass_fds=[info, info_end, its_end],
    )
    os.close(info_end)
    os.close(its_end)
    with os.fdopen(info) as file:
        pid = json.loads(file.read() or "{}").get("child-pid")
    # As root, students' code is a user that nobody else is: root's processes nobody counts.
    if root and pid:
        for name in ("uid_map", "gid_map"):
            users = f"{INSIDE} {2_000_000 + os.getpid()} 1\n{INSIDE + 1} 0 1\n"
            Path(f"/proc/{pid}/{name}").write_text(users)
        life.write(b"\n")  # it may go on
    with process.stdout as words:  # type: ignore[union-attr]
        if (line := words.readline()) != "\n":
            raise OSError((line + words.read()).strip() or "bubblewrap made no sandbox")
    return os.pidfd_open(pid), life


@cache
def layout() -> list[str]:
    """Bubblewrap's words for what may be read. All else is not merely closed but absent.

    A folder on the way to what may be read cannot be listed.
    """
    real = {path: os.path.realpath(path) for path in readable()}
    binds = [("--ro-bind" if p == r else "--symlink", r, p) for p, r in real.items()]
    hidden = [os.path.realpath(EXCHANGE)] if Path(EXCHANGE).is_dir() else []
    ways = {str(way) for path in (*real, *DEVICES) for way in Path(path).parents} - {TMP}
    return [
        *(word for bind in binds for word in bind),
        *(w for p in hidden for w in ("--perms", "0111", "--tmpfs", p, "--remount-ro", p)),
        *(word for path in DEVICES for word in ("--dev-bind", path, path)),
        *(w for p in ways for w in ("--chmod", "0111", p)),
        *("--remount-ro", "/", "--"),
    ]


@cache
def readable() -> tuple[str, ...]:
    """Paths that may be read, none below another, with where links lead: the system, Python and this package."""
    import course_lib

    paths = [*SYSTEM.split(), sys.prefix, sys.base_prefix, str(Path(course_lib.__file__).parent)]
    both = {one for p in paths if Path(p).exists() for one in (p, os.path.realpath(p))}
    return tuple(sorted(p for p in both if not any(p.startswith(f"{way}/") for way in both)))


def exposed(place: Path) -> str:
    """The path that may be read and that a folder is or lies below; "" if it is absent, or empty there."""
    real = Path(os.path.realpath(place))
    ways = () if real.is_relative_to(os.path.realpath(EXCHANGE)) else readable()
    return next((path for path in ways if real.is_relative_to(path)), "")
