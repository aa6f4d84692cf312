"""A gradebook file that is locked, damaged, not to be written to, or on a full disk: advice about just that."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest

from course_lib.grading.configuration import course
from course_lib.grading.gradebook import database
from course_lib.grading.gradebook.marks import marks
from tests.grading.klass import Klass

COMMANDS = (("grade", "--trust-submissions"), ("export", "--for", "moodle"), ("report",))
SERVER = ("server", "sqlite:///FILE", "Traceback")  # words of no help here


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class of two, graded."""
    klass = Klass(tmp_path_factory.mktemp("sqlite") / "course")
    for student in ("ann", "bob"):
        klass.hand_in(student, klass.solved())
    klass.course("grade", "--trust-submissions")
    return klass


@pytest.fixture
def klass(graded, tmp_path):
    """A copy of it, with a third submission to grade."""
    shutil.copytree(graded.folder, tmp_path / "copy")
    own = Klass.__new__(Klass)
    own.__dict__ |= graded.__dict__ | {"folder": tmp_path / "copy"}
    own.hand_in("cy", own.solved())
    return own


def run(klass, name, *words, code=1):
    """What `course NAME` says on stderr."""
    klass.course(name, *words, code=code)
    return klass.stderr


def refused(klass, *commands):
    """The sentence that each of these commands says."""
    (sentence,) = {run(klass, *command) for command in commands}
    assert not any(word in sentence for word in SERVER), sentence
    return sentence


def test_a_gradebook_that_another_program_is_writing_to(klass):
    with closing(sqlite3.connect(klass.folder / "gradebook.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        sentence = refused(klass, *COMMANDS)
    assert "database is locked" in sentence and "Another program is writing to it" in sentence
    assert "3 graded" in klass.course("grade", "--trust-submissions")


def torn(path):
    data = bytearray(path.read_bytes())
    data[100:20_000] = b"\xff" * 19_900
    path.write_bytes(data)


DAMAGE = {
    "something else": lambda path: path.write_bytes(b"student,score\nann,8\n" * 100),
    "torn": torn,
    "zeroed": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "of another kind": lambda path: path.write_bytes(b"PK\x03\x04" + bytes(5000)),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_gradebook_that_is_damaged_stays_as_it_is_and_is_said_to_be(kind, klass):
    path = klass.folder / "gradebook.db"
    DAMAGE[kind](path)
    damaged = path.read_bytes()
    sentence = refused(klass, *COMMANDS)
    assert "The file is damaged" in sentence and "last copy" in sentence
    assert path.read_bytes() == damaged


def test_an_older_copy_in_the_place_of_a_damaged_one_gets_the_marks_of_today(klass):
    path = klass.folder / "gradebook.db"
    copy = path.read_bytes()
    klass.hand_in("bob", klass.handed_out())
    klass.course("grade", "--trust-submissions")
    torn(path)
    sentence = refused(klass, COMMANDS[0])
    assert "Move it and grading.jsonl away, put your last copy in its place" in sentence
    path.write_bytes(copy)
    (klass.folder / "grading.jsonl").unlink()
    assert "3 graded" in klass.course("grade", "--trust-submissions")
    assert klass.marks("bob")["answered"] == 0


@pytest.mark.parametrize("kind", ["cut short", "without its last pages"])
def test_a_gradebook_that_is_cut_short_is_said_to_be_damaged(kind, klass):
    path = klass.folder / "gradebook.db"
    whole = path.stat().st_size
    os.truncate(path, 5000 if kind == "cut short" else whole // 2 // 4096 * 4096)
    assert "The file is damaged" in refused(klass, COMMANDS[0])


def test_an_empty_file_is_no_gradebook_to_who_reads_and_one_to_begin_to_who_grades(klass):
    (klass.folder / "gradebook.db").write_bytes(b"")
    assert "There is no gradebook at" in refused(klass, *COMMANDS[1:])
    klass.course("grade", "--trust-submissions")
    assert klass.marks("cy")


def test_a_gradebook_that_may_only_be_read_serves_who_reads_and_says_so_to_who_grades(klass):
    address = f"sqlite:///file:{klass.folder}/gradebook.db?mode=ro&uri=true"
    with (klass.folder / "nbgrader_config.py").open("a") as file:
        file.write(f'c.CourseDirectory.db_url = "{address}"\n')
    for command in COMMANDS[1:]:
        run(klass, *command, code=0)
    sentence = refused(klass, COMMANDS[0])
    assert "readonly" in sentence and "not write to it" in sentence


def test_a_folder_that_is_not_there(klass):
    with (klass.folder / "nbgrader_config.py").open("a") as file:
        file.write('c.CourseDirectory.db_url = "sqlite:////nowhere/gradebook.db"\n')
    assert "Its folder is not there" in refused(klass, COMMANDS[0])
    assert "There is no gradebook at /nowhere/gradebook.db" in refused(klass, *COMMANDS[1:])


@pytest.mark.parametrize("pages", [0, 3, 8, 16, 24])
def test_a_full_disk_is_said_to_be_full(pages, klass):
    """The class's folder lies on a disk of its own, with so many pages of 4 KB left."""
    fresh = klass.folder.parent / "fresh"
    fresh.mkdir()
    fill = f"""
        cp -r "{klass.folder}/." .
        cat /dev/zero > filler 2>/dev/null
        truncate -s -{4096 * pages} filler
        exec "$@"
    """
    command = ["sh", "-c", fill, "sh", *klass.command("--trust-submissions")]
    wrap = [
        "bwrap",
        "--dev-bind",
        "/",
        "/",
        "--size",
        "6000000",
        "--tmpfs",
        fresh,
        "--chdir",
        fresh,
    ]
    done = subprocess.run([*wrap, *command], env=klass.environment, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout
    assert "full" in done.stderr or "No space left" in done.stderr, done.stderr
    assert "ake room" in done.stderr, done.stderr
    assert not any(word in done.stderr for word in SERVER), done.stderr


def test_the_database_itself_says_that_the_disk_is_full(graded, tmp_path):
    shutil.copytree(graded.folder, tmp_path / "copy")
    place = course(tmp_path / "copy")
    with pytest.raises(database.DatabaseTrouble, match="disk is full. Make room"):  # noqa: SIM117
        with database.gradebook(place) as book:
            pages = book.db.connection().exec_driver_sql("PRAGMA page_count").scalar()
            book.db.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            try:
                for number in range(1000):
                    book.add_student(f"s{number}")
            except Exception as error:
                raise database.trouble(place.address, error) from error


def test_marks_are_the_same_whatever_was_wrong_in_between(klass):
    def scores():
        place = course(klass.folder)
        with database.gradebook(place) as book:
            return [(row.person.id, row.state, row.so_far) for row in marks(book, place)]

    before = scores()
    with closing(sqlite3.connect(klass.folder / "gradebook.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused(klass, COMMANDS[0])
    assert scores() == before


OTHERS = [
    "alter table grade drop column extra_credit",
    "alter table student rename column lms_user_id to other",
    "alter table assignment drop column duedate",
]


@pytest.mark.parametrize("change", OTHERS)
def test_a_gradebook_of_another_nbgrader_is_said_to_be_one(change, klass):
    shutil.rmtree(klass.place("cy"))  # whose marks would be new ones
    klass.hand_in("ann", klass.handed_out())
    with closing(sqlite3.connect(klass.folder / "gradebook.db")) as book:
        book.execute(change)
    for command in COMMANDS:
        sentence = refused(klass, command)
        assert "no such column" in sentence and "nbgrader db upgrade" in sentence


@pytest.mark.parametrize("page", [3, 8, -2])
def test_a_gradebook_that_is_damaged_somewhere_leaves_no_traceback(page, klass):
    path = klass.folder / "gradebook.db"
    data = bytearray(path.read_bytes())
    place = page * 4096 % len(data)
    data[place : place + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    for command in COMMANDS[1:]:
        said = run(klass, *command, code=None)
        assert said == "" or "The file is damaged" in said


@pytest.mark.parametrize(
    "address",
    [
        "//t:quiet@127.0.0.1:1/x",
        "postgresql//t:quiet@127.0.0.1:1/x",
        "'//t:quiet@127.0.0.1:1/x'",
        "sqlite://t:quiet@h/x",
        "postgresql://t:one@qui/et@127.0.0.1:1/x",
        "postgresql://t:one@qui?et@127.0.0.1:1/x",
        "postgresql://t:one@qui/et?a=quiet@127.0.0.1:1/x",
        "postgresql://t:quiet@h/x?host=a:1&host=b:c",
        "postgresql://t:quiet@h/x?plugin=none",
        f"postgresql://t:quiet@{'h' * 300}/x",
        "postgresql://t:\ud83dquiet@127.0.0.1:1/x",
    ],
)
@pytest.mark.parametrize("new", [False, True])
def test_an_odd_address_is_refused_in_a_sentence_that_shows_no_password(address, new, tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("")
    with pytest.raises(database.DatabaseTrouble) as refusal:  # noqa: SIM117
        with database.gradebook(course(tmp_path, address), new=new):
            pass
    assert "no address of a gradebook" in str(refusal.value)
    assert "qui" not in str(refusal.value)


def test_a_file_of_a_name_that_is_too_long_is_none_to_who_reads_and_none_to_make(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("")
    place = course(tmp_path, f"sqlite:///{'x' * 300}")
    for new, words in ((False, "There is no gradebook at"), (True, "name another")):
        with pytest.raises(database.DatabaseTrouble, match=words):  # noqa: SIM117
            with database.gradebook(place, new=new):
                pass
