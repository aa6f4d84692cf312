"""The pins: exact versions and hashes for every platform, resolved by uv from pyproject.toml."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from course_lib.commands import environment
from course_lib.errors import CourseError

RUNTIME, TESTS = environment.PINS


class PinTrouble(CourseError):
    """The pins cannot be resolved; uv's own words are in the sentence."""


def refresh(root: Path, upgrade: bool = False) -> None:
    """Write both pin files. Present pins stay where pyproject.toml still allows them, unless `upgrade`.

    Raises PinTrouble if uv finds no solution.
    """
    # The runtime is resolved alone first: what the tests want must not move what attendees get.
    resolve(root, RUNTIME, ["--extra=binder"], upgrade)
    runtime = names(root / RUNTIME)
    others = [f"--constraint={RUNTIME}", *(f"--no-emit-package={name}" for name in runtime)]
    resolve(root, TESTS, ["--all-extras", *others], upgrade)


def resolve(root: Path, pins: str, options: list[str], upgrade: bool) -> None:
    """Have uv write one pin file of the checkout. Raises PinTrouble."""
    uv = str(environment.uv_for(Path(sys.executable)) or "uv")
    oldest = (root / "binder/runtime.txt").read_text().strip().removeprefix("python-")
    # One version for all Pythons and platforms: what the tests see is what everybody gets.
    everywhere = ["--universal", f"--python-version={oldest}", "--fork-strategy=fewest"]
    # No comments and no index: a pin file names packages, and nothing of the machine that made it.
    plain = ["--generate-hashes", "--quiet", "--no-header", "--no-annotate", "--no-emit-index-url"]
    command = [uv, "pip", "compile", "pyproject.toml", f"--output-file={pins}", *options]
    command += [*everywhere, *plain, *(["--upgrade"] if upgrade else [])]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise PinTrouble(
            "uv found no set of versions; try `course refresh pins --upgrade`. "
            f"Its own words: {result.stderr.strip()[-1000:]}"
        )


def names(path: Path) -> list[str]:
    """The names of the packages in a pin file, in their normalised form (PEP 503)."""
    return re.findall(r"^([a-z0-9-]+)==", path.read_text(encoding="utf-8"), re.MULTILINE)
