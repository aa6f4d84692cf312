"""What a room's words.toml may hold, as frozen dataclasses; what is missing or unknown is refused by its key."""

from __future__ import annotations

import re
import tomllib
import types
import typing
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from course_lib import inquiry, kinds
from course_lib.errors import CourseError
from course_lib.inquiry import Count, Gate, Horizon, Where

FILES = ("words.toml", "sign.py", "chart.py", "plant.py")  # what a room must hold
SIDES = ("above", "below")  # of a bar, on which a number is good
FAMILIES = ("aim", "speak", "talk", "place", "pace", "hope")  # acts of one family are one habit
KINDS = ("stop", "write", "start", "move")  # of acts, in the order in which a plan takes them up
COUNTS = ("sample", "weeks", "complete")  # how the number of day 90 is counted
START, PLAN = 0, 99  # the first lesson and the last, which are no reason's


class CatalogueError(CourseError):
    """A room is missing, or lacks a file or a key of its words."""


@dataclass(frozen=True)
class Option:
    """One option of a question: its text, whether it is right, and the answer to whoever picks it."""

    text: str
    right: bool
    answer: str


@dataclass(frozen=True)
class Recall:
    """A question that later lessons ask about this one. `id` is unique in its room."""

    id: str
    question: str
    options: tuple[Option, ...]
    lesson: int = 0  # the number of the one it asks about; filled in when the room is read


@dataclass(frozen=True)
class Sign:
    """What is counted, in which unit, and where the bar lies. `counted` is what n counts."""

    bar: float
    good: str
    unit: str
    what: str
    counted: str
    facts: str
    bar_words: str
    why_bar: str


@dataclass(frozen=True)
class Predict:
    """The slider before the chart, in display units (percent rather than shares)."""

    question: str
    low: float
    high: float
    step: float
    start: float
    unit: str
    scale: float = 1  # divide by this to get the unit of the sign: 100 for percent


@dataclass(frozen=True)
class Myth:
    """What people think, and a question about it with an answer to each option."""

    claim: str
    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Parsons:
    """Lines of code to put in order; `lines` holds them in the right one."""

    task: str
    lines: tuple[str, ...]
    why: str
    wrong: str


@dataclass(frozen=True)
class Statement:
    """One self-score statement; `id` is "a" to "d"."""

    id: str
    text: str


@dataclass(frozen=True)
class Decide:
    """Hints that show in the empty fields of the plan line."""

    if_hint: str
    then_hint: str


@dataclass(frozen=True)
class Act:
    """What the plan must know of the act against a reason, and of the number by which day 90 judges it.

    `usual` and `least` are minutes a week, assumptions of ours that never choose an act. `number` is told in a
    few words, `of` is what its n counts, `day0` how to count it; `bar` is a share (0..1), `good` its better
    side. `count` is "sample" (of 40), "weeks" or "complete". `slow`: it may not have moved by day 90.
    `needs` are the reasons whose act must go before a move, `step` is how such an act is told as a first
    step. `failing` is where the failing business of plant.py stands, in the unit of the sign.
    """

    family: str
    kind: str
    usual: int
    least: int
    number: str
    of: str
    day0: str
    good: str
    bar: float
    count: str
    slow: bool = False
    needs: tuple[int, ...] = ()
    step: str | None = None
    failing: float | None = None


@dataclass(frozen=True)
class Example:
    """A made-up business that has this fault: its name, its trade and the seed of its year.

    `world` holds what differs in it from a healthy `simulate.World`, beside the fault.
    """

    name: str
    trade: str
    seed: int
    world: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Download:
    """Which download has what the reason needs, in sentences (`get`), or that none has.

    `ask`: whether its question is asked beside the downloads, because no file can answer it. `first`: whether
    no download may give a verdict before that is answered.
    """

    get: str = ""
    ask: bool = False
    first: bool = False


@dataclass(frozen=True)
class Reason:
    """One reason social media fails, as its room's words.toml tells it.

    `order` is its place in the teaching order, `claims` those of datasets/claims.csv that it takes up.
    `about` says what its verdict is about; `gate` gives it, or `count` where that leaves it open.
    """

    title: str
    question: str
    symptom: str
    part: str
    order: float
    sign: Sign
    predict: Predict
    recall: tuple[Recall, ...]
    myth: Myth
    parsons: Parsons
    statements: tuple[Statement, ...]
    decide: Decide
    act: Act
    about: str
    gate: Gate
    example: Example
    horizon: Horizon | None = None
    count: Count | None = None
    where: tuple[Where, ...] = ()
    download: Download = field(default_factory=Download)
    claims: tuple[int, ...] = ()
    number: int = 0
    slug: str = ""

    @property
    def lesson(self) -> str:
        """The name of its lesson and its exercise, such as "05-not-engaging"."""
        return f"{self.number:02}-{self.slug.replace('_', '-')}"


def read_words(folder: Path) -> dict[str, Any]:
    """A room's words.toml as it stands, for every kind of organisation, with the whole of each shared list.

    Raises CatalogueError naming what is amiss.
    """
    for name in FILES:
        if not (folder / name).is_file():
            raise CatalogueError(
                f"The room {folder.name} has no {name}; CONTRIBUTING says what goes in it."
            )
    where = f"{folder.name}/words.toml"
    try:
        words = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{where} is not valid TOML: {error}.") from error
    rows = words.get("where")
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        words["where"] = _whole_lists(rows, where)
    return words


def read_room(folder: Path, kind: str = kinds.USUAL) -> Reason:
    """The reason of a room, read from its folder `rNN_slug`, in words for a kind of organisation.

    Raises CatalogueError naming what is amiss.
    """
    number = number_of(folder)
    where = f"{folder.name}/words.toml"
    try:
        words = kinds.for_kind(read_words(folder), kind)
    except kinds.KindError as error:
        raise CatalogueError(f"{where}, {error}") from error
    slug = folder.name.partition("_")[2]
    room = build(Reason, words | {"number": number, "slug": slug}, where)
    _check(room, where)
    return replace(room, recall=tuple(replace(question, lesson=number) for question in room.recall))


def number_of(folder: Path) -> int:
    """The number in the name of a room's folder. Raises CatalogueError for a name or number that is none."""
    match = re.fullmatch(r"r(\d\d)_\w+", folder.name)
    if match is None:
        raise CatalogueError(
            f"The room {folder.name} should be called rNN_slug, such as r05_not_engaging."
        )
    number = int(match[1])
    if not START < number < PLAN:
        raise CatalogueError(
            f"The room {folder.name} needs a number between {START:02} and {PLAN}, which are the first "
            "lesson and the last."
        )
    return number


def read_order(folder: Path) -> float:
    """A room's place in the teaching order, of which the rest is not read if that can be helped.

    In TOML the keys of no table stand before the first table. Raises CatalogueError as `read_room` does.
    """
    try:
        text = (folder / "words.toml").read_text(encoding="utf-8")
        order = tomllib.loads(re.split(r"^\s*\[", text, maxsplit=1, flags=re.M)[0])["order"]
    except (OSError, tomllib.TOMLDecodeError, KeyError):
        return read_room(folder).order
    return order if type(order) in (int, float) else read_room(folder).order


def read_recall(path: Path) -> tuple[Recall, ...]:
    """The recall questions of a file that holds nothing else, as lesson 00 has no room. Raises CatalogueError."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["recall"]
    return tuple(build(Recall, row, f"{path.name}, recall {i}") for i, row in enumerate(rows, 1))


@cache
def _shared_lists() -> dict[str, list[dict[str, Any]]]:
    """Where platforms show what several reasons count, by the name under which a room takes it."""
    return tomllib.loads((Path(__file__).parent / "reasons" / "where.toml").read_text("utf-8"))


def _whole_lists(rows: list[dict[str, Any]], where: str) -> list[dict[str, Any]]:
    """The rows of [[where]], with all of a shared list for one that names it (`all_of`).

    A line of the room's own goes before that of the list. Raises CatalogueError for an unknown name.
    """
    shared = _shared_lists()
    if unknown := {row["all_of"] for row in rows if "all_of" in row} - set(shared):
        raise CatalogueError(
            f"{where}, where: all_of must be one of {', '.join(shared)}, found {', '.join(unknown)}."
        )
    own = {row.get("place"): row for row in rows if "all_of" not in row}
    taken = [row for one in rows if "all_of" in one for row in shared[one["all_of"]]]
    return [own.pop(row["place"], row) for row in taken] + list(own.values())


def _check(room: Reason, where: str) -> None:
    """Raise CatalogueError for what no type can say: how many there must be, one right option to a question."""
    if [statement.id for statement in room.statements] != list("abcd"):
        raise CatalogueError(f"{where}, statements: expected four, with the ids a, b, c and d.")
    if len(room.recall) < 2:
        raise CatalogueError(f"{where}, recall: expected two questions or more.")
    choices: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
        (room.sign, "good", SIDES),
        (room.act, "good", SIDES),
        (room.act, "family", FAMILIES),
        (room.act, "kind", KINDS),
        (room.act, "count", COUNTS),
    )
    for part, name, allowed in choices:
        if getattr(part, name) not in allowed:
            raise CatalogueError(f"{where}: {name!r} must be one of {', '.join(allowed)}.")
    for trouble in inquiry.troubles(room.gate, room.horizon, room.count):
        raise CatalogueError(f"{where}, {trouble}")
    questions: list[Recall | Myth] = [*room.recall, room.myth]
    for question in questions:
        if sum(option.right for option in question.options) != 1:
            raise CatalogueError(f"{where}: expected one right option to {question.question!r}.")


def build(kind: Any, table: Any, where: str) -> Any:
    """A frozen dataclass of class `kind` from a TOML table.

    Raises CatalogueError naming a key that is missing, unknown or of another type.
    """
    hints = _type_hints(kind)
    if not isinstance(table, dict):
        raise CatalogueError(f"{where}: expected a table of keys, found {table!r}.")
    fields_by_name = {one.name: one for one in fields(kind)}
    for name in table:
        if name not in fields_by_name:
            raise CatalogueError(
                f"{where}: the key {name!r} is not known; expected {', '.join(fields_by_name)}."
            )
    for name, one in fields_by_name.items():
        if name not in table and one.default is MISSING and one.default_factory is MISSING:
            raise CatalogueError(f"{where}: the key {name!r} is missing.")
    # A list that may be left out may be empty too.
    entries = {
        name: value
        for name, value in table.items()
        if value != [] or fields_by_name[name].default != ()
    }
    return kind(
        **{name: _value(hints[name], entries[name], f"{where}, {name}") for name in entries}
    )


# They are texts, and reading them took half the time of a room.
_type_hints = cache(typing.get_type_hints)


def _value(hint: Any, value: Any, where: str) -> Any:
    if is_dataclass(hint):
        return build(hint, value, where)
    if typing.get_origin(hint) is dict:
        hint = dict
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list | tuple) or not value:
            raise CatalogueError(f"{where}: expected a list that is not empty, found {value!r}.")
        inner = typing.get_args(hint)[0]
        return tuple(_value(inner, item, f"{where} {i}") for i, item in enumerate(value, 1))
    allowed = tuple(t for t in typing.get_args(hint) if t is not types.NoneType) or (hint,)
    if is_dataclass(allowed[0]):  # one that may be left out
        return build(allowed[0], value, where)
    # TOML writes 50 for a bar that might be 50.5; and to Python True is a number.
    accepted = allowed + ((int,) if float in allowed else ())
    if not isinstance(value, accepted) or (isinstance(value, bool) and bool not in allowed):
        raise CatalogueError(f"{where}: expected {allowed[0].__name__}, found {value!r}.")
    if value == "":
        raise CatalogueError(f"{where}: is empty.")
    return value
