"""A notebook is found by its cells wherever it lies, read whatever it is, and never taken from another."""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest

from course_lib.grading.notebook import submission
from course_lib.grading.notebook.repair import repaired
from tests.grading.notebook import test_files
from tests.grading.notebook.test_repair import SLUGS, SOURCES

SLUG = "05-not-engaging"
submitted = test_files.submitted
SOURCE = SOURCES[SLUG]


def notebook(slug: str = SLUG, **answers: str) -> dict:
    """A notebook as it could be handed in, with these answers."""
    cells = []
    for cell in SOURCES[slug].cells:
        words = answers.get(cell.id, cell.released)
        about = {"nbgrader": cell.about} if cell.about else {}
        made = {"id": cell.id, "cell_type": cell.kind, "metadata": about, "source": words}
        cells.append(made | ({"outputs": []} if cell.kind == "code" else {}))
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def student(tmp_path):
    """submitted/ann, which is empty."""
    made = tmp_path / "submitted" / "ann"
    made.mkdir(parents=True)
    return made


def put(student, name, found=None):
    path = student / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = (
        found
        if isinstance(found, bytes)
        else json.dumps(found or notebook(answered="mine")).encode()
    )
    path.write_bytes(data)


def read(student):
    return submission.read(student / SLUG, SOURCE)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_exercise_is_known_by_its_cells_and_taken_for_no_other(slug, student):
    put(student, "somewhere/x.ipynb", notebook(slug))
    for other in SLUGS:
        if other == slug:
            assert submission.read(student / other, SOURCES[other])[1]
        else:
            with pytest.raises(submission.Missing):
                submission.read(student / other, SOURCES[other])


@pytest.mark.parametrize("lost", ["id", "metadata"])
def test_it_is_known_without_ids_or_metadata_too(lost, student):
    found = notebook(answered="def answered(*_):\n    return 1")
    for cell in found["cells"]:
        cell[lost] = {} if lost == "metadata" else ""
    put(student, f"{SLUG}/x.ipynb", found)
    assert len(read(student)[0]) == len(SOURCE.cells)


@pytest.mark.parametrize(
    "name", ["05.pdf", "answers.docx", "work.zip", "notes.ipynb", "a.ipynb.json"]
)
def test_what_is_no_notebook_of_this_exercise_is_named_and_not_called_missing(name, student):
    put(student, f"{SLUG}/{name}", b"my work")
    with pytest.raises(submission.Doubtful) as error:
        read(student)
    assert name in str(error.value) and str(student) not in str(error.value)
    counts = f"put the notebook that counts at submitted/ann/{SLUG}/{SLUG}.ipynb."
    assert counts in str(error.value)


@pytest.mark.parametrize("name", ["04-selling-not-engaging.ipynb", f"{SLUG}.ipynb", "x (1).ipynb"])
def test_the_notebook_of_another_exercise_is_a_doubt(name, student):
    put(student, f"{SLUG}/{name}", notebook("04-selling-not-engaging"))
    with pytest.raises(
        submission.Doubtful, match="cannot be opened as a notebook of this exercise"
    ):
        read(student)


@pytest.mark.parametrize("name", ["04-selling-not-engaging.ipynb", "work.zip", "x.ipynb.bak"])
def test_a_copy_that_was_worked_on_counts_beside_what_is_no_notebook_of_this_exercise(
    name, student
):
    put(student, f"{SLUG}/{SLUG}.ipynb", notebook("04-selling-not-engaging"))
    put(student, f"{SLUG}/{name}", b"my work")
    with pytest.raises(submission.Doubtful, match=rf"{SLUG}\.ipynb, {name} cannot be opened"):
        read(student)
    put(student, f"{SLUG}/copy", notebook())
    with pytest.raises(submission.Doubtful, match=rf"{SLUG}\.ipynb"):
        read(student)
    put(student, f"{SLUG}/copy")
    assert read(student)[1] == [f"The notebook was handed in as {SLUG}/copy."]


@pytest.mark.parametrize(
    "name", ["", "timestamp.txt", ".DS_Store", "desktop.ini", "__MACOSX/._a.ipynb"]
)
def test_where_nobody_put_anything_it_is_missing(name, student):
    (student / SLUG).mkdir()
    if name:
        put(student, f"{SLUG}/{name}", b"2026-03-01")
    with pytest.raises(submission.Missing):
        read(student)


@pytest.mark.parametrize("make", [test_files.a_pipe, test_files.a_terabyte])
def test_a_timestamp_that_cannot_be_opened_may_be_the_work(make, student):
    (student / SLUG).mkdir()
    make(student / SLUG / "timestamp.txt")
    with pytest.raises(submission.Doubtful, match=r"timestamp\.txt cannot be opened"):
        read(student)


@pytest.mark.parametrize("name", [f"{SLUG}/{SLUG}.ipynb", f"{SLUG}/x.ipynb", "x (1).IPYNB", "y"])
def test_a_notebook_is_found_among_more_files_than_are_looked_at(name, student, monkeypatch):
    monkeypatch.setattr(test_files.files, "MOST", 5)
    put(student, name)
    for number in range(9):
        put(student, f"{SLUG}/00{number}", b"1")
    assert read(student)[0]


def test_two_that_differ_are_a_doubt_and_two_that_do_not_are_none(student):
    put(student, f"{SLUG}/a.ipynb")
    put(student, f"{SLUG}/b.ipynb")
    assert "a.ipynb" in " ".join(read(student)[1])
    put(student, f"{SLUG}/c.ipynb", notebook(answered="other"))
    names = r"a\.ipynb, b\.ipynb, c\.ipynb have different answers"
    with pytest.raises(submission.Doubtful, match=f"{names}: put the notebook that counts at sub"):
        read(student)


def test_its_own_place_comes_before_any_other(student):
    put(student, f"{SLUG}/{SLUG}.ipynb", notebook(answered="right"))
    put(student, "old/x.ipynb", notebook(answered="old"))
    found = read(student)
    assert found[1] == [] and any(cell["source"] == "right" for cell in found[0])


@pytest.mark.parametrize("others", [["b"], ["b", "c"], ["a", "b", "c"]])
def test_beside_one_in_its_place_those_with_other_answers_are_named_and_no_copies(others, student):
    put(student, f"{SLUG}/{SLUG}.ipynb", notebook(answered="right"))
    put(student, f"{SLUG}/copy.ipynb", notebook(answered="right"))
    put(student, f"{SLUG}/blank.ipynb", notebook())
    assert read(student)[1] == []
    for name in others:
        put(student, f"{SLUG}/{name}.ipynb", notebook(answered=name))
    names = ", ".join(f"{name}.ipynb" for name in others)
    assert read(student)[1] == [f"Not marked, and with other answers: {names}."]


@pytest.mark.parametrize("make", test_files.KINDS)
def test_a_notebook_that_is_no_plain_file_is_unreadable(make, student):
    (student / SLUG).mkdir()
    make(student / SLUG / f"{SLUG}.ipynb")
    with pytest.raises(submission.Unreadable):
        read(student)


@pytest.mark.parametrize("make", test_files.KINDS[:1] + test_files.KINDS[2:])
def test_a_renamed_one_that_is_no_plain_file_is_a_doubt(make, student):
    (student / SLUG).mkdir()
    make(student / SLUG / "mine.ipynb")
    with pytest.raises(submission.Doubtful, match=r"mine\.ipynb"):
        read(student)


@pytest.mark.parametrize("which", ["exercise", "student", "nowhere"])
def test_a_link_among_the_folders_is_refused_and_named(which, student, tmp_path):
    put(student, f"{SLUG}/{SLUG}.ipynb")
    other = student.with_name("bob")
    if which == "student":
        other.symlink_to(student)
    else:
        other.mkdir()
        (other / SLUG).symlink_to(student / SLUG if which == "exercise" else "nowhere")
    with pytest.raises(submission.Unreadable, match="it is a link"):
        read(other)


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("06-not-human/06-not-human.ipynb", True),
        ("06-not-human/work.zip", True),
        (f"06-not-human/{SLUG}.ipynb", False),
        (f"my work/{SLUG} (1).ipynb", False),
        ("work.ipynb", False),
    ],
)
def test_a_broken_notebook_of_another_exercise_is_no_doubt_about_this_one(name, missing, student):
    put(student, name, b"")
    with pytest.raises(submission.Missing if missing else submission.Doubtful):
        read(student)


@pytest.mark.parametrize("where", [".", SLUG, f"{SLUG}/my work", "elsewhere"])
@pytest.mark.parametrize("mode", [0o000, 0o111])
def test_a_closed_folder_is_named_and_is_not_taken_for_an_empty_one(mode, where, submitted):
    student = submitted / "ann"
    (student / where).mkdir(exist_ok=True)
    (student / where).chmod(mode)
    test_files.as_anybody()
    with pytest.raises(submission.Doubtful, match=f"{(student / where).name} cannot be opened"):
        read(student)


@pytest.mark.parametrize("mode", [0o444, 0o000])
def test_a_notebook_that_may_not_be_read_is_named(mode, submitted):
    student = submitted / "ann"
    put(student, f"{SLUG}/{SLUG}.ipynb")
    (student / SLUG / (f"{SLUG}.ipynb" if mode == 0 else "")).chmod(mode)
    test_files.as_anybody()
    with pytest.raises((submission.Doubtful, submission.Unreadable), match=rf"{SLUG}\.ipynb"):
        read(student)


@pytest.mark.parametrize("name", [b"\xff", b"Zo\xeb", b"\xed\xa0\xbd"])
def test_a_folder_whose_name_is_not_utf_8_is_a_sentence_that_can_be_printed(name, student):
    other = student.with_name(os.fsdecode(name))
    put(other, f"{SLUG}/{SLUG}.ipynb")
    with pytest.raises(submission.Unreadable) as error:
        read(other)
    assert "UTF-8" in str(error.value) and str(error.value).encode()


@pytest.mark.parametrize(
    "where", [f"{SLUG}/{SLUG}.ipynb", f"{SLUG}/renamed.ipynb", "renamed.ipynb"]
)
def test_folders_in_folders_stop_nothing(where, student):
    put(student, where)
    (student / SLUG).mkdir(exist_ok=True)
    test_files.nested(student / SLUG)
    try:
        assert read(student)[0]
    finally:
        subprocess.run(["rm", "-rf", str(student / SLUG / "d")], check=True)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[" * 200_000,
        b'{"cells": ' + b'[{"a": ' * 100_000,
        b'{"cells": ' + b"9" * 100_000 + b"}",
        b'{"cells": {"a": 1}}',
        b'{"cells": {}}',
        b'{"cells": ""}',
        b'{"cells": [[]]}',
        b'{"worksheets": 3}',
        b'{"worksheets": [{"cells": [1]}]}',
        '{"cells": []}'.encode("utf-16"),
        '"é"'.encode("latin-1"),
        b"null",
    ],
)
def test_a_file_that_is_no_notebook_is_unreadable(data, student):
    put(student, f"{SLUG}/{SLUG}.ipynb", data)
    with pytest.raises(submission.Unreadable) as error:
        read(student)
    assert str(error.value).isprintable()


@pytest.mark.parametrize(
    "cell",
    [
        {"cell_type": "code", "source": ["x", 1, None], "metadata": 3, "id": []},
        {"cell_type": None, "source": {"a": 1}, "metadata": {"nbgrader": "x"}},
        {"cell_type": "markdown", "source": "![x](attachment:a)", "attachments": {"a": [1]}},
        {"cell_type": "markdown", "source": 7, "attachments": "no"},
        {},
    ],
)
def test_a_cell_of_nonsense_takes_nothing_from_the_others(cell, student):
    found = notebook(written="My own words.")
    found["cells"].insert(3, cell)
    put(student, f"{SLUG}/{SLUG}.ipynb", found)
    done = repaired(read(student)[0], SOURCE)
    assert json.dumps(done.cells) and not done.doubts


@pytest.mark.parametrize("text", ["\ud83d", "a\ude00b", "\ude00\ud83d"])
@pytest.mark.parametrize("name", ["answered", "written", "title", "data"])
def test_half_an_emoji_can_be_written_and_is_told(name, text, student):
    put(student, f"{SLUG}/{SLUG}.ipynb", notebook(**{name: text}))
    found = read(student)
    assert json.dumps(repaired(found[0], SOURCE).cells, ensure_ascii=False).encode()
    assert "cannot be read" in " ".join(found[1])


def test_a_whole_emoji_is_left_alone(student):
    put(student, f"{SLUG}/{SLUG}.ipynb", notebook(answered="# 😀"))
    found = read(student)
    assert found[1] == [] and any(cell["source"] == "# 😀" for cell in found[0])


@pytest.mark.parametrize("name", ["written", "answered"])
def test_twelve_megabytes_of_text_are_read_and_put_right(name, student):
    long = "A line of words, and *another*.\n" * 400_000
    put(student, f"{SLUG}/{SLUG}.ipynb", notebook(**{name: long}))
    texts = [cell["source"] for cell in repaired(read(student)[0], SOURCE).cells]
    assert any(long.strip() in text for text in texts)


@pytest.mark.parametrize(
    "place",
    [f"{SLUG}/{SLUG}.ipynb", f"{SLUG}.ipynb", f"old/{SLUG.upper()}.ipynb", f"{SLUG} (1)/x.ipynb"],
)
def test_an_exercise_is_one_that_was_handed_in_wherever_it_lies(place, student, tmp_path):
    for slug in (SLUG, "06-not-human"):
        (tmp_path / "solutions" / slug).mkdir(parents=True)
        (tmp_path / "solutions" / slug / f"{slug}.ipynb").touch()
    put(student, place)
    assert submission.exercises(tmp_path / "solutions", tmp_path / "submitted") == [SLUG]


WORK = [
    "work.zip",
    f"{SLUG}.py",
    f"{SLUG}.html",
    "my answers.PDF",
    f"{SLUG} (1).ipynb",
    "in/a.docx",
]


@pytest.mark.parametrize("name", WORK)
def test_beside_a_notebook_as_it_was_handed_out_other_work_is_a_doubt_and_named(name, student):
    put(student, f"{SLUG}/{SLUG}.ipynb", notebook())
    put(student, f"{SLUG}/{name}", b"my work")
    with pytest.raises(submission.Doubtful) as error:
        read(student)
    assert "as it was handed out" in str(error.value) and name.split("/")[-1] in str(error.value)
    put(student, f"{SLUG}/{SLUG}.ipynb")  # and beside one that was worked on it is none
    assert read(student)[1] == []


@pytest.mark.parametrize("name", ["mine.csv", "timestamp.txt", "my-progress.json", "shop.png"])
def test_what_a_cell_may_read_is_no_other_work(name, student):
    put(student, f"{SLUG}/{SLUG}.ipynb", notebook())
    put(student, f"{SLUG}/{name}", b"2026-03-01")
    assert read(student)[1] == []


@pytest.mark.parametrize("place", ["my work", "a/b", f"{SLUG} (1)"])
def test_deeper_in_the_folder_than_one_as_it_was_handed_out_the_work_counts(place, student):
    put(student, f"{SLUG}/{SLUG}.ipynb", notebook())
    put(student, f"{SLUG}/{place}/{SLUG}.ipynb", notebook(answered="mine"))
    submitted = read(student)
    assert any(cell["source"] == "mine" for cell in submitted[0])
    assert f"was handed in as {SLUG}/{place}/{SLUG}.ipynb; {SLUG}.ipynb is as" in submitted[1][0]


COPIES = [f"{SLUG} (1)/{SLUG}.ipynb", f"{SLUG}-Copy1.ipynb", f"my work/{SLUG.upper()} 2.IPYNB"]


@pytest.mark.parametrize("copy", COPIES)
def test_beside_a_folder_with_one_as_it_was_handed_out_the_copy_with_the_work_counts(copy, student):
    put(student, f"{SLUG}/{SLUG}.ipynb", notebook())
    before = test_files.files.fingerprint(student / SLUG, {})
    put(student, copy, notebook(answered="mine"))
    cells, notes = read(student)
    assert any(cell["source"] == "mine" for cell in cells)
    assert notes == [f"The notebook was handed in as {copy}; {SLUG}.ipynb is as it was handed out."]
    assert test_files.files.fingerprint(student / SLUG, {}) != before
    put(student, f"{SLUG}/{SLUG}.ipynb", notebook(answered="right"))
    assert read(student)[1] == [f"Not marked, and with other answers: {copy.split('/')[-1]}."]


@pytest.mark.parametrize("name", ["work.zip", f"{SLUG}.py", f"06-not-human/{SLUG} (1).html"])
@pytest.mark.parametrize("handed_out", [True, False])
def test_work_that_lies_beside_the_folder_is_a_doubt_and_named(handed_out, name, student):
    put(student, name, b"my work")
    if handed_out and SLUG in name:
        put(student, f"{SLUG}/{SLUG}.ipynb", notebook())
    with pytest.raises(submission.Doubtful, match=re.escape(f"{name.split('/')[-1]} cannot be")):
        read(student)


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("06-not-human.zip", "timestamp.txt"),
        ("Ann_123_assignsubmission_file_06-not-human.ipynb", "timestamp.txt"),
        ("work.zip", "06-not-human/06-not-human.ipynb"),
        ("plan.pdf", "my work/x.ipynb"),
        ("README.md", "x.ipynb"),
    ],
)
def test_a_file_loose_beside_the_work_for_another_exercise_is_no_doubt_about_this_one(
    name, beside, student
):
    put(student, name, b"my work")
    put(student, beside, notebook("06-not-human"))
    with pytest.raises(submission.Missing):
        read(student)


def test_a_file_where_the_folder_should_be_is_the_notebook_or_is_named(student):
    put(student, SLUG)
    assert read(student)[1] == [f"The notebook was handed in as {SLUG}."]
    assert test_files.files.attachments(student / SLUG) == ({}, [])
    put(student, SLUG, b"my work")
    with pytest.raises(submission.Doubtful, match=f"was handed in, but {SLUG} cannot be opened"):
        read(student)


@pytest.mark.parametrize("nothing", [None, "", []])
def test_a_cell_that_holds_nothing_has_no_words(nothing):
    assert submission.text({"source": nothing}) == ""
