"""Instagram's and Facebook's JSON: in every layout and language the same talks and posts, no made-up number."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from course_lib.exports.members import Member
from course_lib.exports.meta_text import tells_of_reaction
from course_lib.exports.readers import meta
from course_lib.exports.records import Favour, Followers, Message, Post
from tests.exports.readers.downloads import garbled, head, member, of, owner, read, said

US = "Nägel & Öl"
ANNA, KIM, BO = "Anna Müller", "kim", "Bo Ødegård"
T = 1_772_524_800  # 3 March 2026, 08:00 UTC
NEW = "insta.zip/your_instagram_activity"


def thread(*rows: tuple[str, int, Any], other: str = ANNA, key: str = "anna_1", **more: Any) -> Any:
    """A thread as Meta has it, newest first: rows of sender, minutes after T, and text or keys."""
    messages = [
        {"sender_name": garbled(sender), "timestamp_ms": (T + 60 * minute) * 1000}
        | ({"content": garbled(what)} if isinstance(what, str) else what)
        for sender, minute, what in reversed(rows)
    ]
    people = [{"name": garbled(name)} for name in more.pop("people", (other, US))]
    path = {"title": garbled(other), "thread_path": f"inbox/{key}"}
    return {"participants": people, "messages": messages, **path, **more}


def profile(name: str = "Name", username: str = "Username", layout: str = "map") -> Any:
    """A profile in one of its layouts, with the account's language in its labels."""
    pairs = [("Email", "a@b.example"), (name, US), (username, "naegel.oel"), ("Bio", "Schrauben")]
    if layout == "map":
        values = {garbled(k): {"href": "", "value": garbled(v), "timestamp": 0} for k, v in pairs}
        return {"profile_user": [{"title": "", "media_map_data": {}, "string_map_data": values}]}
    values_ = [{"label": garbled(k), "value": garbled(v)} for k, v in pairs]
    return [{"timestamp": T, "media": [], "label_values": values_, "fbid": "178414"}]


def inbox(content: Any, key: str = "anna_1", part: int = 1, root: str = NEW) -> Member:
    return member(f"{root}/messages/inbox/{key}/message_{part}.json", content)


PROFILE = "insta.zip/personal_information/personal_information/personal_information.json"
TALK = thread((ANNA, 0, "Habt ihr geöffnet?"), (US, 5, "Ja, ab 9 Uhr 🙂"))


@pytest.mark.parametrize(
    ("labels", "layout"),
    [
        (("Name", "Username"), "map"),
        (("Naam", "Gebruikersnaam"), "map"),
        (("Imię i nazwisko", "Nazwa użytkownika"), "map"),
        (("名前", "ユーザーネーム"), "map"),
        (("Name", "Benutzername"), "labels"),
        (("Nom", "Nom d’utilisateur"), "labels"),
    ],
)
def test_whoever_downloaded_is_read_in_the_profile_in_any_language_and_layout(
    labels: tuple[str, str], layout: str
) -> None:
    taken = read(meta, [member(PROFILE, profile(*labels, layout)), inbox(TALK)])
    assert [(m.ours, m.person, m.text) for m in of(taken, Message)] == [
        (False, ANNA, "Habt ihr geöffnet?"),
        (True, ANNA, "Ja, ab 9 Uhr 🙂"),
    ]
    assert "read in the profile" in said(taken)
    assert not taken.questions


def test_without_a_profile_the_one_name_in_all_talks_is_ours_or_the_name_that_is_no_title() -> None:
    second = thread((KIM, 0, "12 Euro?"), (US, 9, "Ja"), other=KIM, key="kim_2")
    for talk in (TALK, second):
        talk["title"] = ""
    taken = read(meta, [inbox(TALK), inbox(second, "kim_2")])
    assert [m.ours for m in of(taken, Message)] == [False, True, False, True]
    alone = read(meta, [inbox(thread((ANNA, 0, "Hallo?"), (US, 1, "Ja")))])
    assert [m.ours for m in of(alone, Message)] == [False, True]
    assert "titles of the talks" in said(alone)


def test_where_nothing_tells_who_we_are_nothing_is_taken_and_it_is_asked() -> None:
    nameless = thread((ANNA, 0, "Hallo?"), (US, 1, "Ja")) | {"title": ""}
    taken = read(meta, [inbox(nameless)])
    assert not taken.records
    assert taken.questions == ("names",)
    answered = read(meta, [inbox(nameless)], owner("nägel & öl "))
    assert [m.ours for m in of(answered, Message)] == [False, True]


def test_parts_requests_and_archived_talks_of_one_person_are_one_talk() -> None:
    rows = [(KIM, 0, "eins"), (KIM, 1, "zwei"), (US, 2, "drei"), (KIM, 3, "vier")]
    parts = [thread(row, other=KIM, key="kim_103") for row in rows]
    paths = ("inbox", "inbox", "message_requests", "archived_threads")
    files = [
        member(f"{NEW}/messages/{folder}/kim_103/message_{n}.json", part)
        for n, (folder, part) in enumerate(zip(paths, parts, strict=True), 1)
    ]
    taken = read(meta, [member(PROFILE, profile()), *files])
    assert {(m.talk, m.person) for m in of(taken, Message)} == {("kim_103", KIM)}
    assert [m.text for m in of(taken, Message)] == ["eins", "zwei", "drei", "vier"]


def test_a_second_download_of_the_same_talk_adds_only_what_is_new() -> None:
    later = thread(
        (ANNA, 0, "Habt ihr geöffnet?"),
        (US, 5, "Ja, ab 9 Uhr 🙂"),
        (ANNA, 7, "Danke"),
        (ANNA, 7, "Danke"),
    )
    copy = member(f"{NEW}/messages/inbox/anna_1/message_1 (1).json", TALK)
    other = [inbox(later, root="insta-2.zip/messages"), member(PROFILE, profile())]
    taken = read(meta, [inbox(TALK), copy, *other])
    assert [m.text for m in of(taken, Message)] == [
        "Habt ihr geöffnet?",
        "Ja, ab 9 Uhr 🙂",
        "Danke",
        "Danke",
    ]
    assert len({m.id for m in of(taken, Message)}) == 4
    assert "4 messages lay in two files" in said(taken)


def test_two_people_of_one_name_are_two_and_so_are_two_whose_accounts_are_gone() -> None:
    gone = "Instagram-Nutzer"
    files = [
        inbox(
            thread((gone, n, "Was kostet das?"), (US, 9, "12"), other=gone, key=f"i_{n}"), f"i_{n}"
        )
        for n in range(3)
    ]
    taken = read(meta, [member(PROFILE, profile()), *files])
    assert len({m.person for m in of(taken, Message)}) == 3


REACTIONS = [
    "Liked a message",
    "Reacted 👍 to your message ",
    "Hat mit ❤️ auf deine Nachricht reagiert",
    "Reaccionó con 😍 a tu mensaje",
    "A réagi avec 😂 à votre message",
    "Ha reagito con 👍 al tuo messaggio",
    "Reagiu com 🔥 à sua mensagem",
    "Heeft met 👏 op je bericht gereageerd",
    "Mesajına 👍 ifadesini bıraktı",
    "Zareagował(a) 😮 na Twoją wiadomość",
    "Curtiu uma mensagem",
]
WORDS = [
    "I liked your message about the saw, are there more?",
    "Danke für deine Nachricht 👍",
    "Habe auf deine Nachricht reagiert, aber nie etwas gehört",
    "Muito obrigado pela mensagem 🙏 até amanhã",
    "Gracias por tu mensaje ❤️",
    "Did you like my message 😅?",
    "👍",
    "",
]


def test_a_reaction_written_as_a_message_is_none_and_a_message_with_such_words_is_one() -> None:
    assert [text for text in REACTIONS if not tells_of_reaction(text)] == []
    assert [text for text in WORDS if tells_of_reaction(text)] == []


def test_what_is_no_message_is_left_out_and_counted_and_a_picture_without_text_is_one() -> None:
    talk = thread(
        (ANNA, 0, {"photos": [{"uri": "x.jpg"}]}),
        (ANNA, 1, {"share": {"link": "https://a.example"}}),
        (ANNA, 2, {"audio_files": [{"uri": "x.mp4"}]}),
        (US, 3, {"is_unsent": True}),
        (US, 4, {"content": "Audio call ended", "call_duration": 12}),
        (US, 4, {"content": "Kim missed your call.", "missed": True}),
        (US, 4, {"content": "x", "is_taken_down": True}),
        (US, 5, {}),
        (ANNA, 6, "Reacted 👍 to your message "),
        (ANNA, 7, "Liked a message"),
        (US, 8, {"content": "Bo left the group.", "type": "Unsubscribe"}),
    )
    taken = read(meta, [member(PROFILE, profile()), inbox(talk)])
    assert [m.text for m in of(taken, Message)] == ["", "", ""]
    assert (
        "2 reactions, 2 unsent messages, 3 calls or notices of the platform and 1 message of which nothing is "
        "left were left out." in taken.notes
    )


NOTICES = [
    (BO, "Bo Ødegård left the group."),
    (BO, "Bo Ødegård added Cy to the group."),
    (BO, "Bo Ødegård named the group Holz: Frühling."),
    (BO, "Bo Ødegård set the nickname for Cy to C."),
    (BO, "Bo Ødegård hat Cy zur Gruppe hinzugefügt."),
    (BO, "Bo Ødegård a ajouté Cy au groupe."),
    (BO, "Started a video chat"),
    (BO, "Video chat ended"),
    (US, "You named the group Holz."),
]


def test_what_the_platform_tells_of_people_is_no_message_and_their_own_words_are() -> None:
    words = [
        "Bo Ødegård hier, offen?",
        "Bo Ødegård left his saw with you, did he?",
        "I added Cy",
        "We missed a call",
    ]
    talk = thread(
        *((sender, n, text) for n, (sender, text) in enumerate(NOTICES)),
        *((BO, 50 + n, text) for n, text in enumerate(words)),
        (
            BO,
            60,
            {
                "content": garbled("Bo Ødegård sent an attachment."),
                "share": {"link": "https://a.example"},
            },
        ),
        (US, 61, {"content": "You sent an attachment.", "share": {"link": "https://a.example"}}),
        people=(BO, ANNA, US),
    )
    taken = read(meta, [member(PROFILE, profile()), inbox(talk)])
    assert [m.text for m in of(taken, Message)] == [*words, "", ""]
    assert f"{len(NOTICES)} calls or notices of the platform were left out." in taken.notes


def test_in_a_group_each_writer_is_a_person_and_our_words_go_to_the_last() -> None:
    talk = thread(
        (ANNA, 0, "Wann?"),
        (US, 1, "Um 9"),
        (BO, 2, "Wo?"),
        (US, 3, "Hier"),
        people=(ANNA, BO, US),
        other="Holzgruppe",
        key="g_7",
    )
    taken = read(meta, [member(PROFILE, profile()), inbox(talk, "g_7")])
    assert [(m.person, m.ours) for m in of(taken, Message)] == [
        (ANNA, False),
        (ANNA, True),
        (BO, False),
        (BO, True),
    ]
    assert "wrote last" in said(taken)


def picture(text: str = "", when: int = T) -> dict[str, Any]:
    return {"uri": "media/x.jpg", "creation_timestamp": when, "title": garbled(text)}


POSTS = [
    {"media": [picture("Ein Hobel – draußen 🪚")]},
    {
        "media": [picture(), picture(when=T + 1)],
        "title": garbled("Für Bo"),
        "creation_timestamp": T + 60,
    },
    {"media": [picture(when=T + 120)]},
]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (f"{NEW}/media/posts_1.json", POSTS),
        ("insta-2023/content/posts_1.json", POSTS),
        (f"{NEW}/media/reels.json", {"ig_reels_media": POSTS}),
        ("insta/content/igtv_videos.json", {"ig_igtv_media": POSTS}),
        ("posts_1.json", POSTS),
    ],
)
def test_a_post_has_its_words_and_time_within_its_one_picture_or_outside_of_several(
    path: str, content: Any
) -> None:
    posts = of(read(meta, [member(path, content)]), Post)
    assert [(p.ts, p.text) for p in posts] == [
        (datetime(2026, 3, 3, 8, 0, tzinfo=UTC), "Ein Hobel – draußen 🪚"),
        (datetime(2026, 3, 3, 8, 1, tzinfo=UTC), "Für Bo"),
        (datetime(2026, 3, 3, 8, 2, tzinfo=UTC), ""),
    ]


def test_no_post_has_a_number_that_the_download_lacks_and_it_says_which_one_has_it() -> None:
    taken = read(meta, [member(PROFILE, profile()), member(f"{NEW}/media/posts_1.json", POSTS)])
    for post in of(taken, Post):
        assert (post.comments, post.saves, post.shares, post.clicks) == (None,) * 4
        assert (post.platform, post.account) == ("instagram", "naegel.oel")
    assert {"comments", "saves", "shares", "clicks"} <= set(dict(taken.unknown)["posts"])
    assert "Meta Business Suite" in said(taken)


def test_a_post_in_two_files_counts_once_and_stories_and_archived_ones_never() -> None:
    files = [
        member(f"{NEW}/media/posts_1.json", POSTS[:2]),
        member(f"{NEW}/media/reels.json", {"ig_reels_media": POSTS[1:]}),
        member("insta-old/content/posts_1.json", POSTS[:1]),
        member(f"{NEW}/media/stories.json", {"ig_stories": [picture("a"), picture("b")]}),
        member(f"{NEW}/media/archived_posts.json", {"ig_archived_post_media": POSTS}),
        member(f"{NEW}/media/profile_photos.json", {"ig_profile_picture": [picture()]}),
        member(PROFILE, profile()),
    ]
    taken = read(meta, files)
    assert len(of(taken, Post)) == 3
    assert "2 posts lay in two files" in said(taken)
    assert "2 stories were left out." in taken.notes


@pytest.mark.parametrize("layout", ["list", "old", "title"])
def test_followers_are_counted_up_by_the_day_in_our_zone_and_said_to_be_those_who_stayed(
    layout: str,
) -> None:
    late = 1_772_492_400  # 2 March 23:00 UTC, which is 3 March in Berlin
    entries = [
        {
            "title": "",
            "string_list_data": [{"href": f"https://x/{n}", "value": n, "timestamp": when}],
        }
        for n, when in (("a", late), ("b", T), ("c", T + 86_400))
    ]
    content: Any = entries
    if layout == "old":
        content = {"relationships_followers": entries}
    if layout == "title":
        for entry in entries:
            entry["title"] = entry["string_list_data"][0].pop("value")
    path = "insta.zip/connections/followers_and_following/followers_1.json"
    taken = read(meta, [member(path, content)])
    assert of(taken, Followers) == [
        Followers("instagram", date(2026, 3, 3), 2),
        Followers("instagram", date(2026, 3, 4), 3),
    ]
    assert "Whoever left is not" in said(taken)


def wall(text: str | None = None, when: int = T, **more: Any) -> dict[str, Any]:
    data: list[Any] = [{"post": garbled(text)}] if text else []
    return {
        "timestamp": when,
        "data": [*data, {"update_timestamp": when}],
        "title": "A posted.",
        **more,
    }


WALL = [
    wall("Für alle"),
    wall(
        when=T + 60,
        attachments=[{"data": [{"media": {"uri": "x.jpg", "description": garbled("Öl")}}]}],
    ),
    wall(
        when=T + 120, attachments=[{"data": [{"external_context": {"url": "https://a.example"}}]}]
    ),
    {"timestamp": T + 180, "title": "Anna became friends with Bo.", "data": []},
    wall("Alles Gute", T + 240) | {"title": "Anna wrote on Bo's timeline."},
]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (
            "f.zip/your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json",
            WALL,
        ),
        ("facebook-anna/posts/your_posts_1.json", WALL),
        ("facebook-anna/posts/your_posts.json", {"status_updates": WALL}),
    ],
)
def test_facebooks_posts_are_taken_and_said_to_be_a_profiles_and_not_a_pages(
    path: str, content: Any
) -> None:
    taken = read(meta, [member(path, content)])
    assert [p.text for p in of(taken, Post)] == ["Für alle", "Öl", ""]
    assert {p.platform for p in of(taken, Post)} == {"facebook"}
    assert "are a profile's" in said(taken)
    assert "1 entry without text, picture or link and 1 post on somebody else's page" in said(taken)


def test_instagram_and_facebook_in_one_folder_are_two_groups_each_with_its_own_names() -> None:
    name = {"profile_v2": {"name": {"full_name": "Anna Nagel"}, "emails": {"emails": []}}}
    other = thread(
        (BO, 0, "Offen?"), ("Anna Nagel", 4, "Ja"), people=(BO, "Anna Nagel"), other=BO, key="bo_9"
    )
    files = [
        member(PROFILE, profile()),
        inbox(TALK),
        member("fb.zip/personal_information/profile_information/profile_information.json", name),
        inbox(other, "bo_9", root="fb.zip/your_facebook_activity"),
    ]
    insta, face = (meta.read(group, owner()) for group in meta.groups(files, head))
    assert (insta.what, face.what) == (
        "Instagram, Download your information (JSON)",
        "Facebook, Download your information (JSON)",
    )
    assert (
        [m.ours for m in of(insta, Message)] == [m.ours for m in of(face, Message)] == [False, True]
    )


def test_messengers_own_download_of_encrypted_talks_is_read() -> None:
    talk = {
        "participants": ["Zoë Nagel", "Nägel & Öl"],
        "threadName": "Zoë Nagel_12",
        "messages": [
            {
                "senderName": "Zoë Nagel",
                "timestamp": T * 1000,
                "text": "Offen?",
                "type": "text",
                "media": [],
            },
            {
                "senderName": US,
                "timestamp": T * 1000 + 1,
                "text": "",
                "isUnsent": True,
                "type": "text",
            },
            {
                "senderName": US,
                "timestamp": T * 1000 + 9000,
                "text": "Ja",
                "type": "text",
                "isUnsent": False,
            },
        ],
    }
    taken = read(meta, [member("messages/Zoë Nagel_12.json", talk)])
    assert [(m.platform, m.ours, m.person, m.text) for m in of(taken, Message)] == [
        ("facebook", False, "Zoë Nagel", "Offen?"),
        ("facebook", True, "Zoë Nagel", "Ja"),
    ]


def test_the_encrypted_part_of_a_talk_is_with_the_same_person() -> None:
    name = {"profile_v2": {"name": {"full_name": US}}}
    encrypted = {
        "participants": [ANNA, US],
        "threadName": f"{ANNA}_3",
        "messages": [{"senderName": ANNA, "timestamp": T * 1000, "text": "Offen?", "type": "text"}],
    }
    files = [
        member("facebook-x/personal_information/profile_information.json", name),
        inbox(thread((ANNA, 0, "Hallo")), root="facebook-x/your_facebook_activity"),
        member("messages.zip/Anna_3.json", encrypted),
    ]
    assert {m.person for m in of(read(meta, files), Message)} == {ANNA}


def test_the_layout_of_2019_gives_the_same_talks_and_posts() -> None:
    rows = [
        {"sender": "oaknail", "created_at": "2026-03-03T08:05:00.123456+00:00", "text": "Ja"},
        {"sender": "kim", "created_at": "2026-03-03T08:01:00+00:00", "likes": []},
        {"sender": "kim", "created_at": "2026-03-03T08:00:00+00:00", "text": "Geöffnet?"},
    ]
    photo = {"caption": "Ein Hobel", "taken_at": "2026-03-03T08:00:00", "path": "photos/x.jpg"}
    film = photo | {"taken_at": "2026-03-04T09:00:00+00:00"}
    files = [
        member(
            "old/profile.json", {"biography": "x", "date_joined": "2015", "username": "oaknail"}
        ),
        member("old/messages.json", [{"participants": ["oaknail", "kim"], "conversation": rows}]),
        member("old/media.json", {"stories": [photo, photo], "photos": [photo], "videos": [film]}),
    ]
    taken = read(meta, files)
    assert [(m.ours, m.person, m.text) for m in of(taken, Message)] == [
        (False, "kim", "Geöffnet?"),
        (True, "kim", "Ja"),
    ]
    assert [(p.account, p.ts.isoformat()) for p in of(taken, Post)] == [
        ("oaknail", "2026-03-03T08:00:00+00:00"),
        ("oaknail", "2026-03-04T09:00:00+00:00"),
    ]


@pytest.mark.parametrize(
    "labels", [("Comment", "Media Owner", "Time"), ("Kommentar", "Inhaber des Mediums", "Zeit")]
)
def test_comments_under_others_posts_are_favours_to_them_and_those_under_our_own_are_not(
    labels: tuple[str, str, str],
) -> None:
    def comment(whose: str, when: int) -> Any:
        text, media_owner, time = labels
        values = {
            text: {"value": garbled("schön")},
            media_owner: {"value": whose},
            time: {"timestamp": when},
        }
        return {"media_list_data": [], "string_map_data": values}

    path = f"{NEW}/comments/post_comments_1.json"
    files = [
        member(PROFILE, profile()),
        member(path, [comment("bo.holz", T), comment("naegel.oel", T)]),
    ]
    taken = read(meta, files)
    assert [(f.table, f.person, f.ts) for f in of(taken, Favour)] == [
        ("given", "bo.holz", datetime(2026, 3, 3, 8, 0, tzinfo=UTC))
    ]


def test_a_download_as_html_says_which_to_ask_for() -> None:
    page = "<!DOCTYPE html><html><head><title>Instagram</title></head></html>"
    paths = (
        f"{NEW}/messages/inbox/anna_1/message_1.html",
        f"{NEW}/media/posts_1.html",
        "i/start_here.html",
    )
    files = [member(path, page) for path in paths]
    taken = read(meta, files)
    assert not taken.records
    assert all("format JSON" in words for _, words in taken.files)
    assert "asked for as HTML" in " ".join(taken.notes)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"messages": [{"sender_name": "A", "timest', "cut off"),
        (json.dumps(TALK)[:-30], "cut off"),
        (json.dumps(TALK).encode("cp1252", "replace")[:-9] + b'\xe4"}', "not in UTF-8"),
        ("<html>log in</html>", "web page"),
        ("[]", "no messages"),
    ],
)
def test_a_damaged_part_is_a_sentence_and_the_others_are_unharmed(
    content: str | bytes, words: str
) -> None:
    good = thread((KIM, 0, "Offen?"), (US, 4, "Ja"), other=KIM, key="kim_2")
    taken = read(meta, [member(PROFILE, profile()), inbox(content), inbox(good, "kim_2")])
    assert words in dict(taken.files)[f"{NEW}/messages/inbox/anna_1/message_1.json"]
    assert len(of(taken, Message)) == 2


def test_sections_that_no_table_needs_are_known_and_an_empty_one_says_so() -> None:
    files = [
        inbox(TALK),
        member(
            "insta.zip/logged_information/link_history/no-data.txt",
            "You have no data in this section",
        ),
        member("insta.zip/ads_information/ads_clicked.json", {"impressions_history": []}),
        member(f"{NEW}/media/posts_1.json", "[]"),
    ]
    sentences = dict(read(meta, files).files)
    assert sentences.keys() == {file.path for file in files}
    assert "nothing in this section" in sentences[files[1].path]
    assert "nothing that a table needs" in sentences[files[2].path]
    assert sentences[files[3].path] == "holds no posts."


def test_other_peoples_json_is_not_claimed() -> None:
    files = [
        member("package.json", {"name": "x", "messages": ["a"]}),
        member("user_data.json", {"Activity": {"Follower": []}}),
        member("outbox.json", {"@context": [], "orderedItems": []}),
        member("notes.json", [{"title": "soup", "data": [1]}]),
    ]
    assert meta.groups(files, head) == []


def test_nothing_said_holds_a_name_or_a_text() -> None:
    words = said(read(meta, [member(PROFILE, profile()), inbox(TALK)]))
    assert not [text for text in (US, ANNA, "geöffnet", "9 Uhr") if text in words]
