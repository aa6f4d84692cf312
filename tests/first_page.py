"""Start the course as a command does, see that its first page answers, and stop it.

`python tests/first_page.py` does that with the README's command, on a bare Python: the standard library
is all it needs.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PATIENCE = 900  # seconds: the first start installs everything
FIRST = "lessons/00-start-here.ipynb"


class Course:
    """A course that is being served: `page(path)` is what the server answers with the token."""

    def __init__(self, process: subprocess.Popen, base: str, token: str) -> None:
        self.process, self.base, self.token = process, base, token

    def page(self, path: str) -> str:
        """What stands at a path, such as "lab"; waits until the server answers at all."""
        request = Request(f"{self.base}/{path}", headers={"Authorization": f"token {self.token}"})
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with urlopen(request, timeout=60) as answer:
                    return answer.read().decode()
            except HTTPError:
                raise
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.5)


@contextlib.contextmanager
def served(
    command: Sequence[str], folder: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Iterator[Course]:
    """Run the command in a folder, with a port and a token of its own and no browser; stop it at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    extra = ["--no-browser", f"--port={port}", f"--IdentityProvider.token={token}"]
    process = subprocess.Popen(
        [*command, *extra], cwd=folder, env=environment, start_new_session=True
    )
    try:
        yield Course(process, f"http://127.0.0.1:{port}", token)
    finally:
        stop(process)


def stop(process: subprocess.Popen) -> None:
    """End a command and whatever it has started. Where a command cannot become another, that is its child."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
    process.wait(60)


def main() -> None:
    """Serve this checkout; fail unless JupyterLab and the first lesson are there."""
    with served([sys.executable, "-m", "course_lib", "lab"]) as course:
        assert "jupyter-config-data" in course.page(f"lab/tree/{FIRST}")
        lesson = json.loads(course.page(f"api/contents/{FIRST}"))
        assert lesson["content"]["cells"]
    print(f"{FIRST} answered, and the server has stopped.")


if __name__ == "__main__":
    main()
