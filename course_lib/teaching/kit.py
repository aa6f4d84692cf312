"""The workshop kit: pages and slides, made of the lessons as they are, laid into a folder of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_lib import catalogue, diagnosis, finding, paths, tables
from course_lib.commands import neighbours
from course_lib.commands.neighbours import Stop
from course_lib.errors import CourseError
from course_lib.finding import Finding
from course_lib.grammar import spoken_day
from course_lib.inquiry import SAMPLE
from course_lib.simulate.examples import example
from course_lib.teaching import documents, slides, timetable
from course_lib.teaching.pages import render, spoken
from course_lib.teaching.routes import ARRIVE, Route, routes

if TYPE_CHECKING:
    from course_lib.tables import Shop

PLATFORM = (
    4  # a place that so many lessons send an owner to is a platform, and not worth naming each time
)


class KitError(CourseError):
    """The kit cannot be laid there."""


@dataclass(frozen=True)
class Page:
    """A page of the kit: its file, its title, and the sentence about it on the first page."""

    name: str
    title: str
    about: str = ""


BRING = Page("bring-with-you.html", "Bring with you", "to send out two weeks before")
PATHS = Page(
    "paths.html", "Three paths", "half a day, a day, five weeks, with minutes for every section"
)
TALK = Page(
    "with-others-in-the-room.html",
    "With others in the room",
    "what to listen for, and how to close",
)
VERDICTS = Page(
    "expected-verdicts.html", "Expected verdicts", "what each chart says; for you alone"
)
WORDS = Page("words.html", "Words of the course", "one sheet for each table")
BOARD = Page("board.html", "The board", "to pin up and put strokes on")
PAGES = (BRING, PATHS, TALK, VERDICTS, WORDS, BOARD)


def lay(folder: Path, root: Path) -> list[Path]:
    """Write the whole kit of the checkout `root` into a new or empty folder; returns the files.

    Raises KitError if something lies there: it may be a kit that somebody has written into.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise KitError(
            f"{paths.printable(folder)} is not empty, and a kit of yours in it would be lost; "
            "name a new folder, or delete that one first."
        )
    files: dict[Path, str] = {}
    decks = []
    for stop in stops():
        title, stem = neighbours.names(stop)
        deck = Page(f"slides/{re.sub(r'^[0-9]+-', '', stem)}.html", title)
        files[folder / deck.name] = slides.page(lesson_deck(stop, root))
        decks.append(deck)
    makers: dict[Page, Callable[[Path], str]] = {
        BRING: bring,
        PATHS: three_paths,
        TALK: talks,
        VERDICTS: verdicts,
        WORDS: words,
        BOARD: board,
    }
    for page, make in makers.items():
        files[folder / page.name] = make(root)
    files[folder / "index.html"] = render(
        "index.html.j2",
        "Off Target: the kit for a room",
        pages=[(page, page.about) for page in PAGES],
        decks=decks,
        today=spoken_day(date.today()),
    )
    paths.write_all(files)
    return list(files)


def stops() -> list[Stop]:
    """The notebooks that have slides, in teaching order: what is downloaded is done by each alone."""
    return [stop for stop in neighbours.order() if stop != neighbours.DOWNLOADS]


def lesson_deck(stop: Stop, root: Path) -> Any:
    """A notebook's slides, as a notebook."""
    if stop not in catalogue.teaching_order():
        return slides.outline(read(stop, root))
    number = int(stop)
    talk = documents.discussions(root / "docs" / "teaching").get(number)
    return slides.deck(read(number, root), number, businesses(number, root), talk)


@cache
def businesses(number: int, root: Path) -> tuple[Shop, ...]:
    """The made-up businesses that a lesson shows: both shops in its order, then the one that has the fault."""
    code = next(cell.source for cell in read(number, root).cells if cell.get("id") == "parameters")
    return (*(tables.shop(name) for name in re.findall(r'= "(.+?)"', code)), example(number))


def bring(root: Path) -> str:
    """The page that says what each lesson's count needs from home."""
    ways = routes(root / "lessons")
    reasons = [catalogue.reason(number) for number in catalogue.teaching_order()]
    often = Counter(where.place for reason in reasons for where in reason.where)
    rows = []
    for reason in reasons:
        row: dict[str, Any] = {
            "title": reason.title,
            "routes": _signs(reason.title, ways),
            "gate": reason.gate.question,
        }
        if count := reason.count:
            second = count.n if isinstance(count.n, str) else ""
            asked = " ".join(filter(None, (count.which, second, count.k)))
            usual = [where.place for where in reason.where if often[where.place] >= PLATFORM]
            own = [where.place for where in reason.where if often[where.place] < PLATFORM]
            row |= {
                "asks": diagnosis.with_horizon(asked, reason.horizon, None),
                "n": count.n if count.kind == SAMPLE else "all",
                "places": "; ".join(["your accounts"] * bool(usual) + own),
                "bar": reason.sign.bar_words,
                "minutes": round(timetable.counting(reason) / 60),
            }
        rows.append(row)
    return render("bring.html.j2", BRING.title, rows=rows)


def _signs(title: str, ways: tuple[Route, ...]) -> str:
    """Of half a day and a day, the signs of those that take a lesson."""
    signs = ("●", "○")
    return " ".join(
        sign
        for sign, way in zip(signs, ways, strict=False)
        if title in [visit.title for session in way.sessions for visit in session.visits]
    )


def three_paths(root: Path) -> str:
    """The page of the ways through the course, with the minutes of every section."""
    ways = routes(root / "lessons")
    return render("paths.html.j2", PATHS.title, routes=ways, arrive=ARRIVE, spoken=spoken)


def talks(root: Path) -> str:
    """The page on each lesson's question for a room."""
    talk = documents.discussions(root / "docs" / "teaching")
    rows = [
        (
            catalogue.reason(number).title,
            slides.discussion_question(read(number, root)),
            talk.get(number),
        )
        for number in catalogue.teaching_order()
    ]
    shown = [row for row in rows if row[1]]
    return render("discussions.html.j2", TALK.title, rows=shown, md=documents.as_html)


def verdicts(root: Path) -> str:
    """The page of what each sign says of each made-up business."""
    rows = [
        (catalogue.reason(number).title, findings(number, root))
        for number in catalogue.teaching_order()
    ]
    return render("verdicts.html.j2", VERDICTS.title, rows=rows)


def findings(number: int, root: Path) -> list[tuple[str, Finding]]:
    """What a reason's sign finds in each business of its lesson, with the business's name."""
    return [(shop.name, catalogue.measure(number, shop)) for shop in businesses(number, root)]


def words(root: Path) -> str:
    """The glossary as a page."""
    terms = documents.glossary(root / "docs" / "teaching")
    return render("glossary.html.j2", WORDS.title, terms=terms, md=documents.as_html)


def board(root: Path) -> str:
    """The reasons by block, with a column for each verdict."""
    parts: dict[str, list[str]] = {}
    for number in catalogue.teaching_order():
        reason = catalogue.reason(number)
        parts.setdefault(reason.part, []).append(reason.title)
    return render("board.html.j2", BOARD.title, parts=parts, verdicts=finding.VERDICTS)


def read(stop: Stop, root: Path) -> Any:
    """A stop's notebook, such as a reason's lesson by its number."""
    import nbformat

    return nbformat.read(timetable.notebook(root / "lessons", stop), as_version=4)
