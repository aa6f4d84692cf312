"""The folder that a student's code works in: a copy of what was handed in, without notebooks or links."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOST = 200 << 20  # bytes that are copied at most; what lies beyond is left out


@contextmanager
def workplace(handed_in: Path) -> Iterator[Path]:
    """A private copy that is gone afterwards. Links are not followed: they may lead to the solutions."""
    folder = Path(tempfile.mkdtemp(prefix="off-target-work-"))
    try:
        copy(handed_in, folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy(source: Path, target: Path, left: int = MOST) -> int:
    """Copy plain files and folders; returns how many bytes may still be copied."""
    for entry in sorted(source.iterdir()) if source.is_dir() else []:
        if entry.is_symlink() or entry.suffix == ".ipynb" or entry.name.startswith("."):
            continue
        if entry.is_dir():
            (target / entry.name).mkdir()
            left = copy(entry, target / entry.name, left)
        elif entry.is_file() and entry.stat().st_size <= left:
            shutil.copyfile(entry, target / entry.name)
            left -= entry.stat().st_size
    return left
