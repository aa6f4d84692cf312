"""TikTok's download as JSON: own videos, messages, and who follows still.

Its branches are renamed about twice a year (`Video`, `Post`, `Your Activity`, …; layouts of 2020 to 2025 seen in
public parsers), so lists are told by what their entries hold: a video of one's own has Likes, one that was only
watched has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from course_lib.characters import whole
from course_lib.exports import audience, json_items, sentences, talks
from course_lib.exports.members import Member
from course_lib.exports.owner import Owner
from course_lib.exports.records import Followers, Message, Post, Record, Taken
from course_lib.grammar import counted

PLATFORM = "tiktok"
_BRANCH = re.compile(
    r'\s*\{\s*"(?:Your Activity|Activity|Ads and data|App Settings|Comments?|Direct Messages?|Posts?|Video|Profile'
    r"|Profile And Settings|Likes and Favorites|Followers?|Following|Location Review|Income[^\"]*"
    r'|TikTok [^"]*|Tiktok [^"]*)"\s*:',
)
_LISTS = re.compile(r'"\w+List"|tiktok|"ChatHistory"|"ProfileMap"', re.I)
_AS_TEXT = re.compile(r"\s*(Date|Username|userName|From): [^\n]+\n(\s*[A-Za-z() ]+: ?[^\n]*\n)")
_VIDEO = re.compile(r"/video/(\d{17,20})")
_CHAT = re.compile(r"^chat history with\s+", re.I)
_NOT_PUBLIC = re.compile(r"friend|only|private|self|\bme\b|\byou\b", re.I)
_PUBLIC = re.compile(r"every|public|all", re.I)
_GONE = re.compile(r"delet|draft|story|stories", re.I)
_WORDS = "Settings and privacy, Account, Download your data, with the file format JSON"
_ASK = f"Ask for all of your data: {_WORDS}."
_UNKNOWN = (
    ("posts", ("kind", "about", "link_to", "comments", "saves", "shares", "clicks", "paid")),
    ("messages", ("type", "by", "asked")),
)


def groups(members: Sequence[Member], head: Callable[[Member], bytes]) -> list[list[Member]]:
    """Every download by itself, and every file of one that was asked for as text."""
    return [[member] for member in members if _is_ours(member, head)]


def _is_ours(member: Member, head: Callable[[Member], bytes]) -> bool:
    name = member.name.lower()
    if name.endswith(".txt"):
        start = head(member).decode("utf-8", "ignore")
        return "tiktok" in (member.path + start).lower() and bool(_AS_TEXT.match(start))
    if not name.endswith(".json"):
        return False
    start = head(member).decode("utf-8", "ignore").lstrip("\ufeff")
    if name.startswith("user_data") and start.lstrip()[:1] in ("{", "<", ""):
        return bool(start.strip())
    return bool(_BRANCH.match(start)) and bool(_LISTS.search(start))


def read(group: Sequence[Member], owner: Owner) -> Taken:
    """Videos, messages and followers of one download. Raises ExportError."""
    (member,) = group
    if member.name.lower().endswith(".txt"):
        words = f"is TikTok's download as text, which is not read. Ask for it again: {_WORDS}."
        return Taken("TikTok, Download your data (text)", files=((member.path, words),))
    with member.open() as stream:
        content = json_items.document(stream)
    reading = _Reading(owner)
    if isinstance(content, dict):
        reading.walk(content, ())
    return reading.result(member.path)


@dataclass
class _Reading:
    """What was found in one download, wherever in it."""

    owner: Owner
    account: str = ""
    posts: dict[str, Post] = field(default_factory=dict)
    talks: list[talks.Talk] = field(default_factory=list)
    followers: set[tuple[str, datetime]] = field(default_factory=set)
    out: Counter[str] = field(default_factory=Counter)
    zone: str = ""  # "taken" where a time names none

    def walk(self, branch: dict[str, Any], path: tuple[str, ...]) -> None:
        """Take what the lists below a branch hold."""
        if not self.account and any("profile" in part.lower() for part in path):
            names = {key.lower(): value for key, value in branch.items() if isinstance(value, str)}
            self.account = names.get("username", "")
        for key, inner in branch.items():
            if isinstance(inner, dict):
                self.walk(inner, (*path, key))
            elif isinstance(inner, list):
                entries = [
                    {name.lower(): value for name, value in entry.items()}
                    for entry in inner
                    if isinstance(entry, dict)
                ]
                if entries:
                    self._take(entries, key, path)

    def _take(self, entries: list[dict[str, Any]], key: str, path: tuple[str, ...]) -> None:
        place = " ".join((*path, key))
        keys = set[str]().union(*entries[:20])
        if {"from", "content", "date"} <= keys:
            self._take_talk(entries, _CHAT.sub("", key).rstrip(": "))
        elif {"date", "link", "likes"} <= keys:
            if _GONE.search(place):
                self.out["gone"] += len(entries)
            else:
                self._take_videos(entries)
        elif {"date", "username"} <= keys and re.search(r"fans|follower", place, re.I):
            for entry in entries:
                if when := self._time(entry.get("date")):
                    self.followers.add((str(entry.get("username")), when))

    def _take_videos(self, entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            seen_by = str(entry.get("whocanview") or "")
            if _NOT_PUBLIC.search(seen_by) and not _PUBLIC.search(seen_by):
                self.out["private"] += 1
                continue
            number = _VIDEO.search(str(entry.get("link") or ""))
            # A video's number begins with the second at which it was made.
            when = (
                datetime.fromtimestamp(int(number[1]) >> 32, UTC)
                if number
                else self._time(entry.get("date"))
            )
            if when is None:
                self.out["undated"] += 1
                continue
            key = number[1] if number else f"{self.account}:{when:%Y%m%d%H%M%S}"
            self.posts[key] = Post(
                PLATFORM, "", key, when, None, whole(str(entry.get("title") or ""))
            )

    def _take_talk(self, entries: list[dict[str, Any]], other: str) -> None:
        talk = talks.Talk(other, other, {other})
        same = Counter[tuple[Any, ...]]()
        for entry in entries:
            when = self._time(entry.get("date"))
            sender, text = str(entry.get("from") or ""), whole(str(entry.get("content") or ""))
            if when is None or not sender:
                self.out["no message"] += 1
                continue
            row = (when, sender, text)
            same[row] += 1
            talk.rows.append((*row, talks.identity(PLATFORM, other, *row, same[row])))
            talk.people.add(sender)
        talk.group = len(talk.people) > 2
        self.talks.append(talk)

    def _time(self, text: Any) -> datetime | None:
        """A moment; one without a zone is taken as UTC, which newer downloads write beside it."""
        words = str(text or "").strip()
        if not words.endswith(("UTC", "Z")):
            self.zone = "taken" if words else self.zone
        try:
            when = datetime.fromisoformat(words.removesuffix("UTC").strip())
        except ValueError:
            return None
        return when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC)

    def result(self, path: str) -> Taken:
        """Records, and what is to be said of them."""
        posts = sorted(self.posts.values(), key=lambda post: (post.ts, post.id))
        posts = [Post(PLATFORM, self.account, post.id, post.ts, None, post.text) for post in posts]
        messages, unsure = self._messages()
        followers = self._followers()
        records: list[Record] = [*posts, *messages, *followers]
        counts = [
            counted(len(kind), one, many)
            for kind, one, many in (
                (posts, "video", "videos"),
                (messages, "message", "messages"),
                (self.followers, "person who follows still", "people who follow still"),
            )
            if kind
        ]
        listed = ", ".join(counts)
        notes = list(self._notes(posts, messages))
        if unsure:
            notes.append(
                "Nothing tells which name is yours in the messages: say it in the answers."
            )
        return Taken(
            what="TikTok, Download your data (JSON)",
            records=tuple(records),
            files=(
                (
                    path,
                    f"gave {listed}."
                    if counts
                    else f"holds no video of yours and no message. {_ASK}",
                ),
            ),
            notes=tuple(notes),
            questions=("names",) if unsure else (),
            unknown=_UNKNOWN,
        )

    def _messages(self) -> tuple[list[Message], bool]:
        filled = [talk for talk in self.talks if talk.rows]
        ours = {talks.same(name) for name in (self.account, *self.owner.names)} - {""}
        result, unsure = [], False
        for talk in filled:
            people = {talks.same(name) for name in talk.people}
            us = ours & people or {talks.other_than_title(talk)} - {""}
            if us or people == {talks.same(talk.title)}:
                result += talks.messages(PLATFORM, talk, us, {})
            else:
                unsure = True
        return result, unsure

    def _followers(self) -> list[Followers]:
        moments = (moment for _, moment in self.followers)
        return audience.levels(PLATFORM, moments, self.owner.zone)

    def _notes(self, posts: Sequence[Post], messages: Sequence[Message]) -> Iterator[str]:
        kinds = (
            ("private", "video that not everybody can see", "videos that not everybody can see"),
            ("gone", "deleted or passing video", "deleted or passing videos"),
            ("undated", "video without a time", "videos without a time"),
            ("no message", "message without sender or time", "messages without sender or time"),
        )
        yield from sentences.left_out(self.out, kinds)
        if posts:
            yield (
                "TikTok's download holds likes of a video, but no comments, saves, shares or clicks: they stay "
                "not known. TikTok Studio has comments and shares, as CSV."
            )
        if self.zone and (posts or messages or self.followers):
            yield "TikTok's download names no time zone for its times: UTC was taken, which newer ones name."
        if self.followers:
            yield sentences.ONLY_PRESENT
        if any(talk.group for talk in self.talks) and messages:
            yield sentences.GROUPS
