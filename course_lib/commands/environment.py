"""The course's own environment: a .venv in the checkout, made with nothing but a bare Python."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn

from course_lib.commands import apt
from course_lib.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]
PINS = ("binder/requirements.txt", "tests/requirements.txt")
EVERYTHING = "binder,cluster,lite,postgres,test"  # what Binder and instructors get is tested too
# Which extras of pyproject.toml a command needs; one that is not here runs on any bare Python.
NEEDS = {
    **dict.fromkeys(("lab", "check", "clinic", "kit", "site"), ""),
    **dict.fromkeys(("cohort", "grade", "export", "report"), ""),
    **dict.fromkeys(("test", "refresh", "bench", "lite"), EVERYTHING),
}
SYSTEMS = Path("/usr/bin")  # where the operating system's own Python is
# How uv's lines of progress begin; the list of all packages at the end is not for an attendee.
PROGRESS = (
    "Resolved",
    "Downloading",
    "Downloaded",
    "Building",
    "Built",
    "Prepared",
    "Installed",
    "Bytecode",
)
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
    stamp, expected = folder / "installed", fingerprint(root)
    if (
        stamp.is_file()
        and stamp.read_text() in (f"{expected} {extra}", f"{expected} {EVERYTHING}")
        and runs(python, "import course_lib")
    ):
        return python
    if not runs(python, ""):
        make(folder)
    # Without a stamp, an install that is cut short is taken up again at the next start.
    stamp.unlink(missing_ok=True)
    install(root, python, extra)
    stamp.write_text(f"{expected} {extra}")
    return python


def fingerprint(root: Path) -> str:
    """SHA-256, in hexadecimal, of the files that say what belongs in the environment."""
    whole = hashlib.sha256()
    for name in ("pyproject.toml", *PINS):
        path = root / name
        whole.update(path.read_bytes() if path.is_file() else b"")
        whole.update(b"\0")  # so that no text can move from one file to the next unseen
    return whole.hexdigest()


def install(root: Path, python: Path, extra: str) -> None:
    """Install the checkout (editable) at the pinned versions with uv. Raises EnvironmentTrouble."""
    uv = uv_for(python) or get_uv(root, python)
    say("Installing the course and the packages it needs; the first time takes about a minute.")
    pins = [f"--requirement={root / name}" for name in (PINS if extra else PINS[:1])]
    # pip is for whoever adds a package of their own, and hatchling's pin for building the course.
    own = ["pip", f"--constraint={root / PINS[1]}", f"--build-constraint={root / PINS[1]}"]
    target = f"--editable={root}[{extra}]" if extra else f"--editable={root}"
    # Where Python may not write bytecode, each kernel would compile pandas and matplotlib anew.
    flags = ["--compile-bytecode", f"--python={python}"]
    words = [uv, "pip", "install", *flags, *pins, *own, target]
    if follow([str(word) for word in words], PROGRESS) != 0:
        raise EnvironmentTrouble(
            "Installing the packages failed; uv's own words are above. Check the internet "
            "connection and start the same command again: it goes on where it stopped."
        )


def follow(command: list[str], progress: tuple[str, ...]) -> int:
    """Run a command and show those of its lines on stderr that begin with a word of `progress`.

    On a terminal they take turns on one line. All are shown if it fails. Returns its exit code.
    """
    lines = []
    over = sys.stdout.isatty()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace") as process:
        for line in process.stderr or ():
            lines.append(line.strip())
            if lines[-1].startswith(progress):
                # Padded and cut to 79 columns: over the line before, and never over two.
                print(
                    f"\r{lines[-1]:<79.79}" if over else lines[-1],
                    end="" if over else "\n",
                    flush=True,
                )
    if over:
        print(f"\r{'':79}", end="\r", flush=True)
    if process.returncode != 0:
        print(*lines, sep="\n", file=sys.stderr, flush=True)
    return process.returncode


def uv_for(python: Path) -> Path | None:
    """uv as a program: from the PATH, else in the environment of that Python; None if neither."""
    inside = python.with_name("uv.exe" if os.name == "nt" else "uv")
    path = shutil.which("uv") or (inside if inside.is_file() else None)
    return Path(path) if path else None


def get_uv(root: Path, python: Path) -> Path:
    """Install uv, as it is pinned for the tests, into the environment of that Python with a pip.

    Raises EnvironmentTrouble.
    """
    pip = pip_for(python)
    if pip is None:
        if not runs(python, "import ensurepip"):
            install_ensurepip(python)
        say("Setting up pip.")
        subprocess.run([python, "-m", "ensurepip"], stdout=subprocess.DEVNULL, check=False)
        pip = [str(python), "-m", "pip"]
    whole = (root / PINS[1]).read_text(encoding="utf-8")
    pin = re.search(r"^uv==.*(\n +--hash=.*)*", whole, re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        # A file of its own: pip asks for the hash of everything that a file with hashes names.
        alone = Path(folder, "uv.txt")
        alone.write_text(pin[0] if pin else "uv", encoding="utf-8")
        quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
        command = [*pip, "install", *quiet, f"--requirement={alone}"]
        result = subprocess.run(command, check=False)
    uv = uv_for(python)
    if result.returncode != 0 or uv is None:
        raise EnvironmentTrouble(
            "Installing uv, which installs the packages, failed; pip's own words are above. Check "
            "the internet connection and start the same command again."
        )
    return uv


def make(folder: Path) -> None:
    """Make an empty virtual environment, without a pip. Raises EnvironmentTrouble."""
    say(f"Making the course's own environment in {folder}.")
    command = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(folder)]
    if subprocess.run(command, check=False).returncode != 0:
        raise EnvironmentTrouble(
            f"Making the environment {folder} failed; Python's own words are above. Check that the "
            "folder can be written to and the disk is not full, then start again."
        )


def install_ensurepip(python: Path) -> None:
    """Debian and Ubuntu leave ensurepip out of a bare python3: get it by apt-get, having said so.

    Raises EnvironmentTrouble, saying what to type, where that is not possible.
    """
    original = python.resolve()
    if not shutil.which("apt-get") or original.parent != SYSTEMS:
        raise EnvironmentTrouble(
            f"This Python ({original}) comes without pip and ensurepip, so it cannot make an "
            "environment; start the same command with a complete Python 3.11 or newer."
        )
    package = f"{original.name}-venv"  # such as python3.11-venv
    by_hand = f"type: sudo apt-get install {package}   and start the same command again."
    if apt.command() is None:
        raise EnvironmentTrouble(
            f"Python's package {package} is missing; as an administrator, {by_hand}"
        )
    say(f"Python's package {package} is missing; installing it with apt-get.")
    if complaint := apt.install([package]):
        raise EnvironmentTrouble(f"apt-get could not install {package}: {complaint}\nOr {by_hand}")


def pip_for(python: Path) -> list[str] | None:
    """The command of a pip that installs into that Python: its own, else this one's; None if neither.

    PEP 668 ("externally managed") does not hold for a target that is a virtual environment.
    """
    if runs(python, "import pip"):
        return [str(python), "-m", "pip"]
    try:
        pip_version = version("pip")
    except PackageNotFoundError:
        return None
    # Earlier ones do not know --python.
    able = tuple(int(part) for part in re.findall(r"\d+", pip_version)[:2]) >= (22, 3)
    return [sys.executable, "-m", "pip", "--python", str(python)] if able else None


def runs(python: Path, code: str) -> bool:
    """Whether that Python exists and runs these lines, with no help from the working folder."""
    if not python.exists():
        return False
    return (
        subprocess.run([python, "-I", "-c", code], capture_output=True, check=False).returncode == 0
    )


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
