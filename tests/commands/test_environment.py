import os
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib.commands import environment
from course_lib.commands.environment import EVERYTHING, ROOT, EnvironmentTrouble


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout's outside: what says which packages are wanted."""
    for name in ("pyproject.toml", *environment.PINS):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"# {name}\n")
    return tmp_path


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What `ensure` sets about, in order; installing succeeds at once."""
    done: list[str] = []
    monkeypatch.setattr(environment, "pip_for", lambda python: ["pip"] if done else None)
    monkeypatch.setattr(environment, "make", lambda folder: done.append("make"))
    monkeypatch.setattr(
        environment, "install", lambda root, python, extra: done.append(f"install {extra}")
    )
    monkeypatch.setattr(environment, "runs", lambda python, code: True)
    return done


def make_venv(checkout: Path) -> None:
    (checkout / ".venv").mkdir()


def test_a_fresh_checkout_gets_an_environment(checkout: Path, steps: list[str]) -> None:
    make_venv(checkout)
    environment.ensure(checkout, EVERYTHING)
    assert steps == ["make", f"install {EVERYTHING}"]


def test_a_second_start_does_nothing(checkout: Path, steps: list[str]) -> None:
    make_venv(checkout)
    environment.ensure(checkout, "")
    steps.clear()
    environment.ensure(checkout, "")
    assert steps == []


def test_the_test_environment_serves_the_course_too(checkout: Path, steps: list[str]) -> None:
    make_venv(checkout)
    environment.ensure(checkout, EVERYTHING)
    steps.clear()
    environment.ensure(checkout, "")
    assert steps == []


def test_the_tests_need_more_than_the_course(checkout: Path, steps: list[str]) -> None:
    make_venv(checkout)
    environment.ensure(checkout, "")
    environment.ensure(checkout, EVERYTHING)
    assert steps[-1] == f"install {EVERYTHING}"


@pytest.mark.parametrize("name", ["pyproject.toml", *environment.PINS])
def test_changed_wants_are_installed(checkout: Path, steps: list[str], name: str) -> None:
    make_venv(checkout)
    environment.ensure(checkout, "")
    (checkout / name).write_text("changed")
    environment.ensure(checkout, "")
    assert steps == ["make", "install ", "install "]


def test_an_interrupted_install_is_taken_up_again(
    checkout: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_venv(checkout)
    environment.ensure(checkout, "")
    (checkout / "pyproject.toml").write_text("changed")

    def interrupted(root: Path, python: Path, extra: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure(checkout, "")
    (checkout / "pyproject.toml").write_text("# pyproject.toml\n")  # as the stamp knew it
    steps[:] = ["make"]
    environment.ensure(checkout, "")
    assert steps == ["make", "install "]


def test_an_environment_that_no_longer_works_is_repaired(
    checkout: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_venv(checkout)
    environment.ensure(checkout, "")
    monkeypatch.setattr(environment, "runs", lambda python, code: False)
    environment.ensure(checkout, "")
    assert steps == ["make", "install ", "install "]


def test_a_real_environment_is_made_and_has_a_pip(tmp_path: Path) -> None:
    environment.make(tmp_path / ".venv")
    python = environment.python_of(tmp_path / ".venv")
    assert environment.pip_for(python) == [str(python), "-m", "pip"]


def test_without_ensurepip_the_systems_pip_is_pointed_at_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "can_import", lambda name: name == "pip")
    environment.make(tmp_path / ".venv")
    python = environment.python_of(tmp_path / ".venv")
    assert environment.pip_for(python) == [sys.executable, "-m", "pip", "--python", str(python)]


def test_a_python_without_any_pip_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "can_import", lambda name: False)
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    monkeypatch.setattr(
        environment.shutil, "which", lambda name: name if name == "apt-get" else None
    )
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(EnvironmentTrouble, match=r"type: sudo apt-get install python3\.\d+-venv"):
        environment.make(tmp_path / ".venv")
    assert not (tmp_path / ".venv").exists()


def test_a_python_that_apt_cannot_complete_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "can_import", lambda name: False)
    monkeypatch.setattr(sys, "executable", "/opt/odd/python3")
    with pytest.raises(EnvironmentTrouble, match="with a complete Python 3.11 or newer"):
        environment.make(tmp_path / ".venv")


def test_a_pip_that_fails_says_what_to_check(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "pip_for", lambda python: [sys.executable, "-c", "exit(1)"])
    with pytest.raises(EnvironmentTrouble, match="internet connection .* same command again"):
        environment.install(checkout, Path(sys.executable), "")


def test_a_python_that_is_not_there_does_not_run(tmp_path: Path) -> None:
    assert not environment.runs(tmp_path / "python", "")


@pytest.mark.parametrize("arguments", [[], ["links"], ["lab", "--help"]])
def test_no_environment_is_made_for_what_needs_none(checkout: Path, arguments: list[str]) -> None:
    environment.enter(arguments, checkout)
    assert not (checkout / ".venv").exists()


def test_no_environment_is_made_where_the_image_is_one(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(environment.AS_IS, "as-is")
    environment.enter(["lab"], checkout)
    assert not (checkout / ".venv").exists()


def test_the_environments_tools_come_first(tmp_path: Path) -> None:
    made = environment.activated(tmp_path / ".venv")
    assert made["PATH"].split(os.pathsep)[0] == str(
        environment.python_of(tmp_path / ".venv").parent
    )


@pytest.mark.parametrize(
    "name",
    [
        "__main__",
        "cli",
        "errors",
        "commands.environment",
        "commands.lab",
        "commands.folder",
        "commands.links",
    ],
)
def test_the_commands_need_nothing_but_a_bare_python(name: str) -> None:
    bare = [sys.executable, "-S", "-c", f"import course_lib.{name}"]  # -S: no site-packages
    done = subprocess.run(bare, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
