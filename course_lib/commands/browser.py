"""The Chromium that the browser tests drive: where it is, or what to do if there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from course_lib.errors import CourseError

NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable", "microsoft-edge"),
)
PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)

# Run in another process: Playwright may be missing here, and refuses where an asyncio loop runs.
WHERE = """
from playwright.sync_api import sync_playwright
with sync_playwright() as play:
    print(play.chromium.executable_path)
"""


class NoBrowser(CourseError):
    """There is no Chromium, Chrome or Edge to drive."""


def playwright_chromium() -> Path | None:
    """Playwright's own Chromium, where it was downloaded and this machine can start it."""
    result = subprocess.run(
        [sys.executable, "-c", WHERE], capture_output=True, text=True, check=False
    )
    path = Path(result.stdout.strip())
    if result.returncode or not path.is_file():
        return None
    # On a bare Linux, libraries that it needs may be missing. (Windows would open a window here.)
    return path if os.name == "nt" or starts([str(path), "--version"]) else None


def can_be_driven() -> bool:
    """Whether Playwright, which drives the browser, is there with the libraries that it needs."""
    return starts([sys.executable, "-m", "playwright", "--version"])


def starts(command: list[str]) -> bool:
    """Whether a command runs to a good end."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def find(
    variables: Mapping[str, str] = os.environ,
    paths: tuple[str, ...] = PATHS,
    last: Callable[[], Path | None] = playwright_chromium,
) -> Path:
    """The browser's path: the variable CHROMIUM, else the usual names and places, else `last`.

    Raises NoBrowser.
    """
    setting = variables.get("CHROMIUM")
    if setting:
        if not Path(setting).is_file():
            raise NoBrowser(
                f'CHROMIUM is set to "{setting}", where there is no file; point it to a browser.'
            )
        return Path(setting)
    on_path = (shutil.which(name, path=variables.get("PATH", "")) for name in NAMES)
    for place in (*on_path, *(path for path in paths if Path(path).is_file())):
        if place:
            return Path(place)
    if own := last():
        return own
    raise NoBrowser(
        "The browser tests need Chromium, Google Chrome or Edge, and none was found; install one "
        "(Debian: sudo apt-get install chromium) or set the variable CHROMIUM to its path."
    )
