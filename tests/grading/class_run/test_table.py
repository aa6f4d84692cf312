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


def entry(status, *why, by_hand=False):
    return Entry("05", status, "", status, 8, 12, by_hand, why)


@pytest.mark.parametrize(
    ("entries", "last"),
    [
        ([entry("graded"), entry("graded")], "2 graded."),
        ([entry("graded", by_hand=True)], "1 graded, 1 to mark by hand."),
        ([entry("needs your eyes", "?")], "1 for your eyes."),
        # Work that is in doubt for one reason and late, or else, for another is counted all the same.
        (
            [entry("timed out", "?"), entry("needs your eyes", "?")],
            "1 timed out, 2 for your eyes.",
        ),
        ([entry("tampered", "?"), entry("graded")], "1 tampered, 1 graded, 1 for your eyes."),
        ([entry("unreadable", "?")], "1 unreadable, 1 for your eyes."),
        ([entry("missing", "No notebook was handed in.")], "1 missing."),
        (  # what was handed in before is taken away
            [entry("missing", "The marks of before are no grade.", by_hand=True)],
            "1 missing, 1 to mark by hand, 1 for your eyes.",
        ),
    ],
)
def test_the_last_line_counts_how_many_ended_how_and_need_somebodys_eyes(entries, last):
    assert table.table(entries).splitlines()[-1] == last


def test_progress_says_how_many_are_done_and_about_how_long_the_rest_will_take(capsys, monkeypatch):
    clock = iter([100.0, 102.0, 110.0])
    monkeypatch.setattr(table.time, "monotonic", lambda: next(clock))
    say = table.progress()
    say(1, 5)
    say(5, 5)
    lines = capsys.readouterr().err.replace("\r", "\n").split("\n")
    assert [line.rstrip() for line in lines] == [
        "1 of 5 graded, about 8 s left",
        "5 of 5 graded, about 0 s left",
        "",
    ]
