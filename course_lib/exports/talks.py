"""Talks: who is the other one, and who we are where a talk itself tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from course_lib.exports.records import Message

_MARKS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"\+?[\d\s().\-\u2010-\u2015]{6,}")


@dataclass
class Talk:
    """One talk as a file has it: `rows` of (when, sender, text, id), and `people`, the names in it.

    `title` is the other one's name or the group's, "" where the file does not say it.
    """

    key: str
    title: str = ""
    people: set[str] = field(default_factory=set)
    rows: list[tuple[datetime, str, str, str]] = field(default_factory=list)
    group: bool = False


@lru_cache(maxsize=4096)
def same(name: str) -> str:
    """A name by which two spellings of it are told to be one: no case, direction marks or odd spaces."""
    plain = _SPACES.sub(" ", _MARKS.sub("", name)).strip().removeprefix("~").strip().casefold()
    return re.sub(r"[^\d+]", "", plain) if _NUMBER.fullmatch(plain) else plain


def is_number(name: str) -> bool:
    """Whether somebody is known by a telephone number alone."""
    return bool(_NUMBER.fullmatch(_MARKS.sub("", name).strip()))


def in_all(talks: Sequence[Talk]) -> str:
    """The one name that all talks of exactly two share, which is whoever downloaded them; "" if none is sure."""
    pairs = [{same(name) for name in talk.people} for talk in talks if not talk.group]
    pairs = [names for names in pairs if len(names) == 2]
    common = set.intersection(*pairs) if pairs else set()
    return common.pop() if len(pairs) > 1 and len(common) == 1 else ""


def other_than_title(talk: Talk) -> str:
    """In a talk of two that bears one's name, the other name; "" where that is not so."""
    rest = {same(name) for name in talk.people} - {same(talk.title)}
    return rest.pop() if len(talk.people) == 2 and len(rest) == 1 and not talk.group else ""


def identity(*parts: object) -> str:
    """A short id, the same for the same message in another download."""
    words = "\x1f".join(map(str, parts)).encode("utf-8", "replace")
    return blake2b(words, digest_size=9).hexdigest()


def messages(
    platform: str, talk: Talk, ours: Iterable[str], names: dict[str, str]
) -> list[Message]:
    """The talk's messages, oldest first. `names` has another name for a person, by `same`.

    In a group a message of ours counts as to whoever wrote last, for nobody can tell whom it was for.
    """
    us = set(ours)
    talk.rows.sort(key=lambda row: row[0])
    # Of the hundreds of thousands of rows each sender is looked at once.
    senders = dict.fromkeys([sender for _, sender, _, _ in talk.rows])
    ours_too = {name for name in senders if same(name) in us}
    others = [name for name in senders if name not in ours_too]
    others += [name for name in sorted(talk.people) if same(name) not in us] or [
        talk.title or talk.key
    ]
    person = others[0]
    shown = {name: names.get(same(name), name) for name in (*senders, person)}
    result, to = [], talk.key
    for when, sender, text, key in talk.rows:
        mine = sender in ours_too
        person = person if mine else sender
        result.append(Message(platform, to, key, shown[person], sender, when, mine, text))
    return result
