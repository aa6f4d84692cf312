"""What tests of several kinds share."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Generator, Iterator
from typing import Any

import pytest

from course_lib.commands import browser, machine
from course_lib.grading.sandbox import bubblewrap
from course_lib.loading import lean
from tests.grading.gradebook import postgres

# The hub's test makes two accounts on the machine it runs on, so it waits to be asked.
collect_ignore = [] if os.environ.get("OFF_TARGET_HUB") == "1" else ["grading/hub"]


def pytest_configure() -> None:
    """Load what many files ask for, without the part of it that takes a second in each worker."""
    with lean():
        importlib.import_module("nbformat")


LEFT_OUT = pytest.StashKey[dict[str, str]]()


def no_browser() -> str:
    """Why the browser tests cannot run here, and what to type; "" if they can."""
    try:
        browser.find()
    except browser.NoBrowser as error:
        return str(error)
    if not browser.can_be_driven():
        return (
            "Playwright, which drives the browser, does not start; install the libraries that it "
            "needs (Debian: sudo apt-get install libatomic1)."
        )
    return ""


def no_postgres() -> str:
    """Why the tests of a gradebook in PostgreSQL cannot run here, and what to type; "" if they can."""
    try:
        postgres.programs()
    except postgres.NoPostgres as error:
        return str(error)
    return ""


def no_sandbox() -> str:
    """Why a student's code cannot run in a sandbox here, and what to do; "" if it can."""
    lacking = bubblewrap.missing()
    return f"This machine lacks {lacking}." if lacking else ""


def no_openssl() -> str:
    """Why no certificate for a cluster can be made here, and what to type; "" if it can."""
    if machine.has_openssl():
        return ""
    return "This machine lacks openssl; on Debian and Ubuntu type `sudo apt install openssl`."


def no_root() -> str:
    """Why tests of several accounts cannot run here, and what to type; "" if they can."""
    if getattr(os, "geteuid", lambda: 1)() == 0:
        return ""
    return "Only root can be several accounts: type `sudo python3 -m course_lib test`."


def no_pyodide() -> str:
    """Why nothing can be run in the browser's Python here, and what to type; "" if it can."""
    if not machine.has_pyodide():
        return "Pyodide is not here, as npm could not get it; `python3 -m course_lib test` tries again."
    if not browser.starts([str(machine.node()), "--version"]):
        return "Playwright's node does not start; Debian: sudo apt-get install libatomic1."
    return ""


# Whichever test asks for one of these fixtures, itself or by another, needs what the marker stands for.
FIXTURES = {"browser": "browser", "openssl": "cloud", "postgres": "postgres_server"}
NEEDS = {
    "browser": no_browser,
    "openssl": no_openssl,
    "postgres": no_postgres,
    "pyodide": no_pyodide,
    "root": no_root,
    "sandbox": no_sandbox,
}


# Files that take long, the longest first: begun last, one would keep its worker busy when all others end.
LONG = (
    "tests/browser/test_every_lesson.py",
    "tests/browser/",
    "tests/test_lessons.py",
    "tests/test_new_reason.py",
    "tests/submissions/",
    "tests/grading/",
)


def turn(item: pytest.Item) -> int:
    """When a test has its turn: those of LONG in its order, the other files, and the ones marked `apart`."""
    if item.get_closest_marker(
        "apart"
    ):  # each alone, they fill what is left of every worker's time
        return len(LONG) + 1
    return next((n for n, path in enumerate(LONG) if item.nodeid.startswith(path)), len(LONG))


@pytest.hookimpl(wrapper=True)  # before xdist reads the groups, and after -k and -m have chosen
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None, None, None]:
    """A file's tests share a worker, so that what they start (a server, a browser) starts once.

    Those marked `apart` start nothing in common and take long: they go to whichever worker is free.
    Those marked with something that this machine lacks are deselected, which the summary says.
    """
    items.sort(key=turn)
    for item in items:
        if not item.get_closest_marker("apart"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))
        for marker, fixture in FIXTURES.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
    yield
    config.stash[LEFT_OUT] = {}
    for marker, lacking in NEEDS.items():
        wanting = [item for item in items if item.get_closest_marker(marker)]
        if wanting and (why := lacking()):
            items[:] = [item for item in items if item not in wanting]
            config.hook.pytest_deselected(items=wanting)
            config.stash[LEFT_OUT][marker] = f"{len(wanting)} marked {marker} ({why})"


def pytest_collection_finish() -> None:
    """Have the garbage collector leave the tests alone and come less often: it took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist tells what it left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(LEFT_OUT, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take in what a worker left out; all of them leave out the same."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", {})


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Close with one sentence on what could not be tested here, if anything."""
    if left_out := config.stash.get(LEFT_OUT, {}):
        terminalreporter.write_line(f"Left out: {', '.join(left_out.values())}", yellow=True)


@pytest.fixture(scope="session")
def warm_kernel() -> Iterator[str]:
    """The name of a kernel that starts in a tenth of the time, from a zygote of this test process."""
    from tests.kernels import warm

    with pytest.MonkeyPatch.context() as patch, warm.kernels() as found:
        for name, value in found.environment.items():
            patch.setenv(name, value)
        yield found.name
