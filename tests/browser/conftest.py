"""One server, one browser and one window for the tests that follow each other, as each takes seconds to come."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from course_lib.commands import browser as chromium
from tests.browser.notebook import Notebook, windows
from tests.browser.serving import PATIENCE, ROOT, Server

# Of the checkpoints, which are made of the same widgets, the one that has most of them.
LESSONS = [
    path
    for path in sorted((ROOT / "lessons").glob("*.ipynb"))
    if not path.stem.startswith("checkpoint-") or path.stem == "checkpoint-measure"
]
TALL = 9000  # pixels
# A test asks the page, which knows nothing of it, and sees no pixel: a hundredth of them is quicker to draw.
TENTH = {"width": 1280, "height": TALL, "deviceScaleFactor": 1, "mobile": False, "scale": 0.1}
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]

expect.set_options(timeout=1000 * PATIENCE)


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With the whole of JupyterLab, which shows everything; its kernels are forked from one that has loaded all.

    Kernels that start as an attendee's do are test_course_pages', which has a server of its own.
    """
    made = Server(tmp_path_factory.mktemp("browser"), "--full", warm_kernels=True)
    yield made
    made.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    program = chromium.find()
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=program, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def window(browser: Browser, server: Server) -> Iterator[Callable[[], Notebook]]:
    """Opens windows that nobody has used before."""
    with windows(browser, server) as opens:
        yield opens


@pytest.fixture(scope="package")
def used(browser: Browser, server: Server) -> Iterator[Notebook]:
    with windows(browser, server) as opens:
        yield opens()


@pytest.fixture
def notebook(used: Notebook) -> Notebook:
    """A window in which nothing is open, on a course with no kernel running and no answer given."""
    return used.clear()


@pytest.fixture(scope="module")
def lessons(browser: Browser, server: Server) -> Iterator[Notebook]:
    """JupyterLab in a window as tall as a lesson: what is out of sight is not drawn, nor could be looked at."""
    with windows(browser, server) as opens:
        opened = opens()
        opened.page.set_viewport_size({"width": 1280, "height": TALL})
        if not os.environ.get("OFF_TARGET_PICTURES"):
            emulation = opened.page.context.new_cdp_session(opened.page)
            emulation.send("Emulation.setDeviceMetricsOverride", TENTH)
        opened.open("lessons/00-start-here.ipynb").theme("Light")
        yield opened.do("application:toggle-left-area")
        opened.theme("Light")  # the server would remember the dark one


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest, lessons: Notebook) -> Notebook:
    """Each lesson in turn, opened where the one before was and run from top to bottom in the light theme.

    Its charts wait for a guess, which is waved aside.
    """
    shown = lessons.turn_to(f"lessons/{request.param.name}").theme("Light").run_all()
    expect(shown.page.locator(".jp-Notebook figure")).to_have_count(0)
    return shown.show_charts()
