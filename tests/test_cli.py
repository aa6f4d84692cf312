import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from course_lib import cli
from course_lib.commands import environment, extension, lab, machine
from course_lib.commands.environment import ROOT
from course_lib.tables import TABLES


@pytest.fixture
def became(monkeypatch: pytest.MonkeyPatch) -> list:
    """The command, variables and folder that a command hands over to, in place of handing over."""
    calls: list = []
    monkeypatch.setattr(environment, "become", lambda *handed: calls.extend(handed) or 0)
    return calls


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """A folder with every table, empty but for its header."""
    for name, table in TABLES.items():
        header = ",".join(column.name for column in table.columns)
        (tmp_path / f"{name}.csv").write_text(header + "\n")
    return tmp_path


def test_lab_serves_the_checkout_with_the_courses_pages(became: list, monkeypatch) -> None:
    monkeypatch.setattr(lab, "turn_news_off", lambda folder: None)
    assert cli.main(["lab"]) == 0
    command, variables, folder = became
    assert folder == ROOT
    assert f"--ServerApp.root_dir={ROOT}" in command
    assert f"--LabApp.extra_labextensions_path={extension.FOLDER}" in command
    assert lab.FULL not in variables


def test_lab_begins_with_the_whole_of_jupyterlab_if_asked(became: list, monkeypatch) -> None:
    monkeypatch.setattr(lab, "turn_news_off", lambda folder: None)
    cli.main(["lab", "--full"])
    assert became[1][lab.FULL]
    assert "--full" not in became[0]


def test_lab_passes_on_what_it_does_not_know(became: list, monkeypatch) -> None:
    monkeypatch.setattr(lab, "turn_news_off", lambda folder: None)
    cli.main(["lab", "--port", "8899", "--no-browser"])
    assert became[0][-3:] == ["--port", "8899", "--no-browser"]


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whether the test command looked after the machine first."""
    calls: list[str] = []
    monkeypatch.setattr(machine, "fetch", lambda: calls.append("fetch"))
    return calls


def test_what_tests_compile_is_kept_even_where_a_machine_keeps_nothing(
    became: list, fetched: list[str], monkeypatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    cli.main(["test"])
    assert "PYTHONDONTWRITEBYTECODE" not in became[1]


def test_test_runs_everything_on_all_cores(became: list, fetched: list) -> None:
    cli.main(["test"])
    assert fetched == ["fetch"]
    workers = str(os.cpu_count() + 2)
    spread = ["-n", workers, "--dist", "loadgroup", "--no-loadscope-reorder"]
    assert became[0] == [sys.executable, "-m", "pytest", *spread]


def test_test_passes_what_follows_to_pytest(became: list, fetched: list) -> None:
    cli.main(["test", "tests/test_cli.py", "-k", "lab", "-x"])
    assert fetched == ["fetch"]
    assert became[0][3:] == ["tests/test_cli.py", "-k", "lab", "-x"]


def test_continuous_integration_runs_the_readmes_test_command_and_nothing_else() -> None:
    lines = (ROOT / ".ci/run").read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [
        'cd "$(dirname "$0")/.." && exec python3 -m course_lib test "$@"'
    ]


def test_check_reads_every_table(own_folder: Path, capsys) -> None:
    assert cli.main(["check", str(own_folder)]) == 0
    assert capsys.readouterr().out == f"All {len(TABLES)} tables read.\n"


def test_check_gives_one_sentence_for_each_broken_table(own_folder: Path, capsys) -> None:
    (own_folder / "spend.csv").write_text("category,amount\nads,lots\n")
    (own_folder / "goals.csv").write_text("nothing\n")
    assert cli.main(["check", str(own_folder)]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert "goals.csv" in first
    assert "spend.csv" in second and "amount" in second


def test_check_names_the_tables_that_are_not_there(own_folder: Path, capsys) -> None:
    (own_folder / "spend.csv").unlink()
    assert cli.main(["check", str(own_folder)]) == 0
    assert capsys.readouterr().out.startswith("Not there: spend.csv. ")


def test_check_of_a_folder_without_tables_fails(tmp_path: Path) -> None:
    assert cli.main(["check", str(tmp_path)]) == 1


def test_links_tells_how_to_publish_the_environment(capsys) -> None:
    assert cli.main(["links", "--repo", "me/off-target"]) == 0
    out = capsys.readouterr().out
    assert "00-start-here\nhttps://mybinder.org/" in out
    assert "git subtree split --prefix=binder --branch environment" in out


def test_our_errors_are_one_sentence_and_code_1(capsys) -> None:
    assert cli.main(["links", "--repo", "nonsense"]) == 1
    assert capsys.readouterr().err == (
        'Expected the GitHub repository as OWNER/NAME, found "nonsense".\n'
    )


def test_a_part_that_cannot_be_refreshed_is_named(capsys) -> None:
    assert cli.main(["refresh", "pinns"]) == 1
    assert '"pinns" is nothing that can be refreshed' in capsys.readouterr().err


def test_parts_are_refreshed_in_their_order(monkeypatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(cli, "refresh_part", lambda root, part, upgrade: done.append(part))
    cli.main(["refresh", "exercises", "datasets"])
    assert done == ["datasets", "exercises"]


@pytest.mark.parametrize("command", [["links", "--repo", "a/b"], ["refresh"], ["bench"], ["test"]])
def test_an_installed_course_sends_authors_to_a_clone(command, monkeypatch, capsys) -> None:
    monkeypatch.setattr(environment, "is_checkout", lambda: False)
    assert cli.main(command) == 1
    assert "in a git clone of the course" in capsys.readouterr().err


def test_a_mistyped_option_is_refused() -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["links", "--repo", "a/b", "--brunch", "x"])


def test_the_module_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "course_lib", "--help"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "usage: course" in done.stdout


def command(run: Callable[[], int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have `course report` do this."""

    def report(_: object) -> int:
        return run()

    monkeypatch.setattr(cli.commands, "report", report)


def raises(kind: type[BaseException]) -> Callable[[], int]:
    def run() -> int:
        raise kind

    return run


def test_ctrl_c_ends_a_command_with_a_sentence(monkeypatch, capsys) -> None:
    command(raises(KeyboardInterrupt), monkeypatch)
    assert cli.main(["report"]) == 130
    assert capsys.readouterr().err.startswith("Stopped.")


def test_who_reads_only_the_first_lines_of_a_command_gets_no_traceback() -> None:
    lines = (
        "import sys",
        "from course_lib import cli",
        "def report(_): print('many lines', flush=True)",
        "cli.commands.report = report",
        "sys.exit(cli.main(['report']))",
    )
    read, write = os.pipe()
    os.close(read)  # as `head` does when it has read enough
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_name_that_the_terminal_cannot_show_is_spelt_out(encoding, monkeypatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding)
    monkeypatch.setattr(sys, "stdout", out)
    command(lambda: print("王") or 0, monkeypatch)
    assert cli.main(["report"]) == 0
    out.flush()
    assert out.buffer.getvalue().strip() == b"\\u738b"
