"""The panel shows what goes wrong; it never hides it."""

from __future__ import annotations

import json

import pytest

from course_lib import progress
from course_lib.errors import CourseError
from course_lib.widgets.parts import Column, Field, Note, Panel, prose, score_table


def test_a_course_error_is_shown_as_its_sentence(eye):
    panel = Panel("test", "Test").show()

    def callback(_: object) -> None:
        raise CourseError("The till is shut & locked.")

    panel.guard(callback)(None)
    assert eye.said(panel) == "The till is shut & locked."


def test_any_other_error_is_shown_and_raised(eye):
    panel = Panel("test", "Test").show()

    def callback(_: object) -> None:
        raise ZeroDivisionError("by zero")

    with pytest.raises(ZeroDivisionError):
        panel.guard(callback)(None)
    assert "ZeroDivisionError: by zero" in eye.said(panel)


def test_trouble_goes_away_when_the_next_deed_works(eye):
    panel = Panel("test", "Test").show()
    panel.trouble.say("Trouble.", "trouble")
    panel.guard(lambda _: None)(None)
    assert eye.said(panel) == ""


def test_a_damaged_progress_file_is_told_once(eye, file):
    file.write_text("{")
    progress.load("05.myth", "?")
    assert "was damaged" in eye.said(Panel("test", "Test").show())
    assert eye.said(Panel("test", "Test").show()) == ""


def test_an_answer_is_an_alert_and_what_is_only_redrawn_a_status():
    note = Note()
    note.say("Hello")
    assert 'role="alert"' in note.value
    note.say("Hello", quiet=True)
    assert 'role="status" aria-live="polite"' in note.value


def test_neighbouring_pieces_of_html_are_one_widget():
    one, other = Field(), Field()
    column = Column(("<p>a</p>", "<p>b</p>", one, "", other, "<p>c</p>"))
    first, *rest, last = column.children
    assert rest == [one, other]
    assert (first.value, last.value) == ("<p>a</p><p>b</p>", "<p>c</p>")


@pytest.mark.parametrize("before", ["nothing", "a status", "cleared"])
def test_the_box_that_an_alert_comes_into_is_there_before_it(before):
    note = Note()
    column = Column((Field(), note))
    if before == "a status":
        note.say("Hello", quiet=True)
    if before == "cleared":
        note.clear()
    children = column.children
    note.say("Hello")
    assert column.children == children and children[-1] is note
    assert note.value.startswith('<div class="ot-note ot-plain" role="alert">')


@pytest.mark.parametrize("heading", ["Myth", "Predict: Oak Street", "A & B"])
def test_a_front_end_without_widgets_shows_the_panel_s_heading(heading):
    panel = Panel("test", heading).show(Field())
    assert panel._repr_mimebundle_()["text/plain"] == heading


def test_a_panel_is_sent_whole():
    panel = Panel("test", "Test")
    assert panel.comm is None
    panel.show(Field())
    assert panel.comm is not None


def test_text_is_escaped_and_backticks_are_code():
    assert prose("`a < b` & <c>") == "<code>a &lt; b</code> &amp; &lt;c&gt;"


@pytest.mark.parametrize("half", ["\ud83d", "cut \ud83d", "\udca9 cut"])
def test_half_an_emoji_from_the_browser_arrives_as_a_text_that_can_be_sent_back(monkeypatch, half):
    sent = []

    def send(field, message, buffers=None) -> None:
        sent.append(json.dumps(message, ensure_ascii=False).encode())

    monkeypatch.setattr(Field, "_send", send)
    field = Field()
    field.set_state({"value": half})
    assert field.value == half.replace("\ud83d", "\ufffd").replace("\udca9", "\ufffd")
    assert sent


@pytest.mark.parametrize("cells", [("a", "b"), ("a", 1), (0, "–")])
def test_each_cell_of_a_table_can_stand_without_the_head_of_its_column(cells):
    html = score_table(("Reason", "Belief", "Verdict"), [("No why", *cells), ("No target", *cells)])
    assert html.count(f'<td data-head="Belief">{cells[0]}</td>') == 2
    assert html.count(f'<td data-head="Verdict">{cells[1]}</td>') == 2
    assert html.count('<th scope="row">No why</th>') == 1
