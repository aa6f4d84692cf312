"""Finds the reasons by their rooms, which are folders; measures, judges and draws each by its number."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from course_lib import kinds
from course_lib.finding import Finding, doubted, nothing
from course_lib.judgement import finding_of
from course_lib.tables.spreadsheet import TableError
from course_lib.words import (
    CatalogueError,
    Reason,
    Recall,
    number_of,
    read_order,
    read_recall,
    read_room,
)

if TYPE_CHECKING:
    from course_lib.style import Form, Picture
    from course_lib.tables import Needs, Shop

ROOMS = Path(__file__).parent / "reasons"
BACK = (1, 3, 7)  # how many lessons back recall reaches: spaced, and never just the last one


def reasons(kind: str = kinds.USUAL) -> tuple[Reason, ...]:
    """Every reason that has a room, by number, in words for a kind of organisation (see `kinds`).

    Raises CatalogueError for an incomplete one, or two of a number or place.
    """
    return read_rooms(kind)


@cache  # apart from its default: to a cache, `reasons()` and `reasons("shop")` are two
def read_rooms(kind: str) -> tuple[Reason, ...]:
    """The same, of a kind that is always given."""
    everything = tuple(_room(folder, kind) for folder in _folders(ROOMS))
    for what in ("number", "order"):
        _check_different(everything, what)
    return everything


def reason(number: int, kind: str = kinds.USUAL) -> Reason:
    """The reason with that number, in words for a kind of organisation.

    No other room is read: a lesson needs four, and all of them would take it longer than its widgets. Raises
    CatalogueError for an incomplete one, and naming those there are, if there is none.
    """
    match _numbered(ROOMS).get(number, []):
        case [folder]:
            return _room(folder, kind)
        case [_, *_]:
            reasons(kind)  # bound to raise: it says which have the same number
    there = ", ".join(str(room.number) for room in reasons())
    raise CatalogueError(f"There is no reason number {number}; the course has {there}.")


def teaching_order() -> tuple[int, ...]:
    """The reasons' numbers in the order of teaching (each room's `order`).

    Raises CatalogueError for two of a number or place.
    """
    return _order(ROOMS)


def place(number: int) -> tuple[int, int]:
    """Where a reason's lesson stands in the teaching order, from 1, and how many there are: (10, 17)."""
    order = teaching_order()
    return order.index(number) + 1, len(order)


def parts() -> tuple[str, ...]:
    """The blocks of the course, in the order of teaching."""
    return tuple(dict.fromkeys(reason(number).part for number in teaching_order()))


@cache
def start_recall() -> tuple[Recall, ...]:
    """The questions about lesson 00, which the first lessons ask."""
    return read_recall(Path(__file__).parent / "start.toml")


def recall_for(number: int) -> tuple[Recall, ...]:
    """Two questions for this lesson, from the lessons 1, 3 and 7 back in teaching order, then lesson 00.

    A lesson's questions take turns, so that the lesson 1, 3 and 7 later do not ask the same one;
    those about lesson 00 do too.
    """
    order = teaching_order()
    place = order.index(reason(number).number)
    questions = []
    for turn, back in enumerate(BACK):
        if back <= place:
            pool = reason(order[place - back]).recall
            questions.append(pool[turn % len(pool)])
    # Of those about lesson 00 the first lesson asks two, and each later one that needs any asks one.
    first = place + 1 if questions else 0
    return tuple((questions + list(start_recall()[first:]))[:2])


def measure(number: int, shop: Shop, bar: float | None = None) -> Finding:
    """What the reason's sign finds in a shop's tables, held against the bar.

    `bar`, in the sign's unit (shares as 0..1), takes the place of the course's: set it before you look.
    Where a table or column that the sign needs is missing or cannot be read, the verdict is "no data",
    with the sentence that says so, and so it is where the shop has its tables' verdict withheld. Raises
    CatalogueError for an unknown number.
    """
    room = reason(number)
    try:
        if number in shop.withheld:
            raise TableError(shop.withheld[number])
        estimate = _module(room, "sign").sign(shop.narrowed(needs(number), extras(number)))
    except TableError as trouble:
        estimate = nothing(room.sign.unit, str(trouble))
    if bar is not None:
        estimate = replace(estimate, bar=bar)
    finding = finding_of(estimate, room.sign, room.sign.facts, shop.name)
    doubt = next((shop.doubts[table] for table in needs(number) if table in shop.doubts), "")
    return doubted(finding, doubt) if doubt else finding


def needs(number: int) -> Needs:
    """The columns that the reason's sign needs, by table. Raises CatalogueError where its room does not say."""
    room = reason(number)
    columns = getattr(_module(room, "sign"), "NEEDS", None)
    if not columns:
        raise CatalogueError(
            f"{room.slug}/sign.py: expected NEEDS, the columns that the sign uses by table, such as "
            'NEEDS = {"posts": ("kind",)}.'
        )
    return columns


def extras(number: int) -> Needs:
    """The columns that the reason's sign takes where it can have them, by table. Raises as `reason` does."""
    return getattr(_module(reason(number), "sign"), "ALSO", {})


def look(number: int, shop: Shop) -> Picture:
    """The reason's chart of a shop without its verdict: the interval and the bar are there to be judged."""
    return chart(number, shop, verdict=False)


def chart(
    number: int,
    shop: Shop,
    guess: float | None = None,
    beside: Shop | Sequence[Shop] = (),
    verdict: bool = True,
    form: Form | None = None,
) -> Picture:
    """The reason's chart of a shop, as a `style.Picture` with alt text; a guess is drawn beside the data.

    `form` is what it is drawn for, `style.notebook_form()` if nothing else. For a phone it is as high as a room's
    chart.py says in `TALL` (inches), if it does.

    `beside`: other shops, one or several, whose charts are looked at with it. Where a room's chart.py has a
    `reach(shop)`, the ends of its axes, all are drawn to the furthest. Where something that the chart needs
    is missing (its `NEEDS` beside the sign's), a sentence is drawn.
    """
    from course_lib import style, tables

    room = reason(number)
    finding = measure(number, shop)
    module = _module(room, "chart")
    form = form or style.notebook_form()
    if form.width == style.PHONE.width:
        form = replace(form, height=getattr(module, "TALL", form.height))
    columns, also = dict(needs(number)), dict(extras(number))
    for table, extra in getattr(module, "NEEDS", {}).items():
        columns[table] = (*columns.get(table, ()), *extra)
    for table, extra in getattr(module, "ALSO", {}).items():
        also[table] = (*also.get(table, ()), *extra)
    others = (beside,) if isinstance(beside, tables.Shop) else tuple(beside)
    try:
        view, draw = shop.narrowed(columns, also), module.draw
    except TableError as trouble:
        no_chart = style.sentence(str(trouble))
        return style.picture(room, shop, finding, no_chart, guess, verdict, form)
    if not hasattr(module, "reach"):
        return style.picture(room, view, finding, draw, guess, verdict, form)
    shops = [view, *_narrowed(others, columns, also)]
    reaching = partial(draw, reach=_furthest(module, shops))
    picture = style.picture(room, view, finding, reaching, guess, verdict, form)
    if len(shops) == 1:
        return picture
    # Their names would mean nothing to a reader who has not come to them yet.
    scale = "Drawn to the same scale as the other charts of this lesson."
    return replace(picture, caption=f"{picture.caption} {scale}")


def _narrowed(shops: Sequence[Shop], columns: Needs, also: Needs) -> Iterator[Shop]:
    """Those of the shops that have the columns: one that lacks them has no chart to share a scale with."""
    for shop in shops:
        with suppress(TableError):
            yield shop.narrowed(columns, also)


def _furthest(module: ModuleType, shops: Sequence[Shop]) -> tuple[float, ...]:
    """Of each of the ends that a room's `reach` gives, the furthest among the shops."""
    return tuple(map(max, zip(*(module.reach(shop) for shop in shops), strict=True)))


def _folders(rooms: Path) -> list[Path]:
    """The folders of the rooms, by name; one that git left behind holds only __pycache__, and is none."""
    return sorted({path.parent for path in rooms.glob("r*_*/*.*")})


@cache
def _numbered(rooms: Path) -> dict[int, list[Path]]:
    """The rooms' folders by number, of which each should have one."""
    folders: dict[int, list[Path]] = {}
    for folder in _folders(rooms):
        folders.setdefault(number_of(folder), []).append(folder)
    return folders


@cache
def _order(rooms: Path) -> tuple[int, ...]:
    numbered = _numbered(rooms)
    places = {number: read_order(folder) for number, (folder, *_) in numbered.items()}
    if len(set(places.values())) < len(_folders(rooms)):
        reasons()  # bound to raise: it says which have the same number or place
    return tuple(sorted(places, key=lambda number: places[number]))


_room = cache(read_room)


def _check_different(rooms: tuple[Reason, ...], what: str) -> None:
    """Raise CatalogueError where two rooms have the same `what`, as a copied one has at first."""
    first: dict[float, Reason] = {}
    for room in rooms:
        twin = first.setdefault(getattr(room, what), room)
        if twin is not room:
            raise CatalogueError(
                f"The rooms of {twin.lesson} and {room.lesson} have the same {what}, "
                f"{getattr(room, what):g}; each needs its own."
            )


def _module(room: Reason, name: str) -> ModuleType:
    return importlib.import_module(f"course_lib.reasons.r{room.number:02}_{room.slug}.{name}")
