"""What a cell's letters mean to people: signs that do not show, short names, words for "not known"."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from course_lib.tables.data_dictionary import PLATFORMS, Column

_JOINERS = "\u200c\u200d"  # they shape Persian words and emoji, so between such letters they stay
_SIGNS_ALONE = re.compile(r"[?\-–—./_]+")
_WHOLE_WITH_ZEROS = re.compile(r"(\d+)[.,]0+")  # what a spreadsheet makes of an id


def visible(text: str) -> str:
    """The text as it is seen: composed (NFC), without marks that do not show, spaces single, ends bare."""
    if text.isascii() and text.isprintable():  # nearly always, and ten times as fast
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(c for i, c in enumerate(composed) if _shows(composed, i)).split())


def fold(text: str) -> str:
    """The text for comparing: visible, in one width of letters, in small letters."""
    return visible(unicodedata.normalize("NFKC", text)).casefold()


def name(cell: str, column: Column) -> str:
    """A name as it is kept: visible, and an id such as "1.0" as "1"."""
    shape = visible(cell)
    whole = None if column.names == PLATFORMS else _WHOLE_WITH_ZEROS.fullmatch(shape)
    return whole[1] if whole else shape


def key(spelling: str, names: str) -> str:
    """What two spellings of one name have in common; `names` is that of their column."""
    folded = fold(spelling)
    return _platforms().get(folded, folded) if names == PLATFORMS else folded


def is_social(source: str) -> bool:
    """Whether a source is a social platform, however it is spelt, or "social media" in general."""
    return key(source, PLATFORMS) in _words()["social"]["words"]


def is_unknown(cell: str) -> bool:
    """Whether a cell says that nothing is known: "?", "unknown", "n/a", "-", or no sign that shows."""
    folded = fold(cell)
    return (
        not folded or bool(_SIGNS_ALONE.fullmatch(folded)) or folded in _words()["unknown"]["words"]
    )


def same(cell: str, values: tuple[str, ...]) -> str:
    """The word among `values` that the cell says in another word, or in capitals; "" if none."""
    folded = fold(cell)
    if folded in values:
        return folded
    return next((word for word in values if folded in _words()["same"].get(word, ())), "")


def nearest(cell: str, values: tuple[str, ...]) -> str:
    """The word among `values` that was probably meant, or "" where none comes near."""
    folded = fold(cell)
    for value in values:
        if folded in _words()["near"].get(value, ()):
            return value
    return next(iter(difflib.get_close_matches(folded, values, 1, 0.6)), "")


def _shows(text: str, place: int) -> bool:
    """Whether the sign at this place shows, or shapes what stands on both sides of it as a joiner does."""
    # Unicode's "other, format": marks that take no space.
    if unicodedata.category(text[place]) != "Cf":
        return True
    beside = text[place - 1 : place] + text[place + 1 : place + 2]
    return text[place] in _JOINERS and len(beside) == 2 and not any(c.isascii() for c in beside)


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("spellings.toml").read_text(encoding="utf-8"))


@cache
def _platforms() -> dict[str, str]:
    return {short: name for name, shorts in _words()["platforms"].items() for short in shorts}
