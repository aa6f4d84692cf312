"""`course grade --watch`: what comes in is graded once, when it has come to rest."""

import os
import signal
import subprocess
from itertools import islice

import pytest
from nbgrader.api import Gradebook

from course_lib.grading.class_run import classroom
from course_lib.grading.result import Result
from tests import pages
from tests.grading.class_run.test_classroom import FULL, lines
from tests.grading.klass import Klass


@pytest.fixture
def submitted(tmp_path):
    """A folder with the work of one student."""
    (tmp_path / "ann" / "05").mkdir(parents=True)
    (tmp_path / "ann" / "05" / "05.ipynb").write_text("{}")
    return tmp_path


def another(path):
    path.with_name("data.csv").write_text("a")


def same_size(path):
    path.write_text("[]")
    os.utime(path, ns=(1, 1))


def link(path):
    path.unlink()
    path.symlink_to("nowhere")


def pipe(path):
    path.unlink()
    os.mkfifo(path)


CHANGES = {
    "longer": lambda path: path.write_text("{ }"),
    "of the same length": same_size,
    "replaced": lambda path: (
        path.with_name("x").write_text("{}"),
        path.with_name("x").replace(path),
    ),
    "renamed": lambda path: path.rename(path.with_name("05(1).ipynb")),
    "taken away": lambda path: path.unlink(),
    "a file beside it": another,
    "a link": link,
    "a pipe": pipe,
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_is_named_once_when_it_rests(kind, submitted):
    waiting = classroom.arrivals(submitted)
    assert [next(waiting), next(waiting)] == [set(), set()]
    CHANGES[kind](submitted / "ann" / "05" / "05.ipynb")
    assert [next(waiting) for _ in range(4)] == [set(), {"ann"}, set(), set()]


def test_a_file_that_is_still_being_written_is_left_alone_until_it_rests(submitted):
    waiting = classroom.arrivals(submitted)
    next(waiting)
    (submitted / "bob").mkdir()
    for size in range(5):
        (submitted / "bob" / "05.ipynb").write_bytes(bytes(size))
        assert next(waiting) == set()
    assert [next(waiting) for _ in range(2)] == [{"bob"}, set()]


def test_who_comes_while_another_still_writes_does_not_wait_for_that(submitted):
    waiting = classroom.arrivals(submitted)
    next(waiting)
    for student in ("bob", "cy"):
        (submitted / student).mkdir()
    next(waiting)
    (submitted / "cy" / "05.ipynb").write_text("{}")
    assert [next(waiting), next(waiting)] == [{"bob"}, {"cy"}]


def test_before_there_is_such_a_folder_nobody_comes(tmp_path):
    waiting = classroom.arrivals(tmp_path / "submitted")
    assert next(waiting) == set()
    (tmp_path / "submitted" / "ann").mkdir(parents=True)
    assert [next(waiting), next(waiting)] == [set(), {"ann"}]


class Slow:
    """Takes a job at a time, while something happens."""

    def __init__(self, meanwhile):
        self.meanwhile = meanwhile

    def results(self, todo):
        while todo:
            job = todo.popleft()
            self.meanwhile(job)
            yield job, Result("unreadable", ["No."])

    def close(self):
        pass


def test_work_that_changes_while_it_is_marked_is_marked_again_after_that(tmp_path, monkeypatch):
    klass = Klass(tmp_path / "course")
    monkeypatch.setenv("PATH", klass.environment["PATH"])
    monkeypatch.setattr(classroom, "REST", 0.0)
    changes = [b"2", b"3"]

    def meanwhile(job):
        if changes:
            klass.hand_in(job.student, changes.pop())

    with classroom.class_run(klass.folder, [], pool=lambda: Slow(meanwhile)) as run:
        assert run.grade(lambda *_: None) == []
        klass.hand_in("ann", b"1")
        entries = list(islice(run.watch(), 2))
    assert entries[0].fingerprint != entries[1].fingerprint
    assert lines(klass) == {"ann": 2}


def test_who_is_taken_out_of_the_gradebook_meanwhile_stands_as_graded_last(tmp_path, monkeypatch):
    klass = Klass(tmp_path / "course")
    monkeypatch.setenv("PATH", klass.environment["PATH"])
    for student in ("ann", "bob"):
        klass.hand_in(student, klass.solved())
    with classroom.class_run(klass.folder, [], trust=True) as run:
        before = run.grade(lambda *_: None)
        with Gradebook(klass.address, "off-target") as book:
            book.remove_student("bob")
        assert run.standing() == before


def test_what_comes_in_is_graded_until_ctrl_c_and_each_has_one_line(tmp_path):
    klass = Klass(tmp_path / "course")
    klass.hand_in("ann", klass.solved())
    (line,) = pages.commands("docs/instructors.md", "What `course grade` does")
    assert line.split()[:2] == ["course", "grade"]
    run = subprocess.Popen(
        klass.command(*line.split()[2:], "--trust-submissions"),
        cwd=klass.folder,
        env=klass.environment,
        stdout=subprocess.PIPE,
        text=True,
        # A suite that a shell started in the background ignores Ctrl+C, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )

    def until(words):
        said = []
        while not said or words not in said[-1]:
            line = run.stdout.readline()
            assert line, said
            said.append(line)
        return said

    assert "1 graded" in "".join(until("Ctrl+C ends it"))
    klass.hand_in("bob", klass.handed_out())
    (line,) = until("bob")
    assert line.split()[:5] == [klass.slug, "bob", "graded", "0", "of"]
    klass.hand_in("bob", klass.solved())
    assert "8 of 12" in "".join(until("bob"))
    klass.hand_in("cy", b"{")
    (line,) = until("cy")
    assert "unreadable" in line
    run.send_signal(signal.SIGINT)
    last, _ = run.communicate(timeout=60)
    assert run.returncode == 1 and "2 graded, 1 unreadable" in last
    assert "bob" not in last and "cy" not in last
    assert klass.marks("bob") == FULL
    assert lines(klass) == {"ann": 1, "bob": 2, "cy": 1}
