"""The progress file keeps what attendees wrote, whatever happens to it."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from course_lib import progress, progress_data, shapes
from course_lib.progress import ProgressError


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch) -> Path:
    """A progress file of the test's own, which does not exist yet."""
    place = tmp_path / "my-progress.json"
    monkeypatch.setenv("OFF_TARGET_PROGRESS", str(place))
    monkeypatch.setattr(progress, "_notices", [])
    return place


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Python code in a process of its own, with the test's progress file."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)


def entry(value: object, saved: str = "2026-01-01") -> dict[str, object]:
    return {"value": value, "wording": "w", "saved": saved}


def test_what_was_saved_is_loaded():
    progress.save("05.decide", "If, then?", {"if": "it is Friday – naïve £", "then": None})
    assert progress.load("05.decide", "If, then?") == {"if": "it is Friday – naïve £", "then": None}


def test_nothing_saved_is_none_and_makes_no_file(file):
    assert progress.load("05.myth", "?") is None
    assert not file.exists()


def test_the_file_is_readable_json_with_the_answer_in_plain_words(file):
    progress.save("05.myth", "?", "Café")
    assert "Café" in file.read_text(encoding="utf-8")
    assert json.loads(file.read_bytes())["answers"]["05.myth"]["value"] == "Café"


def test_a_changed_question_invalidates_only_its_own_answer():
    progress.save("05.myth", "old words", "x")
    progress.save("05.predict", "slider", 3)
    assert progress.load("05.myth", "new words") is None
    assert progress.load("05.predict", "slider") == 3


def test_the_answer_to_an_old_wording_stays_in_the_file(file):
    progress.save("05.myth", "old words", "first")
    progress.save("05.myth", "new words", "second")
    assert progress.load("05.myth", "new words") == "second"
    [kept] = json.loads(file.read_bytes())["earlier"]
    assert (kept["key"], kept["value"]) == ("05.myth", "first")


def test_a_new_line_break_in_a_question_does_not_change_it():
    progress.save("05.myth", "one two", 1)
    assert progress.load("05.myth", "one\n  two") == 1


def test_the_file_lies_beside_the_lessons_folder_above(tmp_path, monkeypatch):
    monkeypatch.delenv("OFF_TARGET_PROGRESS")
    (tmp_path / "lessons" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "lessons" / "deep")
    assert progress.path() == tmp_path / "my-progress.json"


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe\x00",
        b'{"what": "another"}',
        b'{"what": "Off Target progress", "answers": {"a": 1}, "earlier": []}',
    ],
    ids=["nothing", "half", "a list", "not text", "another file", "entries that are none"],
)
def test_a_corrupt_file_is_kept_aside_and_reported(file, damaged):
    file.write_bytes(damaged)
    assert progress.load("05.myth", "?") is None
    progress.save("05.myth", "?", "new")
    [kept] = file.parent.glob("my-progress-unreadable-*.json")
    assert kept.read_bytes() == damaged
    [notice] = progress.take_notices()
    assert kept.name in notice
    assert progress.take_notices() == ()
    assert progress.load("05.myth", "?") == "new"


def test_a_second_corrupt_file_in_the_same_second_does_not_overwrite_the_first(file):
    for damaged in (b"one", b"two"):
        file.write_bytes(damaged)
        progress.load("05.myth", "?")
    kept = file.parent.glob("my-progress-unreadable-*.json")
    assert sorted(path.read_bytes() for path in kept) == [b"one", b"two"]


def test_a_file_with_a_byte_order_mark_is_read(file):
    progress.save("05.myth", "?", "x")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert progress.load("05.myth", "?") == "x"


def test_a_file_from_a_newer_version_is_left_as_it_is(file):
    data = json.dumps(progress_data.empty() | {"version": 2}).encode()
    file.write_bytes(data)
    with pytest.raises(ProgressError, match="newer version"):
        progress.save("05.myth", "?", "x")
    assert file.read_bytes() == data


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_full_disk_gives_a_sentence_and_leaves_the_last_good_file(file, monkeypatch, code):
    progress.save("05.myth", "?", "good")

    def full(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProgressError, match=f"{os.strerror(code)}.*unchanged") as caught:
        progress.save("05.myth", "?", "lost")
    assert str(file) in str(caught.value)
    assert progress.load("05.myth", "?") == "good"


def test_a_folder_one_may_not_write_in_gives_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "not-a-folder").write_text("")
    monkeypatch.setenv("OFF_TARGET_PROGRESS", str(tmp_path / "not-a-folder" / "my-progress.json"))
    with pytest.raises(ProgressError, match="Could not"):
        progress.save("05.myth", "?", "x")


def test_processes_that_save_at_once_lose_nothing():
    code = """
import sys
from course_lib import progress
for i in range(25):
    progress.save(f"{sys.argv[1]}.{i}", "?", i)
"""
    with ThreadPoolExecutor(3) as pool:
        done = list(
            pool.map(lambda who: run(f"import sys; sys.argv[1:] = ['{who}']\n{code}"), "abc")
        )
    assert [process.stderr for process in done] == ["", "", ""]
    missing = [f"{w}.{i}" for w in "abc" for i in range(25) if progress.load(f"{w}.{i}", "?") != i]
    assert missing == []


@pytest.mark.parametrize("moment", ["os.fsync", "pathlib.Path.replace"])
def test_a_kill_in_mid_write_leaves_the_last_good_file(moment):
    progress.save("05.myth", "?", "good")
    code = f"""
import os, pathlib, signal
from course_lib import progress
{moment} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
progress.save("05.myth", "?", "x" * 100_000)
"""
    assert run(code).returncode == -signal.SIGKILL
    assert progress.load("05.myth", "?") == "good"
    progress.save("05.myth", "?", "next")
    assert progress.load("05.myth", "?") == "next"


def test_a_backup_restores_everything_where_nothing_is_left(file):
    progress.save("05.myth", "?", "x")
    data = progress.backup()
    file.unlink()
    assert progress.restore(data) == "Answers restored: 1."
    assert progress.load("05.myth", "?") == "x"


def test_a_backup_of_nothing_can_be_restored():
    assert progress.restore(progress.backup()) == "Answers restored: 0."


def test_restore_keeps_what_was_there_as_a_dated_copy(file):
    progress.save("05.myth", "?", "old")
    before = file.read_bytes()
    said = progress.restore(progress_data.to_bytes(progress_data.empty()))
    [kept] = file.parent.glob("my-progress-before-restore-*.json")
    assert kept.read_bytes() == before
    assert kept.name in said


@pytest.mark.parametrize("data", [b"", b"hello", b'{"cells": []}', b"\x89PNG"])
def test_restore_refuses_a_file_that_is_not_ours_and_changes_nothing(file, data):
    progress.save("05.myth", "?", "x")
    before = file.read_bytes()
    with pytest.raises(ProgressError, match="not an Off Target progress file"):
        progress.restore(data)
    assert file.read_bytes() == before
    assert list(file.parent.glob("my-progress-*")) == []


def test_of_two_answers_to_a_question_the_later_counts_and_the_other_is_kept():
    mine = progress_data.empty() | {"answers": {"a": entry("old", "2026-01-01"), "b": entry("b")}}
    theirs = progress_data.empty() | {"answers": {"a": entry("new", "2026-02-01"), "c": entry("c")}}
    for one, other in ((mine, theirs), (theirs, mine)):
        both = progress_data.merge(one, other)
        assert {key: found["value"] for key, found in both["answers"].items()} == {
            "a": "new",
            "b": "b",
            "c": "c",
        }
        assert both["earlier"] == [{"key": "a"} | entry("old", "2026-01-01")]


def test_merging_the_same_book_again_changes_nothing():
    mine = progress_data.empty() | {"answers": {"a": entry(2, "2026-02-01")}}
    theirs = progress_data.empty() | {
        "answers": {"a": entry(1)},
        "earlier": [{"key": "z"} | entry(0)],
    }
    once = progress_data.merge(mine, theirs)
    assert progress_data.merge(once, theirs) == once


def test_an_answer_that_does_not_fit_is_not_answered_and_moves_to_earlier(file):
    asked = progress.Question("05.n", "?", shapes.number(0, 10))
    progress.save("05.n", "?", ["odd"])
    assert asked.load() is None
    asked.save(3)
    assert asked.load() == 3
    assert [one["value"] for one in json.loads(file.read_bytes())["earlier"]] == [["odd"]]


def test_an_answer_of_which_a_part_is_left_out_moves_to_earlier_whole(file):
    asked = progress.Question("05.n", "?", shapes.record(a=shapes.text))
    progress.save("05.n", "?", {"a": "x", "b": "more"})
    assert asked.load() == {"a": "x"}
    asked.save({"a": "y"})
    assert [one["value"] for one in json.loads(file.read_bytes())["earlier"]] == [
        {"a": "x", "b": "more"}
    ]


def test_an_answer_that_was_seen_whole_is_simply_replaced(file):
    asked = progress.Question("05.n", "?", shapes.number(0, 10))
    asked.save(3)
    asked.save(4)
    assert json.loads(file.read_bytes())["earlier"] == []


def test_whoever_changes_a_loaded_answer_changes_no_later_one():
    progress.save("05.n", "?", {"a": [1]})
    progress.load("05.n", "?")["a"].append(2)
    assert progress.load("05.n", "?") == {"a": [1]}


def refuse(words: str) -> None:
    raise AssertionError(f"{words} is not JSON")


def stands(file: Path, json_text: str) -> None:
    """Put a value into the file as it is written."""
    file.write_text(
        f'{{"what": "Off Target progress", "version": 1, "earlier": [], "answers": {{"a": '
        f'{{"value": {json_text}, "wording": "w", "saved": "2026"}}}}}}'
    )


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1" * 5000])
def test_a_number_that_no_computer_holds_is_kept_by_its_digits_and_blocks_nothing(file, number):
    stands(file, f'[1, {{"deep": {number}}}]')
    progress.save("05.myth", "?", "new")
    book = json.loads(file.read_bytes(), parse_constant=refuse)
    assert book["answers"]["a"]["value"] == [1, {"deep": {"number": number}}]
    assert book["answers"]["05.myth"]["value"] == "new"


def test_a_whole_number_of_any_usual_length_is_kept_to_the_digit(file):
    stands(file, str(10**400 + 1))
    progress.save("05.myth", "?", "new")
    assert json.loads(file.read_bytes())["answers"]["a"]["value"] == 10**400 + 1


@pytest.mark.parametrize("half", ["\ud83d", "a\udca9b", "\\\ud83d"])
def test_half_an_emoji_is_kept_and_blocks_nothing(file, half):
    progress.save("a", "w", half)
    progress.save("05.myth", "?", "\U0001f4a9")
    assert progress.load("a", "w") == half
    assert progress.load("05.myth", "?") == "\U0001f4a9"
    file.read_bytes().decode("utf-8")


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], {"a": -float("inf")}])
def test_what_json_cannot_hold_is_saved_all_the_same(file, value):
    progress.save("a", "w", value)
    json.loads(file.read_bytes(), parse_constant=refuse)


@pytest.mark.parametrize("levels", [99, 150, 400])
def test_lists_within_lists_block_no_later_save(file, levels):
    stands(file, "[" * levels + "]" * levels)
    progress.save("05.myth", "?", "new")
    value = json.loads(file.read_bytes())["answers"]["a"]["value"]
    assert json.dumps(value).count("[") == levels


@pytest.mark.parametrize("odd", [5, None, [], {"value": 1}, {"value": 1, "wording": 2, "saved": 3}])
def test_one_odd_entry_moves_to_earlier_and_the_other_answers_stay(file, odd):
    progress.save("05.myth", "?", "mine")
    book = json.loads(file.read_bytes())
    book["answers"]["odd"] = odd
    file.write_text(json.dumps(book))
    assert progress.load("05.myth", "?") == "mine"
    [moved] = json.loads(file.read_bytes())["earlier"]
    assert moved["key"] == "odd"
    assert moved["value"] == (1 if isinstance(odd, dict) else odd)
    [aside] = file.parent.glob("my-progress-unreadable-*.json")
    assert json.loads(aside.read_bytes()) == book
    [notice] = progress.take_notices()
    assert aside.name in notice
    assert "taken over (answers: 1)" in notice


@pytest.mark.parametrize("part", ["what", "earlier"])
@pytest.mark.parametrize("odd", [5, None, {}, "x"])
def test_an_odd_frame_costs_no_answer(file, part, odd):
    progress.save("05.myth", "?", "mine")
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {part: odd}))
    assert progress.load("05.myth", "?") == "mine"
    progress.save("05.predict", "?", 3)
    assert progress.load("05.myth", "?") == "mine"


@pytest.mark.parametrize("version", [True, "2", None, 2.5, 10**400])
def test_an_odd_version_is_not_taken_for_a_newer_course(file, version):
    progress.save("05.myth", "?", "mine")
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"version": version}))
    assert progress.load("05.myth", "?") == "mine"


@pytest.mark.parametrize("number", ["NaN", "1e400", '"\\ud83d"'])
def test_a_file_with_odd_values_of_another_machine_can_be_restored(file, number):
    stands(file, number)
    data = file.read_bytes()
    file.unlink()
    assert progress.restore(data) == "Answers restored: 1."
    progress.save("05.myth", "?", "new")
    assert progress.load("05.myth", "?") == "new"


def test_true_and_one_are_two_answers_when_books_are_merged():
    mine = progress_data.empty() | {"answers": {"a": entry(True)}}
    theirs = progress_data.empty() | {"answers": {"a": entry(1)}}
    assert len(progress_data.merge(mine, theirs)["earlier"]) == 1


@pytest.mark.parametrize(("mine", "theirs"), [(True, 1), (False, 0), (1, 1.0)])
def test_an_earlier_answer_joins_one_that_only_python_takes_for_the_same(mine, theirs):
    def progress_of(value):
        return progress_data.empty() | {"earlier": [{"key": "05.myth"} | entry(value)]}

    merged = progress_data.merge(progress_of(mine), progress_of(theirs))
    assert [json.dumps(one["value"]) for one in merged["earlier"]] == [
        json.dumps(mine),
        json.dumps(theirs),
    ]


@pytest.mark.parametrize(
    ("mine", "earlier"),
    [({}, []), ({"later": [1]}, []), ({"later": 2}, [{"key": "later", "value": [1]}])],
)
def test_what_this_course_does_not_know_survives_a_merge(mine, earlier):
    merged = progress_data.merge(
        progress_data.empty() | mine, progress_data.empty() | {"later": [1]}
    )
    assert merged["later"] == mine.get("later", [1])
    assert merged["earlier"] == earlier
