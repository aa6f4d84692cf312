"""What the lessons need in a browser: within our bounds, to be had there, nothing of JupyterLab or nbgrader."""

from __future__ import annotations

import ast
import json
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import course_lib
from course_lib.commands.environment import ROOT
from course_lib.lite import packages, pyodide

LOCK = pyodide.read_lock()
NEEDED = packages.split([packages.COURSE], LOCK)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NOTEBOOKS = sorted((ROOT / "lessons").glob("*.ipynb"))


def version(name: str) -> str:
    """Of a package as the browser gets it: Pyodide's, else the one that is installed here."""
    name = packages.normal(name)
    return LOCK["packages"].get(name, {}).get("version") or distribution(name).version


def outside(lines: Iterable[Requirement]) -> list[str]:
    """Those of some requirements that the browser's packages do not meet."""
    return [str(line) for line in lines if not line.specifier.contains(version(line.name))]


def imports(code: str, whole: bool = False) -> set[str]:
    """The top-level modules that code imports, wherever in it; `whole` gives the course's own, with all dots."""
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    if whole:
        return {name for name in names if name.startswith("course_lib.")}
    return {name.split(".")[0] for name in names}


def to_be_had() -> set[str]:
    """Every module that can be imported in the site: Python's own, Pyodide's, and those of our wheels."""
    ours = {name.replace("-", "_") for name in NEEDED.others - {packages.COURSE}}
    locked = {top for name in NEEDED.locked for top in LOCK["packages"][name]["imports"]}
    return {"course_lib", *ours, *locked, *sys.stdlib_module_names}


def test_the_lock_is_of_the_pyodide_that_jupyterlite_loads() -> None:
    assert LOCK["npm"]["version"] == pyodide.version(), "run `course refresh pyodide`"


def test_the_lock_holds_what_lessons_and_kernel_need_and_nothing_else() -> None:
    needed = packages.split([packages.COURSE, *pyodide.KERNEL], LOCK)
    assert set(LOCK["packages"]) == needed.locked, "run `course refresh pyodide`"


def test_what_the_browser_gets_is_within_the_bounds_of_the_course() -> None:
    assert outside(packages.requirements(PROJECT["dependencies"], LOCK)) == []
    assert LOCK["info"]["python"] in Requirement(f"python{PROJECT['requires-python']}").specifier


@pytest.mark.parametrize("name", sorted(NEEDED.others - {packages.COURSE}))
def test_what_the_browser_gets_is_within_the_bounds_of(name: str) -> None:
    lines = packages.requirements(distribution(name).requires or [], LOCK)
    assert outside(line for line in lines if line.name not in packages.IN_THE_PAGE) == []


def test_five_wheels_come_with_the_site_and_the_rest_is_pyodides() -> None:
    assert NEEDED.others == {"off-target", "ipywidgets", "comm", "icalendar", "tomlkit"}


def test_nothing_of_jupyterlab_nbgrader_or_a_class_is_brought_in() -> None:
    here = {packages.normal(line.name) for line in map(Requirement, PROJECT["dependencies"])}
    left_out = here - NEEDED.locked - NEEDED.others
    assert left_out == {"filelock", "jupyterlab", "nbgrader", "papermill", "psutil"}
    servers = {
        "jupyter-server",
        "notebook",
        "tornado",
        "pyzmq",
        "sqlalchemy",
        "distributed",
        "ipykernel",
    }
    assert not (left_out | servers) & (NEEDED.locked | NEEDED.others)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_import_of_a_lesson_is_locked_by_pyodide_or_pure_python(path: Path) -> None:
    cells = json.loads(path.read_bytes())["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    tops = set().union(*map(imports, code))
    assert "course_lib" in tops and tops - to_be_had() == set()


def called() -> set[Path]:
    """The course's own files that lessons call, by what imports what: from its names and every reason's room."""
    package = ROOT / "course_lib"
    pending = [f"course_lib.{module}" for module in course_lib.HOME.values()]
    for folder in ("reasons", "simulate"):  # whose modules the catalogue finds by their names
        paths = (
            path.relative_to(ROOT).with_suffix("") for path in (package / folder).rglob("*.py")
        )
        pending += [".".join(path.parts) for path in paths]
    found: set[Path] = set()
    while pending:
        stem = ROOT.joinpath(*pending.pop().split("."))
        for path in {
            stem.with_suffix(".py"),
            stem / "__init__.py",
            stem.parent / "__init__.py",
        } - found:
            if path.is_file():
                found.add(path)
                pending += imports(path.read_text(encoding="utf-8"), whole=True)
    return found


def test_each_import_of_what_lessons_call_is_locked_or_pure_except_the_lock_of_files() -> None:
    paths = called()
    assert {ROOT / "course_lib/widgets/plan.py", ROOT / "course_lib/planning/files.py"} <= paths
    tops = set().union(*(imports(path.read_text(encoding="utf-8")) for path in paths))
    assert tops - to_be_had() == {"filelock"}  # which progress.py imports on a machine alone


def test_lessons_call_nothing_that_marks_serves_or_builds() -> None:
    folders = {path.relative_to(ROOT / "course_lib").parts[0] for path in called()}
    assert folders & {"cli.py", "commands", "grading", "lite"} == set()


def test_a_wheel_put_together_again_holds_the_package_and_is_the_same_each_time(
    tmp_path: Path,
) -> None:
    (tmp_path / "again").mkdir()
    wheel, again = (packages.wheel("ipywidgets", tmp_path / name) for name in ("", "again"))
    assert wheel.read_bytes() == again.read_bytes()
    version = distribution("ipywidgets").version
    assert wheel.name == f"ipywidgets-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as whole:
        names = whole.namelist()
        record = whole.read(f"ipywidgets-{version}.dist-info/RECORD").decode()
    assert "ipywidgets/widgets/widget_bool.py" in names
    assert [line.split(",")[0] for line in record.splitlines()] == names
    assert not [name for name in names if name.startswith("..") or name.endswith(".pyc")]


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("numpy", "The lessons need numpy, which is neither in Pyodide nor pure Python"),
        ("no-such-package", "neither in Pyodide nor installed here; install it first"),
    ],
)
def test_what_no_browser_can_have_is_refused(name: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(packages.PackageTrouble, match=sentence):
        packages.wheel(name, tmp_path)
    assert list(tmp_path.iterdir()) == []
