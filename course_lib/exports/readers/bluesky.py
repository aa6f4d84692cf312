"""Bluesky: the repository that every account can download (.car), and JSON of its API.

A repository is blocks of DAG-CBOR in a CAR file: a commit, a tree of keys (MST) and the records. The small part
of CBOR that they use is read here; a library for it would be larger than all the readers. Layouts of 2023 to 2026,
from the published AT Protocol specification.
"""

from __future__ import annotations

import io
import re
import struct
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, BinaryIO, TypedDict

from course_lib.characters import whole
from course_lib.exports import json_items, sentences
from course_lib.exports.members import Member
from course_lib.exports.owner import Owner
from course_lib.exports.records import Favour, Post, Record, Taken
from course_lib.exports.trouble import ExportError
from course_lib.grammar import counted

PLATFORM = "bluesky"
_POST, _REPOST = "app.bsky.feed.post", "app.bsky.feed.repost"
_REPOSITORY = re.compile(r"at://([^/]+)/([^/]+)/([^/]+)")
_LARGEST = 400_000_000  # bytes of a repository; the largest known ones are a tenth of it
_DEEPEST = 60  # nested lists and maps: a record has a dozen
_UNKNOWN = (
    ("posts", ("kind", "about", "link_to", "comments", "saves", "shares", "clicks", "paid")),
)
_DAMAGED = "is damaged or cut off. Download it again, and leave it as it is."


class _Counts(TypedDict, total=False):
    """Numbers of a post, None where not known."""

    comments: int | None
    shares: int | None
    saves: int | None


@dataclass(frozen=True)
class _Link:
    """The name of another block, which is a hash of it."""

    cid: bytes


def groups(members: Sequence[Member], head: Callable[[Member], bytes]) -> list[list[Member]]:
    """Each repository or JSON file by itself."""
    return [[member] for member in members if _kind(member, head(member))]


def read(group: Sequence[Member], owner: Owner) -> Taken:
    """Posts, and reposts and replies as favours. Raises ExportError."""
    (member,) = group
    with member.open() as stream:
        kind = _kind(member, stream.read(4096))
    reading = _Reading()
    with member.open() as stream:
        repository = kind == "repository"
        entries = _repository(stream) if repository else _listed(json_items.document(stream))
        for uri, record, counts in entries:
            reading.take(uri, record, counts)
    records: list[Record] = [
        *sorted(reading.posts.values(), key=lambda post: post.id),
        *reading.favours,
    ]
    parts = [
        counted(count, one, many)
        for count, one, many in (
            (len(reading.posts), "post", "posts"),
            (len(reading.favours), "repost or reply", "reposts and replies"),
        )
        if count
    ]
    return Taken(
        what="Bluesky, repository" if kind == "repository" else "Bluesky, JSON",
        records=tuple(records),
        files=((member.path, f"gave {' and '.join(parts)}." if parts else "holds no posts."),),
        notes=tuple(reading.notes(kind)),
        unknown=_UNKNOWN,
    )


def _kind(member: Member, start: bytes) -> str:
    """Whether a file is a repository or JSON with Bluesky's records, "" for any other."""
    if start[:60].find(b"\xa2eroots\x81\xd8\x2a") in (1, 2) and b"gversion\x01" in start[:120]:
        return "repository"
    if member.name.lower().endswith(".json") and start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (
        b"{",
        b"[",
    ):
        return "json" if b'"app.bsky.feed.' in start or b"/app.bsky.feed." in start else ""
    return ""


@dataclass
class _Reading:
    """What was read of one account's records so far."""

    posts: dict[str, Post] = field(default_factory=dict)
    favours: list[Favour] = field(default_factory=list)
    out: Counter[str] = field(default_factory=Counter)

    def take(self, uri: str, record: dict[str, Any], counts: _Counts) -> None:
        """Add a record with the address under which it stands."""
        place = _REPOSITORY.match(uri)
        who = place[1] if place else ""
        kind = record.get("$type")
        when = _time(record.get("createdAt"))
        if kind not in (_POST, _REPOST):
            return
        if when is None:
            self.out["undated"] += 1
            return
        if kind == _REPOST:
            target = _author(record.get("subject"))
            if target != who:
                self.out["repost"] += 1
                self.favours.append(Favour("given", PLATFORM, target, uri, when))
        elif parent := _author(_parent(record)):
            if parent == who:
                self.out["thread"] += 1
            else:
                self.out["reply"] += 1
                self.favours.append(Favour("given", PLATFORM, parent, uri, when))
        else:
            self.posts[uri] = Post(
                PLATFORM, who, uri, when, None, whole(str(record.get("text") or "")), **counts
            )

    def notes(self, kind: str) -> Iterator[str]:
        """What was left out, and what is nowhere."""
        favours = (
            ("reply", "reply to others is no post", "replies to others are no posts"),
            ("repost", "repost is no post", "reposts are no posts"),
        )
        yield from sentences.no_posts(self.out, favours)
        if count := self.out["undated"]:
            yield f"{counted(count, 'record without a time was', 'records without a time were')} left out."
        if self.posts and kind == "repository":
            yield (
                "Bluesky's repository holds what you wrote and no number of replies, reposts, saves or clicks: "
                "they stay not known."
            )


def _parent(record: dict[str, Any]) -> Any:
    """The reference to the post that one answers, None if it answers none."""
    reply = record.get("reply")
    return reply.get("parent") if isinstance(reply, dict) else None


def _author(reference: Any) -> str:
    """Whose the record is that a reference names."""
    match = (
        _REPOSITORY.match(str(reference.get("uri") or "")) if isinstance(reference, dict) else None
    )
    return match[1] if match else ""


def _time(text: Any) -> datetime | None:
    try:
        when = datetime.fromisoformat(str(text))
        return when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _listed(value: Any) -> Iterator[tuple[str, dict[str, Any], _Counts]]:
    """Every record in JSON with its address: as listRecords gives them, or as a feed does, with counts."""
    if isinstance(value, list):
        for inner in value:
            yield from _listed(inner)
    if not isinstance(value, dict):
        return
    record = value.get("value") or value.get("record")
    if (
        isinstance(record, dict)
        and str(record.get("$type")) in (_POST, _REPOST)
        and value.get("uri")
    ):
        if "reason" not in value:
            yield str(value["uri"]), record, _counts(value)
        return
    for key, inner in value.items():
        if key in ("reply", "embed"):
            continue  # other people's posts
        if key == "post" and "reason" in value:
            continue  # somebody's post that was reposted
        yield from _listed(inner)


def _counts(view: dict[str, Any]) -> _Counts:
    """The counts of a post in a feed; None where it has none."""
    numbers = {key: value if type(value) is int else None for key, value in view.items()}
    reposts, quotes = numbers.get("repostCount"), numbers.get("quoteCount")
    return {
        "comments": numbers.get("replyCount"),
        "shares": None if reposts is None else reposts + (quotes or 0),
        "saves": numbers.get("bookmarkCount"),
    }


def _repository(stream: BinaryIO) -> Iterator[tuple[str, dict[str, Any], _Counts]]:
    """Every record of a repository in CAR, with its address. Raises ExportError."""
    try:
        roots, blocks = _blocks(stream)
        commit = blocks[roots[0].cid]
        for key, link in _tree(commit["data"], blocks, set()):
            record = blocks.get(link.cid)
            if isinstance(record, dict):
                yield f"at://{commit['did']}/{key}", record, {}
    except (AttributeError, EOFError, IndexError, KeyError, OverflowError, TypeError, ValueError):
        raise ExportError(_DAMAGED) from None


def _blocks(stream: BinaryIO) -> tuple[list[_Link], dict[bytes, Any]]:
    """The roots of a CAR file and all its blocks, by their names."""
    data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ExportError("is larger than any account's repository.")
    file = io.BytesIO(data)
    header = _value(io.BytesIO(_bytes(file, _varint(file))), 0)
    blocks = {}
    while file.tell() < len(data):
        block = _bytes(file, _varint(file))
        inner = io.BytesIO(block)
        version, codec, _, size = (_varint(inner) for _ in range(4))
        cid = block[: inner.tell() + size]
        if version != 1 or codec != 0x71:
            continue  # not DAG-CBOR: a picture
        inner.seek(len(cid))
        blocks[cid] = _value(inner, 0)
    return header["roots"], blocks


def _tree(
    link: _Link | None, blocks: dict[bytes, Any], path: set[bytes]
) -> Iterator[tuple[str, _Link]]:
    """The keys of a Merkle search tree in order, each with its record's name; a key begins as the one before."""
    if link is None or link.cid in path:
        return
    node = blocks[link.cid]
    path = path | {link.cid}
    yield from _tree(node["l"], blocks, path)
    key = b""
    for entry in node["e"]:
        key = key[: entry["p"]] + entry["k"]
        yield key.decode(), entry["v"]
        yield from _tree(entry["t"], blocks, path)


def _varint(file: BinaryIO) -> int:
    """An unsigned number of seven bits a byte, the lowest first."""
    value = shift = 0
    while True:
        (byte,) = _bytes(file, 1)
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value
        if shift > 63:
            raise ValueError("too long a number")


def _bytes(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise EOFError
    return data


def _value(file: BinaryIO, depth: int) -> Any:
    """The next value of DAG-CBOR: definite lengths, text keys, links (tag 42), floats of 64 bits."""
    if depth > _DEEPEST:
        raise ValueError("too deep")
    (first,) = _bytes(file, 1)
    major, extra = first >> 5, first & 0x1F
    if major == 7:
        if extra in (20, 21, 22):
            return {20: False, 21: True, 22: None}[extra]
        if extra == 27:
            return struct.unpack(">d", _bytes(file, 8))[0]
        raise ValueError("no such simple value")
    if extra > 27:
        raise ValueError("no length")
    size = extra if extra < 24 else int.from_bytes(_bytes(file, 1 << extra - 24), "big")
    if major == 0:
        return size
    if major == 1:
        return -1 - size
    if major == 2:
        return _bytes(file, size)
    if major == 3:
        return _bytes(file, size).decode("utf-8", "replace")
    if major == 4:
        return [_value(file, depth + 1) for _ in range(size)]
    if major == 5:
        return {_value(file, depth + 1): _value(file, depth + 1) for _ in range(size)}
    if size != 42:
        raise ValueError("no such tag")
    return _Link(_value(file, depth + 1)[1:])  # behind a 0 that stands for no base
