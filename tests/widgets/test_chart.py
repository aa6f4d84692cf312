"""A lesson's charts wait until the guess on its first shop is locked, or plainly waved aside."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from ipywidgets import HTML, Button

from course_lib import catalogue
from course_lib.guesses import guess
from course_lib.style import Picture
from course_lib.widgets import chart as places
from course_lib.widgets.chart import chart
from course_lib.widgets.predict import predict

MAPLE = SimpleNamespace(name="Maple Street")
WITHOUT = "Show me without a guess"


@pytest.fixture(autouse=True)
def drawn(monkeypatch, found) -> list[tuple[str, float | None]]:
    """Every chart that is drawn: of which shop, with which guess."""
    charts: list[tuple[str, float | None]] = []

    def draw(number, shop, value=None, beside=()) -> Picture:
        charts.append((shop.name, value))
        return Picture(b"", f"What {shop.name} did", f"{number}")

    monkeypatch.setattr(catalogue, "chart", draw)
    return charts


def run_all(number, here):
    """What the lesson's cells show, in its order: slider, the first shop's chart, the other's."""
    return (
        predict(number, here),
        chart(number, here, guess(number, here)),
        chart(number, MAPLE),
    )


def lock(eye, panel, value=60.0):
    eye.find(panel, "My prediction").value = value
    eye.find(panel, "Lock my prediction").click()


def later(monkeypatch):
    """Another day: the kernel is new, and the progress file is there."""
    monkeypatch.setattr(places, "_waiting", [])
    monkeypatch.setattr(places, "_shown", set())


def test_in_a_run_of_all_cells_no_chart_is_drawn_before_the_guess(eye, oak, drawn):
    _, first, other = run_all(5, oak)
    assert drawn == []
    assert "The chart of Oak Street appears here as soon as you lock your guess" in eye.shown(first)
    assert "The chart of Maple Street appears here as soon as you lock" in eye.shown(other)
    assert "<figure" not in str([first.get_state(), other.get_state()])


def test_a_cell_run_alone_waits_too(oak, drawn):
    chart(5, oak, guess(5, oak))
    chart(5, MAPLE)
    assert drawn == []


def test_the_lock_puts_the_charts_into_their_places_with_the_guess(eye, oak, drawn):
    slider, first, other = run_all(5, oak)
    lock(eye, slider)
    assert sorted(drawn) == [("Maple Street", None), ("Oak Street", 0.6)]
    assert "<figure" in eye.every(first, HTML)[-1].value
    assert "What Oak Street did" in repr(first)
    assert "appears here" not in eye.shown(other)


def test_a_place_whose_cell_was_run_before_the_slider_s_gets_its_chart_too(eye, oak, drawn):
    chart(5, oak, guess(5, oak))
    lock(eye, predict(5, oak))
    assert drawn == [("Oak Street", 0.6)]


def test_the_lock_of_one_lesson_or_shop_opens_no_other(eye, oak, drawn):
    chart(4, oak, guess(4, oak))
    chart(5, oak, guess(5, oak))
    lock(eye, predict(5, MAPLE))
    assert drawn == []


def test_a_guess_that_could_not_be_saved_opens_nothing(eye, oak, drawn, broken):
    slider, *_ = run_all(5, oak)
    lock(eye, slider)
    assert drawn == []


def test_with_a_locked_guess_the_chart_is_there_at_once_on_another_day(eye, oak, monkeypatch):
    lock(eye, predict(5, oak))
    later(monkeypatch)
    _, first, other = run_all(5, oak)
    assert isinstance(first, Picture) and isinstance(other, Picture)


def test_a_guess_on_one_shop_does_not_show_the_chart_of_one_s_own(eye, oak, monkeypatch):
    own = SimpleNamespace(name="Corner Shop")
    lock(eye, predict(5, oak))
    later(monkeypatch)
    assert not isinstance(chart(5, own, guess(5, own)), Picture)


def test_waved_aside_it_is_shown_now_and_on_another_day_and_is_no_guess(
    eye, oak, drawn, monkeypatch
):
    _, first, _ = run_all(5, oak)
    eye.find(first, WITHOUT).click()
    assert sorted(drawn) == [("Maple Street", None), ("Oak Street", None)]
    assert guess(5, oak) is None
    later(monkeypatch)
    assert all(isinstance(one, Picture) for one in run_all(5, oak)[1:])


def test_waved_aside_on_a_full_disk_it_is_shown_and_the_trouble_told(eye, oak, broken):
    _, first, _ = run_all(5, oak)
    eye.find(first, WITHOUT).click()
    assert "What Oak Street did" in repr(first)
    assert "No space left" in eye.said(first)


def test_only_the_place_that_asks_for_the_guess_can_wave_it_aside(eye, oak):
    _, first, other = run_all(5, oak)
    assert [one.description for one in eye.every(first, Button)] == [WITHOUT]
    assert eye.every(other, Button) == []


def test_a_number_is_a_guess_for_a_page_without_sliders(oak, drawn):
    assert "type your guess into the call: chart(5, here, 0.5)." in repr(
        chart(5, oak, guess(5, oak))
    )
    chart(5, oak, 0.5)
    chart(5, MAPLE)
    assert ("Oak Street", 0.5) in drawn and ("Maple Street", None) in drawn


def test_a_front_end_without_widgets_gets_whole_sentences(oak):
    first, other = chart(5, oak, None), chart(5, MAPLE)
    assert first._repr_mimebundle_()["text/plain"] == repr(first)
    assert repr(other).endswith("lock your guess above, or show the first chart without one.")


def test_where_nobody_can_guess_the_charts_are_drawn(oak, monkeypatch):
    monkeypatch.setenv("OFF_TARGET_CHARTS", "at-once")
    assert all(isinstance(one, Picture) for one in run_all(5, oak)[1:])
