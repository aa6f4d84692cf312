import os
import sys

import pytest

from course_lib.commands import apt


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What apt-get was asked for, as root, in order."""
    calls: list[str] = []
    monkeypatch.setattr(apt, "command", lambda: ["apt-get"])
    monkeypatch.setattr(apt, "run", lambda words: calls.append(words[1] + " " + words[-1]) or "")
    return calls


def fail(monkeypatch: pytest.MonkeyPatch, tried: list[str], *failing: int) -> None:
    """Let the calls with these numbers fail."""

    def run(words: list[str]) -> str:
        tried.append(f"{words[1]} {words[-1]}")
        return f"no {words[-1]}" if len(tried) in failing else ""

    monkeypatch.setattr(apt, "run", run)


def test_one_update_and_one_install(tried: list[str]) -> None:
    assert apt.install(["a", "b"]) == ""
    assert tried == ["update update", "install b"]


@pytest.mark.parametrize("failing", [1, 2])
def test_a_mirror_may_fail_once(monkeypatch, tried: list[str], failing: int) -> None:
    fail(monkeypatch, tried, failing)
    assert apt.install(["a"]) == ""
    assert tried[-2:] == ["update update", "install a"]


def test_one_package_that_cannot_be_had_does_not_keep_the_others_away(monkeypatch, tried) -> None:
    fail(monkeypatch, tried, 2, 4)
    assert apt.install(["a", "b"]) == "no a"
    assert tried[-2:] == ["install a", "install b"]


@pytest.fixture
def programs(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """A folder that alone is on the PATH; puts programs there that end with a code."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def put(name: str, code: int) -> None:
        (tmp_path / name).write_text(f"#!{sys.executable}\nraise SystemExit({code})\n")
        (tmp_path / name).chmod(0o755)

    return put


def test_root_needs_no_sudo(programs, monkeypatch) -> None:
    programs("apt-get", 0)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert (apt.command() or [""])[0] == "env"


def test_sudo_is_never_let_ask_for_a_password(programs, monkeypatch) -> None:
    programs("apt-get", 0)
    programs("sudo", 0)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert (apt.command() or [])[:2] == ["sudo", "-n"]


@pytest.mark.parametrize("there", [[], ["apt-get"], ["sudo"], ["apt-get", "sudo"]])
def test_who_may_not_install_is_not_asked(programs, monkeypatch, there: list[str]) -> None:
    for name in there:
        programs(name, 1)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert apt.command() is None


def test_what_fails_is_quoted_and_what_succeeds_says_nothing() -> None:
    talk = [sys.executable, "-c"]
    assert apt.run([*talk, "import sys; sys.exit('no mirror')"]) == "no mirror"
    assert apt.run([*talk, "raise SystemExit(7)"]) == "exit code 7"
    assert apt.run([*talk, "import sys; print('a note', file=sys.stderr)"]) == ""
