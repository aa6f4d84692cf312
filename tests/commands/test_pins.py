import re
import tomllib
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from course_lib.commands import pins
from course_lib.commands.environment import PINS, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
WANTED_TO_RUN = PROJECT["dependencies"] + EXTRAS["binder"]
WANTED_BY_TESTS = [line for name in EXTRAS if name != "binder" for line in EXTRAS[name]]


def blocks(path: Path) -> list[str]:
    """A pin file's entries, each on one line with its hashes."""
    return path.read_text().replace("\\\n", "").splitlines()


def read(path: Path) -> dict[str, Requirement]:
    """Each pinned package, with the version and the platforms that it is pinned for."""
    lines = [Requirement(block.split(" --hash")[0].strip()) for block in blocks(path)]
    return {line.name: line for line in lines}


RUNTIME, TESTS = (read(ROOT / name) for name in PINS)
EVERYTHING = RUNTIME | TESTS
INSTALLED = {canonicalize_name(d.name): d for d in distributions()}
# A machine of each kind, as environment markers know it.
MACHINES = {
    "Linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macOS": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "Windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def there(requirement: Requirement, machine: str, python: str, extras: frozenset[str]) -> bool:
    """Whether a requirement holds on that kind of machine, with any of the extras or none."""
    known = MACHINES[machine] | {"python_version": python, "python_full_version": f"{python}.0"}
    marker = requirement.marker
    return marker is None or any(marker.evaluate(known | {"extra": e}) for e in ("", *extras))


def needs(name: str, extras: frozenset[str], machine: str, python: str) -> set[tuple]:
    """What a package asks for there, by what is installed here; each with the extras asked of it.

    Nothing for a package that is not installed, which happens only on another kind of machine.
    """
    lines = map(Requirement, INSTALLED[name].requires or []) if name in INSTALLED else []
    return {
        (canonicalize_name(line.name), frozenset(line.extras))
        for line in lines
        if there(line, machine, python, extras)
    }


def closure(lines: list[str], machine: str, python: str) -> set[str]:
    """Every package that these requirements bring in there."""
    pending = {(canonicalize_name(r.name), frozenset(r.extras)) for r in map(Requirement, lines)}
    seen: set[tuple] = set()
    while pending:
        asked = pending.pop()
        if asked not in seen:
            seen.add(asked)
            pending |= needs(*asked, machine, python)
    return {name for name, _ in seen}


def pinned(requirements: dict[str, Requirement], machine: str, python: str) -> set[str]:
    """The packages that are pinned for that kind of machine."""
    return {n for n, line in requirements.items() if there(line, machine, python, frozenset())}


def exact(requirement: Requirement) -> str:
    """The one version of a pin."""
    (only,) = requirement.specifier
    assert only.operator == "=="
    return only.version


def test_every_requirement_of_pyproject_is_pinned_within_its_range() -> None:
    outside = [
        line
        for lines, known in ((WANTED_TO_RUN, RUNTIME), (WANTED_BY_TESTS, EVERYTHING))
        for line in lines
        if (name := canonicalize_name(Requirement(line).name)) not in known
        or not Requirement(line).specifier.contains(exact(known[name]))
    ]
    assert outside == []


def test_what_is_installed_is_what_is_pinned() -> None:
    here = {name: INSTALLED[name].version for name in EVERYTHING if name in INSTALLED}
    assert here == {name: exact(EVERYTHING[name]) for name in here}


def test_everything_that_pyproject_asks_for_is_installed() -> None:
    names = {canonicalize_name(Requirement(x).name) for x in WANTED_TO_RUN + WANTED_BY_TESTS}
    assert names - set(INSTALLED) == set()


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("machine", MACHINES)
def test_everything_the_course_brings_in_is_pinned_for(machine: str, python: str) -> None:
    missing = closure(WANTED_TO_RUN, machine, python) - pinned(RUNTIME, machine, python)
    assert missing == set()


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("machine", MACHINES)
def test_everything_the_tests_bring_in_is_pinned_for(machine: str, python: str) -> None:
    missing = closure(WANTED_BY_TESTS, machine, python) - pinned(EVERYTHING, machine, python)
    assert missing == set()


def test_binder_gets_nothing_that_the_course_does_not_bring_in() -> None:
    oldest = PYTHONS[0]
    assert pinned(RUNTIME, "Linux", oldest) == closure(WANTED_TO_RUN, "Linux", oldest)


@pytest.mark.parametrize(
    "package, machine", [("pywinpty", "Windows"), ("appnope", "macOS"), ("ptyprocess", "Linux")]
)
def test_what_one_platform_alone_needs_is_pinned_for_that_one(package: str, machine: str) -> None:
    assert package in pinned(RUNTIME, machine, "3.11")
    assert {m for m in MACHINES if package in pinned(RUNTIME, m, "3.11")} != set(MACHINES)


@pytest.mark.parametrize("name", PINS)
def test_every_pin_is_exact_and_carries_its_hashes_and_nothing_else(name: str) -> None:
    pin = r"[a-z0-9-]+==[A-Za-z0-9.+!]+( ; [^\\]*?)?( +--hash=sha256:[0-9a-f]{64})+"
    assert [block for block in blocks(ROOT / name) if not re.fullmatch(pin, block)] == []


def test_no_package_is_pinned_twice() -> None:
    named = [name for path in PINS for name in pins.names(ROOT / path)]
    assert sorted(named) == sorted(set(named))


def test_the_oldest_python_that_the_course_runs_on_is_binders() -> None:
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert oldest == PYTHONS[0]
    assert (ROOT / "binder/runtime.txt").read_text() == f"python-{oldest}\n"


def write_wheel(folder: Path, name: str, version: str) -> None:
    """A package with nothing in it."""
    about = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        wheel.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{about}/RECORD", "")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose course wants `tea` and whose tests want `milk` too; each is there in three versions."""
    root = tmp_path / "project"
    for folder in (tmp_path / "wheels", root / "binder", root / "tests"):
        folder.mkdir(parents=True)
    for name in ("tea", "milk"):
        for version in ("1.0", "1.1", "1.2"):
            write_wheel(tmp_path / "wheels", name, version)
    monkeypatch.setenv("UV_NO_INDEX", "1")
    monkeypatch.setenv("UV_FIND_LINKS", str(tmp_path / "wheels"))
    (root / "binder/runtime.txt").write_text("python-3.11\n")
    write_project(root, "tea>=1.1", "tea")
    return root


def write_project(root: Path, to_run: str, by_tests: str) -> None:
    (root / "pyproject.toml").write_text(
        '[project]\nname = "x"\nversion = "1"\nrequires-python = ">=3.11"\n'
        f'dependencies = ["{to_run}"]\n[project.optional-dependencies]\n'
        f'binder = []\ntest = ["milk", "{by_tests}"]\n'
    )


def versions(project: Path, name: str) -> dict[str, str]:
    return {package: exact(line) for package, line in read(project / name).items()}


def test_what_the_tests_want_is_pinned_beside_what_the_course_wants(project: Path) -> None:
    pins.refresh(project)
    assert versions(project, PINS[0]) == {"tea": "1.2"}
    assert versions(project, PINS[1]) == {"milk": "1.2"}


def test_a_pin_that_is_still_allowed_stays_until_an_upgrade_is_asked_for(project: Path) -> None:
    (project / PINS[0]).write_text("tea==1.1\n")
    (project / PINS[1]).write_text("milk==1.0\n")
    pins.refresh(project)
    assert versions(project, PINS[0]) == {"tea": "1.1"}
    assert versions(project, PINS[1]) == {"milk": "1.0"}
    pins.refresh(project, upgrade=True)
    assert versions(project, PINS[0]) == {"tea": "1.2"}
    assert versions(project, PINS[1]) == {"milk": "1.2"}


def test_a_pin_that_is_no_longer_allowed_is_moved(project: Path) -> None:
    (project / PINS[0]).write_text("tea==1.0\n")
    pins.refresh(project)
    assert versions(project, PINS[0]) == {"tea": "1.2"}


def test_what_the_tests_want_does_not_move_what_attendees_get(project: Path) -> None:
    write_project(project, "tea>=1.1", "tea<1.2")
    with pytest.raises(pins.PinTrouble, match="(?s)--upgrade.*tea<1.2"):
        pins.refresh(project)
    assert versions(project, PINS[0]) == {"tea": "1.2"}


def test_uv_that_finds_no_versions_is_quoted(project: Path) -> None:
    write_project(project, "tea>99", "tea")
    with pytest.raises(pins.PinTrouble, match="(?s)--upgrade.*tea>99"):
        pins.refresh(project)


def test_no_index_is_named_in_a_pin_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV_NO_INDEX")
    monkeypatch.setenv("UV_INDEX_URL", "file:///of-this-machine")
    pins.refresh(project)
    assert "of-this-machine" not in (project / PINS[0]).read_text()
