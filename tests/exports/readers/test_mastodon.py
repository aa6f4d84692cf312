"""Mastodon's archive: what everybody can see is a post; private words, boosts and answers are not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from course_lib.exports.readers import mastodon
from course_lib.exports.records import Favour, Post, Taken
from tests.exports.readers.downloads import head, member, of, read, said

ME, BO = "https://wood.example/users/oaknail", "https://town.example/users/Bo"
ALL, FOLLOWERS = "https://www.w3.org/ns/activitystreams#Public", f"{ME}/followers"
PUBLIC = {"to": [ALL], "cc": [FOLLOWERS]}


def note(key: int, text: str = "<p>Ein Hobel</p>", to: Any = None, **more: Any) -> dict[str, Any]:
    times = {"published": f"2026-03-04T08:{key:02d}:00Z"} | (PUBLIC if to is None else to)
    content = {"id": f"{ME}/statuses/{key}", "type": "Note", "content": text, **times, **more}
    return {
        "id": f"{ME}/statuses/{key}/activity",
        "type": "Create",
        "actor": ME,
        **times,
        "object": content,
    }


def boost(key: int, target: str, to: Any = None) -> dict[str, Any]:
    entry = note(key, to=to)
    return entry | {"type": "Announce", "object": target}


def outbox(*items: Any, beside: list[Any] | None = None) -> Taken:
    collection = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "outbox.json",
        "type": "OrderedCollection",
        "totalItems": len(items),
        "orderedItems": [*items],
    }
    return read(mastodon, [member("archive/outbox.json", collection), *(beside or [])])


ACTOR = member(
    "archive/actor.json",
    {
        "@context": ["https://www.w3.org/ns/activitystreams"],
        "id": ME,
        "preferredUsername": "oaknail",
    },
)


@pytest.mark.parametrize("beside", [[], [ACTOR]])
def test_a_post_has_its_time_in_utc_its_text_without_tags_and_no_count_that_is_not_there(
    beside: list[Any],
) -> None:
    text = "<p>Ein Hobel<br />aus Holz &amp; Stahl</p><p>#werkstatt</p>"
    (post,) = of(outbox(note(5, text), beside=beside), Post)
    assert (post.account, post.id) == ("oaknail@wood.example", f"{ME}/statuses/5")
    assert post.ts == datetime(2026, 3, 4, 8, 5, tzinfo=UTC)
    assert post.text == "Ein Hobel\naus Holz & Stahl\n#werkstatt"
    assert (post.comments, post.saves, post.shares, post.clicks) == (None,) * 4


def test_boosts_are_known_where_a_newer_archive_tells_them() -> None:
    taken = outbox(note(1, shares={"type": "Collection", "totalItems": 4}), note(2))
    assert [post.shares for post in of(taken, Post)] == [4, None]


@pytest.mark.parametrize(
    "to",
    [
        {"to": [FOLLOWERS], "cc": []},
        {"to": [FOLLOWERS], "cc": [BO]},
        {"to": [BO], "cc": []},
        {"to": [], "cc": []},
        {"to": BO, "cc": None},
    ],
)
def test_what_is_for_followers_or_for_one_person_is_left_out(to: Any) -> None:
    taken = outbox(note(1, to=to), boost(2, f"{BO}/statuses/9", to=to), note(3))
    assert [post.id for post in of(taken, Post)] == [f"{ME}/statuses/3"]
    assert not of(taken, Favour)
    assert "2 posts for some people alone were left out." in taken.notes


@pytest.mark.parametrize(
    "to",
    [PUBLIC, {"to": [FOLLOWERS], "cc": [ALL]}, {"to": "as:Public"}, {"to": ["Public"], "cc": [BO]}],
)
def test_what_everybody_can_see_is_a_post_in_each_way_of_saying_so(to: Any) -> None:
    assert len(of(outbox(note(1, to=to)), Post)) == 1


def test_boosts_and_answers_are_favours_and_a_thread_is_one_post() -> None:
    taken = outbox(
        note(1),
        note(2, inReplyTo=f"{ME}/statuses/1"),
        note(3, inReplyTo=f"{BO}/statuses/7"),
        boost(4, f"{BO}/statuses/8"),
        boost(5, f"{ME}/statuses/1"),
        boost(6, "https://town.example/@Cy/9"),
    )
    assert [post.id for post in of(taken, Post)] == [f"{ME}/statuses/1"]
    assert [(one.table, one.person) for one in of(taken, Favour)] == [
        ("given", "bo@town.example"),
        ("given", "bo@town.example"),
        ("given", "cy@town.example"),
    ]
    assert "1 boost of a post of your own was left out." in taken.notes
    assert "1 post that goes on with one of yours is no post by itself." in taken.notes


def test_a_poll_is_a_post_and_an_entry_of_another_kind_is_not() -> None:
    poll = note(1)
    poll["object"]["type"] = "Question"
    removed = note(2) | {"type": "Delete"}
    taken = outbox(poll, removed)
    assert len(of(taken, Post)) == 1
    assert "1 entry that is no post was left out." in taken.notes


def test_an_empty_a_cut_off_and_a_neighbouring_file_are_a_sentence_each() -> None:
    assert "holds no public posts" in said(outbox())
    whole = '{"@context": "https://www.w3.org/ns/activitystreams", "orderedItems": [{"type": "Create", "id'
    likes = member(
        "a/likes.json", {"@context": "https://www.w3.org/ns/activitystreams", "orderedItems": []}
    )
    taken = read(mastodon, [member("a/outbox.json", whole), likes])
    assert "cut off" in dict(taken.files)["a/outbox.json"]
    assert "nothing that a table needs" in dict(taken.files)["a/likes.json"]


def test_other_json_is_not_claimed_and_two_archives_are_two_groups() -> None:
    assert (
        mastodon.groups([member("outbox.json", {"items": []}), member("actor.json", {})], head)
        == []
    )
    content = {"@context": "https://www.w3.org/ns/activitystreams", "orderedItems": [note(1)]}
    two = [member("a/outbox.json", content), member("b/outbox.json", content)]
    assert [len(group) for group in mastodon.groups(two, head)] == [1, 1]
