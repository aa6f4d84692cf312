import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from course_lib.commands import pins
from course_lib.commands.environment import PINS, ROOT

RUNTIME, TESTS = (pins.read(ROOT / name) for name in PINS)
EVERYTHING = RUNTIME | TESTS


INSTALLED = {pins.normal(d.name): d for d in distributions()}
# Pins are resolved for Binder's machine, whichever one the tests run on.
ON_BINDER = {
    "python_version": (ROOT / "binder/runtime.txt").read_text().strip().removeprefix("python-"),
    "sys_platform": "linux",
    "platform_system": "Linux",
    "os_name": "posix",
}


def needs(name: str, extras: frozenset[str]) -> dict[str, frozenset[str]]:
    """What a package asks for on Binder, each with the extras asked of it.

    Nothing for a package that is not installed, which happens only on another kind of machine.
    """
    lines = (INSTALLED[name].requires or []) if name in INSTALLED else []
    found: dict[str, frozenset[str]] = {}
    for requirement in map(Requirement, lines):
        marker = requirement.marker
        if marker is None or any(marker.evaluate(ON_BINDER | {"extra": e}) for e in ("", *extras)):
            known = found.get(pins.normal(requirement.name), frozenset())
            found[pins.normal(requirement.name)] = known | requirement.extras
    return found


def closure(lines: list[str]) -> set[str]:
    """Every package that these requirements bring in, by what is installed here."""
    pending = [(pins.normal(r.name), frozenset(r.extras)) for r in map(Requirement, lines)]
    seen = set()
    while pending:
        asked = pending.pop()
        if asked not in seen:
            seen.add(asked)
            pending += needs(*asked).items()
    return {name for name, _ in seen}


def test_every_requirement_of_pyproject_is_pinned_within_its_range() -> None:
    runtime, tests = pins.wanted(ROOT)
    outside = [
        line
        for lines, pinned in ((runtime, RUNTIME), (tests, EVERYTHING))
        for line in lines
        if EVERYTHING.get(pins.normal(Requirement(line).name), "none") == "none"
        or not Requirement(line).specifier.contains(pinned[pins.normal(Requirement(line).name)])
    ]
    assert outside == []


def test_what_is_installed_is_what_is_pinned() -> None:
    here = {name: INSTALLED[name].version for name in EVERYTHING if name in INSTALLED}
    assert here == {name: EVERYTHING[name] for name in here}


def test_everything_that_pyproject_asks_for_is_installed() -> None:
    runtime, tests = pins.wanted(ROOT)
    names = {pins.normal(Requirement(line).name) for line in runtime + tests}
    assert names - set(INSTALLED) == set()


def test_everything_the_course_brings_in_is_pinned_for_binder() -> None:
    assert closure(pins.wanted(ROOT)[0]) == set(RUNTIME)


def test_everything_the_tests_bring_in_is_pinned() -> None:
    assert closure(pins.wanted(ROOT)[1]) <= set(EVERYTHING)


def test_no_package_is_pinned_twice() -> None:
    assert set(RUNTIME) & set(TESTS) == set()


def test_binder_gets_exact_pins_and_no_options() -> None:
    lines = (ROOT / PINS[0]).read_text().splitlines()
    odd = [x for x in lines if not re.fullmatch(r"#.*|[a-z0-9-]+==[A-Za-z0-9.+!]+", x)]
    assert odd == []


def test_binder_builds_with_the_oldest_python_that_the_course_runs_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    oldest = project["requires-python"].removeprefix(">=")
    assert (ROOT / "binder/runtime.txt").read_text() == f"python-{oldest}\n"


def test_a_pin_that_pyproject_still_allows_is_kept_and_another_is_dropped() -> None:
    old = {"pandas": "3.0.1", "scipy": "1.2.0", "six": "1.17.0"}
    kept = pins.allowed(old, ["pandas>=3.0,<4", "SciPy>=1.15"])
    assert kept == {"pandas": "3.0.1", "six": "1.17.0"}


def test_a_pin_file_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "pins.txt"
    path.write_text(pins.text({"b": "2", "a": "1.0"}))
    assert path.read_text().splitlines()[1:] == ["a==1.0", "b==2"]
    assert pins.read(path) == {"a": "1.0", "b": "2"}


def test_a_line_that_is_no_pin_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pins.txt"
    path.write_text("a==1\npandas>=3\n")
    with pytest.raises(pins.PinTrouble, match="pins.txt, row 2: expected name==version"):
        pins.read(path)


def test_pins_are_not_resolved_with_another_python(tmp_path: Path) -> None:
    (tmp_path / "binder").mkdir()
    (tmp_path / "binder/runtime.txt").write_text("python-3.99\n")
    with pytest.raises(pins.PinTrouble, match="resolved with Python 3.99"):
        pins.refuse_other_python(tmp_path)


def test_pip_that_finds_no_versions_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(pins.PinTrouble, match="(?s)--upgrade.*no-such-package-of-ours"):
        pins.resolve(["no-such-package-of-ours"], {})
