"""What only eyes can tell: posts and talks drawn at random, shown without a suggestion, and what was said of them.

The draw hangs on the folder's own salt: the same things come in the same order at every visit, and a new
download moves hardly any of them. Each thing is known by a hash, so that the answers hold no text and no name.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from course_lib.exports.clinic import Sample
from course_lib.exports.records import Message, Post

POSTS, PEOPLE, OFFERS = 50, 50, 20  # how many the reasons' own definitions count
YEAR, DAY = timedelta(days=365), timedelta(days=1)
TURNS = 3  # of a person, back from the latest, in which a question is looked for
OPENING = 12  # messages of a talk, from its first one on, in which an offer is looked for

NO_WORDS = "(no words: a picture or the like)"

Said = Mapping[str, str]


@dataclass(frozen=True)
class Item:
    """One thing to look at: its hash, and what is shown of it, a paragraph each. Text of others: never written."""

    id: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """How far a sample was looked through: the next thing, None when all were, and the samples by reason."""

    item: Item | None
    samples: Mapping[int, Sample]


@dataclass(frozen=True)
class Key:
    """One answer: what the answers file holds, the key to press, and its words."""

    id: str
    key: str
    words: str


POST_KEYS = (
    Key("offer", "o", "An offer, or a link to my own sale alone"),
    Key("other", "h", "Helps somebody else to be known, unpaid"),
    Key("both", "b", "Both"),
    Key("neither", "n", "Neither"),
)
QUESTION_KEYS = (Key("yes", "y", "Something is asked here"), Key("no", "n", "Nothing is asked"))
OFFER_KEYS = (
    Key("asked", "a", "We offered something: they had asked, or had written twice"),
    Key("unasked", "u", "We offered something before they had asked or written twice"),
    Key("none", "n", "No offer"),
)
KEYS = {"posts": POST_KEYS, "questions": QUESTION_KEYS, "offers": OFFER_KEYS}


def posts(everything: Iterable[Post], said: Said, salt: bytes) -> Look:
    """The posts of the last year that nobody paid for: which of them sell, and which help others to be known."""
    own = [post for post in everything if post.paid is not True and post.text.strip()]
    days = [post.ts.date() if post.ts else post.day for post in own]
    latest = max(filter(None, days), default=None)
    recent = [
        post for post, day in zip(own, days, strict=True) if day and latest and latest - day < YEAR
    ]
    ids = {_hash(salt, post.platform, post.account, post.id): post for post in recent}
    drawn = sorted(ids)[:POSTS]
    seen = [said[one] for one in drawn if one in said]
    following = next((one for one in drawn if one not in said), None)
    item = None if following is None else Item(following, (ids[following].text,))

    def sample(*answers: str) -> Sample:
        return Sample(len(drawn), len(seen), sum(one in answers for one in seen), len(seen))

    return Look(item, {4: sample("offer", "both"), 10: sample("other", "both")} if drawn else {})


def questions(everything: Iterable[Message], said: Said, salt: bytes, now: datetime) -> Look:
    """People who wrote: whether they asked something, latest first, and who of those was answered in a day.

    A turn is what they wrote until we did; one younger than a day has not had its time.
    """
    item, seen, asked, answered = None, 0, 0, 0
    people = _people(everything, salt)
    drawn = [one for one in sorted(people) if any(not message.ours for message in people[one])]
    for person in drawn[:PEOPLE]:
        turns = [turn for turn in _turns(people[person]) if now - turn[-1].ts >= DAY][::-1]
        for turn in turns[:TURNS]:
            one = _hash(salt, person, turn[-1].ts.isoformat())
            if one not in said:
                item = item or Item(one, tuple(message.text for message in turn))
                break
            if said[one] == "yes":
                asked += 1
                answered += _answered(people[person], turn[-1].ts)
                seen += 1
                break
        else:
            seen += 1
    total = len(drawn[:PEOPLE])
    return Look(item, {5: Sample(total, seen, answered, asked)} if total else {})


def offers(everything: Iterable[Message], said: Said, salt: bytes) -> Look:
    """Talks from their beginning: whether something was offered, and whether it was asked for. Up to 20 offers."""
    people = _people(everything, salt)
    told: list[str] = []
    for person in sorted(people):
        talk = people[person]
        if not any(message.ours for message in talk):
            continue
        one = _hash(salt, person, "offer")
        if one not in said:
            lines = [
                f"{'We' if line.ours else 'They'}: {line.text.strip() or NO_WORDS}"
                for line in talk[:OPENING]
            ]
            # How many offers there are to be found nobody knows before all talks are seen.
            return Look(Item(one, tuple(lines)), _offered(told, max(OFFERS, len(told) + 1)))
        if said[one] in ("asked", "unasked"):
            told.append(said[one])
        if len(told) == OFFERS:
            break
    return Look(None, _offered(told, len(told)) if people else {})


def _offered(told: Sequence[str], drawn: int) -> dict[int, Sample]:
    return {11: Sample(drawn, len(told), told.count("unasked"), len(told))}


def _people(everything: Iterable[Message], salt: bytes) -> dict[str, list[Message]]:
    """The messages of each person by the person's hash, in the order of time."""
    people = defaultdict(list)
    for message in everything:
        people[message.platform, message.person].append(message)
    return {
        _hash(salt, *person): sorted(talk, key=lambda message: message.ts)
        for person, talk in people.items()
    }


def _turns(talk: Sequence[Message]) -> list[list[Message]]:
    """What they wrote, one list for each time that they wrote until we did."""
    return [list(turn) for ours, turn in groupby(talk, key=lambda one: one.ours) if not ours]


def _answered(talk: Sequence[Message], asked: datetime) -> bool:
    """Whether we wrote later than `asked`, and within a day."""
    return any(one.ours and timedelta(0) < one.ts - asked <= DAY for one in talk)


def _hash(salt: bytes, *parts: str) -> str:
    return hashlib.sha256(salt + "\0".join(parts).encode(errors="backslashreplace")).hexdigest()[
        :12
    ]
