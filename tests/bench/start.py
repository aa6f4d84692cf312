"""From a clone to the first lesson, by `course lab` and as a plain pip would make the same environment.

Both start in a fresh copy of the checkout, with nothing in any cache: uv with an empty folder for its
cache, pip with --no-cache-dir. A start ends when JupyterLab answers for the first lesson. Needs the
internet and about three minutes: `python -m tests.bench.start`.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from course_lib.commands.environment import ROOT, python_of

FIRST = "lessons/00-start-here.ipynb"
PATIENCE = 1200  # seconds
# The Python that this environment was made of, as somebody would start the command with it.
BARE = getattr(sys, "_base_executable", sys.executable)


def copy(folder: Path) -> Path:
    """A fresh copy of the files that git keeps, as a clone would have them."""
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def by_course(root: Path, port: int) -> list[str]:
    """The README's command; it makes the environment by itself."""
    return [BARE, "-m", "course_lib", "lab", "--no-browser", f"--port={port}"]


def by_pip(root: Path, port: int) -> list[str]:
    """The same packages by pip, from the same pins, then the same JupyterLab."""
    subprocess.run([BARE, "-m", "venv", root / ".venv"], check=True)
    python = str(python_of(root / ".venv"))
    pip = [python, "-m", "pip", "install", "--quiet", "--no-cache-dir"]
    subprocess.run([*pip, "--requirement", root / "binder/requirements.txt"], check=True)
    subprocess.run([*pip, "--no-deps", "--editable", root], check=True)
    serve = f"import sys; from course_lib.cli import main; main(['lab', '--no-browser', '--port={port}'])"
    return [python, "-c", serve]


def seconds(start: Callable[[Path, int], list[str]]) -> float:
    """How long it takes from a fresh copy until the server hands out the first lesson."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        root = copy(Path(folder, "course"))
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        # Neither this environment's Python nor a uv of this machine is for the copy.
        tools = os.pathsep.join(
            place
            for place in os.environ["PATH"].split(os.pathsep)
            if not Path(place, "uv").exists() and Path(place) != Path(sys.executable).parent
        )
        variables = os.environ | {
            "PATH": tools,
            "UV_CACHE_DIR": str(Path(folder, "cache")),
            "PIP_NO_CACHE_DIR": "1",
            "JUPYTER_RUNTIME_DIR": str(Path(folder, "runtime")),
        }
        with Path(folder, "log").open("w+") as log:
            began = time.perf_counter()
            process = subprocess.Popen(
                start(root, port), cwd=root, env=variables, stdout=log, stderr=log, text=True
            )
            try:
                wait_for_lesson(port, process, Path(folder, "log"))
                return time.perf_counter() - began
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait()


def wait_for_lesson(port: int, process: subprocess.Popen, log: Path) -> None:
    """Return when the server hands out the first lesson; raise RuntimeError where it ended before."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(log.read_text())
        token = re.search(r"token=(\w+)", log.read_text())
        try:
            if token:
                address = f"http://127.0.0.1:{port}/api/contents/{FIRST}?token={token[1]}"
                with urlopen(address, timeout=60) as answer:
                    answer.read()
                return
        except (URLError, ConnectionError):
            pass  # not yet
        time.sleep(0.1)
    raise RuntimeError(f"no lesson after {PATIENCE} s: {log.read_text()}")


def ratio() -> str:
    """The ratio in a sentence: one start each, one after the other."""
    ours, pip = seconds(by_course), seconds(by_pip)
    return (
        f"clone to first lesson, course lab / pip: {ours / pip:.2f} ({ours:.0f} s / {pip:.0f} s, "
        "both with empty caches)"
    )


if __name__ == "__main__":
    print(ratio())
