"""What travels to another machine is judged there as it would be here."""

import os
import socket

import pytest

from course_lib.errors import CourseError
from course_lib.grading.class_run import job
from course_lib.grading.configuration import course
from course_lib.grading.notebook import files, source, submission
from course_lib.grading.notebook.files import attachments
from tests.grading.corpus import ROOT
from tests.grading.klass import SLUG
from tests.grading.notebook import test_files

SOURCE = source.read(course(ROOT), SLUG)
submitted = test_files.submitted
SOLVED = (ROOT / "solutions" / SLUG / f"{SLUG}.ipynb").read_bytes()


def write(path, data=SOLVED):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def huge(path):
    write(path, b"")
    os.truncate(path, 60 << 20)


def odd(make):
    def kind(student):
        (student / SLUG).mkdir()
        make(student / SLUG / f"{SLUG}.ipynb")

    return kind


KINDS = {
    "as it should be": lambda student: write(student / SLUG / f"{SLUG}.ipynb"),
    "with data beside it": lambda student: (
        write(student / SLUG / f"{SLUG}.ipynb"),
        write(student / SLUG / "data" / "zoë.csv", b"a\n1\n"),
        write(student / SLUG / "timestamp.txt", b"2026-03-01 18:00:00 UTC"),
    ),
    "under another name": lambda student: write(student / SLUG / f"{SLUG}(1).ipynb"),
    "in another folder": lambda student: write(student / "mine" / "a b" / "x.ipynb"),
    "under a name that is no UTF-8": lambda student: write(student / SLUG / "caf\udce9.ipynb"),
    "two that differ": lambda student: (
        write(student / SLUG / "a.ipynb"),
        write(student / SLUG / "b.ipynb", SOLVED.replace(b"def answered", b"def answred")),
    ),
    "nothing": lambda student: None,
    "no JSON": lambda student: write(student / SLUG / f"{SLUG}.ipynb", b"{"),
    "another file": lambda student: write(student / SLUG / "essay.docx", b"x"),
    "a pipe": odd(os.mkfifo),
    "a folder": odd(lambda path: path.mkdir()),
    "a socket": odd(lambda path: socket.socket(socket.AF_UNIX).bind(os.path.relpath(path))),
    "a link to the solution": odd(lambda path: path.symlink_to(ROOT / "solutions" / SLUG)),
    "a link to nothing": odd(lambda path: path.symlink_to("nowhere")),
    "more than is read": odd(huge),
    "an exercise that is a link": lambda student: (student / SLUG).symlink_to("/etc"),
    "a link out of the folder": lambda student: (
        write(student / SLUG / f"{SLUG}.ipynb"),
        (student / SLUG / "data.csv").symlink_to("/etc/passwd"),
    ),
}


def judged(folder):
    """What is read of a student's folder: cells, sentences and data, or why it cannot be."""
    try:
        return submission.read(folder, SOURCE), attachments(folder)
    except CourseError as error:
        return type(error), str(error)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_handed_in_is_judged_there_as_here(kind, tmp_path, monkeypatch):
    here, there = (tmp_path / name / "submitted" for name in ("here", "there"))
    (here / "ann").mkdir(parents=True)
    there.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)  # a socket's path may not be long
    KINDS[kind](here / "ann")
    data = job.pack(here / "ann" / SLUG)
    assert len(data) < 1 << 20
    job.unpack(data, there)
    folder = there / "ann" / SLUG
    # Why a socket cannot be opened is not the same on all systems, so of that the kind of trouble counts.
    parts = slice(1 if kind == "a socket" else None)
    assert judged(folder)[parts] == judged(here / "ann" / SLUG)[parts]


@pytest.mark.parametrize("large", ["a.csv", "data/a.csv", "z.csv"])
def test_no_more_travels_than_is_read_of_a_folder_and_the_notebook_comes_first(
    large, tmp_path, monkeypatch
):
    monkeypatch.setattr(files, "READ", (len(SOLVED) // files.PAGE + 2) * files.PAGE)
    here, there = tmp_path / "here" / "ann", tmp_path / "there"
    write(here / SLUG / f"{SLUG}.ipynb")
    for name in (large, f"{large}.more"):
        write(here / SLUG / name, os.urandom(4000))
    data = job.pack(here / SLUG)
    job.unpack(data, there)
    folder = there / "ann" / SLUG
    sizes = [path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file()]
    assert sum(sizes) <= files.READ + 4096 * len(sizes)
    assert submission.read(folder, SOURCE) == submission.read(here / SLUG, SOURCE)
    kept, notes = attachments(folder)
    assert list(kept) == [large] and f"{large}.more".split("/")[-1] in notes[0]


@pytest.mark.parametrize("where", [".", SLUG, f"{SLUG}/my work", "elsewhere"])
def test_a_closed_folder_is_closed_there_too(where, submitted, tmp_path):
    (submitted / "ann" / where).mkdir(exist_ok=True)
    (submitted / "ann" / where).chmod(0)
    test_files.as_anybody()
    data = job.pack(submitted / "ann" / SLUG)
    os.seteuid(os.getuid())
    job.unpack(data, tmp_path)
    with pytest.raises(submission.Doubtful):
        submission.read(tmp_path / "ann" / SLUG, SOURCE)
