"""Whatever stands where a reader expects something else: a sentence or sound records, and never a fault."""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from course_lib.exports.readers import bluesky, mastodon, meta, tiktok, x
from course_lib.exports.records import Taken
from course_lib.exports.trouble import ExportError
from tests.exports.readers.downloads import head, member, owner

T, ALL = 1_772_524_800, "https://www.w3.org/ns/activitystreams#Public"
AT = "at://did:plc:oak/app.bsky.feed.post/"
SAMPLES: dict[str, tuple[Any, str, Any]] = {
    "talk": (meta, "i/messages/inbox/a_1/message_1.json", {
        "participants": [{"name": "Anna"}, {"name": "Us"}],
        "messages": [{"sender_name": "Anna", "timestamp_ms": T * 1000, "content": "Offen?"}],
        "title": "Anna", "thread_path": "inbox/a_1"}),
    "posts": (meta, "i/media/posts_1.json", [
        {"media": [{"uri": "x", "creation_timestamp": T, "title": "a"}], "title": "b",
         "creation_timestamp": T}]),
    "wall": (meta, "f/posts/your_posts_1.json", [
        {"timestamp": T, "data": [{"post": "a"}], "title": "b",
         "attachments": [{"data": [{"media": {"uri": "x", "description": "c"}}]}]}]),
    "followers": (meta, "i/connections/followers_1.json", [
        {"title": "", "string_list_data": [{"href": "https://x/a", "value": "a", "timestamp": T}]}]),
    "profile": (meta, "i/personal_information/personal_information.json", {
        "profile_user": [{"string_map_data": {"Name": {"value": "Us", "timestamp": 0}}}]}),
    "comments": (meta, "i/comments/post_comments_1.json", [
        {"string_map_data": {"Comment": {"value": "a"}, "Media Owner": {"value": "bo"},
                             "Time": {"timestamp": T}}}]),
    "talks of 2019": (meta, "i/messages.json", [
        {"participants": ["us", "kim"],
         "conversation": [{"sender": "kim", "created_at": "2019-03-03T08:05:00+00:00", "text": "a"}]}]),
    "tiktok": (tiktok, "user_data.json", {
        "Profile": {"Info": {"userName": "oak"}},
        "Follower": {"FansList": [{"Date": "2026-03-04", "UserName": "a"}]},
        "Post": {"VideoList": [{"Date": "2026-03-04 08:00:00", "Link": "x", "Likes": "1", "WhoCanView": "All"}]},
        "DM": {"Chat History with bo:": [{"Date": "2026-03-04 08:00:00", "From": "bo", "Content": "a"}]}}),
    "mastodon": (mastodon, "outbox.json", {
        "@context": "https://www.w3.org/ns/activitystreams",
        "orderedItems": [
            {"id": "https://w/users/o/1/activity", "type": "Create", "actor": "https://w/users/o", "to": [ALL],
             "published": "2026-03-04T08:00:00Z",
             "object": {"id": "https://w/users/o/1", "content": "<p>a</p>", "published": "2026-03-04T08:00:00Z",
                        "to": [ALL], "inReplyTo": None, "shares": {"totalItems": 1}}},
            {"id": "https://w/users/o/2/activity", "type": "Announce", "actor": "https://w/users/o", "to": [ALL],
             "published": "2026-03-04T08:00:00Z", "object": "https://v/users/bo/2"}]}),
    "bluesky": (bluesky, "feed.json", {"feed": [
        {"post": {"uri": f"{AT}1", "replyCount": 1, "repostCount": 2, "quoteCount": 3, "bookmarkCount": 4,
                  "record": {"$type": "app.bsky.feed.post", "text": "a", "createdAt": "2026-03-04T08:00:00Z",
                             "reply": {"parent": {"uri": "at://did:plc:bo/app.bsky.feed.post/0"}}}}},
        {"post": {"uri": f"{AT}2", "record": {"$type": "app.bsky.feed.post", "text": "a",
                                              "createdAt": "2026-03-04T08:00:00Z"}}}]}),
    "x": (x, "data/tweets.js", [
        {"tweet": {"id_str": "1", "full_text": "a", "created_at": "Wed Mar 04 08:15:30 +0000 2026",
                   "retweet_count": "3", "in_reply_to_user_id_str": "2", "in_reply_to_screen_name": "bo"}}]),
    "x's talks": (x, "data/direct-messages.js", [
        {"dmConversation": {"conversationId": "1-2", "messages": [
            {"messageCreate": {"id": "1", "senderId": "2", "text": "a", "createdAt": "2026-03-04T08:00:00Z"}}]}}]),
}  # fmt: skip
ODD: tuple[Any, ...] = (None, 5, -1, 1e300, True, "x", [], {}, [[]], {"a": 1})
TYPES = {
    "str": (str,),
    "datetime": (datetime,),
    "datetime | None": (datetime, type(None)),
    "date": (date,),
    "date | None": (date, type(None)),
    "int | None": (int, type(None)),
    "bool": (bool,),
    "bool | None": (bool, type(None)),
}


def paths(value: Any) -> Iterator[tuple[Any, ...]]:
    """The way to every value within a value."""
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in pairs:
        yield (key,)
        yield from ((key, *more) for more in paths(inner))


def with_odd(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    changed = copy.deepcopy(value)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = odd
    return changed


def assert_sound(taken: Taken) -> None:
    for record in taken.records:
        for one in dataclasses.fields(record):
            assert isinstance(getattr(record, one.name), TYPES[str(one.type)]), (record, one.name)
    assert all(words for _, words in taken.files)
    assert all(taken.notes)


@pytest.mark.parametrize("name", SAMPLES)
def test_an_odd_value_anywhere_is_a_sentence_or_makes_no_unsound_record(name: str) -> None:
    reader, path, sample = SAMPLES[name]
    script = f"window.YTD.{path[5:-3].replace('-', '_')}.part0 = " if path.endswith(".js") else ""
    for way in paths(sample):
        for odd in ODD:
            content = script + json.dumps(with_odd(sample, way, odd))
            for group in reader.groups([member(path, content)], head):
                try:
                    assert_sound(reader.read(group, owner("Us")))
                except ExportError as error:
                    assert str(error)
                except Exception as error:
                    raise AssertionError(f"{way} is {odd!r}") from error


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_gives_something_as_it_is(name: str) -> None:
    reader, path, sample = SAMPLES[name]
    script = f"window.YTD.{path[5:-3].replace('-', '_')}.part0 = " if path.endswith(".js") else ""
    (group,) = reader.groups([member(path, script + json.dumps(sample))], head)
    taken = reader.read(group, owner("Us", "1"))
    assert taken.records or name in ("profile", "x's talks")
