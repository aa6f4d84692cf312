"""The files that were handed in beside a notebook, which its cells may read."""

from __future__ import annotations

import os
import stat
from base64 import b64decode, b64encode
from pathlib import Path

from course_lib.grading.limits import LIMITS

MOST = LIMITS.disk // 2  # bytes that are taken at most; what lies beyond is left out
PAGE = 4096  # bytes that the smallest file or folder counts for
DEEPEST = 16  # folders one in another


def read(folder: Path) -> dict[str, str]:
    """Their contents in base64, by their paths in the folder, in order.

    No notebook, nothing hidden, and no link, pipe or the like: a link may lead to the solutions.
    """
    files: dict[str, str] = {}
    left = MOST
    for path in _plain(folder, DEEPEST):
        size = max(1, -(-path.stat().st_size // PAGE)) * PAGE
        if size <= left:
            left -= size
            files[str(path.relative_to(folder))] = b64encode(path.read_bytes()).decode()
    return files


def _plain(folder: Path, deep: int) -> list[Path]:
    paths: list[Path] = []
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name) if folder.is_dir() else []
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(".ipynb"):
            continue
        if entry.is_dir(follow_symlinks=False) and deep:
            paths += _plain(Path(entry.path), deep - 1)
        elif stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            paths.append(Path(entry.path))
    return paths


def copy(folder: Path, target: Path) -> None:
    """Lay the same files out in another folder."""
    for name, text in read(folder).items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b64decode(text))
