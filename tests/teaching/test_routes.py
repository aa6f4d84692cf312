"""Each way through the course fits the time that its room is booked for, and can be gone in its order."""

import shutil

import nbformat
import papermill
import pytest

from course_lib import catalogue
from course_lib.commands import neighbours
from course_lib.commands.environment import ROOT
from course_lib.teaching import routes, timetable
from tests.kernels import quick

LESSONS = ROOT / "lessons"
WAYS = {way.name: way for way in routes.routes(LESSONS)}


def titles(way):
    return [visit.title for session in way.sessions for visit in session.visits]


@pytest.mark.parametrize("name", WAYS)
def test_every_session_fits_the_time_that_its_room_is_booked_for(name):
    for session in WAYS[name].sessions:
        assert session.minutes <= session.booked


@pytest.mark.parametrize("name", WAYS)
def test_every_way_keeps_to_the_teaching_order(name):
    order = [neighbours.names(stop)[0] for stop in neighbours.order()]
    places = [order.index(title) for title in titles(WAYS[name])]
    taught = [place for place in places if order[place] not in ("Start here", "Your plan")]
    assert places == sorted(places)
    assert len(taught) == len(set(taught))


def test_the_longest_way_takes_every_notebook_and_a_checkpoint_ends_its_week():
    everything = [neighbours.names(stop)[0] for stop in neighbours.order()]
    everything.remove("Your downloads")  # other people's messages: for home
    assert titles(WAYS["Five weeks"]) == everything
    last = [session.visits[-1].title for session in WAYS["Five weeks"].sessions]
    assert len(last) == 5 and last[0].startswith("Checkpoint") and last[-1] == "Your plan"


def test_the_half_day_is_gone_through_from_its_first_notebook_to_its_last(
    warm_kernel, tmp_path, monkeypatch
):
    monkeypatch.setenv("OFF_TARGET_PROGRESS", str(tmp_path / "my-progress.json"))
    [session] = WAYS["Half a day"].sessions
    for visit in session.visits:
        done = papermill.execute_notebook(
            visit.path,
            tmp_path / visit.path.name,
            cwd=visit.path.parent,
            **quick.papermill_options(warm_kernel),
        )
        assert all(cell.execution_count for cell in done.cells if cell.cell_type == "code")


def written(folder, *cells):
    """A notebook of these cells, each a kind, its source and perhaps its id."""
    notebook = nbformat.v4.new_notebook()
    for kind, source, *own in cells:
        make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
        notebook.cells.append(make(source, **({"id": own[0]} if own else {})))
    path = folder / "lesson.ipynb"
    nbformat.write(notebook, path)
    return path


def test_a_section_takes_its_reading_and_its_doing(tmp_path):
    path = written(tmp_path, ("text", "## Claim\n" + "word " * 159), ("code", "chart(5, here)"))
    [claim] = timetable.sections(path, "mystery-shop")
    assert (claim.title, claim.minutes) == ("Claim", 2)


def test_a_talk_and_a_count_stand_apart_from_the_minutes_of_a_lesson(tmp_path):
    title = ("text", "# A\n\n*B?* · 10 of 17 · 30 minutes · next")
    path = written(tmp_path, title, ("text", "talk", "discuss"), ("text", "## C\n" + "word " * 640))
    parts = timetable.sections(path, 5)
    assert {part.title: part.minutes for part in parts} == {
        "To begin": 1,
        "With others in the room": 8,
        "C": 4,
        "Counting your own": 25,
    }
    assert timetable.alone(path, 5) == 4


def test_where_no_reason_says_how_long_its_parts_take_the_rest_is_time_to_think(tmp_path):
    path = written(tmp_path, ("text", "# A\n\n10 minutes"), ("text", "## B\n" + "word " * 160))
    assert "Time to think" not in [part.title for part in timetable.sections(path, "mystery-shop")]
    path = written(tmp_path, ("text", "# A\n\n*B?* · 10 minutes · next"))
    [begin, rest] = timetable.sections(path, "mystery-shop")
    assert (rest.title, rest.minutes) == ("Time to think", 10)


def test_every_lesson_says_the_minutes_that_its_parts_take():
    for number in catalogue.teaching_order():
        path = timetable.notebook(LESSONS, number)
        title = nbformat.read(path, as_version=4).cells[0].source
        told = timetable.PROMISE.search(title)
        assert told and int(told[1]) == timetable.alone(path, number), (
            "run `course refresh notebooks`"
        )


def test_minutes_that_are_out_of_date_are_set_and_a_lesson_without_any_is_named(tmp_path):
    for number in catalogue.teaching_order():
        path = timetable.notebook(LESSONS, number)
        shutil.copy(path, tmp_path)
    assert timetable.set_minutes(tmp_path) == []
    text = path.read_text(encoding="utf-8")
    stale = tmp_path / path.name
    stale.write_text(timetable.PROMISE.sub("· 99 minutes ·", text), encoding="utf-8")
    assert timetable.set_minutes(tmp_path) == [stale]
    assert stale.read_text(encoding="utf-8") == text
    stale.write_text(timetable.PROMISE.sub("· soon ·", text), encoding="utf-8")
    with pytest.raises(timetable.MinutesTrouble, match=f"{path.name} should say"):
        timetable.set_minutes(tmp_path)


@pytest.mark.parametrize("number, minutes", [(2, 0), (5, 25), (4, 17), (8, 6), (13, 15)])
def test_counting_takes_as_long_as_its_rows(number, minutes):
    assert round(timetable.counting(catalogue.reason(number)) / 60) == minutes


def test_what_a_link_points_to_takes_no_time_to_read():
    assert timetable.reading("[one](a/long-way/to-go.ipynb) *two*") == timetable.reading("one two")


def test_a_lesson_that_is_not_there_is_named(monkeypatch):
    with pytest.raises(routes.RouteError, match="Half a day.* 77"):
        routes.route({"name": "Half a day", "lessons": [0, 77]}, LESSONS)
