"""The pins: exact versions of every package, resolved by pip from pyproject.toml, their one source."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path

from course_lib.commands.environment import PINS
from course_lib.errors import CourseError

RUNTIME, TESTS = PINS
HEAD = "# Made by `course refresh` from pyproject.toml; do not edit.\n"


class PinTrouble(CourseError):
    """The pins cannot be resolved, or this is not the Python that they are resolved with."""


def wanted(root: Path) -> tuple[list[str], list[str]]:
    """The requirements of pyproject.toml: of running the course (Binder's too), and of its tests, which
    need every extra."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    return project["dependencies"] + extras["binder"], extras["postgres"] + extras["test"]


def read(path: Path) -> dict[str, str]:
    """A pin file as {normalised name: version}; empty if there is none. Raises PinTrouble for other lines."""
    if not path.is_file():
        return {}
    found = {}
    for row, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            name, sign, version = line.strip().partition("==")
            if not sign:
                raise PinTrouble(
                    f"{path.name}, row {row}: expected name==version, found {line.strip()!r}."
                )
            found[normal(name)] = version
    return found


def normal(name: str) -> str:
    """A package's name in its normalised form (PEP 503): Jinja2 and jinja2 are one."""
    return re.sub(r"[-_.]+", "-", name).lower()


def text(pins: dict[str, str]) -> str:
    """A pin file's text: flat, sorted, no options, so that it serves as requirements and constraints."""
    return HEAD + "".join(f"{name}=={version}\n" for name, version in sorted(pins.items()))


def refresh(root: Path, upgrade: bool = False) -> None:
    """Write both pin files. Present pins stay where pyproject.toml still allows them, unless `upgrade`.

    Raises PinTrouble if pip finds no solution, or on another Python than that of binder/runtime.txt.
    """
    refuse_other_python(root)
    runtime, tests = wanted(root)
    old = {} if upgrade else read(root / RUNTIME) | read(root / TESTS)
    # The runtime is resolved alone first: what the tests want must not move what attendees get.
    first = resolve(runtime, allowed(old, runtime + tests))
    both = resolve(runtime + tests, allowed(old, runtime + tests) | first)
    (root / RUNTIME).write_text(text(first), encoding="utf-8")
    (root / TESTS).write_text(
        text({name: version for name, version in both.items() if name not in first}),
        encoding="utf-8",
    )


def refuse_other_python(root: Path) -> None:
    """Raise PinTrouble unless this is the Python that Binder will build with."""
    runtime = (
        (root / "binder/runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    )
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if here != runtime:
        raise PinTrouble(
            f"The pins are resolved with Python {runtime} (binder/runtime.txt) and this is {here}; "
            "refresh them with that one, or name other parts: course refresh notebooks"
        )


def allowed(old: dict[str, str], requirements: Iterable[str]) -> dict[str, str]:
    """Of the old pins, those that the requirements still allow."""
    from packaging.requirements import Requirement

    kept = dict(old)
    for line in requirements:
        requirement = Requirement(line)
        name = normal(requirement.name)
        if name in kept and not requirement.specifier.contains(kept[name], prereleases=True):
            del kept[name]
    return kept


def resolve(requirements: list[str], keep: dict[str, str]) -> dict[str, str]:
    """What pip would install into an empty environment, as {name: version}. Raises PinTrouble."""
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder, "keep.txt")
        constraints.write_text(text(keep), encoding="utf-8")
        report = Path(folder, "report.json")
        flags = ["--quiet", "--dry-run", "--ignore-installed", "--report", str(report)]
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            *flags,
            "-c",
            str(constraints),
            *requirements,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise PinTrouble(
                "pip found no set of versions; try `course refresh pins --upgrade`. "
                f"Its own words: {done.stderr.strip()[-1000:]}"
            )
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    parts = (item["metadata"] for item in found)
    return {normal(part["name"]): part["version"] for part in parts}
