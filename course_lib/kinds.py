"""Words for three kinds of organisation: a shop, a firm that sells to firms, a club, charity or theatre.

A room's words are written for a shop. Its texts may hold words in braces ({customers}), which kinds.toml
spells for each kind, and a table such as [firm.decide] replaces whole texts for one of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from course_lib.errors import CourseError

USUAL = "shop"  # where nobody has said which


class KindError(CourseError):
    """A room's words for one kind of organisation do not fit the others."""


@cache
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    """By kind, what each word in braces stands for; "name" is the kind's own, as a reader sees it."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def for_kind(words: dict[str, Any], kind: str) -> dict[str, Any]:
    """A room's words as an organisation of this kind reads them, without the tables of any kind.

    Raises KindError for an override of what is not there, KeyError for a kind that there is not.
    """
    spellings = vocabulary()[kind]
    base = {name: value for name, value in words.items() if name not in vocabulary()}
    return _spelt(_merged(base, words.get(kind, {}), kind), spellings)


def _merged(base: dict[str, Any], override: dict[str, Any], path: str) -> dict[str, Any]:
    """`base` with the texts of `override` in place of its own; tables within tables likewise."""
    merged = dict(base)
    for name, value in override.items():
        where = f"{path}.{name}"
        if name not in base or type(value) is not type(base[name]):
            raise KindError(f"{where} replaces nothing: there is no such text for all kinds.")
        if isinstance(value, list) and _ids(value) != _ids(base[name]):
            raise KindError(f"{where}: the ids must be the same, in the same order, for all kinds.")
        merged[name] = _merged(base[name], value, where) if isinstance(value, dict) else value
    return merged


def _ids(rows: list[Any]) -> list[Any]:
    return [row.get("id") if isinstance(row, dict) else None for row in rows]


def _spelt(value: Any, spellings: Mapping[str, str]) -> Any:
    """The value with every known word in braces spelt out; {k}, {n} and {who} stay as they are."""
    if isinstance(value, dict):
        return {name: _spelt(inside, spellings) for name, inside in value.items()}
    if isinstance(value, list):
        return [_spelt(inside, spellings) for inside in value]
    if not isinstance(value, str):
        return value
    return re.sub(r"\{(\w+)\}", lambda match: spellings.get(match[1], match[0]), value)
