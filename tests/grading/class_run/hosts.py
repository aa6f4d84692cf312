"""A Dask cluster to test with, by the commands of docs/cluster.md: a scheduler, and workers on hosts of their own.

As root such a host is a network namespace with a name of its own; elsewhere it is this machine.
"""

from __future__ import annotations

import json
import os
import secrets
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests import pages
from tests.grading.klass import Klass

(CERTIFICATE,) = pages.commands("docs/cluster.md", "Once, a certificate")
SCHEDULER, WORKER, GRADE = pages.commands("docs/cluster.md", "By hand")
SECONDS = 120  # until something must be there: a loaded machine takes its time


def command(line: str, **words: str) -> list[str]:
    """A command of the page, with other words in place of some, as this environment runs it."""
    for old, new in words.items():
        line = line.replace(old, new)
    first, *others = shlex.split(line)
    return [sys.executable, "-m", "dask", *others] if first == "dask" else [first, *others]


def certificate(folder: Path) -> dict[str, str]:
    """Make one in a folder; its files, by Dask's names for them."""
    subprocess.run(shlex.split(CERTIFICATE), cwd=folder, capture_output=True, check=True)
    cert, key = str(folder / "cert.pem"), str(folder / "key.pem")
    return {"tls_ca_file": cert, "tls_client_cert": cert, "tls_client_key": key}


class Cluster:
    """`address` is the scheduler's, `files` are what a client gives to it, by Dask's names for them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.files = folder, certificate(folder)
        self.hosts: list[Host] = []
        about = folder / "scheduler.json"
        words = command(SCHEDULER, **{"8786": "0", "8787": "0"})
        self.scheduler = self.start("scheduler", [*words, "--scheduler-file", str(about)])
        until(lambda: about.exists() and about.read_text(), "the scheduler")
        self.port = json.loads(about.read_text())["address"].rpartition(":")[2]
        self.address = f"tls://127.0.0.1:{self.port}"

    def start(self, name: str, words: list[str]) -> subprocess.Popen:
        """Start a program in the folder; what it says goes to NAME.log there."""
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(words, cwd=self.folder, stdout=log, stderr=log)

    def host(self, name: str, threads: int = 2, **variables: str) -> Host:
        """Start a worker on a host of that name, with variables of its environment if need be."""
        self.hosts.append(Host(self, name, threads, variables))
        return self.hosts[-1]

    def grade(self, klass: Klass) -> list[str]:
        """The page's command that grades a class on this cluster."""
        place = f"{self.folder}/"
        words = {"cert.pem": f"{place}cert.pem", "key.pem": f"{place}key.pem", "HOST": "127.0.0.1"}
        course, grade, *others = command(GRADE, **words, **{"8786": self.port})
        assert (course, grade) == ("course", "grade")
        return klass.command(*others)

    def two(self) -> list[Host]:
        """Two workers that can mark, those that run already first."""
        running = [one for one in self.hosts if one.running() and one.able]
        running += [self.host(f"host{len(self.hosts)}") for _ in range(2 - len(running))]
        return [one.ready() for one in running]

    def close(self) -> None:
        """End everything that was started."""
        for host in self.hosts:
            host.kill()
        self.scheduler.kill()
        self.scheduler.wait()


class Host:
    """A worker and its host, which calls itself `name`; `able` if nothing was taken from it."""

    def __init__(
        self, cluster: Cluster, name: str, threads: int, variables: dict[str, str]
    ) -> None:
        self.able = not variables
        self.namespace, us, it = namespace() or ("", "127.0.0.1", "127.0.0.1")
        place = str(cluster.folder / name)
        # No nanny, so that what is killed is the worker, and nobody starts another.
        more = ["--host", it, "--nthreads", str(threads), "--no-nanny", "--local-directory", place]
        lacking = ["env", *(f"{name}={value}" for name, value in variables.items())]
        words = [*lacking, *command(WORKER, HOST=us, **{"8786": cluster.port}), *more]
        if self.namespace:
            there = ["ip", "netns", "exec", self.namespace, "unshare", "--uts", "sh", "-c"]
            words = [*there, f'hostname {name} && exec "$@"', "sh", *words]
        self.process = cluster.start(name, words)
        self.log = cluster.folder / f"{name}.log"

    def ready(self) -> Host:
        """Wait until the scheduler knows of it."""
        until(lambda: "Registered to" in self.log.read_text(), str(self.log))
        return self

    def running(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        """End the worker with -9, and its host."""
        self.process.kill()
        self.process.wait()
        if self.namespace:
            subprocess.run(["ip", "netns", "del", self.namespace], capture_output=True, check=False)


def namespace() -> tuple[str, str, str] | None:
    """A new network namespace with a cable to it: (name, our address, its own); None where we may make none."""
    if os.geteuid() or not shutil.which("ip"):
        return None
    number = secrets.randbelow(1 << 20)
    name, ours, its = f"host{number}", f"a{number}", f"b{number}"
    net, low = f"10.{64 + (number >> 14)}.{number >> 6 & 255}", number % 64 * 4
    steps = [
        f"netns add {name}",
        f"link add {ours} type veth peer name {its} netns {name}",
        f"addr add {net}.{low + 1}/30 dev {ours}",
        f"link set {ours} up",
        f"-n {name} addr add {net}.{low + 2}/30 dev {its}",
        f"-n {name} link set {its} up",
        f"-n {name} link set lo up",
    ]
    for step in steps:
        if subprocess.run(["ip", *step.split()], capture_output=True, check=False).returncode:
            subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
            return None
    return name, f"{net}.{low + 1}", f"{net}.{low + 2}"


def until(there: Callable[[], object], what: str) -> None:
    """Wait for something to come true."""
    late = time.monotonic() + SECONDS
    while not there():
        assert time.monotonic() < late, what
        time.sleep(0.02)
