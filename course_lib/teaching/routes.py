"""The ways through the course, each a row of sessions with the minutes that they take in a room."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib import catalogue
from course_lib.commands import neighbours
from course_lib.commands.neighbours import Stop
from course_lib.errors import CourseError
from course_lib.teaching import timetable
from course_lib.teaching.timetable import COUNTING, Section
from course_lib.words import PLAN, START

ARRIVE = 15  # minutes until everybody has the first page open


class RouteError(CourseError):
    """A route names a lesson that the course does not have."""


@dataclass(frozen=True)
class Visit:
    """A notebook in a session: what it takes in the room, and the minutes of counting to be done at home."""

    title: str
    path: Path
    sections: tuple[Section, ...]
    home: int

    @property
    def minutes(self) -> int:
        """What it takes in the room."""
        return round(sum(section.seconds for section in self.sections) / 60)


@dataclass(frozen=True)
class Session:
    """What is done in one sitting, of which `booked` is the longest that it may take, in minutes."""

    visits: tuple[Visit, ...]
    breaks: int
    booked: int

    @property
    def minutes(self) -> int:
        """All of it, from arriving to the end, breaks included."""
        return ARRIVE + self.breaks + sum(visit.minutes for visit in self.visits)

    @property
    def home(self) -> int:
        """Minutes of counting that people bring done."""
        return sum(visit.home for visit in self.visits)


@dataclass(frozen=True)
class Route:
    """A way through the course, for whom it is, what it leaves out, and its sessions in order."""

    name: str
    about: str
    without: tuple[str, ...]
    sessions: tuple[Session, ...]


def routes(lessons: Path) -> tuple[Route, ...]:
    """The ways of routes.toml through the notebooks of a folder. Raises RouteError."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(route(entry, lessons) for entry in table["route"])


def route(entry: dict[str, Any], lessons: Path) -> Route:
    """One way from its entry in routes.toml. Raises RouteError for a lesson that there is not."""
    without, counted = entry.get("without", []), entry.get("counted", [])
    # Nobody opens other people's messages in a room: that page is for home.
    all_stops = tuple(stop for stop in neighbours.order() if stop != neighbours.DOWNLOADS)
    stops = [entry["lessons"]] if "lessons" in entry else cut(all_stops, entry["ends"])
    known = {START, PLAN, *catalogue.teaching_order()}
    numbers = [stop for part in stops for stop in part if isinstance(stop, int)]
    if unknown := [number for number in numbers if number not in known]:
        raise RouteError(
            f"{entry['name']}: the course has no lesson {unknown[0]}; mend routes.toml."
        )
    sessions = [
        Session(
            tuple(_visit(lessons, stop, without, stop in counted) for stop in part),
            entry["breaks"],
            entry["minutes"],
        )
        for part in stops
    ]
    return Route(entry["name"], entry["about"], tuple(without), tuple(sessions))


def cut(stops: tuple[Stop, ...], ends: list[int]) -> list[list[Stop]]:
    """The stops in parts, each closed by one of `ends` and the checkpoint that may follow it."""
    parts: list[list[Stop]] = [[]]
    closed = False
    for stop in stops:
        if closed and not isinstance(stop, str):
            parts.append([])
            closed = False
        parts[-1].append(stop)
        closed = closed or stop in ends
    return parts


def _visit(lessons: Path, stop: Stop, without: list[str], counts: bool) -> Visit:
    path = timetable.notebook(lessons, stop)
    sections = timetable.sections(path, stop)
    inside = [
        one for one in sections if one.title not in without and (counts or one.title != COUNTING)
    ]
    home = [one.minutes for one in sections if one.title == COUNTING and not counts]
    return Visit(neighbours.names(stop)[0], path, tuple(inside), sum(home))
