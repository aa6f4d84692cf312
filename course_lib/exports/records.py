"""What can be read out of one download, before it is a row of a table: None is *not known*, never 0.

Times are aware datetimes in UTC, days are dates in the owner's zone. Texts and names stay in memory, for the
owner's own look at a sample; no table that is written holds one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


# Posts and messages are not frozen as the others are: there may be hundreds of thousands, and that would
# double the time to make one.
@dataclass(unsafe_hash=True, slots=True)
class Post:
    """One post of the owner's. `id` is the platform's own, by which overlapping files are told."""

    platform: str
    account: str
    id: str
    ts: datetime | None
    day: date | None  # where only the day is known
    text: str = ""
    comments: int | None = None
    saves: int | None = None
    shares: int | None = None
    clicks: int | None = None
    paid: bool | None = None


@dataclass(unsafe_hash=True, slots=True)
class Message:
    """One message of a talk with somebody. `sender` is the name in the file, `ours` whether we wrote it."""

    platform: str
    talk: str
    id: str
    person: str  # the other side's name in the file
    sender: str
    ts: datetime
    ours: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class TimeEntry:
    """Minutes that a time tracker or a calendar holds; `platform` "" where its words name none."""

    id: str
    start: datetime | None
    day: date
    minutes: float
    platform: str = ""
    purpose: str = ""  # a value of timelog.purpose, "" where not known
    text: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that left the business; `category` a value of spend.category, "" where not known."""

    id: str
    day: date | None
    amount: float  # more than 0, in `currency`
    currency: str = ""
    category: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Mailing:
    """A letter to many that went out on a day: something done elsewhere than on social media."""

    id: str
    day: date


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who got in touch. `source` "" where the file does not know it."""

    id: str
    first_contact: date | None
    won_on: date | None = None
    source: str = ""
    referred_by: str = ""
    email: bool | None = None  # whether the list holds an address
    phone: bool | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A sale. It is no first contact, and its sales channel no source."""

    id: str
    buyer: str
    day: date
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Followers:
    """How many follow on a day (`level`), or how many more (`new`); the other one is None."""

    platform: str
    day: date
    level: int | None = None
    new: int | None = None


@dataclass(frozen=True, slots=True)
class Favour:
    """Something a person did for us or we for them in public: `table` is mentions, promos, received or given."""

    table: str
    platform: str
    person: str
    id: str
    ts: datetime


Record = Post | Message | TimeEntry | Payment | Mailing | Lead | Order | Followers | Favour


@dataclass(frozen=True, slots=True)
class Taken:
    """What one reader made of the files that it reads together: their records, and what is to be said.

    `what` names the download, as "Instagram, Download your information (JSON)". `files` has a sentence for
    each file, by its path: what was taken of it, or why nothing was. `notes` tell what was left out and why,
    what this kind of download does not hold and which one does. `questions` are keys of answers.toml without
    which a part could not be read. `unknown` names, by table, the columns that this download cannot know.
    """

    what: str
    records: tuple[Record, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    unknown: tuple[tuple[str, tuple[str, ...]], ...] = ()


def day_of(record: Record) -> date | None:
    """The day that a record is about, of a time the one in UTC; None where it is not known."""
    match record:
        case Post():
            return record.ts.date() if record.ts else record.day
        case Message() | Favour():
            return record.ts.date()
        case Lead():
            return record.first_contact
        case _:
            return record.day
