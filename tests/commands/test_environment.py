import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib import cli
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
    """What `ensure` sets about, in order; each succeeds at once."""
    done: list[str] = []

    def make(folder: Path) -> None:
        done.append("make")
        python = environment.python_of(folder)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.write_text("")

    monkeypatch.setattr(environment, "make", make)
    monkeypatch.setattr(
        environment, "install", lambda root, python, extra: done.append(f"install {extra}")
    )
    monkeypatch.setattr(environment, "runs", lambda python, code: python.exists())
    return done


def test_a_fresh_checkout_gets_an_environment(checkout: Path, steps: list[str]) -> None:
    environment.ensure(checkout, EVERYTHING)
    assert steps == ["make", f"install {EVERYTHING}"]


def test_a_second_start_does_nothing(checkout: Path, steps: list[str]) -> None:
    environment.ensure(checkout, "")
    steps.clear()
    environment.ensure(checkout, "")
    assert steps == []


def test_the_test_environment_serves_the_course_too(checkout: Path, steps: list[str]) -> None:
    environment.ensure(checkout, EVERYTHING)
    steps.clear()
    environment.ensure(checkout, "")
    assert steps == []


def test_the_tests_need_more_than_the_course(checkout: Path, steps: list[str]) -> None:
    environment.ensure(checkout, "")
    environment.ensure(checkout, EVERYTHING)
    assert steps[-1] == f"install {EVERYTHING}"


@pytest.mark.parametrize("name", ["pyproject.toml", *environment.PINS])
def test_changed_wants_are_installed(checkout: Path, steps: list[str], name: str) -> None:
    environment.ensure(checkout, "")
    (checkout / name).write_text("changed")
    environment.ensure(checkout, "")
    assert steps == ["make", "install ", "install "]


def test_an_interrupted_install_is_taken_up_again(
    checkout: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
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


@pytest.mark.parametrize(
    "broken, repair",
    [("import course_lib", ["install "]), ("", ["make", "install "])],
    ids=["a package", "its Python"],
)
def test_an_environment_that_no_longer_works_is_repaired(
    checkout: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch, broken: str, repair: list
) -> None:
    environment.ensure(checkout, "")
    steps.clear()
    # What cannot run at all can import nothing either.
    monkeypatch.setattr(environment, "runs", lambda python, code: bool(broken) and code != broken)
    environment.ensure(checkout, "")
    assert steps == repair


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The Python of a real environment, as it is made: empty."""
    environment.make(tmp_path / ".venv")
    return environment.python_of(tmp_path / ".venv")


def test_a_real_environment_is_made_and_runs_outside_of_this_one(bare: Path) -> None:
    assert environment.runs(bare, "")
    assert not environment.runs(bare, "import pandas")


def test_an_empty_environment_is_filled_by_this_pythons_pip(bare: Path) -> None:
    assert environment.pip_for(bare) == [sys.executable, "-m", "pip", "--python", str(bare)]


@pytest.mark.parametrize("there", ["22.2.2", "21.0", "20.3.4"])
def test_a_pip_too_old_for_another_environment_is_left_alone(
    bare: Path, monkeypatch: pytest.MonkeyPatch, there: str
) -> None:
    monkeypatch.setattr(environment, "version", lambda name: there)
    assert environment.pip_for(bare) is None


def test_an_environment_with_a_pip_uses_its_own() -> None:
    python = Path(sys.executable)
    assert environment.pip_for(python) == [str(python), "-m", "pip"]


def test_a_uv_on_the_path_comes_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = bare.with_name("somewhere") / "uv"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    assert environment.uv_for(bare) == program


def test_without_uv_on_the_path_the_environments_own_is_used(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert environment.uv_for(bare) is None
    own = bare.with_name("uv.exe" if os.name == "nt" else "uv")
    own.write_text("")
    assert environment.uv_for(bare) == own


def test_uv_is_installed_with_the_hashes_of_its_pin_and_nothing_else(
    checkout: Path, bare: Path, monkeypatch: pytest.MonkeyPatch, capfd
) -> None:
    (checkout / environment.PINS[1]).write_text(
        "pytest==9.1 \\\n    --hash=sha256:aa\n"
        "uv==1.2 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
        "zipp==1 \\\n    --hash=sha256:dd\n"
    )
    show = "import pathlib, sys; print(pathlib.Path(sys.argv[-1].split('=')[1]).read_text())"
    monkeypatch.setattr(environment, "pip_for", lambda python: [sys.executable, "-c", show])
    monkeypatch.setattr(environment, "uv_for", lambda python: Path("uv"))
    environment.get_uv(checkout, bare)
    asked = capfd.readouterr().out.replace("\\\n", "").split()
    assert asked == ["uv==1.2", "--hash=sha256:bb", "--hash=sha256:cc"]


@pytest.fixture
def ordinary_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody who may install anything on this machine."""
    monkeypatch.setattr(environment.apt, "command", lambda: None)


def test_a_python_without_any_pip_says_what_to_do(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, ordinary_user: None
) -> None:
    monkeypatch.setattr(environment, "pip_for", lambda python: None)
    monkeypatch.setattr(environment, "runs", lambda python, code: False)
    monkeypatch.setattr(environment.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(EnvironmentTrouble, match=r"type: sudo apt-get install python3[.\d]*-venv"):
        environment.get_uv(checkout, Path("/usr/bin/python3"))


@pytest.mark.parametrize("place", ["/opt/odd/python3", "/usr/local/bin/python3", "/home/a/python"])
def test_a_python_that_apt_cannot_complete_is_refused(place: str) -> None:
    with pytest.raises(EnvironmentTrouble, match="with a complete Python 3.11 or newer"):
        environment.install_ensurepip(Path(place))


def test_a_pip_that_fails_says_what_to_check(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "pip_for", lambda python: [sys.executable, "-c", "exit(1)"])
    with pytest.raises(EnvironmentTrouble, match="internet connection .* same command again"):
        environment.get_uv(checkout, Path(sys.executable))


def test_a_uv_that_fails_says_what_to_check(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "uv_for", lambda python: Path(sys.executable))
    with pytest.raises(EnvironmentTrouble, match="internet connection .* same command again"):
        environment.install(checkout, Path(sys.executable), "")


TALK = """
import sys
print("warning: Failed to hardlink files", file=sys.stderr)
print("Downloading scipy (33.7MiB)", " Downloaded scipy", " + scipy==1.17.1", sep="\\n", file=sys.stderr)
sys.exit({code})
"""


def test_progress_is_shown_and_the_list_of_packages_is_not(capsys) -> None:
    command = [sys.executable, "-c", TALK.format(code=0)]
    assert environment.follow(command, environment.PROGRESS) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines() == ["Downloading scipy (33.7MiB)", "Downloaded scipy"]
    assert shown.err == ""


def test_on_a_terminal_progress_stays_on_one_line(capsys, monkeypatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    environment.follow([sys.executable, "-c", TALK.format(code=0)], environment.PROGRESS)
    out = capsys.readouterr().out
    assert "\n" not in out
    assert out.endswith(f"\r{' ' * 79}\r")


def test_everything_that_was_said_is_shown_where_it_fails(capsys) -> None:
    command = [sys.executable, "-c", TALK.format(code=3)]
    assert environment.follow(command, environment.PROGRESS) == 3
    assert "Failed to hardlink files" in capsys.readouterr().err


def test_a_python_that_is_not_there_does_not_run(tmp_path: Path) -> None:
    assert not environment.runs(tmp_path / "python", "")


@pytest.mark.parametrize("arguments", [[], ["links"], ["lab", "--help"]])
def test_no_environment_is_made_for_what_needs_none(checkout: Path, arguments: list[str]) -> None:
    environment.enter(arguments, checkout)
    assert not (checkout / ".venv").exists()


BARE = {
    "lab": [],
    "test": [],
    "check": ["oak-street"],
    "refresh": [],
    "bench": [],
    "cohort": ["--seed=7"],
    "grade": [],
    "export": ["--for=moodle"],
    "report": [],
    "kit": ["my-workshop"],
    "lite": ["my-site"],
    "site": ["my-site"],
    "clinic": ["my-downloads"],
    "links": ["--repo=me/off-target"],
}


def test_every_command_is_tried_on_a_bare_python(capsys) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert set(re.findall(r"^    (\w+)", capsys.readouterr().out, re.MULTILINE)) == set(BARE)


@pytest.mark.parametrize("command", BARE)
def test_on_a_bare_python_a_command_enters_the_environment_or_does_without(
    command: str, checkout: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entered: list[str] = []
    monkeypatch.delenv(environment.AS_IS, raising=False)
    monkeypatch.setattr(environment, "become", lambda words, *_: entered.extend(words))
    environment.enter([command, *BARE[command]], checkout)
    if not entered:  # then nothing but the standard library is there for it
        run = "import sys; from course_lib.cli import main; sys.exit(main(sys.argv[1:]))"
        bare = [sys.executable, "-S", "-c", run, command, *BARE[command]]
        done = subprocess.run(bare, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0 and done.stderr == ""
    else:
        assert entered[1:] == ["-m", "course_lib", command, *BARE[command]]


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
        "commands.apt",
        "commands.lab",
        "commands.machine",
        "commands.folder",
        "commands.links",
    ],
)
def test_the_commands_need_nothing_but_a_bare_python(name: str) -> None:
    bare = [sys.executable, "-S", "-c", f"import course_lib.{name}"]  # -S: no site-packages
    done = subprocess.run(bare, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
