"""The JupyterLite site as a whole: built once, read, opened in a browser, and its Python run by node.

What needs the internet is not tested: numpy, pandas, matplotlib and scipy as Pyodide's CDN has them.
"""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from course_lib import cli
from course_lib.commands import browser, machine, neighbours
from course_lib.commands.environment import ROOT
from course_lib.lite import packages, pyodide
from course_lib.lite import site as lite
from tests import pages

HERE = Path(__file__).parent
BUILD, SERVE = pages.commands("docs/lite.md", "In the browser, with nothing installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that the page's command builds."""
    folder = tmp_path_factory.mktemp("lite") / "site"
    command = BUILD.replace("SITE", shlex.quote(str(folder)))
    assert cli.main(shlex.split(command)[3:]) == 0
    return folder


@pytest.fixture(scope="module")
def lock(site: Path) -> dict[str, Any]:
    return json.loads((site / lite.PACKAGES / "pyodide-lock.json").read_text())["packages"]


def is_native(entry: dict[str, Any]) -> bool:
    return not entry["file_name"].endswith("-none-any.whl")


def test_the_site_holds_every_lesson_exercise_and_table_that_git_knows(site: Path) -> None:
    listed = subprocess.check_output(
        ["git", "ls-files", "lessons", "exercises", "datasets"], cwd=ROOT, text=True
    )
    known = {name for name in listed.splitlines() if (ROOT / name).is_file()}
    laid = {p.relative_to(site / "files").as_posix() for p in (site / "files").rglob("*")}
    assert known and known - laid == set()
    assert not [name for name in laid if "solutions" in name or "my-progress" in name]


def test_home_names_every_lesson_in_teaching_order_and_says_that_this_is_experimental(
    site: Path,
) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="lab/index.html\?path=([^"]+)">([^<]+)<', page)
    names = [neighbours.names(stop) for stop in neighbours.order()]
    assert links == [(f"lessons/{stem}.ipynb", title) for title, stem in names]
    assert all((site / "files" / path).is_file() for path, _ in links)
    assert "Experimental" in page and "internet" in page


def test_each_wheel_of_the_site_is_in_its_lock_and_all_that_it_needs(
    site: Path, lock: dict[str, Any]
) -> None:
    wheels = {path.name: path for path in (site / lite.PACKAGES).glob("*.whl")}
    ours = {one["file_name"]: one for one in lock.values() if one["file_name"] in wheels}
    assert set(ours) == set(wheels)
    for name, path in wheels.items():
        assert ours[name]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    needed = {packages.normal(name) for one in lock.values() for name in one["depends"]}
    assert needed - set(lock) == set()
    assert lock["off-target"]["imports"] == ["course_lib"]


def test_what_is_not_the_sites_own_comes_from_one_place_at_one_version(
    site: Path, lock: dict[str, Any]
) -> None:
    places = {one["file_name"].rpartition("/")[0] for one in lock.values()} - {""}
    [place] = places
    assert place.startswith("https://") and f"/v{pyodide.version()}/" in place
    config = json.loads((site / "jupyter-lite.json").read_text())["jupyter-config-data"]
    kernel = config["litePluginSettings"][f"{lite.KERNEL}:kernel"]
    assert kernel["disablePyPIFallback"] is True
    assert packages.COURSE in kernel["loadPyodideOptions"]["packages"]


def test_of_the_extensions_installed_here_the_site_has_the_courses_and_its_widgets(
    site: Path,
) -> None:
    config = json.loads((site / "jupyter-lite.json").read_text())["jupyter-config-data"]
    names = {one["name"] for one in config["federated_extensions"]}
    assert names == {*lite.EXTENSIONS, "off-target"}


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path, capsys) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert cli.main(["lite", str(tmp_path)]) == 1
    assert f"{tmp_path} is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


# ---------------------------------------------------------------- in the browser's Python


def stand_in(name: str, folder: Path) -> Path:
    """A package of this environment as a wheel without its compiled parts, in place of Pyodide's own."""
    package = distribution(name)
    wheel = folder / f"{name.replace('-', '_')}-{package.version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as whole:
        for file in package.files or []:
            if file.parts[0] != ".." and file.suffix not in (".pyc", ".so", ".pyd"):
                whole.write(str(file.locate()), file.as_posix())
    return wheel


@pytest.fixture(scope="module")
def outcome(
    site: Path, lock: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What under_pyodide.py found, with the site's own wheels by the site's own lock.

    What that has from Pyodide's CDN is this environment's in its place, or missing where it is no pure Python.
    """
    folder = tmp_path_factory.mktemp("packages")
    shutil.copytree(site / lite.PACKAGES, folder, dirs_exist_ok=True)
    # markupsafe has a slower half in pure Python.
    native = {name for name, one in lock.items() if is_native(one)} - {"markupsafe"}
    nothing = {"info": pyodide.read_lock()["info"], "packages": {}}
    names = packages.split([packages.COURSE], nothing).others - native
    here = {
        name: lock[name]
        if lock.get(name, {}).get("file_name", "/").count("/") == 0
        else packages.entry(stand_in(name, folder), packages.needs(name, nothing))
        for name in names
    }
    for one in here.values():
        one["depends"] = [name for name in one["depends"] if packages.normal(name) in here]
    path = folder / "here.json"
    path.write_text(json.dumps({"info": nothing["info"], "packages": here}))
    command = [machine.node(), HERE / "node.mjs", pyodide.core(), path, HERE / "under_pyodide.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.pyodide
def test_what_lessons_call_imports_under_pyodide_or_lacks_only_what_its_lock_has(
    outcome: dict[str, Any], lock: dict[str, Any]
) -> None:
    assert {"course_lib.progress", "course_lib.widgets.plan"} <= set(outcome["imported"])
    compiled = {top for one in lock.values() if is_native(one) for top in one["imports"]}
    assert set(outcome["lacking"].values()) <= compiled, outcome["lacking"]


@pytest.mark.pyodide
def test_widgets_a_calendar_and_a_certificate_are_made_under_pyodide(
    outcome: dict[str, Any],
) -> None:
    assert outcome["panels"] == 10
    assert "BEGIN:VCALENDAR" in outcome["calendar"]
    assert "Ana" in outcome["certificate"]


@pytest.mark.pyodide
def test_nothing_heavy_is_loaded_under_pyodide(outcome: dict[str, Any]) -> None:
    heavy = {"filelock", "jupyterlab", "nbgrader", "papermill", "psutil", "jupyter_server", "zmq"}
    assert heavy & set(outcome["modules"]) == set()


@pytest.mark.pyodide
def test_a_progress_file_is_read_written_and_restored_under_pyodide(
    outcome: dict[str, Any],
) -> None:
    assert outcome["path"] == "/home/pyodide/site/my-progress.json"
    assert outcome["loaded"] == outcome["restored"] == "Café 😀"
    assert outcome["sentence"] == "Answers restored: 1."


@pytest.mark.pyodide
def test_a_damaged_progress_file_is_kept_aside_under_pyodide(outcome: dict[str, Any]) -> None:
    nothing, notice = outcome["damaged"]
    assert (
        nothing is None and "was damaged, so it was kept aside as my-progress-unreadable-" in notice
    )
    assert [name for name in outcome["files"] if name.startswith("my-progress-unreadable-")]


@pytest.mark.pyodide
def test_where_the_browser_keeps_no_files_one_is_told_at_the_first_answer_and_once(
    outcome: dict[str, Any],
) -> None:
    [notice] = outcome["notices"]
    assert "your answers are gone when it closes. Download them before" in notice
    assert notice not in outcome["damaged"]


# ---------------------------------------------------------------- in the browser itself


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """Where the page's command serves the site, at a port of its own."""
    words = shlex.split(SERVE.replace("SITE", shlex.quote(str(site))))[1:]
    command = [sys.executable, "-u", *words, "0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, **pipes) as server:
        line = next(iter(server.stdout or ()))
        yield re.search(r"http://127\.0\.0\.1:\d+/", line)[0]
        server.terminate()


@pytest.mark.browser
def test_a_lesson_opens_from_home_in_a_browser(address: str) -> None:
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"])
        page = started.new_page()
        elsewhere: list[str] = []
        page.route(
            lambda url: not url.startswith(address),
            lambda route: (elsewhere.append(route.request.url), route.abort()),
        )
        page.goto(address)
        page.get_by_role("link", name="Not engaging", exact=True).click()
        lesson = page.locator(".jp-Notebook")
        expect(lesson.get_by_role("heading", name="Not engaging")).to_be_visible(timeout=60_000)
        expect(page.locator(".jp-NotebookPanel-toolbar")).to_contain_text("Pyodide", timeout=60_000)
        started.close()
    assert all(f"/v{pyodide.version()}/" in url for url in elsewhere)
