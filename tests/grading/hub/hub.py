"""A hub of the test's own: the course's configuration on loopback, with an environment made for it."""

from __future__ import annotations

import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
HUB = ROOT / "course_lib" / "grading" / "hub"
PATIENCE = 240  # seconds for a server to answer; a loaded machine takes its time

OWN = """
import os
load_subconfig({config!r})
# Of the test alone: free ports, a log-in without PAM, an exchange of its own, and an API for the test.
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.command = [{proxy_program!r}]
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.services = [{{"name": "test", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [
    {{"name": "test", "services": ["test"], "scopes": ["admin:users", "admin:servers", "access:servers"]}}
]
before = c.Spawner.environment["JUPYTER_CONFIG_PATH"]
c.Spawner.environment["JUPYTER_CONFIG_PATH"] = {paths!r} + os.pathsep + before
c.Spawner.environment["JUPYTER_PATH"] = {share!r}
"""


def programs(folder: Path) -> Path:
    """The hub and its proxy, installed into `folder` by its requirements.txt and npm: their bin.

    The hub's environment sees this one's packages, so only what is missing is installed.
    """
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    place = folder / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    (place / "course.pth").write_text(f"{sysconfig.get_path('purelib')}\n{ROOT}\n")
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-q", "-r"]
    subprocess.run([*pip, HUB / "requirements.txt"], check=True, capture_output=True)
    npm = ["npm", "install", "--no-audit", "--no-fund", "--prefix", folder]
    subprocess.run([*npm, "configurable-http-proxy@5"], check=True, capture_output=True)
    return folder / "bin"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Accounts:
    """Accounts of this machine that exist as long as a test does, with homes under `folder`."""

    def __init__(self, folder: Path, names: list[str]) -> None:
        self.homes = {name: folder / "home" / name for name in names}

    def __enter__(self) -> Accounts:
        for name, home in self.homes.items():
            home.parent.mkdir(exist_ok=True, parents=True)
            subprocess.run(["useradd", "-m", "-d", home, name], check=True, capture_output=True)
            home.chmod(0o700)
        return self

    def __exit__(self, *_: object) -> None:
        for name in self.homes:
            subprocess.run(["userdel", name], check=False, capture_output=True)

    def can_read(self, name: str, path: Path) -> bool:
        """Whether the account may list a folder or read a file."""
        account = pwd.getpwnam(name)
        done = subprocess.run(
            ["ls" if path.is_dir() else "cat", path],
            user=account.pw_uid,
            group=account.pw_gid,
            extra_groups=[],
            capture_output=True,
        )
        return done.returncode == 0


class Hub:
    """The running hub, and what its students do through it."""

    def __init__(self, folder: Path, bin: Path) -> None:
        self.folder, self.port, self.token = folder, free_port(), secrets.token_hex(16)
        own = folder / "config"  # goes before the hub's own nbgrader_config.py
        own.mkdir()
        (own / "nbgrader_config.py").write_text(
            f'c = get_config()\nc.Exchange.root = "{folder / "exchange"}"\n'
        )
        here = Path(sys.prefix)
        config = OWN.format(
            config=str(HUB / "jupyterhub_config.py"),
            port=self.port,
            hub=free_port(),
            proxy=free_port(),
            proxy_program=str(bin.parent / "node_modules" / ".bin" / "configurable-http-proxy"),
            token=self.token,
            paths=os.pathsep.join([str(own), str(here / "etc" / "jupyter")]),
            share=str(here / "share" / "jupyter"),
        )
        (folder / "own_config.py").write_text(config)
        self.log = (folder / "hub.log").open("w")
        self.process = subprocess.Popen(
            [bin / "jupyterhub", "-f", folder / "own_config.py"],
            cwd=folder,
            env=os.environ | {"PATH": f"{bin}{os.pathsep}{os.environ['PATH']}"},
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        self.wait("/hub/health")

    def close(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(30)
        finally:
            self.log.close()

    def ask(self, path: str, method: str = "GET", body: Any = None) -> Any:
        """Send a request with the test's token; the JSON that comes back, or None."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
            said = reply.read()
        return json.loads(said) if said.strip().startswith((b"{", b"[")) else None

    def wait(self, path: str) -> None:
        """Wait until something answers there."""
        for _ in range(PATIENCE * 2):
            assert self.process.poll() is None, (self.folder / "hub.log").read_text()
            try:
                self.ask(path)
                return
            except (OSError, urllib.error.HTTPError):
                time.sleep(0.5)
        raise AssertionError(
            f"{path} did not answer: {(self.folder / 'hub.log').read_text()[-3000:]}"
        )

    def log_in(self, name: str) -> None:
        """Make the student known to the hub and start her server."""
        self.ask(f"/hub/api/users/{name}", "POST")
        try:
            self.ask(f"/hub/api/users/{name}/server", "POST")
        except urllib.error.HTTPError as error:
            raise AssertionError(
                f"{error}: {(self.folder / 'hub.log').read_text()[-3000:]}"
            ) from None
        self.wait(f"/user/{name}/api/status")

    def assignments(self, name: str, deed: str = "", slug: str = "") -> Any:
        """What her list of assignments shows, after a deed of nbgrader's list: fetch, submit, …"""
        if not deed:
            return self.ask(f"/user/{name}/assignments?course_id=off-target")
        body = {"course_id": "off-target", "assignment_id": slug}
        return self.ask(f"/user/{name}/assignments/{deed}", "POST", body)

    def edit(self, name: str, path: str, sources: dict[str, str]) -> None:
        """Write into cells of one of her notebooks, as JupyterLab saves them."""
        found = self.ask(f"/user/{name}/api/contents/{path}")
        for cell in found["content"]["cells"]:
            cell["source"] = sources.get(cell["id"], cell["source"])
        kept = {key: found[key] for key in ("content", "format", "type")}
        self.ask(f"/user/{name}/api/contents/{path}", "PUT", kept)


def missing() -> str:
    """Why no hub can be tried out here; "" if one can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "a hub starts servers for other accounts, so its test needs Linux and root"
    lacking = [name for name in ("npm", "useradd") if not shutil.which(name)]
    return f"the hub's test needs {' and '.join(lacking)}" if lacking else ""
