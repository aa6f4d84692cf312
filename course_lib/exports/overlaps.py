"""What several downloads hold, counted once: the same post, message or payment in two files or of two programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from course_lib.exports.layouts import fold
from course_lib.exports.records import (
    Favour,
    Followers,
    Lead,
    Message,
    Order,
    Post,
    Record,
    Taken,
)
from course_lib.grammar import counted

_NOUNS = {
    "Message": ("message", "messages"), "TimeEntry": ("time entry", "time entries"), "Lead": ("record", "records"),
    "Order": ("order", "orders"), "Payment": ("payment", "payments"), "Mailing": ("mailing", "mailings"),
    "Followers": ("day of followers", "days of followers"), "Favour": ("favour", "favours"),
}  # fmt: skip
_COUNTS = ("comments", "saves", "shares", "clicks")
_LONG = 12  # letters of a text by which a post is told from others
_APART = timedelta(
    hours=26
)  # the most that two zones, and a file that names none, make of one moment
_NEVER = datetime.min.replace(tzinfo=UTC)


def posts(takes: Sequence[Taken], notes: list[str]) -> list[Post]:
    """Every post once; says in `notes` how many were in several files. Counts are the later file's."""
    order = sorted(takes, key=_last)
    by_id: dict[tuple[str, str], Post] = {}
    whats: dict[tuple[str, str], str] = {}
    repeats: Counter[str] = Counter()
    for take in order:
        own = [one for one in take.records if isinstance(one, Post)]
        ids = Counter((one.platform, one.id) for one in own)
        within = sum(ids.values()) - len(ids)
        if within:
            notes.append(
                f"{counted(within, 'post', 'posts')} came twice in one file of {take.what}."
            )
        repeats[take.what] += sum(key in by_id for key in ids)
        for one in own:
            key = (one.platform, one.id)
            by_id[key] = _merged(one, by_id[key]) if key in by_id else one
            whats[key] = take.what
    for what, count in repeats.items():
        if count:
            were = "was" if count == 1 else "were"
            notes.append(
                f"{counted(count, 'post', 'posts')} {were} in more than one file of {what}, and counted once; "
                "counts were taken from the later one."
            )
    return _across([(whats[key], post) for key, post in by_id.items()], notes)


def others(takes: Sequence[Taken], notes: list[str]) -> list[Record]:
    """Everything else once, the first of each, what it lacks added from the others."""
    kept: dict[Hashable, Record] = {}
    again: Counter[str] = Counter()
    talks = [take for take in takes if any(isinstance(one, Message) for one in take.records)]
    # A reader tells the messages of its own files apart, and they are by far the most.
    apart = (
        [one for take in talks for one in take.records if isinstance(one, Message)]
        if len(talks) == 1
        else []
    )
    for take in takes:
        for record in take.records:
            if isinstance(record, Post) or (apart and isinstance(record, Message)):
                continue
            key = _key(record)
            first = kept.get(key)
            if first is None:
                kept[key] = record
                continue
            again[type(record).__name__] += 1
            if isinstance(first, Lead) and isinstance(record, Lead):
                kept[key] = _one_lead(first, record)
    for kind, count in again.items():
        were = "was" if count == 1 else "were"
        notes.append(
            f"{counted(count, *_NOUNS[kind])} {were} there more than once, and counted once."
        )
    return [*kept.values(), *apart]


def _last(take: Taken) -> datetime:
    """The time of a download's last post: the later it is, the later it was made."""
    times = [_moment(one) for one in take.records if isinstance(one, Post)]
    return max(times, default=_NEVER)


def _moment(post: Post) -> datetime:
    if post.ts:
        return post.ts
    return datetime(post.day.year, post.day.month, post.day.day, tzinfo=UTC) if post.day else _NEVER


def _merged(later: Post, earlier: Post) -> Post:
    """The later post, with what only the earlier one knows."""
    lacks = {
        name: getattr(earlier, name)
        for name in (*_COUNTS, "ts", "day", "text", "paid")
        if getattr(later, name) in (None, "")
    }
    return replace(later, **lacks)


def _across(pairs: Sequence[tuple[str, Post]], notes: list[str]) -> list[Post]:
    """Posts that two programs number differently, once: of one platform, and of one minute or one text."""
    if len({(what, post.platform) for what, post in pairs}) == len(
        {post.platform for _, post in pairs}
    ):
        return [post for _, post in pairs]
    kept: list[Post] = []
    places: dict[tuple[str, object], list[tuple[str, int]]] = {}
    both: Counter[tuple[str, str]] = Counter()
    for what, post in pairs:
        twin = _twin(what, post, kept, places)
        if twin is None:
            at = len(kept)
            kept.append(post)
        else:
            other, at = twin
            both[(other, what)] += 1
            exact = (
                post if post.ts and post.ts.second else kept[at]
            )  # to the second: of a better clock
            kept[at] = replace(_merged(kept[at], post), ts=exact.ts or post.ts)
        for mark in _marks(post):
            places.setdefault((post.platform, mark), []).append((what, at))
    for (one, other), count in both.items():
        were = "was" if count == 1 else "were"
        notes.append(
            f"{counted(count, 'post', 'posts')} {were} both in {one} and in {other}, and counted once."
        )
    return kept


def _twin(
    what: str,
    post: Post,
    kept: Sequence[Post],
    places: dict[tuple[str, object], list[tuple[str, int]]],
) -> tuple[str, int] | None:
    """(the other program, the place) of the one post that is this one too."""
    for mark in _marks(post):
        near = [
            (other, at)
            for other, at in places.get((post.platform, mark), [])
            if other != what and abs(_moment(kept[at]) - _moment(post)) <= _APART
        ]
        if len(near) == 1:
            return near[0]
    return None


def _marks(post: Post) -> Iterable[object]:
    """By what a post may be told: its minute, and its words if there are enough."""
    if post.ts:
        yield post.ts.replace(second=0, microsecond=0)
    words = fold(post.text[:200])
    if len(words) >= _LONG:
        yield words


def _key(record: Record) -> Hashable:
    kind = type(record)
    match record:
        case Message():
            return kind, record.platform, record.talk, record.id
        case Followers():
            return kind, record.platform, record.day, record.level is None
        case Order():
            return kind, record.id, record.buyer
        case Favour():
            return kind, record.table, record.platform, record.person, record.id
        case _:
            return kind, getattr(record, "id")  # noqa: B009 - Post has gone its own way


def _one_lead(first: Lead, again: Lead) -> Lead:
    """One person's two records as one: the earliest days, and whatever one of them knows."""
    contacts = [day for day in (first.first_contact, again.first_contact) if day]
    wins = [day for day in (first.won_on, again.won_on) if day]
    return replace(
        first,
        first_contact=min(contacts, default=None),
        won_on=min(wins, default=None),
        source=first.source or again.source,
        referred_by=first.referred_by or again.referred_by,
        email=first.email or again.email,
        phone=first.phone or again.phone,
    )
