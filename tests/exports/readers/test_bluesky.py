"""Bluesky's repository and JSON: own posts alone are posts, and no number is made up."""

from __future__ import annotations

import hashlib
import json
import struct
from datetime import UTC, datetime
from typing import Any

import pytest

from course_lib.exports.readers import bluesky
from course_lib.exports.records import Favour, Post, Taken
from course_lib.exports.trouble import ExportError
from tests.exports.readers.downloads import head, member, of, read, said

ME, BO = "did:plc:oaknail", "did:plc:bo"


class Name(bytes):
    """The name of a block."""


def cbor(value: Any) -> bytes:
    """A value as the specification of DAG-CBOR writes it."""

    def sized(major: int, size: int) -> bytes:
        if size < 24:
            return bytes([major << 5 | size])
        for extra, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
            if size < 1 << 8 * width:
                return bytes([major << 5 | extra]) + size.to_bytes(width, "big")
        raise ValueError(size)

    match value:
        case None | bool():
            return {None: b"\xf6", False: b"\xf4", True: b"\xf5"}[value]
        case float():
            return b"\xfb" + struct.pack(">d", value)
        case int():
            return sized(0, value) if value >= 0 else sized(1, -1 - value)
        case Name():
            return b"\xd8\x2a" + sized(2, len(value) + 1) + b"\0" + value
        case bytes():
            return sized(2, len(value)) + value
        case str():
            return sized(3, len(value.encode())) + value.encode()
        case list():
            return sized(4, len(value)) + b"".join(map(cbor, value))
        case _:
            pairs = sorted(value.items(), key=lambda pair: (len(pair[0]), pair[0]))
            return sized(5, len(value)) + b"".join(cbor(key) + cbor(inner) for key, inner in pairs)


def varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def repository(records: dict[str, Any], levels: bool = False) -> bytes:
    """A CAR file with those records by key; with `levels`, each half of the keys below a node of its own."""
    blocks: dict[bytes, bytes] = {}

    def add(value: Any) -> Name:
        data = cbor(value)
        name = Name(b"\x01\x71\x12\x20" + hashlib.sha256(data).digest())
        blocks[name] = data
        return name

    def node(keys: list[str]) -> Name | None:
        if not keys:
            return None
        at = len(keys) // 2 if levels else 0
        left, rest = (node(keys[:at]), keys[at : at + 1]) if levels else (None, keys)
        entries, before = [], b""
        for key in rest:
            new = key.encode()
            shared = next(
                (n for n, (a, b) in enumerate(zip(before, new, strict=False)) if a != b),
                min(len(before), len(new)),
            )
            right = node(keys[at + 1 :]) if levels else None
            entries.append({"p": shared, "k": new[shared:], "v": add(records[key]), "t": right})
            before = new
        return add({"l": left, "e": entries})  # fmt: skip

    data = node(sorted(records)) or add({"l": None, "e": []})
    commit = add({"did": ME, "version": 3, "rev": "3k", "prev": None, "sig": b"\x01", "data": data})
    header = cbor({"roots": [commit], "version": 1})
    body = b"".join(varint(len(name) + len(block)) + name + block for name, block in blocks.items())
    return varint(len(header)) + header + body


def post(
    text: str = "Ein Hobel 🪚", when: str = "2026-03-04T08:15:30.123Z", **more: Any
) -> dict[str, Any]:
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": when, "langs": ["de"], **more}


def reply(whose: str) -> dict[str, Any]:
    there = {"uri": f"at://{whose}/app.bsky.feed.post/3a", "cid": "bafy"}
    return {"reply": {"root": there, "parent": there}}


RECORDS: dict[str, Any] = {
    "app.bsky.actor.profile/self": {
        "$type": "app.bsky.actor.profile",
        "displayName": "Oak",
        "n": -7,
        "x": 0.5,
    },
    "app.bsky.feed.like/3a": {"$type": "app.bsky.feed.like", "createdAt": "2026-03-04T09:00:00Z"},
    "app.bsky.feed.post/3aaa": post(),
    "app.bsky.feed.post/3aab": post("2/2", **reply(ME)),
    "app.bsky.feed.post/3aba": post("Danke", **reply(BO)),
    "app.bsky.feed.post/3b": post("Lang " * 200, "2026-03-05T00:30:00+02:00"),
    "app.bsky.feed.repost/3a": {
        "$type": "app.bsky.feed.repost",
        "createdAt": "2026-03-06T08:00:00Z",
        "subject": {"uri": f"at://{BO}/app.bsky.feed.post/3a", "cid": "bafy"},
    },
}


def car(data: bytes, path: str = "repo.car") -> Taken:
    return read(bluesky, [member(path, data)])


@pytest.mark.parametrize("levels", [False, True])
def test_a_repository_gives_own_posts_by_their_keys_and_reposts_and_replies_as_favours(
    levels: bool,
) -> None:
    taken = car(repository(RECORDS, levels))
    assert [(p.account, p.id, p.ts) for p in of(taken, Post)] == [
        (ME, f"at://{ME}/app.bsky.feed.post/3aaa", datetime(2026, 3, 4, 8, 15, 30, 123000, UTC)),
        (ME, f"at://{ME}/app.bsky.feed.post/3b", datetime(2026, 3, 4, 22, 30, tzinfo=UTC)),
    ]
    assert of(taken, Post)[0].text == "Ein Hobel 🪚"
    assert [(f.table, f.person, f.id.rpartition(".")[2]) for f in of(taken, Favour)] == [
        ("given", BO, "post/3aba"),
        ("given", BO, "repost/3a"),
    ]
    assert {(p.comments, p.saves, p.shares, p.clicks) for p in of(taken, Post)} == {(None,) * 4}
    assert "1 post that goes on with one of yours is no post by itself." in taken.notes
    assert "stay not known" in said(taken)


def test_a_picture_among_the_blocks_harms_nothing_and_an_empty_repository_is_said_to_be_so() -> (
    None
):
    raw = b"\x01\x55\x12\x20" + hashlib.sha256(b"x").digest() + b"x"
    assert len(of(car(repository(RECORDS) + varint(len(raw)) + raw), Post)) == 2
    assert "holds no posts." in said(car(repository({})))


@pytest.mark.parametrize("cut", [1, 40, 300])
def test_a_repository_that_is_cut_off_or_damaged_is_a_sentence(cut: int) -> None:
    with pytest.raises(ExportError, match="damaged or cut off"):
        car(repository(RECORDS)[:-cut])


def test_a_tree_that_runs_in_a_circle_ends() -> None:
    top, root, one = (Name(b"\x01\x71\x12\x20" + bytes([n]) * 32) for n in range(3))
    entry = {"p": 0, "k": b"app.bsky.feed.post/3a", "v": one, "t": top}
    blocks = {
        root: {"did": ME, "version": 3, "data": top},
        top: {"l": top, "e": [entry]},
        one: post(),
    }
    header = cbor({"roots": [root], "version": 1})
    data = varint(len(header)) + header
    for name, block in blocks.items():
        data += varint(len(name + cbor(block))) + name + cbor(block)
    assert len(of(car(data), Post)) == 1


LISTED = {
    "records": [
        {"uri": f"at://{ME}/{key}", "cid": "b", "value": value} for key, value in RECORDS.items()
    ]
}


def view(key: str, record: Any, **counts: int) -> dict[str, Any]:
    author = {"did": ME, "handle": "oaknail.example"}
    return {
        "post": {
            "uri": f"at://{ME}/{key}",
            "cid": "b",
            "author": author,
            "record": record,
            **counts,
        }
    }


def test_json_of_records_gives_the_same_as_the_repository() -> None:
    taken = car(json.dumps(LISTED).encode(), "posts.json")
    assert of(taken, Post) == of(car(repository(RECORDS)), Post)
    assert of(taken, Favour) == of(car(repository(RECORDS)), Favour)


def test_a_feed_in_json_tells_counts_and_other_peoples_posts_in_it_are_none() -> None:
    other = view("app.bsky.feed.post/9", post())
    other["post"]["uri"] = f"at://{BO}/app.bsky.feed.post/9"
    feed = {
        "feed": [
            view("app.bsky.feed.post/1", post(), replyCount=2, repostCount=3, quoteCount=1, bookmarkCount=0),
            view("app.bsky.feed.post/2", post(when="2026-03-05T08:00:00Z")),
            other | {"reason": {"$type": "app.bsky.feed.defs#reasonRepost"}},
            view("app.bsky.feed.post/3", post(**reply(BO))) | {"reply": {"parent": other["post"]}},
        ]
    }  # fmt: skip
    taken = read(bluesky, [member("feed.json", feed)])
    assert [(p.comments, p.shares, p.saves, p.clicks) for p in of(taken, Post)] == [
        (2, 4, 0, None),
        (None, None, None, None),
    ]


def test_other_files_are_not_claimed() -> None:
    files = [member("a.car", b"Volvo"), member("a.json", {"app": 1}), member("b.json", "[]")]
    assert bluesky.groups(files, head) == []
