"""The course, served from a copy of its own as the README says, with nothing of this machine's settings."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.kernels import kernelspec, warm

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("course_lib", "lessons", "exercises", "datasets")
# Seconds, for a machine that does much else; no test waits that long for its own sake.
PATIENCE = 120


class Server:
    """A served copy of the course, in which nothing that is done changes the checkout."""

    def __init__(self, folder: Path, *options: str, warm_kernels: bool = False) -> None:
        """Start it; with `warm_kernels`, its kernels are forked from one that has loaded everything."""
        self.folder, self.home = folder / "course", folder / "home"
        self.progress = self.home / "my-progress.json"
        self.home.mkdir(parents=True)
        for name in COPIED:
            skip = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            shutil.copytree(ROOT / name, self.folder / name, ignore=skip)
        for name in ("pyproject.toml", "nbgrader_config.py"):
            shutil.copy(ROOT / name, self.folder)
        self.log = self.home / "log"
        command = [sys.executable, "-m", "course_lib", "lab", "--no-browser", *options]
        command += [f"--port={free_port()}", "--LabApp.expose_app_in_browser=True"]
        self.kernels = ExitStack()
        environment = self.environment()
        if warm_kernels:
            found = warm.kernels(kernelspec.STOCK, environment, self.folder)
            environment |= self.kernels.enter_context(found).environment
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.url = self.printed_url()
        self.base, self.token = self.url.split("/lab")[0], self.url.split("token=")[1]
        patiently(lambda: self.ask("status"))  # it prints the address a moment before it listens

    def environment(self) -> dict[str, str]:
        own = {
            f"JUPYTER_{kind}_DIR": str(self.home / kind) for kind in ("CONFIG", "DATA", "RUNTIME")
        }
        return os.environ | own | {
            "IPYTHONDIR": str(self.home / "ipython"),
            "OFF_TARGET_PROGRESS": str(self.progress),
            "OFF_TARGET_ENVIRONMENT": "as-is",  # the copy shall not install a second environment
            "PYTHONPATH": str(self.folder),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }  # fmt: skip

    def printed_url(self) -> str:
        """The address that the command prints, once it prints it."""

        def printed() -> str:
            found = re.search(r"http://\S+/lab\S*\?token=\w+", self.log.read_text())
            assert found, f"The command printed no address:\n{self.log.read_text()}"
            return found.group()

        return patiently(printed)

    def ask(self, path: str, method: str = "GET") -> Any:
        """The server's own answer, which needs no browser."""
        request = Request(f"{self.base}/api/{path}", method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read() or "null")

    def forget(self) -> None:
        """As on the first morning: no kernel runs, and nothing was answered yet."""
        self.end_kernels()
        self.progress.unlink(missing_ok=True)

    def end_kernels(self) -> None:
        for session in self.ask("sessions"):
            self.ask(f"sessions/{session['id']}", "DELETE")

    def answers(self) -> dict[str, Any]:
        """What the progress file holds, by key."""
        if not self.progress.exists():
            return {}
        book = json.loads(self.progress.read_text(encoding="utf-8"))
        return {key: entry["value"] for key, entry in book["answers"].items()}

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.kernels.close()


def patiently(look: Callable[[], Any]) -> Any:
    """What `look` returns, as soon as it finds what it looks for; its trouble if that never comes."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return look()
        except (AssertionError, KeyError, OSError, ValueError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
