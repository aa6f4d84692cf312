"""The panel of a folder of downloads: every answer is kept in answers.toml at once, and counts at once."""

import json
from datetime import datetime

import pytest
from ipywidgets import Button, Dropdown, FileUpload, RadioButtons

from course_lib.exports import answers, guest
from course_lib.exports.answers import Answers
from course_lib.widgets import downloads as view
from course_lib.widgets import folder_place
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


def named(panel, kind, description):
    return next(
        one for one in parts(panel) if isinstance(one, kind) and one.description == description
    )


def upload(panel, *files):
    """Choose these (name, content) in the browser."""
    named(panel, FileUpload, "Add files").value = tuple(
        {
            "name": name,
            "type": "",
            "size": len(content),
            "content": memoryview(content),
            "last_modified": datetime(2026, 6, 1),
        }
        for name, content in files
    )


def test_the_panel_tells_the_folders_full_path_and_makes_it_only_when_asked(tmp_path):
    place = tmp_path / "my-exports"
    panel = view.downloads(place)
    assert str(place.resolve()) in words(panel)
    named(panel, Button, "Make the folder").click()
    assert place.is_dir() and not panel.trouble.value


def test_files_are_added_and_none_is_written_over(folder):
    panel = view.downloads(folder)
    upload(panel, ("menu.csv", b"dish,price\nsoup,4\n"), ("menu.csv", b"dish,price\ntea,2\n"))
    upload(panel, ("../menu.csv", b"x,y\n"))
    assert (folder / "menu.csv").read_bytes() == b"dish,price\nsoup,4\n"
    assert (folder / "menu (2).csv").read_bytes() == b"dish,price\ntea,2\n"
    assert (folder / "menu (3).csv").read_bytes() == b"x,y\n"
    assert not (folder.parent / "menu.csv").exists()
    assert "menu (3).csv" in words(panel)


@pytest.mark.parametrize(
    "name", ["answers.toml", ".hidden", "a\\b.csv", "~$lock.xls", "...", "\u202egnp.csv"]
)
def test_a_file_of_any_name_gets_a_plain_one_of_its_own(folder, name):
    before = (folder / answers.FILE).read_bytes()
    (added,) = folder_place.add(folder, [(name, b"x")])
    assert (folder / added).read_bytes() == b"x"
    assert (folder / answers.FILE).read_bytes() == before
    assert added[0] not in ".~" and added.isprintable() and "\\" not in added


def test_too_much_at_once_is_refused_in_words_and_nothing_is_written(folder, monkeypatch):
    monkeypatch.setattr(folder_place, "MOST", 10)
    panel = view.downloads(folder)
    upload(panel, ("a.csv", b"12345678"), ("b.csv", b"12345678"))
    assert "file manager" in panel.trouble.value
    assert not (folder / "a.csv").exists()


def test_a_table_that_nobody_knows_is_asked_about_and_read_once_its_columns_are_kept(folder):
    (folder / "Anfragen 2026.csv").write_text(
        "Erstkontakt;Wer;Woher\n13.03.26;<b>Ada</b>;Instagram\n15.03.26;Bo;?\n"
    )
    panel = view.downloads(folder)
    named(panel, Dropdown, "A row of it is").value = "lead"
    day = named(panel, Dropdown, "the day they first got in touch")
    assert day.value == "Erstkontakt" and "a guess" in words(panel)
    assert any("<b>Ada</b>" in label for label, _ in day.options)  # a dropdown shows it as text
    named(panel, Dropdown, "how they came").value = "Woher"
    named(panel, Button, "Keep these columns").click()
    assert not panel.trouble.value
    assert "2 records from 2026-03-13 to 2026-03-15" in words(panel)
    assert (folder / "layouts/anfragen.toml").exists()
    assert not [one for one in parts(panel) if isinstance(one, Dropdown)]


def test_what_is_still_open_about_a_table_is_said_and_nothing_is_kept(folder):
    (folder / "log.csv").write_text("Am,Dauer,Wo\n03/04/26,90,Instagram\n05/06/26,20,Instagram\n")
    panel = view.downloads(folder)
    named(panel, Dropdown, "A row of it is").value = "time"
    for field, column in (("the day", "Am"), ("how long", "Dauer")):
        named(panel, Dropdown, field).value = column
    named(panel, Dropdown, "on what (only what names social media counts)").value = "Wo"
    for open_, answer in (("What is 03/04?", "day"), ("Its numbers are", "m")):
        named(panel, Button, "Keep these columns").click()
        assert panel.trouble.value and not (folder / "layouts").exists()
        named(panel, RadioButtons, open_).value = answer
    named(panel, Button, "Keep these columns").click()
    assert "2 entries from 2026-04-03 to 2026-06-05" in words(panel)


def test_on_a_machine_that_others_run_a_form_shows_no_value(folder, monkeypatch):
    (folder / "talks.csv").write_text("Wann,Wer,Worte\n13.03.26,Ada,Geheim\n15.03.26,Bo,Auch\n")
    monkeypatch.setattr(guest, "host", lambda: guest.BINDER)
    panel = view.downloads(folder)
    named(panel, Dropdown, "A row of it is").value = "lead"
    labels = [
        label for one in parts(panel) if isinstance(one, Dropdown) for label, _ in one.options
    ]
    assert "Wer" in labels and not any("Geheim" in one or "Ada" in one for one in labels)


def test_what_the_files_ask_comes_first_and_the_rest_is_folded(folder):
    (folder / "WhatsApp Chat with Kim.txt").write_text(
        "03/04/2026, 10:00 - Kim: Open?\n04/04/2026, 10:05 - Oak: Yes\n"
    )
    panel = view.downloads(folder)
    folds = [one for one in parts(panel) if isinstance(one, Button) and one.description[:1] in "▸▾"]
    assert ["questions" in one.description for one in folds] == [True, True]
    text = words(panel)
    assert text.index("Is 03/04 the third of April") < text.index("Which clock do you live by?")
    folds[0].click()
    assert folds[0].description.startswith("▾")
