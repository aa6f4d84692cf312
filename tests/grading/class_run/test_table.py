"""What `course grade` prints: a line for each student, whatever is in a name or a sentence."""

import pytest

from course_lib.grading.class_run import table
from course_lib.grading.class_run.journal import Entry

ODD = [
    "ann\x1b[2J",
    "ann\n  zoe  graded  12 of 12",
    "ann\r  zoe  graded  12 of 12",
    "ann\u202e21 fo 21",
    "ann\x85zoe",
    "caf\udce9",
    "\x9b31mann",
]


@pytest.mark.parametrize("odd", ODD)
def test_a_name_or_a_sentence_forges_no_line_and_sends_no_code_to_the_terminal(odd):
    entry = Entry("05-not-engaging", odd, "", "tampered", 8, 12, why=(odd,), repairs=(odd,))
    shown = table.table([entry])
    assert all(sign.isprintable() or sign == "\n" for sign in shown)
    assert len(shown.splitlines()) == 4  # heading, student, an empty one, and the sum
    shown.encode()


def test_ordinary_names_stand_as_they_are():
    shown = table.table([Entry("05", name, "", "graded", 8, 12) for name in ("zoë", "李雷", "a b")])
    assert all(f"  {name} " in shown for name in ("zoë", "李雷", "a b"))
