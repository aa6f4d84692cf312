"""Every path that a command takes, in every way that it can be wrong: a sentence, code 1, and nothing left."""

import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from course_lib import cli, paths
from course_lib.commands import environment, folder, lab
from course_lib.commands.environment import ROOT
from course_lib.exercises import cohort
from course_lib.simulate import __main__ as simulate

COMMANDS: dict[str, Callable[[str], int]] = {
    "check FOLDER": lambda path: cli.main(["check", path]),
    "lab --into": lambda path: cli.main(["lab", f"--into={path}"]),
    "export --to": lambda path: cli.main(["export", "--for=moodle", f"--to={path}"]),
    "export --db": lambda path: cli.main(["export", "--for=moodle", f"--db=sqlite:///{path}"]),
    "report --to": lambda path: cli.main(["report", f"--to={path}"]),
    "report --db": lambda path: cli.main(["report", f"--db=sqlite:///{path}"]),
    "grade --db": lambda path: cli.main(["grade", f"--db=sqlite:///{path}"]),
    "simulate FOLDER": lambda path: simulate.main([path]),
}
KINDS = {
    "not there": "nowhere/x",
    "a file": "file",
    "a folder": "folder",
    "in a file": "file/x",
    "too long": "x" * 300,
    "too long altogether": "x/" * 3000 + "x",
    "not UTF-8": "caf\udce9",
    "in a folder that is not UTF-8": "caf\udce9/x",
    "nobody's home": "~nobody-of-that-name/x",
    "links in a circle": "circle",
    "in a circle of links": "circle/x",
    "empty": "",
    "a space": " ",
}
FOLDERS = {"a folder", "not there"}  # good for whoever makes a folder, or fills one
MEANT_OTHERWISE = {
    "check FOLDER": {"a folder"},  # one without tables: see test_cli.py
    "lab --into": FOLDERS,
    "simulate FOLDER": FOLDERS,
    "export --to": {"a file"},
    "report --to": {"a file"},
    # The file itself is no gradebook, which is for the gradebook to say; "" is SQLite in memory.
    **dict.fromkeys(
        ("export --db", "report --db", "grade --db"),
        {"a file", "empty", "a space", "nobody's home"},
    ),
}
WRONG = [
    (command, kind)
    for command in COMMANDS
    for kind in KINDS
    if kind not in MEANT_OTHERWISE[command]
]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with a gradebook in which somebody is enrolled."""
    from nbgrader.api import Gradebook

    made = tmp_path_factory.mktemp("graded")
    shutil.copy(ROOT / "nbgrader_config.py", made)
    with pytest.MonkeyPatch.context() as patch:  # nbgrader calls alembic by name
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        with Gradebook(f"sqlite:///{made / 'gradebook.db'}", "off-target") as book:
            book.add_assignment("05-not-engaging")
            book.add_student("ann")
    return made


@pytest.fixture
def here(graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder to be in, with something of each kind; the course is an installed one."""
    made = tmp_path / "course"
    shutil.copytree(graded, made)
    (made / "file").write_text("mine")
    (made / "folder").mkdir()
    (made / "circle").symlink_to("circle")
    content = tmp_path / "content"
    (content / "lessons").mkdir(parents=True)
    (content / "lessons" / "00-start-here.ipynb").write_text(
        "a lesson, longer than a full disk takes"
    )
    monkeypatch.setattr(environment, "is_checkout", lambda: False)
    monkeypatch.setattr(environment, "become", lambda *_: 0)
    monkeypatch.setattr(folder, "lay", partial(folder.lay, content=content, edition="1.0"))
    monkeypatch.chdir(made)
    return made


def everything(place: Path) -> dict[str, bytes | None]:
    """All that lies in a folder: each file's bytes, None for what is no file."""
    return {
        str(path.relative_to(place)): path.read_bytes() if path.is_file() else None
        for path in place.rglob("*")
    }


@contextmanager
def full_disk(size: int = 8) -> Iterator[None]:
    """No file can grow beyond so many bytes: the system refuses the rest, in the midst of a file."""
    resource = pytest.importorskip("resource")  # not on Windows
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def sentence(capsys: pytest.CaptureFixture[str]) -> str:
    """What stood on stderr, which is one line that ends as a sentence does."""
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.endswith(".\n"), said
    said.encode("utf-8")
    return said


@pytest.mark.parametrize(("command", "kind"), WRONG)
def test_a_path_that_will_not_do_gets_a_sentence_and_code_1(command, kind, here, capsys) -> None:
    before = everything(here)
    assert COMMANDS[command](KINDS[kind]) == 1
    assert "Traceback" not in sentence(capsys)
    assert everything(here) == before


def test_every_command_is_tried_with_four_kinds_or_more() -> None:
    for command in COMMANDS:
        assert len([kind for one, kind in WRONG if one == command]) >= 4


@pytest.mark.parametrize("command", ["export --to", "report --to", "lab --into", "simulate FOLDER"])
@pytest.mark.parametrize("target", ["new", "folder/mine"])
def test_a_disk_that_fills_up_leaves_what_was_there_and_nothing_half_written(
    command, target, here, capsys
) -> None:
    (here / "folder" / "mine").mkdir() if command[0] in "ls" else (
        here / "folder" / "mine"
    ).write_text("old")
    before = everything(here)
    with full_disk():
        assert COMMANDS[command](target) == 1
    assert "would be larger than is allowed here" in sentence(capsys) or command == "lab --into"
    after = everything(here)
    assert {name: data for name, data in after.items() if data is not None} == {
        name: data for name, data in before.items() if data is not None
    }


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux alone has a device that is full")
@pytest.mark.parametrize("command", ["export --to", "report --to"])
def test_a_full_device_is_written_to_as_a_device_and_said_to_be_full(command, here, capsys) -> None:
    assert COMMANDS[command]("/dev/full") == 1
    assert sentence(capsys).startswith("Cannot use /dev/full: the disk is full. ")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.parametrize("command", [["grade"], ["export", "--for=moodle"], ["report"]])
def test_a_command_in_a_folder_that_has_been_deleted_says_so(command, here, capsys) -> None:
    (here.parent / "gone").mkdir()
    os.chdir(here.parent / "gone")
    (here.parent / "gone").rmdir()
    assert cli.main(command) == 1
    assert "Cannot use the folder that this was started in: there is no such" in sentence(capsys)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux alone has a device that is full")
@pytest.mark.parametrize(
    "words",
    [["links", "--repo=me/off-target"], ["check", "oak-street"], ["check", "tests"]],
)
def test_what_prints_onto_a_full_disk_says_that_and_names_no_place(words) -> None:
    run = "import sys; from course_lib.cli import main; sys.exit(main(sys.argv[1:]))"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-u", "-c", run, *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert (done.returncode, done.stderr) == (
        1,
        "Cannot go on: the disk is full. Make room, or name a place on another.\n",
    )


@pytest.mark.parametrize("number", sorted(set(paths.REASONS) - {errno.ENOENT}))
def test_a_refusal_that_names_no_place_is_told_without_one(number) -> None:
    with pytest.raises(paths.PathTrouble) as told, paths.explained():
        raise OSError(number, os.strerror(number))
    reason, advice = paths.REASONS[number]
    assert str(told.value) == f"Cannot go on: {reason}. {advice}"


@pytest.mark.parametrize("name", ["x" * 300, "file/x", "circle"])
@pytest.mark.parametrize(
    "command", [["grade", "--trust-submissions"], ["export", "--for=moodle"], ["report"]]
)
def test_a_name_of_an_exercise_that_is_no_name_is_a_sentence(command, name, here, capsys) -> None:
    assert cli.main([*command, name]) == 1
    sentence(capsys)


def test_a_class_data_is_drawn_for_every_exercise_or_for_none(tmp_path: Path) -> None:
    for slug in ("05-not-engaging", "06-not-human"):
        shutil.copytree(ROOT / "solutions" / slug, tmp_path / "solutions" / slug)
    before = everything(tmp_path)
    with full_disk(15_000), pytest.raises(OSError) as raised:
        cohort.write(tmp_path, 7)
    assert raised.value.errno == errno.EFBIG and raised.value.filename.endswith(".ipynb")
    assert everything(tmp_path) == before


def test_jupyters_settings_are_whole_or_not_there(tmp_path: Path) -> None:
    with full_disk(), pytest.raises(OSError):
        lab.turn_news_off(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_is_written_goes_through_a_link_and_keeps_its_permissions(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    paths.write(link, "new")
    assert link.is_symlink() and real.read_text() == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_path_with_characters_that_do_not_print_is_shown_by_their_codes() -> None:
    assert paths.printable("a\x1b[31m\nb\udce9") == "a\\x1b[31m\\nb\\udce9"


def test_an_error_of_ours_that_has_nothing_to_do_with_paths_keeps_its_traceback(
    monkeypatch,
) -> None:
    def broken(_: object) -> int:
        raise ConnectionResetError(errno.ECONNRESET, "reset")

    monkeypatch.setattr(cli, "check", broken)
    broken.__name__ = "check"
    with pytest.raises(ConnectionResetError):
        cli.main(["check", "oak-street"])
