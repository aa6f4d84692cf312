"""What the words of a payment or a time entry say: whether it is social media, and what on.

It is a guess, and said to be one.
"""

from __future__ import annotations

import itertools
import re
import string
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_SIGNS = str.maketrans(dict.fromkeys(string.punctuation, " "))


def payment(text: str) -> str:
    """The value of spend.category that the words of a payment point to, "" where it is no social media."""
    plain = _plain(text)
    if _first_words().isdisjoint(plain.split()):
        return ""
    about = _says(plain, "payments", "about")
    if about and _says(plain, "payments", "training"):
        return "training"
    for category in ("ads", "tools"):
        if _says(plain, "payments", category):
            return category
    if about and _says(plain, "payments", "content"):
        return "content"
    return "other" if _says(plain, "payments", "other") else ""


def platform(texts: Iterable[str]) -> str:
    """The platform that the first of the texts that names one names alone; "" where none does."""
    for text in texts:
        plain = _plain(text)
        names = [name for name in _words()["platforms"] if _says(plain, "platforms", name)]
        if names:
            return names[0] if len(names) == 1 else ""
    return ""


def platforms() -> tuple[str, ...]:
    """The platforms that are known by name."""
    return tuple(_words()["platforms"])


def is_social(texts: Iterable[str]) -> bool:
    """Whether one of the texts names a platform, or social media at large."""
    plain = _plain(" ".join(texts))
    return _says(plain, "time", "about") or any(
        _says(plain, "platforms", name) for name in _words()["platforms"]
    )


def _plain(text: str) -> str:
    """Small letters with single spaces in place of all signs."""
    if text.isascii():  # nearly always, and much faster
        return " ".join(text.lower().translate(_SIGNS).split())
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).casefold())


def _says(plain: str, section: str, name: str) -> bool:
    return _pattern(section, name).search(plain) is not None


@cache
def _pattern(section: str, name: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in _words()[section][name])
    return re.compile(rf"\b(?:{words})\b")


@cache
def _first_words() -> frozenset[str]:
    """The words with which all that is looked for in payments begins: most payments hold none of them."""
    lists = _words()["payments"].values()
    return frozenset(words.split()[0] for words in itertools.chain(*lists))


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("social.toml").read_text(encoding="utf-8"))
