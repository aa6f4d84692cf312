"""A gradebook in PostgreSQL, at a real server: the class graded there like at home, and as clear about trouble."""

import csv
import os
import re
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from course_lib.grading.class_run import journal
from tests.grading.gradebook import postgres
from tests.grading.klass import Klass

FULL = {"answered": 2, "give_back": 3, "honest_median": 3, "written": None}
LATE = "2026-03-11 12:00:00 UTC"


@pytest.fixture(scope="module")
def postgres_server():
    with postgres.serving() as made:
        yield made


@pytest.fixture
def klass(tmp_path, postgres_server):
    made = Klass(tmp_path / "course", db=postgres_server.database())
    made.environment["HOME"] = str(tmp_path)  # whose .pgpass is the test's
    return made


def hand_in(klass) -> None:
    """Three students: all right, one answer wrong, and untouched."""
    klass.hand_in("ann", klass.solved())
    (klass.place("ann") / "timestamp.txt").write_text(LATE)
    klass.hand_in("bob", klass.solved(answered="def answered(*_): return (1, 3)"))
    klass.hand_in("cy", klass.handed_out())


def written(klass) -> list[str]:
    """The students in the order in which they were graded, as often as they were."""
    lines = (klass.folder / journal.NAME).read_text(encoding="utf-8").splitlines()
    return [line.split('"student": "')[1].split('"')[0] for line in lines]


@contextmanager
def running(klass, until: int):
    """`course grade` at work, once so many are graded; it has ended by itself or been ended after."""
    klass.make_gradebook()
    run = subprocess.Popen(
        klass.command("--trust-submissions"),
        cwd=klass.folder,
        env=klass.environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    path = klass.folder / journal.NAME
    while not path.exists() or path.read_text(encoding="utf-8").count("\n") < until:
        assert run.poll() is None
        time.sleep(0.01)
    yield run
    run.wait()
    run.stderr.close()


def processes(folder: Path) -> list[int]:
    """Those whose command names the folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has just ended
            if str(folder).encode() in path.read_bytes():
                found.append(int(path.parent.name))
    return found


def refused(klass, *commands: str) -> str:
    """The one sentence that these commands of the course say instead of working."""
    sentences = set()
    for command in commands or ("grade",):
        klass.course(command, *(["--for", "moodle"] if command == "export" else []), code=1)
        sentences.add(klass.stderr)
    (sentence,) = sentences
    assert "Traceback" not in sentence and postgres.PASSWORD not in sentence
    return sentence


def test_a_class_gets_the_same_marks_as_in_sqlite_and_leaves_no_gradebook_in_the_folder(
    klass, tmp_path
):
    home = Klass(tmp_path / "home")
    said = []
    for one in (klass, home):
        hand_in(one)
        said.append(one.grade())
    assert said[0] == said[1]
    for student in ("ann", "bob", "cy"):
        assert klass.marks(student) == home.marks(student)
    assert klass.marks("bob") == FULL | {"answered": 0}
    assert list(klass.folder.glob("*.db")) == []


def test_only_what_changed_is_graded_again(klass):
    hand_in(klass)
    said = klass.grade()
    assert klass.grade() == said
    assert sorted(written(klass)) == ["ann", "bob", "cy"]
    klass.hand_in("bob", klass.solved())
    klass.grade()
    assert written(klass)[3:] == ["bob"]
    assert klass.marks("bob") == FULL


def test_a_change_graded_into_one_gradebook_is_still_one_for_the_other(klass):
    klass.hand_in("bob", klass.handed_out())
    there = klass.db
    klass.grade()
    klass.db = ""
    klass.hand_in("bob", klass.solved())
    klass.grade()
    klass.db = there
    klass.grade()
    assert klass.marks("bob") == FULL


def test_killed_in_the_midst_it_grades_each_exactly_once(klass):
    students = [f"s{number}" for number in range(8)]
    for student in students:
        klass.hand_in(student, klass.solved())
    with running(klass, until=2) as run:
        os.kill(run.pid, signal.SIGKILL)
    assert len(written(klass)) < len(students)
    klass.grade()
    assert sorted(written(klass)) == students
    assert all(klass.marks(student) == FULL for student in students)


def test_a_server_that_hangs_up_in_the_midst_loses_nothing(klass, postgres_server):
    students = [f"s{number}" for number in range(8)]
    for student in students:
        klass.hand_in(student, klass.solved())
    with running(klass, until=2) as run:
        postgres_server.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{klass.db.split('/')[3].split('?')[0]}'"
        )
        _, error = run.communicate()
    assert run.returncode == 1
    assert "was lost in the midst of it" in error and "goes on where it stopped" in error
    assert "Traceback" not in error and postgres.PASSWORD not in error
    klass.grade()
    assert sorted(written(klass)) == students


def test_a_server_that_hangs_up_on_idlers_gets_the_whole_class(klass, postgres_server):
    name = klass.db.split("/")[3].split("?")[0]
    postgres_server.run(f"ALTER DATABASE {name} SET idle_in_transaction_session_timeout = '3s'")
    hand_in(klass)
    slow = klass.solved()
    slow["cells"].insert(0, slow["cells"][-1] | {"id": "slow", "metadata": {}})
    slow["cells"][0] |= {"cell_type": "code", "source": "import time\ntime.sleep(6)"}
    slow["cells"][0] |= {"outputs": [], "execution_count": None}
    klass.hand_in("dee", slow)  # while it runs, nobody else keeps the gradebook busy
    assert "4 graded" in klass.grade()


def test_the_name_of_a_student_that_is_too_long_holds_nobody_up(klass):
    hand_in(klass)
    klass.hand_in("a" * 129, klass.solved())
    klass.place("b" * 129).mkdir(parents=True)
    said = klass.grade(code=1)
    assert said.count("a name of more than 128 characters") == 2
    assert klass.marks("ann") == FULL


def test_grades_and_the_report_come_from_there(klass):
    hand_in(klass)
    klass.grade()
    klass.course("export", "--for", "spreadsheet")
    with (klass.folder / "grades-spreadsheet.csv").open(encoding="utf-8-sig") as file:
        rows = {row["Student"]: row for row in csv.DictReader(file)}
    assert (rows["bob"]["So far"], rows["bob"]["Out of"]) == ("6", "12")
    assert rows["ann"]["Handed in (UTC)"] == "2026-03-11 12:00"
    klass.course("report")
    page = (klass.folder / "class-report.html").read_text(encoding="utf-8")
    assert "Of 3 people" in page
    assert list(klass.folder.glob("*.db")) == []


def test_nbgraders_own_tools_work_on_the_same_gradebook(klass, warm_kernel):
    from nbgrader.api import Gradebook

    hand_in(klass)
    klass.grade()
    ours = {student: klass.marks(student) for student in ("ann", "bob")}
    with Gradebook(klass.db, "off-target") as book:  # as formgrader opens it
        seen = {one["student"]: one["score"] for one in book.submission_dicts(klass.slug)}
    assert seen == {"ann": 8, "bob": 6, "cy": 0}
    warm = f"--Execute.kernel_name={warm_kernel}"
    klass.nbgrader("autograde", klass.slug, "--force", "--student", "[ab]*", warm)
    assert {student: klass.marks(student) for student in ("ann", "bob")} == ours
    klass.nbgrader("generate_feedback", klass.slug, "--student", "ann")
    klass.nbgrader("db", "upgrade")


def test_a_password_may_stand_in_the_environment_or_in_pgpass(klass, postgres_server, tmp_path):
    hand_in(klass)
    klass.db = klass.db.replace(f":{postgres.PASSWORD}", "")
    assert "PGPASSWORD or in the file ~/.pgpass" in refused(klass)
    klass.environment["PGPASSWORD"] = postgres.PASSWORD
    assert "3 graded" in klass.grade()
    del klass.environment["PGPASSWORD"]
    file = tmp_path / ".pgpass"
    file.write_text(f"*:*:*:{postgres.USER}:{postgres.PASSWORD}\n")
    file.chmod(0o600)
    klass.course("export", "--for", "moodle")


def test_students_code_does_not_inherit_the_password(monkeypatch):
    from course_lib.grading.sandbox.fork_server import ForkServer

    monkeypatch.setenv("PGPASSWORD", postgres.PASSWORD)
    server = ForkServer()
    server.ready()
    inherited = Path(f"/proc/{server.process.pid}/environ").read_bytes()
    server.close()
    assert b"PATH=" in inherited and postgres.PASSWORD.encode() not in inherited


@pytest.mark.parametrize(
    ("address", "named", "expected"),
    [
        ("{url:nowhere}", "teacher:…@/nowhere", "does not exist. Make it (createdb NAME)"),
        ("{wrong}", "teacher:…@/postgres", "authentication failed.*Check the user"),
        (
            "postgresql://t:kept-to-ourselves@127.0.0.1:1/x",
            "t:…@127.0.0.1:1/x",
            "Check that the server runs",
        ),
        (
            "postgresql://t:kept-to-ourselves@/x?host=/nowhere",
            "t:…@/x",
            "No such file.*server runs",
        ),
        (
            "postgres://t:kept-to-ourselves@h/x",
            "postgres://t:…@h/x",
            "expected postgresql://USER@HOST/",
        ),
        ("postgresql://t:one@kept-to-ourselves@h/x", "t:…@h/x", "no address.*%40 for @"),
        ("postgresql://t@s:kept-to-ourselves@127.0.0.1:1/x", "…@127", "Connection refused"),
        ("postgresql://t:kept-to-ourselves", "//t:…", "expected postgresql://USER@HOST/"),
        ("t:kept-to-ourselves@h/x", "t:…@h/x", "expected postgresql://USER@HOST/"),
    ],
)
def test_an_address_that_will_not_do_is_refused_in_a_sentence(
    address, named, expected, klass, postgres_server
):
    klass.db = address.replace("{url:nowhere}", postgres_server.url("nowhere")).replace(
        "{wrong}", postgres_server.url("postgres", f"{postgres.USER}:not-it")
    )
    sentence = refused(klass, "export")  # the quickest; all open it by the same function
    assert named in sentence
    assert re.search(expected.replace("(createdb NAME)", r"\(createdb NAME\)"), sentence)


def test_a_server_that_is_not_there_is_missed_by_every_command(klass):
    klass.db = f"postgresql://t:{postgres.PASSWORD}@127.0.0.1:1/x"
    assert "Connection refused" in refused(klass, "grade", "export", "report")


def test_a_user_who_may_not_make_tables_is_told_so(klass, postgres_server):
    postgres_server.run("CREATE ROLE guest LOGIN PASSWORD 'guest-word'")
    klass.db = klass.db.replace(f"{postgres.USER}:{postgres.PASSWORD}", "guest:guest-word")
    sentence = refused(klass)
    assert "permission denied for schema public" in sentence and "createdb --owner" in sentence
    assert "guest-word" not in sentence


def test_a_database_without_a_gradebook_is_left_empty_by_who_only_reads(klass):
    for command in ("export", "report"):
        assert "There is no gradebook at" in refused(klass, command)


def test_a_missing_driver_says_what_to_install(klass):
    klass.db = klass.db.replace("postgresql:", "postgresql+psycopg2:")
    sentence = refused(klass)
    assert 'pip install "psycopg[binary]"' in sentence and "psycopg2" in sentence


@pytest.mark.postgres
def test_the_server_leaves_nothing_behind():
    with postgres.serving() as server:
        folder, pid = server.folder, server.process.pid
        assert processes(folder)
    assert not folder.exists() and not Path(f"/proc/{pid}").exists()
    assert processes(folder) == []


def test_no_server_to_start_says_what_to_install():
    with pytest.raises(postgres.NoPostgres, match="apt-get install postgresql"):
        postgres.programs({"PATH": ""}, (), ())


def test_the_server_of_a_wheel_is_found_where_there_is_no_other(tmp_path):
    place = tmp_path / postgres.WHEELS
    place.mkdir(parents=True)
    (place / "initdb").write_text("")
    assert postgres.programs({"PATH": ""}, (), ["/nowhere", str(tmp_path)]) == place


def test_a_file_below_a_closed_folder_is_private(tmp_path):
    place = tmp_path / "home" / "bin" / "python3"
    place.parent.mkdir(parents=True)
    (tmp_path / "home").chmod(0o700)
    assert postgres.is_private(place)
    assert not postgres.is_private(Path("/"))
