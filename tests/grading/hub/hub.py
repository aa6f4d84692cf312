"""A hub of the test's own, made by the commands of docs/hub.md: another place, other names, on loopback."""

from __future__ import annotations

import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests import pages

ROOT = Path(__file__).resolve().parents[3]
PLACE, GROUP = "/srv/off-target", "ot-test"
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
c.Spawner.environment["JUPYTER_CONFIG_PATH"] = {own!r} + os.pathsep + before
"""


def here(line: str, folder: Path) -> str:
    """A command of the page for this test: in `folder` where it says /srv/off-target, and as root already."""
    return line.replace(PLACE, str(folder)).replace("sudo ", "")


def run(line: str, folder: Path) -> None:
    """Run such a command in the instructor's clone of the course."""
    bins = [Path(sys.executable).parent, folder / "bin", os.environ["PATH"]]
    own = {"PATH": os.pathsep.join(map(str, bins)), "npm_config_prefix": str(folder)}
    done = subprocess.run(
        ["bash", "-ec", here(line, folder)],
        cwd=folder / "course",
        env=os.environ | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Accounts:
    """Accounts of this machine that exist as long as a test does, made as the page says, in `folder`."""

    def __init__(self, folder: Path, names: list[str]) -> None:
        self.folder, self.names = folder, names
        self.homes = {name: folder / "home" / name for name in names}

    def __enter__(self) -> Accounts:
        try:
            self._make()
        except BaseException:  # else nobody would take away what was made so far
            self.__exit__()
            raise
        return self

    def _make(self) -> None:
        for name in ("home", "skel"):
            (self.folder / name).mkdir()
        for line in pages.commands("docs/hub.md", "Accounts"):
            line = line.replace("off-target", GROUP).replace("/etc/skel", f"{self.folder}/skel")
            line = line.replace("/home", f"{self.folder}/home")
            line = line.replace("useradd", f"useradd -k {self.folder}/skel -b {self.folder}/home")
            if line.endswith("ann"):
                for name in self.names:
                    if "passwd" not in line:  # asks for one; this hub has a log-in without
                        run(line.removesuffix("ann") + name, self.folder)
            else:
                run(line, self.folder)

    def __exit__(self, *_: object) -> None:
        for command in (*(["userdel", name] for name in self.names), ["groupdel", GROUP]):
            subprocess.run(command, check=False, capture_output=True)

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

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.token = folder, free_port(), secrets.token_hex(16)
        own = folder / "config"  # goes before the hub's own nbgrader_config.py
        config = OWN.format(
            config=str(folder / "hub" / "jupyterhub_config.py"),
            port=self.port,
            hub=free_port(),
            proxy=free_port(),
            proxy_program=str(folder / "bin" / "configurable-http-proxy"),
            token=self.token,
            own=str(own),
        )
        (folder / "own_config.py").write_text(config)
        (start,) = pages.commands("docs/hub.md", "Start it")
        start = here(start, folder).replace("hub/jupyterhub_config.py", "own_config.py")
        self.log = (folder / "hub.log").open("w")
        self.process = subprocess.Popen(
            ["bash", "-ec", start.replace("&& ", "&& exec ")],
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
