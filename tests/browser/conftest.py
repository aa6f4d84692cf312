"""One server and one browser for each file of tests, and a fresh window for each test."""

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


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One a module, because it takes seconds to start; with the whole of JupyterLab, which shows everything.

    Where a module says WARM_KERNELS, as it needs many, they are forked from one that has loaded everything.
    """
    warm = getattr(request.module, "WARM_KERNELS", False)
    made = Server(tmp_path_factory.mktemp("browser"), "--full", warm_kernels=warm)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = chromium.find()
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=program, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def window(browser: Browser, server: Server) -> Iterator[Callable[[], Notebook]]:
    with windows(browser, server) as opens:
        yield opens


@pytest.fixture
def notebook(window: Callable[[], Notebook]) -> Notebook:
    return window()


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


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest, lessons: Notebook) -> Notebook:
    """Each lesson in turn, opened where the one before was and run from top to bottom in the light theme.

    Its charts wait for a guess, which is waved aside.
    """
    shown = lessons.turn_to(f"lessons/{request.param.name}").theme("Light").run_all()
    expect(shown.page.locator(".jp-Notebook figure")).to_have_count(0)
    return shown.show_charts()
