"""The course's extension of JupyterLab: where it lies, and the digest by which browsers tell a new one."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from course_lib import paths

FOLDER = Path(__file__).parent.parent / "labextension"  # for LabApp.extra_labextensions_path
PACKAGE = FOLDER / "off-target/package.json"


def digest(package: Path = PACKAGE) -> str:
    """Twelve hex digits of SHA-256 that change with any file of the extension but its package.json."""
    sha = hashlib.sha256()
    for path in sorted((package.parent / "static").iterdir()):
        sha.update(path.read_bytes())
    return sha.hexdigest()[:12]


def stamp(package: Path = PACKAGE) -> None:
    """Set the address that a browser loads: it may keep what it got there for a year."""
    words = json.loads(package.read_text(encoding="utf-8"))
    words["jupyterlab"]["_build"]["load"] = f"static/course.js?v={digest(package)}"
    paths.write(package, json.dumps(words, indent=2) + "\n")
