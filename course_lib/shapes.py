"""Shapes of answers: what a widget can use of what the progress file holds, which may be any JSON.

A shape is a function from a value to what can be used of it. It raises Unfit where nothing can, and
returns the value as it stands where all of it can, so a difference means that something was left out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from course_lib.characters import whole

Shape = Callable[[Any], Any]

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)  # a plan lies between them


class Unfit(Exception):
    """The value has no shape that its widget can use."""


def anything(value: Any) -> Any:
    """Any value, as it stands."""
    return value


def text(value: Any) -> str:
    """A string; half an emoji in it is shown as U+FFFD, the sign for an unreadable character."""
    if not isinstance(value, str):
        raise Unfit
    return str(whole(value))


def one_of(*choices: str | int | None) -> Shape:
    """One of these values, of the same type."""

    def shape(value: Any) -> Any:
        # By type too: to Python 1 == True == 1.0, and a radio button knows one of them.
        if not any(type(value) is type(choice) and value == choice for choice in choices):
            raise Unfit
        return value

    return shape


def number(low: float, high: float) -> Shape:
    """A number from `low` to `high`, both included; True and False are none."""

    def shape(value: Any) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Unfit
        if not low <= value <= high:
            raise Unfit
        return value

    return shape


def day(value: Any) -> str:
    """A date from FIRST_DAY to LAST_DAY as ISO text, or "" for none."""
    words = text(value)
    if words and not is_day(words):
        raise Unfit
    return words


def filled(part: Shape) -> Shape:
    """What this shape takes, but no empty text: the widget puts something of its own in its place."""

    def shape(value: Any) -> Any:
        if value == "":
            raise Unfit
        return part(value)

    return shape


def is_day(words: str) -> bool:
    """Whether this is a date from FIRST_DAY to LAST_DAY, as ISO text."""
    try:
        return FIRST_DAY <= date.fromisoformat(words) <= LAST_DAY
    except ValueError:
        return False


def record(**parts: Shape) -> Shape:
    """A dictionary of named parts; a part that is missing or does not fit is left out."""

    def shape(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Unfit
        return _fit({name: parts[name] for name in value if name in parts}, value)

    return shape


def table(part: Shape) -> Shape:
    """A dictionary under any names, in its order; what does not fit is left out."""

    def shape(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Unfit
        return _fit(dict.fromkeys(value, part), value)

    return shape


def listing(most: int, part: Shape) -> Shape:
    """A list of at most so many parts, in its order; what does not fit is left out."""

    def shape(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Unfit
        return list(_fit(dict.fromkeys(range(min(len(value), most)), part), value).values())

    return shape


def row(length: int, part: Shape) -> Shape:
    """A list of so many parts that all fit: one odd choice makes the others no choice either."""

    def shape(value: Any) -> list[Any]:
        if not isinstance(value, list) or len(value) != length:
            raise Unfit
        return [part(inside) for inside in value]

    return shape


def _fit(parts: dict[Any, Shape], value: Any) -> dict[Any, Any]:
    """By name, what can be used of each value that can be used at all."""
    usable = {}
    for name, part in parts.items():
        try:
            usable[name] = part(value[name])
        except Unfit:
            continue
    return usable
