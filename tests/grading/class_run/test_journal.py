"""The journal of a class run, which must bear being cut off at any byte."""

from dataclasses import replace

import pytest

from course_lib.grading.class_run import journal
from course_lib.grading.class_run.journal import Entry

ANN = Entry("05-not-engaging", "ann", "as it was", "graded", 8, 12, by_hand=True, why=["é"])


def test_the_last_entry_of_a_student_counts(tmp_path):
    again = replace(ANN, score=5.0)
    for entry in (ANN, again):
        journal.add(tmp_path, entry)
    assert journal.read(tmp_path) == {("05-not-engaging", "ann"): again}


@pytest.mark.parametrize("kept", [1, 40, -1])
def test_an_entry_that_was_cut_off_counts_as_not_written_and_the_next_one_is_whole(kept, tmp_path):
    journal.add(tmp_path, ANN)
    path = tmp_path / journal.NAME
    path.write_bytes(path.read_bytes() + path.read_bytes().replace(b"ann", b"bob")[:kept][:-1])
    cy = replace(ANN, student="cy")
    journal.add(tmp_path, cy)
    assert list(journal.read(tmp_path).values()) == [ANN, cy]


@pytest.mark.parametrize(
    "line",
    ["5", "[1]", "null", '{"a": 1}', '{"slug": [], "student": {}, "fingerprint": 1, "status": 2}'],
)
def test_a_line_that_is_no_entry_is_passed_over(line, tmp_path):
    (tmp_path / journal.NAME).write_text(f"{line}\n")
    journal.add(tmp_path, ANN)
    assert list(journal.read(tmp_path).values()) == [ANN]


def test_without_a_journal_nothing_was_graded(tmp_path):
    assert journal.read(tmp_path) == {}


@pytest.mark.parametrize("name", ["caf\udce9", "\ud83d", "line\u2028break", "zoë", 'a"b\\c'])
def test_whatever_a_folder_is_called_its_entry_is_found_again(name, tmp_path):
    journal.add(tmp_path, replace(ANN, student=name))
    journal.add(tmp_path, ANN)
    assert [student for _, student in journal.read(tmp_path)] == [name, "ann"]
