"""Archives of X, which was Twitter: own posts, answers and reposts as favours, messages, and today's followers.

Layouts of 2012 to 2026, seen in public parsers: `Grailbird.data…` by month (to 2018), `tweet.js` whose posts
stand bare (2019) or wrapped, `tweets.js` since 2022, each in parts. Times are UTC. Counts are strings, and of a
post only reposts and likes are there: no replies, bookmarks or clicks.
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
from course_lib.exports import json_items, sentences, talks
from course_lib.exports.members import Member
from course_lib.exports.owner import Owner
from course_lib.exports.records import Favour, Followers, Message, Post, Record, Taken
from course_lib.exports.trouble import ExportError
from course_lib.grammar import counted

PLATFORM = "x"
_PART = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?window\.(?:YTD\.(\w+?)(?:\.part\d+)?|__THAR_CONFIG)\s*="
    rb"|\s*(?:Grailbird\.data\.|var )(tweets_\d+_\d+|user_details|tweet_index|payload_details)\s*="
)
_OURS = ("account", "config", "user_details")
_TWEETS = ("tweet", "tweets")
_TALKS = ("direct_message", "direct_messages", "direct_message_group", "direct_messages_group")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_REPOST = re.compile(r"RT @(\w+)")
_UNKNOWN = (
    ("posts", ("kind", "about", "link_to", "comments", "saves", "clicks", "paid")),
    ("messages", ("type", "by", "asked")),
)


def groups(members: Sequence[Member], head: Callable[[Member], bytes]) -> list[list[Member]]:
    """All files of archives in one group: account.js tells whose the others are."""
    files = [
        member
        for member in members
        if member.name.lower().endswith(".js") and _PART.match(head(member)[:300])
    ]
    return [files] if files else []


def read(group: Sequence[Member], owner: Owner) -> Taken:
    """Posts, messages, favours and followers of the archives."""
    reading = _Reading(owner)
    kinds = {member: _kind(member) for member in group}
    for member in sorted(group, key=lambda member: kinds[member] not in _OURS):
        try:
            sentence = reading.take(member, kinds[member])
        except ExportError as error:
            sentence = str(error)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            sentence = "is X's, but not laid out as any archive known here."
        reading.sentences[member.path] = sentence
    return reading.result([member.path for member in group])


def _kind(member: Member) -> str:
    """What a file holds: the name under which its script gives it."""
    try:
        with member.open() as stream:
            match = _PART.match(stream.read(300))
    except ExportError:
        return ""
    if not match:
        return ""
    if match[2]:
        name = match[2].decode()
        return "tweets" if name.startswith("tweets_") else name
    return match[1].decode().lower() if match[1] else "config"


@dataclass(frozen=True, slots=True)
class _Tweet:
    """What counts of a post: `parent` and `whom` are the post and the person that it answers, "" if none."""

    root: str
    id: str
    ts: datetime
    text: str
    shares: int | None
    parent: str
    whom: str
    screen_name: str


@dataclass
class _Reading:
    """What has been read of the archives so far."""

    owner: Owner
    sentences: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)  # name by id
    by_root: dict[str, str] = field(default_factory=dict)  # id of the account
    day: datetime | None = None  # of the archive
    tweets: dict[str, _Tweet] = field(default_factory=dict)  # by id
    talks: dict[str, talks.Talk] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    followers: set[str] = field(default_factory=set)
    out: Counter[str] = field(default_factory=Counter)

    def take(self, member: Member, kind: str) -> str:
        """Read one file; what was taken of it, in a sentence."""
        root = member.path.rpartition("/")[0]
        if kind in _TWEETS:
            tweets = [_tweet(entry.get("tweet", entry), root) for entry in _entries(member)]
            for tweet in tweets:
                self.out["post twice"] += tweet.id in self.tweets
                self.tweets[tweet.id] = tweet
            count = counted(len(tweets), "post, repost or reply", "posts, reposts and replies")
            return f"holds {count}." if tweets else "holds no posts."
        if kind in _TALKS:
            rows = sum(self._take_talk(entry["dmConversation"]) for entry in _entries(member))
            return (
                f"gave {counted(rows, 'message', 'messages')} of talks."
                if rows
                else "holds no messages."
            )
        if kind == "account":
            for entry in _entries(member):
                account = entry.get("account", entry)
                self.accounts[str(account["accountId"])] = account.get("username") or ""
                self.by_root[root] = str(account["accountId"])
            return "gave the account's name."
        if kind == "user_details":  # until 2018
            with member.open() as stream:
                account = json_items.document(stream)
            self.accounts[str(account["id"])] = account.get("screen_name") or ""
            return "gave the account's name."
        if kind == "config":
            with member.open() as stream:
                config = json_items.document(stream)
            if day := config.get("archiveInfo", {}).get("generationDate"):
                self.day = max(_time(day), self.day or _time(day))
            if user := config.get("userInfo"):
                self.accounts.setdefault(str(user["accountId"]), user.get("userName", ""))
            return "gave the day of the archive."
        if kind == "follower":
            people = {str(entry["follower"]["accountId"]) for entry in _entries(member)}
            self.followers |= people
            return (
                f"gave {counted(len(people), 'follower', 'followers')} of the day of the archive."
            )
        if kind.startswith("deleted_tweet"):
            return "was left out: deleted posts are not to be seen."
        return "is X's, and holds nothing that a table needs."

    def _take_talk(self, talk: dict[str, Any]) -> int:
        """Keep the messages of a talk; how many there are."""
        key = str(talk["conversationId"])
        there = self.talks.setdefault(key, talks.Talk(key, group=not re.fullmatch(r"\d+-\d+", key)))
        there.people |= set(key.split("-")) if not there.group else set()
        count = 0
        for event in talk.get("messages", []):
            message = event.get("messageCreate")
            if not message:
                continue  # somebody came, left or gave the talk a name
            count += 1
            sender, key_of_row = str(message["senderId"]), str(message["id"])
            there.people.add(sender)
            if key_of_row in self.seen:
                self.out["message twice"] += 1
                continue
            self.seen.add(key_of_row)
            text = whole(html.unescape(str(message.get("text") or "")))
            there.rows.append((_time(message["createdAt"]), sender, text, key_of_row))
        return count

    def result(self, paths: list[str]) -> Taken:
        """Records, and what is to be said of them."""
        posts, favours = self._posts()
        messages, unsure = self._messages()
        notes = list(self._notes(posts, favours, messages))
        if unsure:
            notes.append(
                "Nothing tells which of two is you in the messages: account.js is missing. Put the whole archive "
                "into the folder."
            )
        records: list[Record] = [*posts, *messages, *favours]
        if self.followers and self.day:
            day = self.day.astimezone(self.owner.zone).date()
            records.append(Followers(PLATFORM, day, len(self.followers)))
        return Taken(
            what="X, archive",
            records=tuple(records),
            files=tuple((path, self.sentences[path]) for path in paths),
            notes=tuple(notes),
            unknown=_UNKNOWN,
        )

    def _posts(self) -> tuple[list[Post], list[Favour]]:
        posts, favours = [], []
        only = next(iter(self.accounts)) if len(self.accounts) == 1 else ""
        for tweet in self.tweets.values():
            us = self.by_root.get(tweet.root, only)
            name = self.accounts.get(us, "")
            person = ""
            if repost := _REPOST.match(tweet.text):
                person = repost[1]
                self.out["repost"] += 1
            elif tweet.parent in self.tweets or (tweet.whom and tweet.whom == us):
                self.out["thread"] += 1
                continue
            elif tweet.whom or tweet.parent:
                person = tweet.screen_name or tweet.whom or tweet.parent
                self.out["reply"] += 1
            if not person:
                posts.append(
                    Post(PLATFORM, name, tweet.id, tweet.ts, None, tweet.text, shares=tweet.shares)
                )
            elif person.casefold() != name.casefold():
                favours.append(Favour("given", PLATFORM, person.casefold(), tweet.id, tweet.ts))
        return sorted(posts, key=lambda post: (post.ts, post.id)), favours

    def _messages(self) -> tuple[list[Message], bool]:
        filled = [talk for talk in self.talks.values() if talk.rows]
        us = set(self.accounts) or {talks.in_all(filled)} - {""}
        if not us:
            return [], bool(filled)
        return [one for talk in filled for one in talks.messages(PLATFORM, talk, us, {})], False

    def _notes(
        self, posts: Sequence[Post], favours: Sequence[Favour], messages: Sequence[Message]
    ) -> Iterator[str]:
        for kind, one, many, why in (
            ("reply", "reply to others", "replies to others", "of your own"),
            ("repost", "repost", "reposts", "of your own"),
            (
                "thread",
                "post that goes on with one of yours",
                "posts that go on with one of yours",
                "by itself",
            ),
        ):
            if count := self.out[kind]:
                no_post = f"{'is no post' if count == 1 else 'are no posts'} {why}"
                yield f"{counted(count, one, many)} {no_post}."
        if favours:
            yield "Replies and reposts count as favours to those people."
        if posts:
            yield (
                "X's archive holds reposts and likes of a post, but no replies, bookmarks or clicks: they stay "
                "not known. X Analytics has most of them, as CSV."
            )
        if messages:
            yield "X's archive names people in messages by a number alone."
            if any(talk.group for talk in self.talks.values()):
                yield sentences.GROUPS
        kinds = (("post twice", "post", "posts"), ("message twice", "message", "messages"))
        yield from sentences.twice(self.out, kinds)


def _entries(member: Member) -> Iterator[Any]:
    with member.open() as stream:
        for _, entry in json_items.items(stream):
            yield entry


def _tweet(entry: dict[str, Any], root: str) -> _Tweet:
    shares = entry.get("retweet_count")
    return _Tweet(
        root=root,
        id=str(entry.get("id_str") or entry["id"]),
        ts=_time(entry["created_at"]),
        text=whole(html.unescape(str(entry.get("full_text") or entry.get("text") or ""))),
        shares=int(shares) if shares not in (None, "") else None,
        parent=str(
            entry.get("in_reply_to_status_id_str") or entry.get("in_reply_to_status_id") or ""
        ),
        whom=str(entry.get("in_reply_to_user_id_str") or entry.get("in_reply_to_user_id") or ""),
        screen_name=str(entry.get("in_reply_to_screen_name") or ""),
    )


def _time(text: str) -> datetime:
    """A moment as "Wed Oct 10 20:19:24 +0000 2018", "2016-01-02 10:11:12 +0000" or in ISO 8601."""
    parts = text.split()
    if len(parts) == 6:
        month = _MONTHS.index(parts[1]) + 1
        text = f"{parts[5]}-{month:02d}-{int(parts[2]):02d} {parts[3]} {parts[4]}"
    return datetime.fromisoformat(re.sub(r" ([+-]\d{4})$", r"\1", text)).astimezone(UTC)
