"""What the tests want of a machine besides packages of Python: fetched where it is not there."""

from __future__ import annotations

import os
import shutil
import sys

from course_lib.commands import apt, browser
from course_lib.commands.environment import say


def fetch() -> None:
    """Fetch a browser, bubblewrap and openssl where they are missing and can be had; silent about the rest.

    tests/conftest.py deselects what cannot be tested without them, and says what to type.
    """
    missing = [name for name, there in PACKAGES.items() if not there()]
    if missing and apt.command():
        say(f"Fetching {' and '.join(missing)} with apt-get, for the tests.")
        if complaint := apt.install(missing):
            say(f"apt-get could not: {complaint.splitlines()[-1]}")
    if not has_browser():
        say("Fetching a browser with Playwright, for the tests.")
        if not browser.starts([sys.executable, "-m", "playwright", "install", "chromium"]):
            say("Playwright could not.")


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


# By their names in Debian; Playwright's own program needs libatomic1, and does not bring it.
PACKAGES = {
    "chromium": has_browser,
    "libatomic1": browser.can_be_driven,
    "bubblewrap": has_bubblewrap,
    "openssl": has_openssl,
}
