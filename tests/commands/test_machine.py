import os
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib.commands import apt, browser, machine
from course_lib.commands.environment import ROOT
from course_lib.lite import pyodide

SHELL = "chromium-headless-shell"


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was fetched, in order; apt-get can be used, and everything asked for is there at once."""
    calls: list[str] = []
    monkeypatch.setattr(apt, "command", lambda: ["apt-get"])
    monkeypatch.setattr(apt, "install", lambda packages: calls.append(f"apt {packages}") or "")
    monkeypatch.setattr(browser, "starts", lambda command: calls.append(" ".join(command[1:])))
    monkeypatch.setattr(pyodide, "fetch", lambda: calls.append("pyodide"))
    return calls


def lacking(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let the machine lack these packages."""
    for name in machine.PACKAGES:
        monkeypatch.setitem(machine.PACKAGES, name, lambda name=name: name not in names)
    monkeypatch.setattr(machine, "has_browser", lambda: SHELL not in names)
    monkeypatch.setattr(machine, "has_pyodide", lambda: "pyodide" not in names)


def test_a_machine_that_has_everything_is_left_as_it_is(monkeypatch, done, capsys) -> None:
    lacking(monkeypatch)
    machine.fetch()
    assert done == [] and capsys.readouterr().out == ""


@pytest.mark.parametrize("missing", [["bubblewrap"], ["libatomic1"], ["libatomic1", "bubblewrap"]])
def test_what_is_missing_is_fetched_in_one_go(monkeypatch, done, missing: list[str]) -> None:
    lacking(monkeypatch, *missing)
    machine.fetch()
    assert done == [f"apt {missing}"]


def test_a_browser_that_apt_does_not_bring_is_downloaded(monkeypatch, done) -> None:
    lacking(monkeypatch, SHELL)
    machine.fetch()
    assert done == [
        f"apt ['{SHELL}']",
        "apt ['chromium']",
        "-m playwright install chromium",
    ]


def test_where_apt_has_only_the_whole_of_chromium_that_is_fetched(monkeypatch, done) -> None:
    lacking(monkeypatch, SHELL, "bubblewrap")
    monkeypatch.setattr(machine, "has_browser", lambda: "apt ['chromium']" in done)
    machine.fetch()
    assert done == [f"apt ['{SHELL}', 'bubblewrap']", "apt ['chromium']"]


def test_without_apt_a_browser_is_downloaded_and_nothing_else_is_tried(monkeypatch, done) -> None:
    lacking(monkeypatch, *machine.PACKAGES)
    monkeypatch.setattr(apt, "command", lambda: None)
    machine.fetch()
    assert done == ["-m playwright install chromium"]


def test_pyodide_is_fetched_with_npm(monkeypatch, done) -> None:
    lacking(monkeypatch, "pyodide")
    machine.fetch()
    assert done == ["pyodide"]


def test_where_npm_cannot_fetch_pyodide_its_reason_is_told(monkeypatch, done, capsys) -> None:
    lacking(monkeypatch, "pyodide")
    monkeypatch.setattr(pyodide, "fetch", lambda: pyodide.pack("0.0.0", Path("/nowhere")))
    machine.fetch()
    assert (
        "npm could not get Pyodide 0.0.0; check the internet connection" in capsys.readouterr().out
    )


def test_a_failure_is_one_line_and_not_the_end(monkeypatch, done, capsys) -> None:
    lacking(monkeypatch, SHELL)
    monkeypatch.setattr(apt, "install", lambda packages: "W: one\nE: no mirror answers")
    machine.fetch()
    assert capsys.readouterr().out.splitlines()[1:] == [
        "apt-get could not: E: no mirror answers",
        "Fetching chromium with apt-get, for the tests.",
        "apt-get could not: E: no mirror answers",
        "Fetching a browser with Playwright, for the tests.",
        "Playwright could not.",
    ]


def test_no_browser_is_fetched_where_somebody_named_one(monkeypatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere")
    assert machine.has_browser()


@pytest.mark.parametrize("spread", [["-n", "0"], ["-n", "2"]], ids=["one process", "workers"])
def test_tests_that_the_machine_cannot_run_are_left_out_by_name(spread: list[str]) -> None:
    """With a browser that is not there: no error, no skip, and one sentence at the end."""
    chosen = ["tests/browser", "tests/commands/test_browser.py", "-k", "reload or variable"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *spread, *chosen],
        cwd=ROOT,
        env=os.environ | {"CHROMIUM": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    *_, sentence, last = done.stdout.strip().splitlines()
    assert sentence.startswith('Left out: 1 marked browser (CHROMIUM is set to "/nowhere"')
    assert "2 passed" in last and "skipped" not in last and "error" not in last
