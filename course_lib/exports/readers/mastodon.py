"""Mastodon's archive: outbox.json, an ActivityPub collection of what an account published (2017 to 2026).

Whom a post was for stands in `to` and `cc`: only what names everybody there is public. Since 4.4 a post may tell
how often it was boosted; answers, bookmarks and clicks are nowhere.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from course_lib.characters import whole
from course_lib.exports import json_items, sentences
from course_lib.exports.members import Member
from course_lib.exports.owner import Owner
from course_lib.exports.records import Favour, Post, Record, Taken
from course_lib.exports.trouble import ExportError
from course_lib.grammar import counted

PLATFORM = "mastodon"
_EVERYBODY = frozenset(
    {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}
)  # the three ways of writing it
_NEAR = ("likes.json", "bookmarks.json")
_AUTHOR = re.compile(r"https?://([^/]+)/(?:users/|@|ap/users/)?([^/?#]+)")
_BREAK = re.compile(r"<br\s*/?>|</p>\s*<p[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_UNKNOWN = (("posts", ("kind", "about", "link_to", "comments", "saves", "clicks", "paid")),)


def groups(members: Sequence[Member], head: Callable[[Member], bytes]) -> list[list[Member]]:
    """Each outbox with the files beside it that tell whose it is."""
    archives: dict[str, list[Member]] = {}
    for member in members:
        if member.name.lower().endswith(".json") and _is_outbox(member, head):
            archives.setdefault(_folder(member), []).append(member)
    for member in members:
        beside = member.name.lower() in _NEAR or _is_actor(member, head)
        if beside and _folder(member) in archives and member not in archives[_folder(member)]:
            archives[_folder(member)].append(member)
    return [*archives.values()]


def read(group: Sequence[Member], owner: Owner) -> Taken:
    """Public posts, and boosts and answers as favours."""
    reading, sentences = _Reading(), {}
    for member in sorted(group, key=lambda member: member.name.lower() != "actor.json"):
        try:
            sentences[member.path] = reading.take(member)
        except ExportError as error:
            sentences[member.path] = str(error)
        except (AttributeError, KeyError, TypeError, ValueError):
            sentences[member.path] = "is Mastodon's, but not laid out as any archive known here."
    records: list[Record] = [
        *sorted(reading.posts.values(), key=lambda post: post.id),
        *reading.favours,
    ]
    return Taken(
        what="Mastodon, archive",
        records=tuple(records),
        files=tuple((member.path, sentences[member.path]) for member in group),
        notes=tuple(reading.notes()),
        unknown=_UNKNOWN,
    )


def _folder(member: Member) -> str:
    return member.path.rpartition("/")[0]


def _start(member: Member, head: Callable[[Member], bytes]) -> str:
    return head(member).decode("utf-8", "ignore").lstrip("\ufeff \r\n\t")


def _is_outbox(member: Member, head: Callable[[Member], bytes]) -> bool:
    start = _start(member, head)
    streams = "activitystreams" in start and '"@context"' in start[:200]
    named = member.name.lower() == "outbox.json" or "outbox" in start
    listed = '"orderedItems"' in start or (named and "OrderedCollection" in start)
    return start.startswith("{") and streams and listed and member.name.lower() not in _NEAR


def _is_actor(member: Member, head: Callable[[Member], bytes]) -> bool:
    return member.name.lower() == "actor.json" and '"@context"' in _start(member, head)[:200]


@dataclass
class _Reading:
    """What was read of one archive so far."""

    actor: str = ""
    account: str = ""
    posts: dict[str, Post] = field(default_factory=dict)
    favours: list[Favour] = field(default_factory=list)
    out: Counter[str] = field(default_factory=Counter)

    def take(self, member: Member) -> str:
        """Read one file; what was taken of it, in a sentence."""
        name = member.name.lower()
        if name in _NEAR:
            return "is Mastodon's, and holds nothing that a table needs."
        if name == "actor.json":
            with member.open() as stream:
                actor = json_items.document(stream)
            self.actor = str(actor.get("id") or "")
            host = _AUTHOR.match(self.actor)
            name = str(actor["preferredUsername"])
            self.account = f"{name}@{host[1]}" if host else name
            return "gave the account's name."
        before = len(self.posts), len(self.favours)
        with member.open() as stream:
            for key, item in json_items.items(stream):
                if key == "orderedItems":
                    self._take_item(item)
        posts, favours = len(self.posts) - before[0], len(self.favours) - before[1]
        parts = [
            counted(count, one, many)
            for count, one, many in (
                (posts, "post", "posts"),
                (favours, "boost or answer", "boosts and answers"),
            )
            if count
        ]
        return f"gave {' and '.join(parts)}." if parts else "holds no public posts."

    def _take_item(self, item: dict[str, Any]) -> None:
        content, who = item.get("object"), str(item.get("actor") or self.actor)
        if item.get("type") == "Announce":
            self._take_boost(item, who)
        elif item.get("type") != "Create" or not isinstance(content, dict):
            self.out["other"] += 1
        elif not _EVERYBODY & {*_addresses(item), *_addresses(content)}:
            self.out["private"] += 1
        else:
            self._take_post(content, who)

    def _take_boost(self, item: dict[str, Any], who: str) -> None:
        content = item.get("object")
        target = str(
            content.get("id") or content.get("url") if isinstance(content, dict) else content
        )
        if not _EVERYBODY & set(_addresses(item)):
            self.out["private"] += 1
        elif _is_of(target, who):
            self.out["own boost"] += 1
        else:
            self.out["boost"] += 1
            self.favours.append(
                Favour(
                    "given", PLATFORM, _person(target), str(item["id"]), _time(item["published"])
                )
            )

    def _take_post(self, content: dict[str, Any], who: str) -> None:
        key, when = str(content["id"]), _time(content["published"])
        if parent := str(content.get("inReplyTo") or ""):
            if _is_of(parent, who):
                self.out["thread"] += 1
            else:
                self.out["reply"] += 1
                self.favours.append(Favour("given", PLATFORM, _person(parent), key, when))
            return
        shares = content.get("shares")
        count = shares.get("totalItems") if isinstance(shares, dict) else None
        count = count if isinstance(count, int) else None
        self.out["counted"] += count is not None
        account = self.account or _person(who)
        text = _text(
            content.get("summary") or "", content.get("content") or content.get("name") or ""
        )
        self.posts[key] = Post(PLATFORM, account, key, when, None, text, shares=count)

    def notes(self) -> Iterator[str]:
        """What was left out, and what no archive of Mastodon tells."""
        for kind, one, many in (
            ("private", "post for some people alone was", "posts for some people alone were"),
            ("own boost", "boost of a post of your own was", "boosts of posts of your own were"),
            ("other", "entry that is no post was", "entries that are no posts were"),
        ):  # fmt: skip
            if count := self.out[kind]:
                yield f"{counted(count, one, many)} left out."
        favours = (
            ("reply", "answer to others is no post", "answers to others are no posts"),
            ("boost", "boost is no post", "boosts are no posts"),
        )
        yield from sentences.no_posts(self.out, favours)
        if self.posts:
            boosts = "" if self.out["counted"] else "boosts, "
            yield (
                f"Mastodon's archive does not say how many answers, {boosts}bookmarks or clicks a post had: they "
                "stay not known, and no other file has them."
            )


def _addresses(item: dict[str, Any]) -> list[str]:
    """Whom an entry is for."""
    return [
        address
        for key in ("to", "cc")
        for address in (item[key] if isinstance(item.get(key), list) else [item.get(key)])
        if isinstance(address, str)
    ]


def _is_of(target: str, who: str) -> bool:
    """Whether a post's address is one of that account's."""
    return bool(who) and (target.startswith(f"{who}/") or _person(target) == _person(who))


def _person(address: str) -> str:
    """Whose a post or an account is, as name@host."""
    match = _AUTHOR.match(address)
    return f"{match[2].removeprefix('@')}@{match[1]}".casefold() if match else address.casefold()


def _text(*parts: str) -> str:
    """What is written in HTML, without its tags."""
    plain = (html.unescape(_TAG.sub("", _BREAK.sub("\n", part))) for part in parts if part)
    return whole("\n".join(plain))


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
