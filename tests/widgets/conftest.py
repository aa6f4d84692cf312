"""What every widget test needs: a progress file of its own, and data that are known."""

from __future__ import annotations

import html
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ipywidgets import HTML, Widget

from course_lib import catalogue, progress
from course_lib.finding import Finding
from course_lib.widgets import chart


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch) -> Path:
    """A progress file of the test's own, which does not exist yet."""
    place = tmp_path / "my-progress.json"
    monkeypatch.setenv("OFF_TARGET_PROGRESS", str(place))
    monkeypatch.setattr(progress, "_notices", [])
    monkeypatch.setattr(chart, "_waiting", [])
    monkeypatch.setattr(chart, "_shown", set())
    return place


@pytest.fixture
def broken(file, monkeypatch) -> None:
    """A disk that takes nothing."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(progress.os, "fsync", full)


@pytest.fixture
def found(monkeypatch) -> Finding:
    """What any shop's data say in these tests: 43 of 126, 34% (26% to 43%)."""
    finding = Finding(
        k=43,
        n=126,
        estimate=0.341,
        low=0.264,
        high=0.428,
        bar=0.8,
        good="above",
        unit="share",
        facts="Oak Street answered 43 of 126 questions within a day",
        bar_words="four questions in five",
        counted="questions",
    )
    monkeypatch.setattr(catalogue, "measure", lambda number, shop, bar=None: finding)
    return finding


@pytest.fixture
def oak() -> SimpleNamespace:
    return SimpleNamespace(name="Oak Street")


class Eye:
    """Finds things in a widget as an attendee would: by kind and by the words on them."""

    def every(self, widget: Widget, kind: type[Any]) -> list[Any]:
        """All widgets of a kind inside this one, in reading order."""
        found = [widget] if isinstance(widget, kind) else []
        inside = (self.every(child, kind) for child in getattr(widget, "children", ()))
        return found + [deep for some in inside for deep in some]

    def find(self, widget: Widget, label: str) -> Any:
        """The one control with this description."""
        every = self.every(widget, Widget)
        [found] = [one for one in every if getattr(one, "description", "") == label]
        return found

    def said(self, widget: Widget) -> str:
        """All that the widget's feedback boxes say, as plain text."""
        boxes = [box for box in self.every(widget, HTML) if "ot-feedback" in box._dom_classes]
        return self._plain(boxes)

    def shown(self, widget: Widget) -> str:
        """All the text of the widget, as plain text."""
        boxes = [box for box in self.every(widget, HTML) if "ot-style" not in box._dom_classes]
        return self._plain(boxes)

    def _plain(self, boxes: list[HTML]) -> str:
        words = " ".join(re.sub(r"<[^>]+>", " ", box.value) for box in boxes)
        return html.unescape(re.sub(r"\s+", " ", words)).strip()


@pytest.fixture
def eye() -> Eye:
    return Eye()
