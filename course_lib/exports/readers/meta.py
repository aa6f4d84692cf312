"""Downloads of Instagram and Facebook as JSON: posts, messages, and who follows still.

Layouts of 2020 to 2026, seen in public parsers and samples: `content/` and `messages/` at the top (to 2023),
then `your_instagram_activity/` and `your_facebook_activity/`; profiles as string_map_data or label_values;
Messenger's own download of encrypted talks (2024). None holds a count of comments, saves, shares or clicks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from course_lib.exports import json_items, talks
from course_lib.exports.members import Member
from course_lib.exports.meta_text import repaired, strings, tells_of_reaction
from course_lib.exports.owner import Owner
from course_lib.exports.records import Followers, Message, Post, Record, Taken
from course_lib.exports.trouble import ExportError
from course_lib.grammar import counted

INSTAGRAM, FACEBOOK = "instagram", "facebook"
_NAMES = {INSTAGRAM: "Instagram", FACEBOOK: "Facebook"}
_SECTIONS = frozenset(
    {
        "account_information",
        "ads_information",
        "apps_and_websites_off_of_facebook",
        "apps_and_websites_off_of_instagram",
        "archived_threads",
        "comments",
        "comments_and_reactions",
        "connections",
        "contacts",
        "content",
        "e2ee_cutover",
        "events",
        "files",
        "filtered_threads",
        "followers_and_following",
        "friends_and_followers",
        "groups",
        "inbox",
        "information_about_you",
        "likes",
        "location",
        "logged_information",
        "login_and_account_creation",
        "media",
        "message_requests",
        "messages",
        "monetization",
        "other_activity",
        "pages",
        "past_instagram_insights",
        "personal_information",
        "posts",
        "preferences",
        "profile_information",
        "saved",
        "search",
        "security_and_login_information",
        "shopping",
        "stories",
        "story_interactions",
        "story_sticker_interactions",
        "threads",
        "your_activity_across_facebook",
        "your_facebook_activity",
        "your_instagram_activity",
        "your_places",
        "your_topics",
    }
)
_THREAD_NAME = re.compile(r"message_\d+.*\.json$", re.I)
_POSTS_NAME = re.compile(r"(posts|reels|igtv_videos|your_posts\w*?)_?\d*.*\.json$", re.I)
_PAGE_NAME = re.compile(
    r"(message|posts|reels|followers|your_posts\w*)_\d+.*\.html?$|start_here\.html?$", re.I
)
_PROFILE_NAMES = (
    "personal_information.json",
    "profile_information.json",
    "instagram_profile_information.json",
)
_ARCHIVE = re.compile(r"instagram-(.+?)-\d{4}-\d{2}-\d{2}")
_PUBLIC = frozenset({"reels_media", "igtv_media", "posts_media"})  # after "ig_"
_HIDDEN = {
    "stories": "stories",
    "archived_post_media": "no posts",
    "recently_deleted_media": "no posts",
    "profile_picture": "no posts",
}
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
_NO_MESSAGE = frozenset({"Call", "Subscribe", "Unsubscribe", "Plan", "placeholder"})
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
    files = [
        _File(member, *_place(member.path), _kind(member, head))
        for member in members
        if member.name.lower().endswith((".json", ".html", ".htm", "no-data.txt"))
    ]
    platforms = _platforms(files, head)
    mine: dict[str, list[Member]] = {INSTAGRAM: [], FACEBOOK: []}
    for file in files:
        if file.kind or (file.section and file.root in platforms):
            mine[platforms.get(file.root, INSTAGRAM)].append(file.member)
    return [group for group in mine.values() if group]


def read(group: Sequence[Member], owner: Owner) -> Taken:
    """Posts, messages and followers of one platform's files. Raises ExportError if none can be read at all."""
    files = [_File(member, *_place(member.path), _kind(member, _head)) for member in group]
    platforms = _platforms(files, _head)
    platform = next(iter(platforms.values()), INSTAGRAM)
    reading = _Reading(platform, owner)
    for file in sorted(files, key=lambda file: file.kind != "profile"):
        try:
            said = reading.take(file)
        except ExportError as error:
            said = str(error)
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError, OSError):
            said = f"is {_NAMES[platform]}'s, but not laid out as any download known here."
        reading.said[file.member.path] = said
    return reading.taken([member.path for member in group])


@dataclass(frozen=True)
class _File:
    """A file, the `root` folder of its download, whether it lies in a `section` of that, and what it holds."""

    member: Member
    root: str
    section: bool
    kind: str


def _place(path: str) -> tuple[str, bool]:
    parts = path.split("/")[:-1]
    for depth, part in enumerate(parts):
        if part.lower() in _SECTIONS:
            return "/".join(parts[:depth]), True
    return "/".join(parts), False


def _head(member: Member) -> bytes:
    try:
        with member.open() as stream:
            return stream.read(4096)
    except ExportError:
        return b""


def _kind(member: Member, head: Callable[[Member], bytes]) -> str:
    """What a file holds, told by its beginning; its name decides only where that is empty or could be several."""
    name = member.name.lower()
    start = re.sub(r"\s+", "", head(member).decode("utf-8", "ignore")).lstrip("\ufeff")
    if name == "no-data.txt":
        return ""
    if start.startswith("<"):
        return "page" if _PAGE_NAME.fullmatch(name) or _THREAD_NAME.fullmatch(name) else ""
    if re.match(r'\{"(participants|messages|threadName|thread_path)":', start) and re.search(
        r'"(sender_name|senderName|participants|timestamp_ms)":', start
    ):
        return "thread"
    if profile := re.match(r'\{"(profile_user|profile_v2|profile)":[\[{]', start):
        return "profile" if profile[1] != "profile" or '"name":' in start else ""
    if '"label_values":' in start and name in _PROFILE_NAMES:
        return "profile"
    if listed := re.match(r'\{"ig_(\w+)":', start):
        return "posts" if listed[1] in _PUBLIC else _HIDDEN.get(listed[1], "")
    if re.match(
        r'\[\{("title":"[^"]*",|"creation_timestamp":\d+,)*"media":\[(\]|\{"(uri|creation_)|\[)',
        start,
    ):
        return "posts"
    if re.match(r'\{"status_updates":\[', start) or (
        re.match(r'\[\{"(timestamp|attachments|data|title|tags)":', start)
        and re.search(r'"(update_timestamp|post|attachments)":', start)
    ):
        return "wall"
    if (
        '"string_list_data":' in start
        and "follower" in name
        and '"relationships_following"' not in start
    ):
        return "followers"
    if start in ("[]", "{}"):
        if _THREAD_NAME.fullmatch(name):
            return "thread"
        return "posts" if _POSTS_NAME.fullmatch(name) else ""
    return ""


def _platforms(files: Sequence[_File], head: Callable[[Member], bytes]) -> dict[str, str]:
    """The platform of each root with a file known by its kind: by what only one has, then names, then a guess."""
    platforms: dict[str, str] = {}
    for file in files:
        path = file.member.path.lower()
        if (
            file.kind == "wall"
            or "your_facebook_activity" in path
            or "your_activity_across_facebook" in path
        ):
            platforms[file.root] = FACEBOOK
        elif file.kind in ("posts", "followers", "stories", "no posts"):
            platforms.setdefault(file.root, INSTAGRAM)
        elif file.kind == "profile":
            only = FACEBOOK if b'"profile_user"' not in head(file.member)[:200] else INSTAGRAM
            if b'"label_values"' in head(file.member):
                only = FACEBOOK if "facebook" in path else INSTAGRAM
            platforms.setdefault(file.root, only)
    for file in files:
        if file.kind in ("thread", "page") and file.root not in platforms:
            path = file.member.path.lower()
            start = head(file.member)
            sign = (
                b'"senderName"' in start
                or b'"threadName"' in start
                or b'"type": "Generic"' in start
            )
            sign = sign or b'"type":"Generic"' in start
            facebook = "instagram" not in path and (
                "facebook" in path or "messenger" in path or sign
            )
            platforms[file.root] = FACEBOOK if facebook else INSTAGRAM
    return platforms


@dataclass
class _Reading:
    """What has been read of one platform's files so far."""

    platform: str
    owner: Owner
    said: dict[str, str] = field(default_factory=dict)
    profile: set[str] = field(
        default_factory=set
    )  # every text of a profile file, a name among them
    accounts: dict[str, str] = field(default_factory=dict)  # by root
    threads: dict[str, talks.Talk] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)  # ids of messages
    posts: dict[tuple[str, str], Post] = field(default_factory=dict)
    followers: dict[str, dict[str, int]] = field(
        default_factory=lambda: defaultdict(dict)
    )  # by root
    out: Counter[str] = field(default_factory=Counter)  # what was left out, by kind
    roots: dict[str, list[tuple[Post, int]]] = field(default_factory=lambda: defaultdict(list))

    def take(self, file: _File) -> str:
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
        if file.kind in ("posts", "wall"):
            return self._take_posts(file)
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

    def _take_profile(self, file: _File) -> str:
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

    def _take_thread(self, file: _File) -> str:
        people, rows, out = set[str](), list[tuple[int, str, str]](), Counter[str]()
        title = path = ""
        cache: dict[str, str] = {}
        with file.member.open() as stream:
            for key, value in json_items.items(stream):
                if key == "messages":
                    sender = value.get("sender_name") or value.get("senderName") or ""
                    sender = cache.setdefault(sender, repaired(sender).strip())
                    kind, text = _content(value)
                    if kind or not sender:
                        out[kind or "empty"] += 1
                        people.update({sender} - {""})
                    else:
                        rows.append(
                            (int(value.get("timestamp_ms") or value["timestamp"]), sender, text)
                        )
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
        talk = self.threads.setdefault(key, talks.Talk(key, title))
        talk.people |= {name for name in people if name} | {sender for _, sender, _ in rows}
        talk.group = len(talk.people) > 2
        keys = set[str]()
        for ms, sender, text in reversed(rows):  # they are newest first
            nth, row = 1, talks.identity(self.platform, key, ms, sender, text)
            while row in keys:  # the same words in the same moment
                nth += 1
                row = talks.identity(self.platform, key, ms, sender, text, nth)
            keys.add(row)
            if row not in self.seen:
                talk.rows.append((datetime.fromtimestamp(ms / 1000, UTC), sender, text, row))
        self.out["message twice"] += len(keys & self.seen)
        self.seen |= keys
        self.out.update(out)
        return "gave what was written in a talk." if keys else "holds no message that counts."

    def _take_posts(self, file: _File) -> str:
        entries = _entries(file.member)
        posts = []
        for entry in entries:
            when, text = _wall(entry) if file.kind == "wall" else _grid(entry)
            if when is None:
                self.out["undated"] += 1
            elif file.kind == "wall" and not _shows(entry):
                self.out["activity"] += 1
            else:
                posts.append((when, text))
        same = Counter[int]()
        for when, text in posts:
            same[when] += 1
            post = Post(self.platform, "", "", datetime.fromtimestamp(when, UTC), None, text)
            self.roots[file.root].append((post, same[when]))
        return f"gave {counted(len(posts), 'post', 'posts')}." if posts else "holds no posts."

    def _take_followers(self, file: _File) -> str:
        since = {
            _username(entry, row): int(row["timestamp"])
            for entry in _entries(file.member)
            for row in entry["string_list_data"]
            if row.get("timestamp")
        }
        self.followers[file.root].update(since)
        count = counted(len(since), "person who follows", "people who follow")
        return f"gave {count} still, each with the day." if since else "holds nobody who follows."

    def taken(self, paths: list[str]) -> Taken:
        """Records, and what is to be said of them."""
        name = _NAMES[self.platform]
        messages, notes, questions = self._messages()
        posts = self._posts()
        followers = self._followers()
        records: list[Record] = [*posts, *messages, *followers]
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
            notes.append(
                "Only those who follow today are in the list, with the day on which each began. Whoever left is "
                "not, so of earlier days the number is the least that it was."
            )
        return Taken(
            what=f"{name}, Download your information (JSON)",
            records=tuple(records),
            files=tuple((path, self.said[path]) for path in paths),
            notes=tuple(notes),
            questions=tuple(questions),
            unknown=_NO_COUNTS,
        )

    def _messages(self) -> tuple[list[Message], list[str], list[str]]:
        threads = [talk for talk in self.threads.values() if talk.rows]
        if not threads:
            return [], [], []
        named, note = self._us(threads)
        messages: list[Message] = []
        unsure = 0
        several = Counter(
            talks.same(name) for talk in threads if not talk.group for name in talk.people
        )
        for talk in threads:
            people = {talks.same(name) for name in talk.people}
            us = named
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
            notes.append(
                "In talks of three and more, what you wrote counts as to whoever wrote last."
            )
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

    def _followers(self) -> list[Followers]:
        since: dict[str, int] = {}
        # Of two downloads of one account the newer one counts: who left since is only in the older.
        for people in sorted(self.followers.values(), key=lambda people: -max(people.values())):
            if len(since.keys() & people.keys()) * 2 <= min(len(since), len(people)):
                since.update(people)
        days = Counter(
            datetime.fromtimestamp(when, self.owner.zone).date() for when in since.values()
        )
        level, result = 0, []
        for day in sorted(days):
            level += days[day]
            result.append(Followers(self.platform, day, level))
        return result

    def _left_out(self) -> Iterator[str]:
        kinds = (
            ("reaction", "reaction", "reactions"),
            ("unsent", "unsent message", "unsent messages"),
            ("call", "call or notice of the platform", "calls or notices of the platform"),
            ("empty", "message of which nothing is left", "messages of which nothing is left"),
            ("story", "story", "stories"),
            (
                "activity",
                "entry without text, picture or link",
                "entries without text, picture or link",
            ),
            ("undated", "post without a time", "posts without a time"),
        )
        parts = [counted(self.out[kind], one, many) for kind, one, many in kinds if self.out[kind]]
        if parts:
            listed = ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]
            single = len(parts) == 1 and parts[0].startswith("1 ")
            yield f"{listed} {'was' if single else 'were'} left out."
        twice = [
            counted(self.out[kind], one, many)
            for kind, one, many in (
                ("message twice", "message", "messages"),
                ("post twice", "post", "posts"),
            )
            if self.out[kind]
        ]
        if twice:
            yield f"{' and '.join(twice)} lay in two files, and counted once."


def _account(root: str) -> str:
    """The account's name in the name that a download of Instagram has, "" elsewhere."""
    name = _ARCHIVE.search(root)
    return name[1] if name else ""


def _username(entry: dict[str, Any], row: dict[str, Any]) -> str:
    """Who follows: in the newest layout the name is a heading, or only in the link."""
    return row.get("value") or entry.get("title") or str(row.get("href")).rpartition("/")[2]


def _entries(member: Member) -> list[Any]:
    """The entries of a file's one list, whatever key it stands under."""
    with member.open() as stream:
        return [value for _, value in json_items.items(stream)]


def _content(message: dict[str, Any]) -> tuple[str, str]:
    """Why a message is none ("" if it is one), and its text."""
    if message.get("is_unsent") or message.get("isUnsent"):
        return "unsent", ""
    if "call_duration" in message or message.get("type") in _NO_MESSAGE:
        return "call", ""
    text = message.get("content") or message.get("text") or ""
    if not text and not any(message.get(key) for key in _SENT):
        return "empty", ""
    text = repaired(text)
    return ("reaction", "") if tells_of_reaction(text) else ("", text)


def _grid(entry: dict[str, Any]) -> tuple[int | None, str]:
    """Second and text of a post of Instagram's: outside its pictures if there are several, within if one."""
    media = [part for part in entry.get("media", []) if isinstance(part, dict)]
    times = [entry.get("creation_timestamp"), *(part.get("creation_timestamp") for part in media)]
    texts = [entry.get("title"), *(part.get("title") for part in media)]
    when = next((time for time in times if time), None)
    return when, repaired(next((text for text in texts if text), ""))


def _wall(entry: dict[str, Any]) -> tuple[int | None, str]:
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
