"""The panel of a folder of downloads: every answer is kept in answers.toml at once, and counts at once."""

import json

import pytest
from ipywidgets import Button, RadioButtons

from course_lib.exports import answers
from course_lib.exports.answers import Answers
from course_lib.widgets import downloads as view
from course_lib.widgets.parts import Field


@pytest.fixture
def folder(tmp_path):
    """A chat in which anna asks, and is answered after two days."""
    inbox = tmp_path / "my-exports/your_instagram_activity/messages/inbox/anna_1"
    inbox.mkdir(parents=True)
    hour = 3_600_000
    lines = [
        ("Anna", 0, "<b>Open today?</b>"),
        ("Oak", 48, "Yes"),
        ("Anna", 60, "Thanks"),
        ("Oak", 90, "Welcome"),
    ]
    messages = [
        {"sender_name": name, "timestamp_ms": 1772500000000 + hours * hour, "content": words}
        for name, hours, words in lines
    ]
    talk = {"participants": [{"name": "Anna"}, {"name": "Oak"}], "messages": messages, "title": "Anna",
            "thread_path": "inbox/anna_1"}  # fmt: skip
    (inbox / "message_1.json").write_text(json.dumps(talk))
    mine = tmp_path / "my-exports"
    answers.write(mine / answers.FILE, Answers({"names": ("Oak",)}))
    return mine


def parts(widget):
    """Every widget within one."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def words(panel):
    return " ".join(str(getattr(one, "value", "")) for one in parts(panel))


def press(panel, key):
    """Press the button of this key that may be pressed first."""
    next(
        one for one in parts(panel)
        if isinstance(one, Button) and one.description.startswith(f"{key} · ") and not one.disabled
    ).click()  # fmt: skip


def test_a_folder_that_is_not_there_is_named_and_nothing_is_made(tmp_path):
    panel = view.downloads(tmp_path / "nowhere")
    assert "There is no folder" in panel.trouble.value
    assert not (tmp_path / "nowhere").exists()


def test_an_answer_is_in_the_file_at_once_and_counts_at_once(folder):
    panel = view.downloads(folder)
    gate = next(
        one
        for one in parts(panel)
        if isinstance(one, RadioButtons) and ("I have it in my head", "head") in one.options
    )
    gate.value = "head"
    assert answers.read(folder / answers.FILE).gates == {2: "head"}
    assert "Your target is in your head" in words(panel)


def test_what_is_no_answer_is_refused_and_the_last_good_one_stays(folder):
    panel = view.downloads(folder)
    zone = next(
        one for one in parts(panel) if isinstance(one, Field) and "London" in one.placeholder
    )
    zone.value = "Europe/Berlin"
    zone.value = "Mars"
    assert "Mars" in panel.trouble.value
    assert answers.read(folder / answers.FILE).text("timezone") == "Europe/Berlin"


def test_talks_are_looked_through_one_at_a_time_as_text_and_counted_at_the_end(folder):
    panel = view.downloads(folder)
    assert "Thanks" in words(panel)
    press(panel, "n")
    assert "&lt;b&gt;Open today?" in words(panel) and "<b>Open" not in words(panel)
    press(panel, "y")
    assert "That is all of it" in words(panel)
    assert sorted(answers.read(folder / answers.FILE).samples["questions"].values()) == [
        "no",
        "yes",
    ]
    assert "0 of 1" in words(panel) or "0 of your 1 " in words(panel)


def test_nothing_that_somebody_wrote_goes_into_the_answers(folder):
    panel = view.downloads(folder)
    press(panel, "n")
    kept = (folder / answers.FILE).read_text("utf-8")
    assert "Thanks" not in kept and "Anna" not in kept


def test_a_file_that_its_owner_broke_is_told_and_left_as_it_is(folder):
    (folder / answers.FILE).write_text("names = Oak")
    panel = view.downloads(folder)
    assert "answers.toml cannot be read" in panel.trouble.value
    assert (folder / answers.FILE).read_text() == "names = Oak"
