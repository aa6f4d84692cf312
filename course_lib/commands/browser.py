"""The Chromium that the browser tests drive: where it is, or what to do if there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from course_lib.errors import CourseError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


class NoBrowser(CourseError):
    """There is no Chromium, Chrome or Edge to drive."""


def downloaded() -> Path | None:
    """Playwright's own Chromium, where it was downloaded and this machine can start it."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as play:
        path = Path(play.chromium.executable_path)
    # On a bare Linux, libraries that it needs may be missing. (Windows would open a window here.)
    starts = path.is_file() and (
        os.name == "nt"
        or not subprocess.run([path, "--version"], capture_output=True, check=False).returncode
    )
    return path if starts else None


def find(
    variables: Mapping[str, str] = os.environ,
    paths: tuple[str, ...] = PATHS,
    last: Callable[[], Path | None] = downloaded,
) -> Path:
    """The browser's path: the variable CHROMIUM, else the usual names and places, else `last`.

    Raises NoBrowser.
    """
    named = variables.get("CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise NoBrowser(
                f'CHROMIUM is set to "{named}", where there is no file; point it to a browser.'
            )
        return Path(named)
    on_path = (shutil.which(name, path=variables.get("PATH", "")) for name in NAMES)
    for found in (*on_path, *(path for path in paths if Path(path).is_file())):
        if found:
            return Path(found)
    if own := last():
        return own
    raise NoBrowser(
        "The browser tests need Chromium, Google Chrome or Edge, and none was found; install one "
        "(Debian: sudo apt-get install chromium) or set the variable CHROMIUM to its path."
    )
