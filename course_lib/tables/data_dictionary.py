"""The data dictionary: every table of the course, its columns and what they mean.

One table is one CSV file. `reading.py` holds files to this, and datasets/README.md is written from it.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT, NUMBER, WHOLE = "text", "number", "whole"
DATE, DATETIME, YES_NO = "date", "datetime", "yes-no"
PLATFORMS, PEOPLE, TALKS = "platform", "person", "conversation"


@dataclass(frozen=True)
class Column:
    """One column: `kind` is text, number, whole, date, datetime or yes-no.

    `values` are the words used in the samples; another word is an error only if `closed`, because
    then a sign depends on it. `blank` says whether a cell may be empty. `ahead` marks dates that may
    lie in the future. `not_before` names the column whose date this one cannot precede.
    Numbers are never negative; whole numbers start at `least`.
    `names` says what a cell names that other columns name too (`PLATFORMS`, `PEOPLE`, `TALKS`): such
    cells are compared as people mean them. An `optional` column may be left out.
    `logged` marks dates that come in day after day, and so tell which days the tables cover.
    """

    name: str
    kind: str
    meaning: str
    values: tuple[str, ...] = ()
    closed: bool = False
    blank: bool = False
    ahead: bool = False
    not_before: str = ""
    least: int = 0
    names: str = ""
    optional: bool = False
    logged: bool = False


@dataclass(frozen=True)
class Table:
    """One table. `key` names the columns that together may not repeat; empty if rows may repeat."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns every such table must have, in order."""
        return tuple(column.name for column in self.columns if not column.optional)

    @property
    def names(self) -> tuple[str, ...]:
        """The same, with the columns that may be left out."""
        return tuple(column.name for column in self.columns)


PLATFORM = Column("platform", TEXT, "name of the platform", names=PLATFORMS)
PERSON = Column("person_id", TEXT, "who, the same id in every table", names=PEOPLE)
WEEK = Column("week", WHOLE, "week of the log, 1 is the oldest", least=1)
ON_DAY = (PERSON, Column("date", DATE, "the day it happened", logged=True))
AT_TIME = (PERSON, Column("ts", DATETIME, "when it happened, UTC", logged=True))
METRICS = ("leads", "enquiries", "visits", "sales", "followers", "likes")


def _closed(name: str, meaning: str, *values: str) -> Column:
    """A column of text in which a word that is not among `values` is an error."""
    return Column(name, TEXT, meaning, values, closed=True)


def _if_noted(name: str, meaning: str, *values: str) -> Column:
    """The same in a column that may be left out, and blank where nobody noted it."""
    return Column(name, TEXT, meaning, values, closed=True, blank=True, optional=True)


def _if_written(name: str, meaning: str, kind: str = TEXT, names: str = "") -> Column:
    """A column of anything that may be left out, and blank where nobody wrote it."""
    return Column(name, kind, meaning, blank=True, optional=True, names=names)


def _counts(blank: bool = False, **meanings: str) -> tuple[Column, ...]:
    """A column of whole numbers for each name, with its meaning."""
    return tuple(Column(name, WHOLE, meaning, blank=blank) for name, meaning in meanings.items())


_TABLES = (
    Table(
        "goals",
        "what each account is for",
        (
            PLATFORM,
            Column("why", TEXT, "the reason for the account, in a sentence", blank=True),
            Column("metric", TEXT, "what is counted", METRICS, blank=True),
            Column("baseline", NUMBER, "where it stood when written, per day", blank=True),
            Column("target", NUMBER, "where it should be, per day", blank=True),
            Column("due", DATE, "the day to reach it by", blank=True, ahead=True),
            Column("written_on", DATE, "the day the goal was written down", blank=True),
            _if_written("who", "whom the account is for"),
            _if_written("outcome", "what the business would see of it"),
            _if_written("judge_days", "days after which it is judged", NUMBER),
            _if_noted(
                "judge_by",
                "by what it is judged",
                "replies",
                "enquiries",
                "visits",
                "sales",
                "feeling",
            ),
        ),
    ),
    Table(
        "accounts",
        "every account the business has opened",
        (
            PLATFORM,
            Column("last_post", DATE, "day of the last post; if none, the day it was opened"),
            Column("login_ok", YES_NO, "someone can still log in"),
            _if_written("last_seen", "the day somebody last opened its messages", DATE),
            _if_noted("notice", "it says where people are answered instead", "yes", "no"),
            _if_written(
                "as_of", "the day to which this row is known, if not to the last of all", DATE
            ),
        ),
        key=("platform",),
    ),
    Table(
        "posts",
        "one row a post",
        (
            WEEK,
            PLATFORM,
            _closed("kind", "what it does", "pitch", "help", "question", "story"),
            _closed("about", "whom it is about", "self", "other"),
            _closed("link_to", "where its link leads", "own", "other", "none"),
            *_counts(
                blank=True,
                comments="comments received, blank where the platform does not tell",
                saves="times saved, likewise",
                shares="times shared, likewise",
                clicks="link clicks, likewise",
            ),
            _if_noted("paid", "it was paid for: boosted, an advert, a paid mention", "yes", "no"),
        ),
    ),
    Table(
        "messages",
        "one row a message, private or in a comment thread",
        (
            Column("conv_id", TEXT, "the conversation it belongs to", names=TALKS),
            PERSON,
            Column("ts", DATETIME, "when it was sent, UTC", logged=True),
            _closed("direction", "in from the person, out from us", "in", "out"),
            _closed("type", "what it is", "question", "answer", "pitch", "chat", "thanks"),
            _if_noted("by", "who wrote it", "person", "machine"),
            _if_noted("asked", "of a pitch: they had asked for it", "yes", "no"),
        ),
    ),
    Table("mentions", "a person mentioned us in public", ON_DAY),
    Table("promos", "we promoted a person in public", ON_DAY),
    Table("received", "a person shared or recommended something of ours", AT_TIME),
    Table("given", "we thanked, shared or commented on a person's post", AT_TIME),
    Table(
        "visits",
        "one row a visit to the website",
        (
            Column(
                "source",
                TEXT,
                "where the visitor came from, blank if nobody knows",
                blank=True,
                names=PLATFORMS,
            ),
            Column("services", YES_NO, "saw the services page"),
            Column("contact", YES_NO, "saw the contact page"),
            Column("form", YES_NO, "sent the contact form"),
        ),
    ),
    Table(
        "timelog",
        "minutes spent on social media",
        (
            WEEK,
            PLATFORM,
            Column("minutes", NUMBER, "minutes spent"),
            Column("planned", NUMBER, "minutes planned beforehand, blank if none were", blank=True),
            _closed("purpose", "what on", "create", "reply", "browse", "learn"),
            _closed("with_whom", "with whom", "client", "peer", "none"),
        ),
    ),
    Table(
        "clients",
        "one row a lead, whether or not they bought",
        (
            PERSON,
            Column("first_contact", DATE, "the day they first got in touch", logged=True),
            Column(
                "won_on",
                DATE,
                "the day they first bought",
                blank=True,
                not_before="first_contact",
                logged=True,
            ),
            Column(
                "source",
                TEXT,
                "how they found us, blank if nobody knows",
                blank=True,
                names=PLATFORMS,
            ),
            Column("referred_by", TEXT, "person_id of who sent them", blank=True, names=PEOPLE),
            _if_written("referred_via", "where we know who sent them from", names=PLATFORMS),
            _if_noted(
                "reach",
                "how we reach them without a platform",
                "email",
                "phone",
                "post",
                "visit",
                "none",
            ),
        ),
        key=("person_id",),
    ),
    Table(
        "presence",
        "clients looked up on each platform",
        (
            Column("client_id", TEXT, "person_id of the client asked or looked up", names=PEOPLE),
            PLATFORM,
            Column("present", YES_NO, "the client uses it"),
        ),
        key=("client_id", "platform"),
    ),
    Table(
        "spend",
        "money spent on social media",
        (
            _closed("category", "what on", "training", "ads", "tools", "content", "other"),
            Column("amount", NUMBER, "amount, in one currency"),
            Column("paid_on", DATE, "the day of the payment", blank=True, optional=True),
        ),
    ),
    Table(
        "weekly",
        "one row a week",
        (
            WEEK,
            *_counts(
                social="things done on social media (posts)",
                other="things done elsewhere (mailings, adverts, events)",
                leads="new leads, from anywhere",
                followers="followers on all platforms at the end of the week",
            ),
        ),
        key=("week",),
    ),
    Table(
        "numbers",
        "one row a number that somebody looks at",
        (
            Column("name", TEXT, "the number, such as followers or enquiries"),
            Column("last_looked", DATE, "the day somebody last looked at it"),
            Column(
                "decision", TEXT, "what it made us do differently, blank if nothing", blank=True
            ),
            Column("decided_on", DATE, "the day of that decision", blank=True),
        ),
        key=("name",),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
