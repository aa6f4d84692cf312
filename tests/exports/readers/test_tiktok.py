"""TikTok's JSON: lists are told by what they hold, whatever their branches are called this year."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from course_lib.exports.readers import tiktok
from course_lib.exports.records import Followers, Message, Post, Taken
from tests.exports.readers.downloads import head, member, of, owner, read, said

NUMBER = 7_527_639_488_884_641_054  # of a video made in 2025: its first bits are the second
WATCHED = {
    "VideoList": [{"Date": "2026-03-04 08:00:00", "Link": "https://www.tiktokv.com/share/video/1/"}]
}


def video(when: str = "2026-03-04 08:15:30", **more: Any) -> dict[str, Any]:
    return {"Date": when, "Link": "https://v16m.example/x.mp4", "Likes": "12"} | more


VIDEOS = [video(), video("2026-03-05 09:00:00", WhoCanView="Public to everyone", Title="Hobel 🪚")]
PROFILE = {"Profile Information": {"ProfileMap": {"userName": "oaknail", "bioDescription": "x"}}}
LAYOUTS = {
    "2020": {"Activity": {"Video Browsing History": WATCHED}, "Profile": PROFILE,
             "Video": {"Videos": {"VideoList": VIDEOS}}},
    "2024": {"Your Activity": {"Watch History": WATCHED},
             "Profile": {"Profile Info": PROFILE["Profile Information"]},
             "Post": {"Posts": {"VideoList": VIDEOS}}},
    "2025": {"Profile And Settings": PROFILE, "Your Activity": {"Watch History": WATCHED},
             "Post": {"Posts": {"PostList": VIDEOS}}},
    "next year": {"Ads and data": {}, "My TikTok": {"Profile": PROFILE, "Seen": WATCHED,
                                                    "Things": {"Made": {"EntryList": VIDEOS}}}},
}  # fmt: skip


def download(content: Any, name: str = "user_data_tiktok.json", **more: Any) -> Taken:
    return read(tiktok, [member(f"TikTok.zip/{name}", content)], owner(**more))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_own_videos_are_told_from_watched_ones_in_every_layout(layout: str) -> None:
    taken = download(LAYOUTS[layout])
    assert [(p.account, p.ts, p.text) for p in of(taken, Post)] == [
        ("oaknail", datetime(2026, 3, 4, 8, 15, 30, tzinfo=UTC), ""),
        ("oaknail", datetime(2026, 3, 5, 9, 0, tzinfo=UTC), "Hobel 🪚"),
    ]
    assert {(p.comments, p.saves, p.shares, p.clicks) for p in of(taken, Post)} == {(None,) * 4}
    assert "TikTok Studio" in said(taken)


def posts(*videos: Any, branch: str = "Posts") -> Taken:
    return download({"Post": {branch: {"VideoList": [*videos]}}})


def test_a_videos_number_tells_its_second_and_a_time_without_a_zone_is_said_to_be_taken_as_utc() -> (
    None
):
    numbered = posts(video(Link=f"https://www.tiktokv.com/share/video/{NUMBER}/"))
    (post,) = of(numbered, Post)
    assert (post.id, post.ts) == (str(NUMBER), datetime.fromtimestamp(NUMBER >> 32, UTC))
    assert "time zone" not in said(numbered)
    assert "UTC was taken" in said(posts(video()))
    assert "UTC was taken" not in said(posts(video("2026-03-04 08:15:30 UTC")))


@pytest.mark.parametrize("who", ["Friends", "Only me", "Only you", "Private"])
def test_a_video_that_not_everybody_can_see_is_left_out(who: str) -> None:
    taken = posts(video(WhoCanView=who), video("2026-03-05 09:00:00", WhoCanView="Everyone"))
    assert [p.ts.day for p in of(taken, Post)] == [5]
    assert "1 video that not everybody can see was left out." in taken.notes


def test_deleted_videos_and_those_without_a_time_are_left_out() -> None:
    taken = posts(video(), branch="Recently Deleted Posts")
    assert not taken.records
    assert "1 deleted or passing video was left out." in taken.notes
    assert "1 video without a time was left out." in posts(video(""), video()).notes


def chats(**talks: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        f"Chat History with {other}:": [
            {"Date": f"2026-03-04 08:{n:02d}:00 UTC", "From": sender, "Content": text}
            for n, (sender, text) in enumerate(rows)
        ]
        for other, rows in talks.items()
    }


@pytest.mark.parametrize(
    "branches", [("Direct Messages", "Chat History"), ("Direct Message", "Direct Messages")]
)
@pytest.mark.parametrize("profile", [True, False])
def test_messages_are_ours_by_the_profile_or_because_the_talk_bears_the_others_name(
    branches: tuple[str, str], profile: bool
) -> None:
    history = chats(dana=[("dana", "Offen?"), ("oaknail", "Ja")], bo=[("bo", "Hallo")])
    content: dict[str, Any] = {branches[0]: {branches[1]: {"ChatHistory": history}}}
    taken = download(({"Profile": PROFILE} if profile else {}) | content)
    assert [(m.talk, m.person, m.ours, m.text) for m in of(taken, Message)] == [
        ("dana", "dana", False, "Offen?"),
        ("dana", "dana", True, "Ja"),
        ("bo", "bo", False, "Hallo"),
    ]
    assert of(taken, Message)[1].ts == datetime(2026, 3, 4, 8, 1, tzinfo=UTC)


@pytest.mark.parametrize("branch", ["Follower List", "Follower"])
def test_followers_are_counted_up_by_the_day_and_whom_we_follow_are_none(branch: str) -> None:
    fans = [{"Date": f"2026-03-0{day} 23:30:00", "UserName": f"u{day}"} for day in (4, 5, 5)]
    following = [{"Date": "2026-03-01 08:00:00", "UserName": "x"}]
    content = {"Activity": {branch: {"FansList": fans}, "Following List": {"Following": following}}}
    taken = download(content, zone="Europe/Berlin")
    assert of(taken, Followers) == [
        Followers("tiktok", date(2026, 3, 5), 1),
        Followers("tiktok", date(2026, 3, 6), 2),
    ]
    assert "Whoever left is not" in said(taken)


@pytest.mark.parametrize(
    "content",
    [{"Activity": {"Video Browsing History": WATCHED}}, {"Post": {"Posts": {"VideoList": []}}}],
)
def test_a_download_without_anything_of_ours_is_a_loud_sentence(content: Any) -> None:
    taken = download(content)
    assert not taken.records
    assert "holds no video of yours and no message. Ask for all" in said(taken)


def test_a_download_as_text_says_which_to_ask_for_and_other_files_are_not_claimed() -> None:
    text = member(
        "TikTok_Data.zip/Post/Posts.txt", "Date: 2026-03-04 08:15:30\nLink: https://x\nLikes: 1\n\n"
    )
    assert "file format JSON" in said(read(tiktok, [text]))
    others = [
        member("notes.txt", "Date: today\nBuy: milk\n"),
        member("a.json", {"Activity": "x"}),
        member("b.json", [1]),
        member("data.json", {"Video": {"a": 1}}),
    ]
    assert tiktok.groups(others, head) == []


def test_a_damaged_download_is_a_sentence() -> None:
    whole = json.dumps(LAYOUTS["2024"])
    with pytest.raises(Exception, match="cut off"):
        read(tiktok, [member("user_data.json", whole[:-40])])
