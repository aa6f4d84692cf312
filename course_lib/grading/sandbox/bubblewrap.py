"""Bubblewrap: the command that makes a sandbox, and what a machine lacks to run it.

The sandbox is empty but for a process that waits. A student's process, forked from one that has imported
everything, enters it by its namespaces: a fresh one for each, and no import twice.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from course_lib.grading.limits import Limits
from course_lib.grading.sandbox import seccomp

OLDEST = (5, 14)  # of Linux: the first that counts processes for each user namespace by itself
# Where it can write; locks between processes are kept in the latter.
TMP, SHARED = "/tmp", "/dev/shm"
INSIDE = 1000  # the number of its user; as 0, programs it starts would look for rights
# All of it is in bubblewrap 0.5. Not --disable-userns, which cannot be had where root has a second user, nor
# --size (0.7), nor --seccomp: namespaces.enter and give_up do the same.
FLAGS = f"""
    --unshare-user --unshare-all --cap-drop ALL --die-with-parent --new-session --clearenv --as-pid-1
    --uid {INSIDE} --gid {INSIDE} --perms 1777 --tmpfs {TMP} --perms 1777 --tmpfs {SHARED}
"""
SYSTEM = "/usr /lib /lib64 /bin /etc/localtime /etc/ld.so.cache /etc/fonts /etc/alternatives"
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", "/dev/full")
# Below what may be read, and nobody's business there: nbgrader's exchange, with what others handed in.
HIDDEN = ("/usr/local/share/nbgrader",)
# Waits until whoever started it hangs up. As process 1 it ends all others with itself, takes no signal from
# them, and buries orphans.
WAITS = ("/bin/sh", "-c", "trap '' CHLD; echo; read -r end")
APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")


class NoSandbox(Exception):
    """Bubblewrap did not start; its own words."""


@dataclass(frozen=True)
class Sandbox:
    """A sandbox that waits. `pid` is its process 1 as seen from outside; `end` is closed to end it."""

    pid: int
    end: int


def missing() -> str:
    """What this machine lacks to run students' code in a sandbox, as a phrase; "" if it lacks nothing."""
    if sys.platform != "linux":
        return f"a sandbox (it runs {platform.system()}, and the sandbox is made for Linux)"
    if platform.machine() not in seccomp.MACHINES:
        machines = " or ".join(seccomp.MACHINES)
        return f"a list of system calls to refuse (it is {platform.machine()}, and there is one for {machines})"
    if tuple(map(int, platform.release().split("-")[0].split(".")[:2])) < OLDEST:
        return f"Linux {'.'.join(map(str, OLDEST))} or newer (it has {platform.release()})"
    if not shutil.which("bwrap"):
        return (
            "bubblewrap (on Debian and Ubuntu type `sudo apt install bubblewrap`, on Fedora "
            "`sudo dnf install bubblewrap`)"
        )
    # As root, a student's process is another user's.
    if os.geteuid() == 0 and (own := [p for p in readable() if not _read_by_all(Path(p))]):
        return (
            f"a Python that every user may read ({own[0]} is closed; type `chmod -R a+rX {own[0]}`)"
        )
    return _refused()


def _refused() -> str:
    """What stops bubblewrap here, as what is missing; "" if it makes a sandbox."""
    with tempfile.TemporaryFile() as errors:
        try:
            os.close(start(errors.fileno()).end)
            return ""
        except (NoSandbox, OSError):
            errors.seek(0)
            words = errors.read().decode(errors="replace").strip() or "it said nothing"
    if "nknown option" in words:
        return f"bubblewrap 0.5 or newer (its own words: {words})"
    if APPARMOR.exists() and APPARMOR.read_text().strip() == "1":
        return (
            "user namespaces for bubblewrap, which AppArmor refuses here (on Ubuntu type `sudo apt install "
            "apparmor-profiles && sudo ln -s /usr/share/apparmor/extra-profiles/bwrap-userns-restrict "
            "/etc/apparmor.d/ && sudo apparmor_parser -r /etc/apparmor.d/bwrap-userns-restrict`; "
            f"bubblewrap's own words: {words})"
        )
    return f"the right to make a sandbox (its settings forbid it; bubblewrap's own words: {words})"


def start(errors: int | None = None) -> Sandbox:
    """Make a sandbox. Its words go to the descriptor `errors`, or to this process's standard error.

    It ends with this process. Raises NoSandbox, or OSError where there is no bubblewrap.
    """
    info, info_end = os.pipe()
    users_end, users = os.pipe()
    by_hand = ["--userns-block-fd", str(users_end)] if os.geteuid() == 0 else []
    process = subprocess.Popen(
        ["bwrap", *FLAGS.split(), *by_hand, "--info-fd", str(info_end), *layout(), *WAITS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        pass_fds=[info_end, *([users_end] if by_hand else [])],
    )
    os.close(info_end)
    os.close(users_end)
    assert process.stdin and process.stdout
    with process.stdin, process.stdout, os.fdopen(info) as file:
        pid = json.loads(file.read() or "{}").get("child-pid", 0)
        if by_hand and pid:
            _map_users(pid)
        os.close(users)  # it may go on
        if process.stdout.read(1) != b"\n":
            raise NoSandbox("bubblewrap made no sandbox")
        return Sandbox(pid, os.dup(process.stdin.fileno()))


def _map_users(pid: int) -> None:
    """As root: give the sandbox a second user, that nobody else is. Nobody would count root's processes."""
    number = 2_000_000 + os.getpid()
    Path(f"/proc/{pid}/setgroups").write_text("deny")
    for name in ("uid_map", "gid_map"):
        Path(f"/proc/{pid}/{name}").write_text(f"{INSIDE} 0 1\n{INSIDE + 1} {number} 1\n")


def sizes(limits: Limits) -> dict[str, int]:
    """Bytes that each place where it can write may hold; limits.disk together."""
    return {TMP: limits.disk - limits.disk // 8, SHARED: limits.disk // 8}


def layout() -> list[str]:
    """Bubblewrap's words for what may be read. All else is not merely closed but absent.

    A folder on the way to what may be read cannot be listed, unless it lies in the process's own tmp.
    """
    paths, links = _plan()
    covered = [
        os.path.realpath(path) for path in HIDDEN if lies_in(Path(path)) and Path(path).is_dir()
    ]
    ways = {str(way) for path in (*paths, *links, *DEVICES) for way in Path(path).parents} - {TMP}
    return [
        *(word for path in paths for word in ("--ro-bind", path, path)),
        *(w for p in covered for w in ("--perms", "0111", "--tmpfs", p, "--remount-ro", p)),
        *(word for path in DEVICES for word in ("--dev-bind", path, path)),
        *(word for path, target in links.items() for word in ("--symlink", target, path)),
        *(w for p in ways for w in ("--chmod", "0755" if p.startswith(f"{TMP}/") else "0111", p)),
        *("--remount-ro", "/", "--"),
    ]


@cache
def readable() -> tuple[str, ...]:
    """The paths that may be read: the system, Python and its packages, and this package's own code."""
    import course_lib

    paths = [*SYSTEM.split(), sys.prefix, sys.base_prefix, str(Path(course_lib.__file__).parent)]
    return tuple(path for path in dict.fromkeys(paths) if Path(path).exists())


def lies_in(place: Path) -> str:
    """The path that may be read and that a folder is or lies below; "" if there is none."""
    paths, real = _plan()[0], Path(os.path.realpath(place))
    return next((path for path in paths if real.is_relative_to(os.path.realpath(path))), "")


def hidden(place: Path) -> bool:
    """Whether a folder is absent from the sandbox, or empty there."""
    real = Path(os.path.realpath(place))
    covered = any(real.is_relative_to(os.path.realpath(path)) for path in HIDDEN)
    return covered or not lies_in(place)


@cache
def _plan() -> tuple[list[str], dict[str, str]]:
    """The paths to bind, free of links and none below another, and the links to make (/lib to /usr/lib)."""
    real = {path: os.path.realpath(path) for path in readable()}
    known = {*real, *real.values()}
    first = {p for p in known if not any(p.startswith(f"{other}/") for other in known)}
    links = {path: target for path, target in real.items() if path != target and path in first}
    return sorted(first - set(links)), links


def _read_by_all(path: Path) -> bool:
    """Whether any user may read it, wherever it lies."""
    wanted = 0o5 if path.is_dir() else 0o4
    return bool(path.stat().st_mode & wanted == wanted)
