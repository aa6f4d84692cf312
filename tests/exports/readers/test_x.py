"""X's archives: own posts alone are posts, in every layout since 2012, and no number is made up."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from course_lib.exports.members import Member
from course_lib.exports.readers import x
from course_lib.exports.records import Favour, Followers, Message, Post, Taken
from tests.exports.readers.downloads import head, member, of, owner, read, said

ME, DANA, BO = "100", "200", "300"


def script(name: str, content: Any, path: str = "", part: int = 0) -> Member:
    """A file of an archive: a script that gives its content a name."""
    path = path or f"twitter-2026.zip/data/{name.replace('_', '-')}.js"
    return member(path, f"window.YTD.{name}.part{part} = {json.dumps(content)}")


def tweet(
    key: int, text: str = "Ein Hobel", when: str = "Wed Mar 04 08:15:30 +0000 2026", **more: Any
) -> Any:
    return {"id_str": str(key), "id": str(key), "full_text": text, "created_at": when} | {
        "retweet_count": "3",
        "favorite_count": "7",
        "retweeted": False,
        **more,
    }


def wrapped(*tweets: Any) -> list[Any]:
    return [{"tweet": one} for one in tweets]


ACCOUNT = script(
    "account", [{"account": {"username": "oaknail", "accountId": ME, "accountDisplayName": "Oak"}}]
)
REPLY = {
    "in_reply_to_user_id_str": BO,
    "in_reply_to_screen_name": "Bo",
    "in_reply_to_status_id_str": "9",
}


OLD = {
    "id_str": "1",
    "text": "Ein Hobel",
    "created_at": "2026-03-04 08:15:30 +0000",
    "retweet_count": 3,
}


@pytest.mark.parametrize(
    "file",
    [
        script("tweets", wrapped(tweet(1))),
        script("tweet", wrapped(tweet(1)), "a/tweet.js"),
        script("tweet", [tweet(1)], "2019/tweet.js"),
        script("tweets", wrapped(tweet(1)), "a/tweets-part1.js", 1),
        member(
            "old/data/js/tweets/2026_03.js",
            "Grailbird.data.tweets_2026_03 = \n"
            + json.dumps([OLD]),
        ),
    ],
    ids=lambda file: file.path,
)  # fmt: skip
def test_a_post_is_the_same_in_every_layout_and_its_counts_are_numbers(file: Member) -> None:
    (post,) = of(read(x, [file]), Post)
    assert (post.id, post.ts, post.text, post.shares) == (
        "1",
        datetime(2026, 3, 4, 8, 15, 30, tzinfo=UTC),
        "Ein Hobel",
        3,
    )
    assert (post.comments, post.saves, post.clicks) == (None, None, None)


def test_an_archive_of_before_2019_tells_whose_it_is_too() -> None:
    reply = OLD | {
        "id_str": "2",
        "in_reply_to_user_id": int(ME),
        "in_reply_to_screen_name": "oaknail",
    }
    files = [
        member(
            "old/data/js/user_details.js",
            'var user_details =  {"screen_name": "oaknail", "id": "100"}',
        ),
        member(
            "old/data/js/tweets/2016_01.js",
            f"Grailbird.data.tweets_2016_01 = \n{json.dumps([OLD, reply])}",
        ),
    ]
    assert [(post.id, post.account) for post in of(read(x, files), Post)] == [("1", "oaknail")]


def test_parts_and_overlapping_archives_count_each_post_once() -> None:
    files = [
        script("tweets", wrapped(tweet(1), tweet(2)), "a/tweets.js"),
        script("tweets", wrapped(tweet(3)), "a/tweets-part1.js", 1),
        script("tweets", wrapped(tweet(2), tweet(4)), "b/tweets.js"),
    ]
    taken = read(x, files)
    assert {post.id for post in of(taken, Post)} == {"1", "2", "3", "4"}
    assert "1 post lay in two files" in said(taken)


def own(*tweets: Any, account: bool = True) -> Taken:
    return read(x, [script("tweets", wrapped(*tweets)), *([ACCOUNT] if account else [])])


def test_replies_and_reposts_are_favours_and_no_own_posts() -> None:
    taken = own(
        tweet(1, "Mine &amp; yours"),
        tweet(2, "RT @Bo: look", retweeted=False),
        tweet(3, "@Bo thanks", **REPLY),
        tweet(4, "@Cy who? ", in_reply_to_user_id_str="400", in_reply_to_screen_name="Cy"),
        tweet(5, "RT @oaknail: again"),
    )
    assert [(p.id, p.text, p.account) for p in of(taken, Post)] == [
        ("1", "Mine & yours", "oaknail")
    ]
    assert [(f.table, f.person) for f in of(taken, Favour)] == [
        ("given", "bo"),
        ("given", "bo"),
        ("given", "cy"),
    ]
    assert "2 replies to others are no posts of your own." in taken.notes
    assert "2 reposts are no posts of your own." in taken.notes


@pytest.mark.parametrize("account", [True, False])
def test_a_thread_is_one_post(account: bool) -> None:
    to_me = {"in_reply_to_user_id_str": ME, "in_reply_to_screen_name": "oaknail"}
    taken = own(
        tweet(1),
        tweet(2, "2/3", in_reply_to_status_id_str="1", **to_me),
        tweet(3, "3/3", in_reply_to_status_id_str="2", **to_me),
        account=account,
    )
    assert [post.id for post in of(taken, Post)] == ["1"]
    assert not of(taken, Favour)
    assert "2 posts that go on with one of yours" in said(taken)


def test_a_post_that_mentions_somebody_or_lacks_a_count_is_one_all_the_same() -> None:
    bare = tweet(2)
    del bare["retweet_count"]
    posts = of(own(tweet(1, "Thanks @Bo, RT if you like"), bare), Post)
    assert [(post.id, post.shares) for post in posts] == [("1", 3), ("2", None)]


def talk(*rows: tuple[str, str], key: str = f"{ME}-{DANA}", first: int = 1) -> Any:
    messages: list[Any] = [
        {"messageCreate": {"id": str(n), "senderId": sender, "text": text,
                           "createdAt": f"2026-03-04T08:{n:02d}:00.000Z"}}
        for n, (sender, text) in enumerate(rows, first)
    ]  # fmt: skip
    joined = {
        "joinConversation": {"createdAt": "2026-03-04T08:00:00.000Z", "initiatingUserId": DANA}
    }
    return [{"dmConversation": {"conversationId": key, "messages": [*reversed(messages), joined]}}]


def test_messages_are_ours_by_the_account_and_each_other_number_is_a_person() -> None:
    taken = read(x, [ACCOUNT, script("direct_messages", talk((DANA, "Open?"), (ME, "Yes &lt;3")))])
    assert [(m.ours, m.person, m.text, m.ts) for m in of(taken, Message)] == [
        (False, DANA, "Open?", datetime(2026, 3, 4, 8, 1, tzinfo=UTC)),
        (True, DANA, "Yes <3", datetime(2026, 3, 4, 8, 2, tzinfo=UTC)),
    ]


def test_without_the_account_the_number_in_all_talks_is_ours_and_one_talk_alone_is_not_guessed_at() -> (
    None
):
    one = script("direct_messages", talk((DANA, "Open?"), (ME, "Yes")))
    two = script(
        "direct_message", talk((BO, "Open?"), (ME, "Yes"), key=f"{ME}-{BO}", first=7), "b/dm.js"
    )
    assert [m.ours for m in of(read(x, [one, two]), Message)] == [False, True] * 2
    alone = read(x, [one])
    assert not alone.records
    assert "account.js is missing" in said(alone)


def test_in_a_group_our_words_go_to_whoever_wrote_last() -> None:
    rows = ((DANA, "a"), (ME, "b"), (BO, "c"), (ME, "d"))
    taken = read(x, [ACCOUNT, script("direct_messages_group", talk(*rows, key="77"))])
    assert [m.person for m in of(taken, Message)] == [DANA, DANA, BO, BO]


def test_followers_are_as_many_as_the_list_on_the_day_of_the_archive() -> None:
    people = [{"follower": {"accountId": str(n), "userLink": ""}} for n in range(38)]
    config = member(
        "twitter-2026.zip/data/manifest.js",
        "window.__THAR_CONFIG = "
        + json.dumps({"archiveInfo": {"generationDate": "2026-05-31T23:30:00.000Z"}}),
    )
    taken = read(x, [script("follower", people), config])
    assert of(taken, Followers) == [Followers("x", date(2026, 6, 1), 38)]
    assert not of(read(x, [script("follower", people)]), Followers)


def test_an_empty_a_damaged_and_an_unneeded_part_are_a_sentence_each() -> None:
    files = [
        member("nothing/data/tweets.js", "window.YTD.tweets.part0 = [ ]"),
        member("cut/tweets.js", 'window.YTD.tweets.part0 = [ { "tweet": { "id_str"'),
        script("deleted_tweets", wrapped(tweet(9))),
        script("ad_impressions", [{"ad": {}}]),
        script("tweets", [{"strange": 1}], "odd/tweets.js"),
        script("tweets", wrapped(tweet(1)), "good/tweets.js"),
    ]
    taken = read(x, files)
    assert [words for _, words in taken.files] == [
        "holds no posts.",
        "is cut off in the middle, or damaged. Download it again, and leave it as it is.",
        "was left out: deleted posts are not to be seen.",
        "is X's, and holds nothing that a table needs.",
        "is X's, but not laid out as any archive known here.",
        "holds 1 post, repost or reply.",
    ]
    assert len(of(taken, Post)) == 1


def test_other_scripts_are_not_claimed_and_no_zone_is_asked_for() -> None:
    assert x.groups([member("a/app.js", "window.x = 1"), member("tweets.json", "[]")], head) == []
    taken = read(x, [script("tweets", wrapped(tweet(1)))], owner(zone="Asia/Tokyo"))
    assert of(taken, Post)[0].ts == datetime(2026, 3, 4, 8, 15, 30, tzinfo=UTC)
    assert "zone" not in said(taken)
