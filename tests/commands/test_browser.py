from pathlib import Path

import pytest

from course_lib.commands import browser
from course_lib.commands.browser import NoBrowser, find


@pytest.fixture
def some_browser(tmp_path: Path) -> Path:
    made = tmp_path / "chromium"
    made.write_text("#!/bin/sh\n")
    made.chmod(0o755)
    return made


def test_the_variable_comes_first(some_browser: Path) -> None:
    assert find({"CHROMIUM": str(some_browser), "PATH": "/usr/bin"}) == some_browser


def test_a_browser_on_the_path_is_found(some_browser: Path) -> None:
    assert find({"PATH": str(some_browser.parent)}, ()) == some_browser


def test_a_browser_in_a_usual_place_is_found(some_browser: Path) -> None:
    assert find({"PATH": ""}, (str(some_browser),)) == some_browser


def test_a_browser_that_playwright_downloaded_comes_last(some_browser: Path) -> None:
    assert find({"PATH": ""}, (), lambda: some_browser) == some_browser
    other = some_browser.with_name("chrome")
    other.write_text("")
    assert find({"PATH": ""}, (str(other),), lambda: some_browser) == other


@pytest.mark.parametrize("code, usable", [(0, True), (127, False), (1, False)])
def test_a_downloaded_browser_counts_if_it_starts(
    some_browser: Path, monkeypatch, code: int, usable: bool
) -> None:
    some_browser.write_text(f"#!/bin/sh\nexit {code}\n")
    monkeypatch.setattr(browser, "WHERE", f"print({str(some_browser)!r})")
    assert browser.playwright_chromium() == (some_browser if usable else None)


@pytest.mark.parametrize("where", ["print('/nowhere')", "raise ImportError"])
def test_no_browser_was_downloaded(monkeypatch, where: str) -> None:
    monkeypatch.setattr(browser, "WHERE", where)
    assert browser.playwright_chromium() is None


def test_a_variable_that_points_nowhere_is_refused() -> None:
    with pytest.raises(NoBrowser, match='CHROMIUM is set to "/nowhere"'):
        find({"CHROMIUM": "/nowhere"})


def test_no_browser_says_what_to_install() -> None:
    with pytest.raises(NoBrowser, match="install one .*apt-get install chromium"):
        find({"PATH": ""}, (), lambda: None)
