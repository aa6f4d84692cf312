"""Which files belong to a download of Instagram or Facebook, and what each of them holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from course_lib.exports.members import Member

INSTAGRAM, FACEBOOK = "instagram", "facebook"
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
_PUBLIC = frozenset({"reels_media", "igtv_media", "posts_media"})  # after "ig_"
_HIDDEN = {
    "stories": "stories",
    "archived_post_media": "no posts",
    "recently_deleted_media": "no posts",
    "profile_picture": "no posts",
}


@dataclass(frozen=True)
class File:
    """A file, the `root` folder of its download, whether it lies `near` what is known of it, and what it holds.

    `start` is its beginning without spaces.
    """

    member: Member
    root: str
    near: bool
    kind: str
    start: str


def files_of(members: Sequence[Member], head: Callable[[Member], bytes]) -> list[File]:
    """All files that could be Meta's, each with its place and kind; `kind` is "" where that is not known."""
    files = []
    for member in members:
        if member.name.lower().endswith((".json", ".html", ".htm", "no-data.txt")):
            start = re.sub(r"\s+", "", head(member).decode("utf-8", "ignore")).lstrip("\ufeff")
            root, near = _place(member.path)
            files.append(File(member, root, near, _kind(member.name.lower(), start), start))
    return files


def platforms_of(files: Sequence[File]) -> dict[str, str]:
    """The platform of each root with a file of a known kind: by what only one has, then by names and signs."""
    platforms: dict[str, str] = {}
    for file in files:
        if file.kind == "wall" or re.search(
            "your_facebook_activity|your_activity_across", file.member.path
        ):
            platforms[file.root] = FACEBOOK
        elif file.kind == "profile":
            platforms.setdefault(file.root, _profiles(file))
        elif file.kind not in ("", "thread", "page"):
            platforms.setdefault(file.root, INSTAGRAM)
    for file in files:
        if file.kind in ("thread", "page") and file.root not in platforms:
            path = file.member.path.lower()
            sign = re.search(r'"(senderName|threadName)":|"type":"Generic"', file.start)
            is_facebook = re.search("facebook|messenger", path) or sign
            platforms[file.root] = (
                FACEBOOK if is_facebook and "instagram" not in path else INSTAGRAM
            )
    return platforms


def _profiles(file: File) -> str:
    if '"label_values":' in file.start:
        return FACEBOOK if "facebook" in file.member.path.lower() else INSTAGRAM
    return FACEBOOK if re.match(r'\{"profile(_v2)?":\{', file.start) else INSTAGRAM


def _place(path: str) -> tuple[str, bool]:
    """The root of a file's download, and whether it lies in a section of that or in a folder of its name."""
    parts = path.split("/")[:-1]
    for depth, part in enumerate(parts):
        if part.lower() in _SECTIONS:
            return "/".join(parts[:depth]), True
    return "/".join(parts), bool(parts) and bool(
        re.match("instagram-|facebook-", parts[-1].lower())
    )


def _kind(name: str, start: str) -> str:
    """What a file holds, told by its beginning; its name decides only where that is empty or could be several."""
    if name == "no-data.txt":
        return ""
    if start.startswith("<"):
        return "page" if _PAGE_NAME.fullmatch(name) or _THREAD_NAME.fullmatch(name) else ""
    if start in ("[]", "{}"):
        if _THREAD_NAME.fullmatch(name):
            return "thread"
        return "posts" if _POSTS_NAME.fullmatch(name) else ""
    if '"label_values":' in start:
        return "profile" if name in _PROFILE_NAMES else ""
    if (
        '"string_list_data":' in start
        and "follower" in name
        and "relationships_following" not in start
    ):
        return "followers"
    if '"string_map_data":' in start and re.search(r"(post|reels?|media)_comments", name):
        return "comments"
    if name == "profile.json":
        return (
            "profile"
            if re.search(r'"(date_joined|private_account|profile_pic_url|biography)":', start)
            else ""
        )
    if name.startswith("edits_"):
        return ""
    if listed := re.match(r'\{"ig_(\w+)":', start):
        return "posts" if listed[1] in _PUBLIC else _HIDDEN.get(listed[1], "")
    return next(
        (kind for kind, signs in _SIGNS if all(re.search(sign, start) for sign in signs)), ""
    )


# What the beginning of a file shows, without spaces: all of a kind's signs must be there.
_SIGNS = (
    ("thread", (r'^\{"(participants|messages|threadName|thread_path)":',
                r'"(sender_name|senderName|participants|timestamp_ms)":')),
    ("old talks", (r'^\[\{"participants":\["', r'"conversation":')),
    ("profile", (r'^\{"(profile_user":\[|profile_v2":\{|profile":\{"name":)',)),
    ("posts", (r'^\[\{("title":"[^"]*",|"creation_timestamp":\d+,)*"media":\[(\]|\{"(uri|creation_)|\[)',)),
    ("old posts", (r'^\{"(photos|videos|stories|profile|direct)":\[', r'"taken_at":')),
    ("wall", (r'^\{"status_updates":\[',)),
    ("wall", (r'^\[\{"(timestamp|attachments|data|title|tags)":', r'"(update_timestamp|post|attachments)":')),
)  # fmt: skip
