"""Which packages the lessons need in the browser, and those that Pyodide has not, as wheels."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_lib.errors import CourseError

if TYPE_CHECKING:
    from packaging.requirements import Requirement

COURSE = "off-target"
# The halves of ipywidgets that run in the page: the site has them as an extension, Python never imports them.
IN_THE_PAGE = {"jupyterlab-widgets", "widgetsnbextension"}
# Pyodide's Python, as the markers of a requirement know it (PEP 508); the rest of them is as here.
MACHINE = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_system": "Emscripten",
    "sys_platform": "emscripten",
    "extra": "",
}
# What an installer writes beside a package, and no wheel holds.
INSTALLERS = {
    "INSTALLER",
    "RECORD",
    "REQUESTED",
    "direct_url.json",
    "uv_cache.json",
    "uv_build.json",
}


class PackageTrouble(CourseError):
    """A package that the lessons need cannot be had in the browser."""


@dataclass(frozen=True)
class Split:
    """The packages that something needs in the browser, by name: `locked` by Pyodide, and `others`."""

    locked: frozenset[str]
    others: frozenset[str]


def split(wanted: Iterable[str], lock: Mapping[str, Any]) -> Split:
    """What some packages bring in under the Pyodide of a lock.

    What its own packages need stands in the lock; what others need is read from the installed ones.
    Raises PackageTrouble.
    """
    pending = [normal(name) for name in wanted]
    locked: set[str] = set()
    others: set[str] = set()
    while pending:
        name = pending.pop()
        if name in locked | others | IN_THE_PAGE:
            continue
        if name in lock["packages"]:
            locked.add(name)
            pending += map(normal, lock["packages"][name]["depends"])
        else:
            others.add(name)
            pending += needs(name, lock)
    return Split(frozenset(locked), frozenset(others))


def needs(name: str, lock: Mapping[str, Any]) -> list[str]:
    """What an installed package requires there, by name, but for what runs in the page. Raises PackageTrouble."""
    names = {normal(one.name) for one in requirements(installed(name).requires or [], lock)}
    return sorted(names - IN_THE_PAGE)


def requirements(lines: Iterable[str], lock: Mapping[str, Any]) -> list[Requirement]:
    """Those of some requirements (PEP 508) that hold under the Pyodide of a lock."""
    from packaging.requirements import Requirement

    python = lock["info"]["python"]
    here = MACHINE | {"python_full_version": python, "python_version": python.rpartition(".")[0]}
    every = [Requirement(line) for line in lines]
    return [one for one in every if one.marker is None or one.marker.evaluate(here)]


def normal(name: str) -> str:
    """A package's name in its normalised form (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(name: str) -> Distribution:
    """The package of that name in this environment. Raises PackageTrouble."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        raise PackageTrouble(
            f"The lessons need {name}, which is neither in Pyodide nor installed here; install it first."
        ) from None


def wheel(name: str, folder: Path) -> Path:
    """The wheel of an installed package, put together again in a folder. Raises PackageTrouble.

    So the browser gets the version that was tested, and nothing is fetched. Only of pure Python.
    """
    package = installed(name)
    tag = re.search(r"^Tag: (py3|py2\.py3|py2)-none-any$", package.read_text("WHEEL") or "", re.M)
    if tag is None:
        raise PackageTrouble(
            f"The lessons need {name}, which is neither in Pyodide nor pure Python, so no browser can run it."
        )
    target = folder / f"{normal(name).replace('-', '_')}-{package.version}-py3-none-any.whl"
    record = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as whole:
        for file in sorted(package.files or []):
            if file.suffix == ".pyc" or file.parts[0] == ".." or file.name in INSTALLERS:
                continue
            whole.writestr(_entry(file.as_posix()), Path(str(file.locate())).read_bytes())
            record.append(f"{file.as_posix()},,")
        about = next(name for name in record if ".dist-info/METADATA" in name).split("/")[0]
        whole.writestr(_entry(f"{about}/RECORD"), "\n".join([*record, f"{about}/RECORD,,", ""]))
    return target


def _entry(name: str) -> zipfile.ZipInfo:
    """A file in a wheel with the first day that a zip file knows, so that the same files make the same wheel."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def course_wheel(root: Path, folder: Path) -> Path:
    """The course's own wheel, built from the checkout into a folder. Raises PackageTrouble."""
    options = ["--wheel", "--no-isolation", f"--outdir={folder}", str(root)]
    command = [sys.executable, "-m", "build", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = list(folder.glob("off_target-*.whl"))
    if done.returncode or not wheels:
        raise PackageTrouble(f"The course's wheel could not be built: {done.stderr.strip()[-500:]}")
    return wheels[0]


def entry(path: Path, depends: Iterable[str]) -> dict[str, Any]:
    """A wheel's entry in a lock of Pyodide, which reads `file_name` relative to the lock."""
    name, number = path.name.split("-")[:2]
    with zipfile.ZipFile(path) as whole:
        tops = {file.split("/")[0] for file in whole.namelist() if file.endswith(".py")}
    return {
        "name": normal(name),
        "version": number,
        "file_name": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "imports": sorted(top.removesuffix(".py") for top in tops),
        "depends": sorted(depends),
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
    }
