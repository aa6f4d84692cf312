"""Whatever lies in a student's folder, reading it ends, follows no link, and has a sentence or a result."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbgrader.utils import parse_utc

from course_lib.grading.notebook import files

SLUG = "05-not-engaging"


@pytest.fixture
def folder(tmp_path):
    """submitted/ann/05-not-engaging, with a notebook's file in its place."""
    made = tmp_path / "submitted" / "ann" / SLUG
    made.mkdir(parents=True)
    (made / f"{SLUG}.ipynb").write_text("{}")
    return made


def nested(folder: Path, deep: int = 1200) -> None:
    """That many folders one in another; they are taken away again by the caller."""
    before = Path.cwd()
    os.chdir(folder)
    for _ in range(deep):
        Path("d").mkdir()
        os.chdir("d")
    os.chdir(before)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_link(path: Path) -> None:
    (path.parent / "target").write_text("{}")
    path.symlink_to(path.parent / "target")


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def a_terabyte(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


KINDS = [a_pipe, a_folder, a_link, a_link_to_nothing, a_link_to_itself, a_terabyte]


@pytest.mark.parametrize("make", KINDS)
def test_what_is_no_plain_file_of_ordinary_size_is_refused_by_name(make, tmp_path):
    make(tmp_path / "odd.ipynb")
    with pytest.raises(files.Unreadable, match=r"odd\.ipynb"):
        files.content(tmp_path / "odd.ipynb")


def test_a_name_in_a_sentence_moves_no_cursor(tmp_path):
    (tmp_path / "a\x1b[2Jb\n.ipynb").mkdir()
    with pytest.raises(files.Unreadable) as error:
        files.content(tmp_path / "a\x1b[2Jb\n.ipynb")
    assert str(error.value).isprintable()


@pytest.mark.parametrize("make", KINDS)
def test_a_fingerprint_can_be_taken_of_anything(make, folder):
    before = files.fingerprint(folder, {})
    make(folder / "odd")
    after = files.fingerprint(folder, {})
    assert after != before and after == files.fingerprint(folder, {})


@pytest.mark.parametrize("deep", [10, 1200])
def test_a_fingerprint_ends_where_folders_lie_in_folders(deep, folder):
    nested(folder, deep)
    try:
        assert files.fingerprint(folder, {})
    finally:
        subprocess.run(["rm", "-rf", str(folder / "d")], check=True)


@pytest.mark.parametrize("name", [b"\xff", b"caf\xe9.csv", b"\xed\xa0\xbd"])
def test_a_fingerprint_takes_names_that_are_not_utf_8(name, folder):
    before = files.fingerprint(folder, {})
    Path(os.fsdecode(bytes(folder) + b"/" + name)).touch()
    assert files.fingerprint(folder, {}) != before


def test_a_fingerprint_reads_so_many_files_and_bytes_and_no_more(folder, monkeypatch):
    monkeypatch.setattr(files, "MOST", 5)
    for number in range(20):
        a_terabyte(folder / f"{number:02}")
    assert files.fingerprint(folder, {})


@pytest.mark.parametrize("trouble", [PermissionError, OSError])
def test_a_folder_of_which_the_system_does_not_tell_what_lies_there_is_closed(
    trouble, folder, monkeypatch
):
    def kind(follow_symlinks):
        raise trouble

    entry = SimpleNamespace(name="a", path=f"{folder}/a", is_dir=kind)
    monkeypatch.setattr(files.os, "scandir", lambda _: nullcontext([entry]))
    assert list(files.below(folder)) == [(folder, files.ODD)]


def test_a_fingerprint_changes_with_a_file_the_exercise_or_a_link(folder):
    prints = {files.fingerprint(folder, {})}
    prints.add(files.fingerprint(folder, {"slug": "another"}))
    (folder / f"{SLUG}.ipynb").write_text("[]")
    prints.add(files.fingerprint(folder, {}))
    (folder / "deep").mkdir()
    (folder / "deep" / "mine.csv").write_text("a")
    prints.add(files.fingerprint(folder, {}))
    assert len(prints) == 4


def test_the_fingerprint_of_one_exercise_does_not_change_with_another(folder):
    before = files.fingerprint(folder, {})
    (folder.parent / "06-not-human").mkdir()
    (folder.parent / "06-not-human" / "06-not-human.ipynb").touch()
    assert files.fingerprint(folder, {}) == before


@pytest.mark.parametrize("name", ["week-1", "Week 1", "1"])
def test_an_exercise_whose_name_ends_in_a_number_does_not_change_with_one_of_ten_times_it(
    name, tmp_path
):
    folder = tmp_path / "submitted" / "ann" / name
    folder.mkdir(parents=True)
    (folder / f"{name}.ipynb").touch()
    before = files.fingerprint(folder, {})
    for other in (f"{name}0/{name}0.ipynb", f"{name}2.ipynb"):
        (folder.parent / other).parent.mkdir(exist_ok=True)
        (folder.parent / other).touch()
        assert files.fingerprint(folder, {}) == before
    (folder.parent / f"{name} (2).ipynb").touch()
    assert files.fingerprint(folder, {}) != before


def test_where_the_notebook_is_not_in_its_place_all_of_the_folder_counts(folder):
    (folder / f"{SLUG}.ipynb").unlink()
    before = files.fingerprint(folder, {})
    (folder.parent / "elsewhere.ipynb").touch()
    assert files.fingerprint(folder, {}) != before


@pytest.mark.parametrize("which", ["exercise", "student"])
def test_the_fingerprint_of_a_link_is_not_that_of_what_it_leads_to(which, folder, tmp_path):
    other = tmp_path / "submitted" / "bob"
    if which == "student":
        other.symlink_to(folder.parent)
    else:
        other.mkdir()
        (other / SLUG).symlink_to(folder)
    assert files.fingerprint(other / SLUG, {}) != files.fingerprint(folder, {})


@pytest.mark.parametrize(
    "name", [".ipynb_checkpoints", "__MACOSX", ".git", ".Trash-1000", "__pycache__", "$RECYCLE.BIN"]
)
def test_what_a_program_leaves_behind_is_no_student(name, folder):
    (folder.parent.parent / name).mkdir()
    assert files.students(folder.parent.parent) == ["ann"]


@pytest.mark.parametrize("name", ["desktop.ini", ".DS_Store", "Thumbs.db", "work.zip"])
def test_a_file_is_no_student(name, folder):
    (folder.parent.parent / name).touch()
    assert files.students(folder.parent.parent) == ["ann"]


@pytest.mark.parametrize(
    "name", ["王小明", "O'Brien, Zoë", "user@example.org", os.fsdecode(b"\xff")]
)
def test_a_student_can_be_called_anything(name, folder):
    (folder.parent.parent / name).mkdir()
    assert name in files.students(folder.parent.parent)


@pytest.mark.parametrize("make", [kind for kind in KINDS if kind is not a_folder])
def test_a_file_beside_the_notebook_that_cannot_be_read_is_named_and_costs_no_other(make, folder):
    (folder / "mine.csv").write_bytes(b"a,b")
    make(folder / "odd.csv")
    (folder / "target").unlink(missing_ok=True)
    attachments, notes = files.attachments(folder)
    assert attachments == {"mine.csv": "YSxi"}
    assert "odd.csv" in " ".join(notes)


@pytest.mark.parametrize("name", ["other.ipynb", ".hidden", ".git/config", "__MACOSX/._a.csv"])
def test_what_is_no_data_is_not_laid_beside_the_notebook(name, folder):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("a")
    assert files.attachments(folder) == ({}, [])


def test_so_many_bytes_and_so_deep_a_folder_lie_beside_a_notebook_and_no_more(folder, monkeypatch):
    monkeypatch.setattr(files, "BESIDE", 3 * files.PAGE)
    for name in ("a", "b", "in/c"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x" * 5000)
    deep = folder / "/".join("d" * files.DEEPEST)
    deep.mkdir(parents=True)
    (deep / "far").touch()
    attachments, notes = files.attachments(folder)
    assert list(attachments) == ["a"]
    assert notes[0].endswith(": b, c, far.")


def test_thousands_of_odd_files_are_told_in_a_sentence_or_two(folder):
    for number in range(300):
        (folder / f"{number}").symlink_to("nowhere")
    (sentence,) = files.attachments(folder)[1]
    assert len(sentence) < 1000 and "and 295 more" in sentence


LINKS = ["a" * 300, "../" * 900 + "x", "eve", "nowhere", "/", "closed/inner"]


@pytest.fixture
def submitted():
    """submitted/ann in a folder that everybody may enter, and a closed folder beside ann; for root, the
    test goes on as an ordinary user."""
    place = Path(tempfile.mkdtemp(dir="/var/tmp"))
    (place / "submitted" / "ann" / SLUG).mkdir(parents=True)
    (place / "submitted" / "closed" / "inner").mkdir(parents=True)
    place.chmod(0o755)
    (place / "submitted" / "closed").chmod(0)
    yield place / "submitted"
    os.seteuid(os.getuid())
    subprocess.run(["chmod", "-R", "u+rwx", str(place)], check=True)
    subprocess.run(["rm", "-rf", str(place)], check=True)


def as_anybody():
    if os.getuid() == 0:
        os.seteuid(65534)


@pytest.mark.parametrize("name", ["mine.csv", "data/mine.csv", "z"])
def test_a_closed_file_beside_the_notebook_is_named_and_costs_no_other(name, submitted):
    place = submitted / "ann" / SLUG
    for one in ("good.csv", name):
        (place / one).parent.mkdir(exist_ok=True)
        (place / one).write_bytes(b"a,b")
    (place / name).chmod(0)
    as_anybody()
    attachments, notes = files.attachments(place)
    assert attachments == {"good.csv": "YSxi"} and Path(name).name in notes[0]


def test_a_closed_folder_beside_the_notebook_is_named(submitted):
    as_anybody()
    attachments, notes = files.attachments(submitted)
    assert attachments == {} and "closed" in notes[0]


@pytest.mark.parametrize("target", LINKS, ids=len)
def test_a_link_is_a_student_whatever_it_leads_to(target, submitted):
    (submitted / "eve").symlink_to(target)
    as_anybody()
    assert files.students(submitted) == ["ann", "closed", "eve"]


@pytest.mark.parametrize("target", LINKS, ids=len)
@pytest.mark.parametrize("which", ["student", "exercise"])
def test_a_fingerprint_can_be_taken_of_a_link_whatever_it_leads_to(which, target, submitted):
    link = submitted / "eve" if which == "student" else submitted / "eve" / SLUG
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(target)
    as_anybody()
    assert files.fingerprint(submitted / "eve" / SLUG, {})


def test_a_fingerprint_can_be_taken_of_a_closed_folder(submitted):
    as_anybody()
    assert files.fingerprint(submitted / "closed" / SLUG, {})
    assert files.fingerprint(submitted / "\0" / SLUG, {})


def test_without_a_folder_of_submissions_there_are_no_students(tmp_path):
    assert files.students(tmp_path / "submitted") == []


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01 18:00:00 UTC",
        "2026-03-01 18:00:00.123456 UTC",
        "2026-03-01T18:00:00+02:00",
        "2026-03-01 18:00",
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_a_moment_is_read_as_nbgrader_reads_it_wherever_the_machine_stands(
    zone, text, tmp_path, monkeypatch
):
    (tmp_path / "timestamp.txt").write_text(text)
    monkeypatch.setenv("TZ", zone)
    assert files.handed_in_at(tmp_path) == (parse_utc(text), "")


@pytest.mark.parametrize(
    "data",
    [
        b"gestern um neun",
        b"",
        b"monday",
        b"18:00",
        b"5",
        b"9" * 400,
        b"2026-99-99",
        b"\xff\xfe2\x000\x00",
        b"x" * 5000,
        b"01.03.2026 18:00",  # by whom? 1 March, or 3 January
        b"3/4/2026 6 PM",
        b"26-03-01 10:00",
        b"2026-03-01 18:00:00 XYZ",
        b"2026-03-01 18:00:00 PST",
        b"2026-07-01 18:00:00 CET",
        b"1 March 2026, 18:00",
        b"13.03.2026 18:00",
        b"Sun, 01 Mar 2026 18:00:00 +0100",
    ],
)
def test_what_says_no_moment_is_a_sentence(data, tmp_path):
    (tmp_path / "timestamp.txt").write_bytes(data)
    moment, told = files.handed_in_at(tmp_path)
    assert moment is None and "timestamp.txt says no moment" in told
    assert "delete it, or Formgrader may list nobody" in told


@pytest.mark.parametrize("make", KINDS)
def test_a_timestamp_that_is_no_file_is_a_sentence(make, tmp_path):
    make(tmp_path / "timestamp.txt")
    assert files.handed_in_at(tmp_path)[0] is None
    assert files.handed_in_at(tmp_path)[1]


def test_without_a_timestamp_there_is_nothing_to_tell(tmp_path):
    assert files.handed_in_at(tmp_path) == (None, "")


@pytest.mark.parametrize("text", ["18:00 +0100", "18:00:00+01:00", "12:00:00 -0500"])
def test_a_moment_in_another_zone_is_the_same_one(text, tmp_path):
    (tmp_path / "timestamp.txt").write_text(f"2026-03-01 {text}")
    assert files.handed_in_at(tmp_path)[0] == datetime(2026, 3, 1, 17)


def test_a_date_without_a_time_is_midnight(tmp_path):
    (tmp_path / "timestamp.txt").write_text("2026-03-01")
    assert files.handed_in_at(tmp_path)[0] == datetime(2026, 3, 1)


@pytest.mark.parametrize("odd", [a_link, a_link_to_nothing, a_link_to_itself])
def test_a_system_that_cannot_refuse_links_by_itself_follows_none_either(odd, folder, monkeypatch):
    monkeypatch.setattr(files, "PLAIN", os.O_RDONLY)
    odd(folder / "x.ipynb")
    with pytest.raises(files.Unreadable, match="it is a link, which is not followed"):
        files.content(folder / "x.ipynb")
    assert files.content(folder / f"{SLUG}.ipynb") == b"{}"
