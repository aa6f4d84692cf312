"""What the tests want of a machine besides packages of Python: fetched where it is not there."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from course_lib.commands import apt, browser
from course_lib.commands.environment import say
from course_lib.errors import CourseError
from course_lib.lite import pyodide


def fetch() -> None:
    """Fetch a browser, bubblewrap, openssl and Pyodide where they are missing and can be had; no word of the rest.

    tests/conftest.py deselects what cannot be tested without them, and says what to type.
    """
    get([name for name, there in PACKAGES.items() if not there()])
    if not has_browser():  # a Debian from before its Chromium came in two
        get(["chromium"])
    if not has_browser():
        say("Fetching a browser with Playwright, for the tests.")
        if not browser.starts([sys.executable, "-m", "playwright", "install", "chromium"]):
            say("Playwright could not.")
    if not has_pyodide():
        say("Fetching Pyodide with npm, for the tests.")
        try:
            pyodide.fetch()
        except CourseError as error:
            say(str(error))


def get(packages: list[str]) -> None:
    """Install these packages, where apt-get can be used."""
    if packages and apt.command():
        say(f"Fetching {' and '.join(packages)} with apt-get, for the tests.")
        if complaint := apt.install(packages):
            say(f"apt-get could not: {complaint.splitlines()[-1]}")


def has_browser() -> bool:
    """Whether there is a browser for the tests, or the variable CHROMIUM names one, rightly or not."""
    if os.environ.get("CHROMIUM"):
        return True
    try:
        browser.find()
    except browser.NoBrowser:
        return False
    return True


def has_bubblewrap() -> bool:
    """Whether the program that walls off a student's code is on the PATH."""
    return shutil.which("bwrap") is not None


def has_openssl() -> bool:
    """Whether the program that makes a cluster's certificate is on the PATH."""
    return shutil.which("openssl") is not None


def has_pyodide() -> bool:
    """Whether the core of the browser's Python lies in this environment."""
    return pyodide.core().is_dir()


def node() -> Path:
    """The program node, which runs JavaScript: Playwright brings one along."""
    spec = importlib.util.find_spec("playwright")
    program = "node.exe" if os.name == "nt" else "node"
    return Path(spec.origin if spec and spec.origin else "").parent / "driver" / program


# By their names in Debian. The part of Chromium that has no window of its own is quicker at everything.
# Playwright's own program needs libatomic1, and does not bring it.
PACKAGES = {
    "chromium-headless-shell": has_browser,
    "libatomic1": browser.can_be_driven,
    "bubblewrap": has_bubblewrap,
    "openssl": has_openssl,
}
