"""The course's own environment: a .venv in the checkout, made with nothing but a bare Python."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from course_lib.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]
PINS = ("binder/requirements.txt", "tests/requirements.txt")
EVERYTHING = "binder,postgres,test"  # what Binder and instructors get is tested too
# Which extras of pyproject.toml a command needs; one that is not here runs on any bare Python.
NEEDS = {"lab": "", "check": "", "test": EVERYTHING, "refresh": EVERYTHING, "bench": EVERYTHING}
AS_IS = "OFF_TARGET_ENVIRONMENT"  # set to "as-is" where the environment is made otherwise: Binder


class EnvironmentTrouble(CourseError):
    """The environment cannot be made; the sentence says what to type."""


def is_checkout(root: Path = ROOT) -> bool:
    """Whether course_lib lies in a checkout, and not in an environment that a wheel was put into."""
    return (root / "pyproject.toml").is_file()


def enter(arguments: list[str], root: Path = ROOT) -> None:
    """Go on inside the checkout's .venv: make or repair it where needed, then run the same command there.

    Returns only if there is nothing to enter: inside already, not a checkout, a command that needs
    no packages, or the variable OFF_TARGET_ENVIRONMENT says "as-is". Raises EnvironmentTrouble.
    """
    command = arguments[0] if arguments else ""
    asks_for_help = {"-h", "--help"} & set(arguments)
    as_is = os.environ.get(AS_IS) == "as-is"
    if command not in NEEDS or asks_for_help or as_is or not is_checkout(root):
        return
    python = ensure(root, NEEDS[command])
    if Path(sys.prefix).resolve() != (root / ".venv").resolve():
        become([str(python), "-m", "course_lib", *arguments], activated(root / ".venv"))


def ensure(root: Path, extra: str) -> Path:
    """The Python of root/.venv with the course and some of its extras ("" or EVERYTHING) installed.

    Instant if all is as the pins say. What is missing is made, what is broken or half installed is
    repaired. Raises EnvironmentTrouble.
    """
    folder = root / ".venv"
    python = python_of(folder)
    stamp, wanted = folder / "installed", fingerprint(root)
    if (
        stamp.is_file()
        and stamp.read_text() in (f"{wanted} {extra}", f"{wanted} {EVERYTHING}")
        and runs(python, "import course_lib")
    ):
        return python
    if pip_for(python) is None:
        make(folder)
    # Without a stamp, an install that is cut short is taken up again at the next start.
    stamp.unlink(missing_ok=True)
    install(root, python, extra)
    stamp.write_text(f"{wanted} {extra}")
    return python


def fingerprint(root: Path) -> str:
    """A hash of everything that says what belongs in the environment."""
    whole = hashlib.sha256()
    for name in ("pyproject.toml", *PINS):
        path = root / name
        whole.update(path.read_bytes() if path.is_file() else b"")
        whole.update(b"\0")
    return whole.hexdigest()


def install(root: Path, python: Path, extra: str) -> None:
    """Install the checkout (editable) at the pinned versions with pip. Raises EnvironmentTrouble."""
    pip = pip_for(python) or [str(python), "-m", "pip"]
    say("Installing the course and the packages it needs; the first time takes a few minutes.")
    names = PINS if extra else PINS[:1]
    pins = [part for name in names if (root / name).is_file() for part in ("-c", str(root / name))]
    target = f"{root}[{extra}]" if extra else str(root)
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    command = [*pip, "install", *quiet, *pins, "--editable", target]
    if subprocess.run(command, check=False).returncode != 0:
        raise EnvironmentTrouble(
            "Installing the packages failed; pip's own words are above. Check the internet "
            "connection and start the same command again: it goes on where it stopped."
        )


def make(folder: Path) -> None:
    """Make an empty virtual environment. Raises EnvironmentTrouble if this Python has no means to."""
    if not can_import("ensurepip") and not can_import("pip"):
        install_ensurepip()
    say(f"Making the course's own environment in {folder}.")
    bare = [] if can_import("ensurepip") else ["--without-pip"]
    command = [sys.executable, "-m", "venv", "--clear", *bare, str(folder)]
    if subprocess.run(command, check=False).returncode != 0:
        raise EnvironmentTrouble(
            f"Making the environment {folder} failed; Python's own words are above. Check that the "
            "folder can be written to and the disk is not full, then start again."
        )


def install_ensurepip() -> None:
    """Debian and Ubuntu leave ensurepip out of a bare python3: get it by apt-get, having said so.

    Raises EnvironmentTrouble, saying what to type, where that is not possible.
    """
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    by_hand = f"type: sudo apt-get install {package}   and start the same command again."
    if not shutil.which("apt-get") or not sys.executable.startswith("/usr/bin/"):
        raise EnvironmentTrouble(
            f"This Python ({sys.executable}) comes without pip and ensurepip, so it cannot make an "
            "environment; start the same command with a complete Python 3.11 or newer."
        )
    sudo = [] if os.geteuid() == 0 else [found] if (found := shutil.which("sudo")) else None
    if sudo is None:
        raise EnvironmentTrouble(
            f"Python's package {package} is missing; as an administrator, {by_hand}"
        )
    say(f"Python's package {package} is missing; installing it with apt-get.")
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    steps = [[*sudo, *quiet, "update"], [*sudo, *quiet, "install", "-y", package]]
    # Only what went wrong (stderr) is for the person at the terminal.
    if any(
        subprocess.run(step, stdout=subprocess.DEVNULL, check=False).returncode for step in steps
    ):
        raise EnvironmentTrouble(
            f"apt-get could not install {package}; its words are above. Or {by_hand}"
        )
    importlib.invalidate_caches()


def pip_for(python: Path) -> list[str] | None:
    """The command of a pip that installs into that Python: its own, else this one's; None if neither.

    PEP 668 ("externally managed") does not hold for a target that is a virtual environment.
    """
    if runs(python, "import pip"):
        return [str(python), "-m", "pip"]
    if runs(python, "") and can_import("pip"):
        return [sys.executable, "-m", "pip", "--python", str(python)]
    return None


def runs(python: Path, code: str) -> bool:
    """Whether that Python exists and runs these lines, with no help from the working folder."""
    if not python.exists():
        return False
    return (
        subprocess.run([python, "-I", "-c", code], capture_output=True, check=False).returncode == 0
    )


def can_import(name: str) -> bool:
    """Whether the Python that runs this has the module."""
    return importlib.util.find_spec(name) is not None


def python_of(folder: Path) -> Path:
    """The path of a virtual environment's Python, whether or not it is there."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def activated(folder: Path) -> dict[str, str]:
    """The variables of a shell in which that environment is active: tools are found by their names."""
    bin_first = f"{python_of(folder).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return os.environ | {"PATH": bin_first, "VIRTUAL_ENV": str(folder)}


def become(command: list[str], variables: dict[str, str], folder: Path | None = None) -> NoReturn:
    """Replace this process by another, so that Ctrl+C and signals reach that one alone.

    `folder` is its working folder; None stays here.
    """
    sys.stdout.flush()
    os.chdir(folder or Path.cwd())
    if os.name == "nt":  # there, exec would return to the prompt while the new process still runs
        try:
            sys.exit(subprocess.run(command, env=variables, check=False).returncode)
        except KeyboardInterrupt:
            sys.exit(130)
    os.execve(command[0], command, variables)


def say(sentence: str) -> None:
    """Tell the person at the terminal, at once."""
    print(sentence, flush=True)
