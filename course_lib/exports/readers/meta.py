"""Downloads of Instagram and Facebook as JSON: posts, messages, and who follows still.

Layouts of 2020 to 2026, seen in public parsers and samples: `content/` and `messages/` at the top (to 2023),
then `your_instagram_activity/` and `your_facebook_activity/`; profiles as string_map_data or label_values;
Messenger's own download of encrypted talks (2024). None holds a count of comments, saves, shares or clicks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from course_lib.characters import whole
from course_lib.exports import audience, json_items, sentences, talks
from course_lib.exports.members import Member
from course_lib.exports.meta_files import FACEBOOK, INSTAGRAM, File, files_of, platforms_of
from course_lib.exports.meta_text import (
    is_notice,
    own_words,
    repaired,
    strings,
    tells_of_reaction,
)
from course_lib.exports.owner import Owner
from course_lib.exports.records import Favour, Followers, Message, Post, Record, Taken
from course_lib.exports.trouble import ExportError
from course_lib.grammar import counted

_NAMES = {INSTAGRAM: "Instagram", FACEBOOK: "Facebook"}
_ARCHIVE = re.compile(r"instagram-(.+?)-\d{4}-\d{2}-\d{2}")
_USER = re.compile(
    "user|benutzer|gebruiker|usuário|usuario|utilisateur|utente|utilizador|użytk|kullanıcı|пользов|користув"
    "|användar|bruger|bruker|käyttäj|uživat|felhaszn|utilizator|pengguna|ユーザー|사용자|用户|用戶|المستخدم|χρήστη"
)
_USERNAME = re.compile(r"[a-z0-9._]{1,30}")
# Keys of a message that hold something somebody sent; without any of them nothing is left of it.
_SENT = frozenset(
    {"content", "text", "photos", "videos", "audio_files", "gifs", "sticker", "share", "files"}
    | {"media", "links", "reactions"}
)
# Keys without any of which a message is neither unsent nor a notice.
_ODD = frozenset({"is_unsent", "isUnsent", "is_taken_down", "call_duration", "missed", "type"})
_OLD_SENT = (
    "text",
    "media",
    "media_share_url",
    "media_url",
    "story_share",
    "voice_media",
    "animated_media_images",
)
_MEDIA_OWNER = re.compile(
    "owner|inhaber|eigent|propri|dono|dueñ|eigenaar|właścic|sahib|владел|ägare|ejer|eier"
)
_ELSEWHERE = re.compile(
    r"\bwrote on\b|[’']s timeline\b|\bto the group\b|\bposted in\b|\bPinnwand\b|\bChronik von\b"
)
_FIRST, _END = 1_000_000_000, 4_102_444_800  # seconds from 1970 to 2001 and to 2100
_NO_MESSAGE = frozenset({"Call", "Subscribe", "Unsubscribe", "Plan", "placeholder"})
_LEFT_OUT = (
    ("reaction", "reaction", "reactions"),
    ("unsent", "unsent message", "unsent messages"),
    ("notice", "call or notice of the platform", "calls or notices of the platform"),
    ("empty", "message of which nothing is left", "messages of which nothing is left"),
    ("story", "story", "stories"),
    ("activity", "entry without text, picture or link", "entries without text, picture or link"),
    (
        "elsewhere",
        "post on somebody else's page or in a group",
        "posts on others' pages or in groups",
    ),
    ("undated", "post without a time", "posts without a time"),
)
_TWICE = (("message twice", "message", "messages"), ("post twice", "post", "posts"))
_NO_COUNTS = (
    ("posts", ("kind", "about", "link_to", "comments", "saves", "shares", "clicks", "paid")),
    ("messages", ("type", "by", "asked")),
)
_WHERE_COUNTS = (
    "The comments, saves, shares and clicks of posts are not in this download, so they stay not known. "
    "Meta Business Suite has most of them: Insights, Content, Export data."
)
_AS_JSON = (
    "Ask for it once more with the format JSON: Accounts Centre, Your information and permissions, "
    "Export your information."
)


def groups(members: Sequence[Member], head: Callable[[Member], bytes]) -> list[list[Member]]:
    """The files of Instagram in one group, those of Facebook in another: one needs the other's profile."""
    files = files_of(members, head)
    platforms = platforms_of(files)
    mine: dict[str, list[Member]] = {INSTAGRAM: [], FACEBOOK: []}
    for file in files:
        if file.kind or file.root in platforms and file.near:
            mine[platforms.get(file.root, INSTAGRAM)].append(file.member)
    return [group for group in mine.values() if group]


def read(group: Sequence[Member], owner: Owner) -> Taken:
    """Posts, messages and followers of one platform's files."""
    files = files_of(group, _head)
    platform = next(iter(platforms_of(files).values()), INSTAGRAM)
    reading = _Reading(platform, owner)
    for file in sorted(files, key=lambda file: file.kind != "profile"):
        try:
            sentence = reading.take(file)
        except ExportError as error:
            sentence = str(error)
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError, OSError):
            sentence = f"is {_NAMES[platform]}'s, but not laid out as any download known here."
        reading.sentences[file.member.path] = sentence
    return reading.result([member.path for member in group])


def _head(member: Member) -> bytes:
    try:
        with member.open() as stream:
            return stream.read(4096)
    except ExportError:
        return b""


@dataclass
class _Reading:
    """What has been read of one platform's files so far."""

    platform: str
    owner: Owner
    sentences: dict[str, str] = field(default_factory=dict)
    profile: set[str] = field(
        default_factory=set
    )  # every text of a profile file, a name among them
    accounts: dict[str, str] = field(default_factory=dict)  # by root
    threads: dict[str, talks.Talk] = field(default_factory=dict)
    encrypted: set[str] = field(default_factory=set)  # talks of a download of their own
    seen: set[str] = field(default_factory=set)  # ids of messages
    comments: dict[tuple[str, int], str] = field(default_factory=dict)  # whose post, second: root
    posts: dict[tuple[str, str], Post] = field(default_factory=dict)
    followers: dict[str, dict[str, int]] = field(
        default_factory=lambda: defaultdict(dict)
    )  # by root
    out: Counter[str] = field(default_factory=Counter)  # what was left out, by kind
    roots: dict[str, list[tuple[Post, int]]] = field(default_factory=lambda: defaultdict(list))

    def take(self, file: File) -> str:
        """Read one file; what was taken of it, in a sentence."""
        if file.kind == "page":
            self.out["page"] += 1
            return f"is a web page: this download was asked for as HTML, and cannot be read. {_AS_JSON}"
        if file.member.name.lower() == "no-data.txt":
            return f"says that {_NAMES[self.platform]} has nothing in this section."
        if file.kind == "profile":
            return self._take_profile(file)
        if file.kind == "thread":
            return self._take_thread(file)
        if file.kind == "old talks":
            return self._take_old_talks(file)
        if file.kind in ("posts", "wall", "old posts"):
            return self._take_posts(file)
        if file.kind == "comments":
            return self._take_comments(file)
        if file.kind == "followers":
            return self._take_followers(file)
        if file.kind == "stories":
            entries = _entries(file.member)
            self.out["story"] += len(entries)
            return "was left out: stories are gone after a day, and are no posts."
        if file.kind == "no posts":
            return "was left out: what is archived, deleted or a picture of the profile is no post to be seen."
        if file.member.name.lower().endswith((".html", ".htm")):
            return f"is a page of {_NAMES[self.platform]}'s download, with nothing to count from."
        return f"is {_NAMES[self.platform]}'s, and holds nothing that a table needs."

    def _take_profile(self, file: File) -> str:
        with file.member.open() as stream:
            pairs = strings(json_items.document(stream))
        self.profile.update(text for _, text in pairs)
        username = next(
            (
                text
                for label, text in pairs
                if _USER.search(label.casefold()) and _USERNAME.fullmatch(text)
            ),
            "",
        )
        if not username and self.platform == FACEBOOK:
            username = next((text for label, text in pairs if label == "full_name"), "")
        if username:
            self.accounts[file.root] = username
        return "gave the names under which you write."

    def _take_thread(self, file: File) -> str:
        people, rows, out = set[str](), list[tuple[int, str, str]](), Counter[str]()
        title = path = ""
        cache: dict[str, str] = {}
        with file.member.open() as stream:
            for key, value in json_items.items(stream):
                if key == "messages":
                    name = value.get("sender_name") or value.get("senderName") or ""
                    sender = cache.get(name)
                    if sender is None:
                        sender = cache[name] = repaired(name).strip()
                    kind, text = _content(value, sender)
                    if kind or not sender:
                        out[kind or "empty"] += 1
                        people.update({sender} - {""})
                    else:
                        rows.append((_milliseconds(value), sender, text))
                elif key == "participants":
                    name = value.get("name", "") if isinstance(value, dict) else value
                    people.add(repaired(name).strip())
                elif key in ("title", "threadName"):
                    title = repaired(value).strip()
                    title = re.sub(r"_\d+$", "", title) if key == "threadName" else title
                    path = path or (repaired(value) if key == "threadName" else "")
                elif key == "thread_path":
                    path = repaired(value)
        if not (people or rows or out):
            return "holds no messages."
        parts = file.member.path.split("/")
        key = path.rpartition("/")[2] or (parts[-2] if len(parts) > 1 else parts[-1])
        talk = self._talk(key, title, people | {sender for _, sender, _ in rows})
        if file.start.startswith('{"participants":["') or '"threadName":' in file.start:
            self.encrypted.add(key)
        count = self._add(talk, rows)
        self.out.update(out)
        return "gave what was written in a talk." if count else "holds no message that counts."

    def _take_posts(self, file: File) -> str:
        posts = []
        for entry in _entries(
            file.member, ("photos", "videos") if file.kind == "old posts" else None
        ):
            when, text = _MOMENTS[file.kind](entry)
            if not _is_second(when):
                self.out["undated"] += 1
            elif file.kind == "wall" and _ELSEWHERE.search(repaired(entry.get("title") or "")):
                self.out["elsewhere"] += 1
            elif file.kind == "wall" and not _shows(entry):
                self.out["activity"] += 1
            else:
                posts.append((int(when), text))
        same = Counter[int]()
        for when, text in posts:
            same[when] += 1
            post = Post(self.platform, "", "", datetime.fromtimestamp(when, UTC), None, whole(text))
            self.roots[file.root].append((post, same[when]))
        return f"gave {counted(len(posts), 'post', 'posts')}." if posts else "holds no posts."

    def _take_old_talks(self, file: File) -> str:
        """The one file of all talks that Instagram gave until 2019."""
        for talk in _entries(file.member):
            people = [repaired(name).strip() for name in talk["participants"]]
            there = self._talk("-".join(sorted(people)), "", set(people))
            rows = []
            for row in talk["conversation"]:
                sender = repaired(row.get("sender") or "").strip()
                text = repaired(row.get("text") or "")
                if not sender or not any(row.get(key) for key in _OLD_SENT):
                    self.out["empty"] += 1
                elif tells_of_reaction(text):
                    self.out["reaction"] += 1
                else:
                    moment = datetime.fromisoformat(row["created_at"])
                    seconds = moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
                    rows.append((round(seconds * 1000), sender, text))
            self._add(there, rows)
        return "gave what was written in talks."

    def _talk(self, key: str, title: str, people: set[str]) -> talks.Talk:
        talk = self.threads.setdefault(key, talks.Talk(key, title))
        talk.people |= people - {""}
        talk.group = len(talk.people) > 2
        return talk

    def _add(self, talk: talks.Talk, rows: Sequence[tuple[int, str, str]]) -> int:
        """Add rows, newest first, of one file to a talk; how many there were."""
        keys = set[str]()
        for ms, sender, text in reversed(rows):
            nth, row = 1, talks.identity(self.platform, talk.key, ms, sender, text)
            while row in keys:  # the same words in the same moment
                nth += 1
                row = talks.identity(self.platform, talk.key, ms, sender, text, nth)
            keys.add(row)
            if row not in self.seen:
                talk.rows.append((datetime.fromtimestamp(ms / 1000, UTC), sender, text, row))
        self.out["message twice"] += len(keys & self.seen)
        self.seen |= keys
        return len(keys)

    def _take_comments(self, file: File) -> str:
        """What we wrote under others' posts."""
        count = 0
        for entry in _entries(file.member):
            values = entry["string_map_data"]
            when = next((v["timestamp"] for v in values.values() if v.get("timestamp")), 0)
            texts = [
                (repaired(key).casefold(), repaired(value["value"]))
                for key, value in values.items()
                if value.get("value")
            ]
            whose = next(
                (text for key, text in texts if _MEDIA_OWNER.search(key)),
                texts[1][1] if len(texts) > 1 else "",
            )
            if _is_second(when) and _USERNAME.fullmatch(whose):
                count += 1
                self.comments[whose, int(when)] = file.root
        return (
            f"gave {counted(count, 'comment', 'comments')} under posts."
            if count
            else "holds no comments."
        )

    def _take_followers(self, file: File) -> str:
        since = {
            _username(entry, row): int(row["timestamp"])
            for entry in _entries(file.member)
            for row in entry["string_list_data"]
            if _is_second(row.get("timestamp"))
        }
        self.followers[file.root].update(since)
        count = counted(len(since), "person who follows", "people who follow")
        return f"gave {count} still, each with the day." if since else "holds nobody who follows."

    def result(self, paths: list[str]) -> Taken:
        """Records, and what is to be said of them."""
        name = _NAMES[self.platform]
        messages, notes, questions = self._messages()
        posts = self._posts()
        followers = self._followers()
        records: list[Record] = [*posts, *messages, *followers, *self._favours()]
        if self.out["page"] and not records:
            notes.append(f"{name}'s download was asked for as HTML, and cannot be read. {_AS_JSON}")
        notes += self._left_out()
        if posts:
            notes.append(_WHERE_COUNTS)
        if posts and self.platform == FACEBOOK:
            notes.append(
                "These posts are a profile's. A page's posts are not in this download: Meta Business Suite has "
                "them under Insights, Content, Export data."
            )
        if followers:
            notes.append(sentences.ONLY_PRESENT)
        return Taken(
            what=f"{name}, Download your information (JSON)",
            records=tuple(records),
            files=tuple((path, self.sentences[path]) for path in paths),
            notes=tuple(notes),
            questions=tuple(questions),
            unknown=_NO_COUNTS,
        )

    def _messages(self) -> tuple[list[Message], list[str], list[str]]:
        threads = [talk for talk in self.threads.values() if talk.rows]
        if not threads:
            return [], [], []
        ours, note = self._us(threads)
        messages: list[Message] = []
        unsure = 0
        # Of one talk the encrypted part is in a download of its own, with the same name and another key.
        plain = [talk for talk in threads if not talk.group and talk.key not in self.encrypted]
        several = Counter(talks.same(name) for talk in plain for name in talk.people)
        for talk in threads:
            people = {talks.same(name) for name in talk.people}
            us = ours
            if not us & people and (
                len(people) == 2 or not us
            ):  # alone, or in a group, they are others
                us = {talks.other_than_title(talk)} - {""}
            if not us:
                unsure += 1
                continue
            # Two talks with people of one name are two people, or two whose accounts are gone.
            names = {
                who: f"{who} ({talk.key})"
                for who in people - us
                if several[who] > 1 and not talk.group
            }
            messages += talks.messages(self.platform, talk, us, names)
            talk.rows.clear()
        notes = []
        if messages:
            talks_read = counted(len(threads) - unsure, "talk", "talks")
            notes += [
                f"{counted(len(messages), 'message', 'messages')} of {talks_read} counted.",
                note,
            ]
        if any(talk.group for talk in threads):
            notes.append(sentences.GROUPS)
        if unsure:
            notes.append(
                f"Nothing tells which name is yours in {counted(unsure, 'talk', 'talks')}, so nothing was taken "
                f"of {'it' if unsure == 1 else 'them'}. Tick Personal information too when you ask for the "
                "download, or write your names into the answers."
            )
        return messages, notes, ["names"] if unsure else []

    def _us(self, threads: Sequence[talks.Talk]) -> tuple[set[str], str]:
        """Our names as `same` has them, and a sentence that says where they are from; none where a title tells."""
        people = {talks.same(name) for talk in threads for name in talk.people}
        profile = {talks.same(text) for text in self.profile} & people
        answers = {talks.same(text) for text in self.owner.names} & people
        if profile:
            return (
                profile | answers,
                "Which name is yours was read in the profile's file of the download.",
            )
        if answers:
            return answers, "Which name is yours is from your answers."
        if common := talks.in_all(threads):
            return {common}, "Which name is yours was told by the one name that is in all talks."
        return (
            set(),
            "Which name is yours was told by the titles of the talks, which bear the other name.",
        )

    def _posts(self) -> list[Post]:
        for root, posts in self.roots.items():
            account = self.accounts.get(root) or _account(root)
            if not account and len(set(self.accounts.values())) == 1:
                account = next(iter(self.accounts.values()))
            for post, nth in posts:
                when = int(post.ts.timestamp()) if post.ts else 0
                key = f"{account or self.platform}:{when}" + (f":{nth}" if nth > 1 else "")
                if (account, key) in self.posts:
                    self.out["post twice"] += 1
                self.posts[account, key] = Post(
                    post.platform, account, key, post.ts, None, post.text
                )
        return sorted(self.posts.values(), key=lambda post: (post.ts, post.id))

    def _favours(self) -> list[Favour]:
        """Comments under others' posts; under one's own they favour nobody."""
        ours = set(self.accounts.values())
        return [
            Favour(
                "given", self.platform, whose, f"{whose}:{when}", datetime.fromtimestamp(when, UTC)
            )
            for whose, when in self.comments
            if whose not in ours
        ]

    def _followers(self) -> list[Followers]:
        since: dict[str, int] = {}
        # Of two downloads of one account the newer one counts: who left since is only in the older.
        for people in sorted(
            filter(None, self.followers.values()), key=lambda people: -max(people.values())
        ):
            if len(since.keys() & people.keys()) * 2 <= min(len(since), len(people)):
                since.update(people)
        moments = (datetime.fromtimestamp(when, UTC) for when in since.values())
        return audience.levels(self.platform, moments, self.owner.zone)

    def _left_out(self) -> list[str]:
        return [
            *sentences.left_out(self.out, _LEFT_OUT),
            *sentences.twice(self.out, _TWICE),
        ]


def _account(root: str) -> str:
    """The account's name in the name that a download of Instagram has, "" elsewhere."""
    name = _ARCHIVE.search(root)
    return name[1] if name else ""


def _username(entry: dict[str, Any], row: dict[str, Any]) -> str:
    """Who follows: in the newest layout the name is a heading, or only in the link."""
    return row.get("value") or entry.get("title") or str(row.get("href")).rpartition("/")[2]


def _entries(member: Member, keys: tuple[str, ...] | None = None) -> list[Any]:
    """The entries of a file's lists: of all, or of those under `keys`."""
    with member.open() as stream:
        return [value for key, value in json_items.items(stream) if keys is None or key in keys]


def _content(message: dict[str, Any], sender: str) -> tuple[str, str]:
    """Why a message is none ("" if it is one), and its text."""
    if not _ODD.isdisjoint(message):
        if message.get("is_unsent") or message.get("isUnsent") or message.get("is_taken_down"):
            return "unsent", ""
        if "call_duration" in message or message.get("missed"):
            return "notice", ""
        if message.get("type") in _NO_MESSAGE:
            return "notice", ""
    text = message.get("content") or message.get("text") or ""
    if not text and not any(message.get(key) for key in _SENT):
        return "empty", ""
    text = whole(repaired(text))
    if tells_of_reaction(text):
        return "reaction", ""
    return ("notice", "") if is_notice(text, sender) else ("", own_words(text, sender))


def _is_second(value: Any) -> bool:
    """Whether a number can be the second of something on a platform: from 2001 to 2100."""
    return isinstance(value, int | float) and _FIRST <= value < _END


def _milliseconds(message: dict[str, Any]) -> int:
    """When a message was sent. Raises ValueError where that is no time."""
    value = message.get("timestamp_ms") or message["timestamp"]
    if not _FIRST * 1000 <= value < _END * 1000:
        raise ValueError(value)
    return int(value)


def _grid(entry: dict[str, Any]) -> tuple[Any, str]:
    """Second and text of a post of Instagram's: outside its pictures if there are several, within if one."""
    media = [part for part in entry.get("media", []) if isinstance(part, dict)]
    times = [entry.get("creation_timestamp"), *(part.get("creation_timestamp") for part in media)]
    texts = [entry.get("title"), *(part.get("title") for part in media)]
    when = next((time for time in times if time), None)
    return when, repaired(next((text for text in texts if text), ""))


def _old(entry: dict[str, Any]) -> tuple[Any, str]:
    """Second and text of a post of Instagram's as media.json had it until 2019."""
    if not entry.get("taken_at"):
        return None, ""
    when = datetime.fromisoformat(entry["taken_at"])
    return int(when.replace(tzinfo=when.tzinfo or UTC).timestamp()), repaired(
        entry.get("caption") or ""
    )


def _wall(entry: dict[str, Any]) -> tuple[Any, str]:
    """Second and text of a post of Facebook's."""
    texts = [
        part["post"]
        for part in entry.get("data", [])
        if isinstance(part, dict) and part.get("post")
    ]
    texts += [part["description"] for part in _attached(entry, "media") if part.get("description")]
    return entry.get("timestamp"), repaired(texts[0] if texts else "")


def _shows(entry: dict[str, Any]) -> bool:
    """Whether an entry of Facebook's shows readers anything but "… updated …"."""
    attached = any(
        _attached(entry, kind) for kind in ("media", "external_context", "event", "for_sale_item")
    )
    return attached or bool(_wall(entry)[1])


def _attached(entry: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [
        part[kind]
        for attachment in entry.get("attachments") or []
        for part in attachment.get("data") or []
        if isinstance(part, dict) and isinstance(part.get(kind), dict)
    ]


_MOMENTS = {"posts": _grid, "wall": _wall, "old posts": _old}
