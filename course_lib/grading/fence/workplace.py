"""The folder that a student's code works in: a copy of what was handed in, without notebooks or links."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course_lib.grading.limits import LIMITS

MOST = LIMITS.disk // 2  # bytes that are copied at most; what lies beyond is left out
PAGE = 4096  # bytes that the smallest file or folder counts for


@contextmanager
def workplace(handed_in: Path) -> Iterator[Path]:
    """A private copy that is gone afterwards. Links are not followed: they may lead to the solutions."""
    folder = Path(tempfile.mkdtemp(prefix="off-target-work-")).resolve()
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
        size = _pages(entry.stat().st_size) if entry.is_file() else PAGE
        if size > left:
            continue
        if entry.is_dir():
            (target / entry.name).mkdir()
            left = copy(entry, target / entry.name, left - size)
        elif entry.is_file():
            shutil.copyfile(entry, target / entry.name)
            left -= size
    return left


def _pages(size: int) -> int:
    """Bytes that a file of that size takes up."""
    return max(1, -(-size // PAGE)) * PAGE
