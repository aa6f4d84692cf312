from pathlib import Path

import pytest

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


def test_a_variable_that_points_nowhere_is_refused() -> None:
    with pytest.raises(NoBrowser, match='CHROMIUM is set to "/nowhere"'):
        find({"CHROMIUM": "/nowhere"})


def test_no_browser_says_what_to_install() -> None:
    with pytest.raises(NoBrowser, match="install one .*apt-get install chromium"):
        find({"PATH": ""}, ())
