"""Records as the course's tables: no text and no name in them, and a blank cell for whatever is not known."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from course_lib.exports.owner import Owner
from course_lib.exports.records import (
    Favour,
    Followers,
    Lead,
    Mailing,
    Message,
    Order,
    Payment,
    Post,
    Record,
    TimeEntry,
)
from course_lib.grammar import counted
from course_lib.tables.data_dictionary import TABLES

Row = dict[str, str]
Tables = dict[str, list[Row]]
_COUNTS = ("comments", "saves", "shares", "clicks")
_EXTRA = {"posts": ("posted",)}  # a column of the samples beyond the dictionary


def tables(records: Sequence[Record], owner: Owner, salt: bytes) -> tuple[Tables, list[str]]:
    """(the rows of each table that has any, sentences on what the tables leave out).

    Ids are hashed with `salt`: the same person has the same one in every table and run. Weeks run from Monday
    to Sunday of the owner's calendar; week 1 is that of the first post, time entry or week with followers.
    """
    made = _Maker(records, owner, salt)
    rows = {
        "accounts": made.accounts(),
        "posts": made.posts(),
        "messages": made.messages(),
        **{name: made.favours(name) for name in ("mentions", "promos", "received", "given")},
        "timelog": made.timelog(),
        "clients": made.clients(),
        "spend": made.spend(),
        "weekly": made.weekly(),
    }
    return {name: table for name, table in rows.items() if table}, made.notes


def text(name: str, rows: Iterable[Row]) -> str:
    """A table as the text of its file: the dictionary's columns, then any of `rows` beyond it.

    A column that may be left out is, where nobody knows a cell of it: to a sign, a blank is something unnoted.
    """
    rows = list(rows)
    out = io.StringIO(newline="")
    columns = [
        column
        for column in (*TABLES[name].names, *_EXTRA.get(name, ()))
        if column in TABLES[name].column_names or any(row.get(column) for row in rows)
    ]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()


class _Maker:
    """The tables of some records: each method makes one."""

    def __init__(self, records: Sequence[Record], owner: Owner, salt: bytes) -> None:
        self.owner = owner
        self.salt = salt
        self.notes: list[str] = []
        self.ids: dict[tuple[str, ...], str] = {}
        kinds: dict[type, list] = defaultdict(list)
        for record in records:
            kinds[type(record)].append(record)
        self.kinds: Mapping[type, list] = kinds
        days = [self._posted(post) for post in kinds[Post]]
        days += [entry.day for entry in kinds[TimeEntry]]
        days += [one.day for one in kinds[Followers] if one.level is not None]
        self.monday = _monday(min(days)) if days else None

    def posts(self) -> list[Row]:
        """One row a post, in the order of time."""
        posts = sorted(
            self.kinds[Post],
            key=lambda one: (self._posted(one), one.ts is not None, one.ts or 0, one.id),
        )
        return [
            {
                "week": self._week(self._posted(post)),
                "platform": post.platform,
                **{name: _whole(getattr(post, name)) for name in _COUNTS},
                "paid": {True: "yes", False: "no", None: ""}[post.paid],
                "posted": _time(post.ts) if post.ts else post.day.isoformat(),
            }
            for post in posts
        ]  # fmt: skip

    def accounts(self) -> list[Row]:
        """Each platform with a post, the day of its last one, and the last day of anything from there.

        Where the owner said to which day all downloads run, they all do.
        """
        last: dict[str, date] = {}
        for post in self.kinds[Post]:
            last[post.platform] = max(last.get(post.platform, date.min), self._posted(post))
        until = dict(last)
        for one in (*self.kinds[Message], *self.kinds[Favour]):
            until[one.platform] = max(until.get(one.platform, date.min), self._local(one.ts))
        for level in self.kinds[Followers]:
            until[level.platform] = max(until.get(level.platform, date.min), level.day)
        told = "today" in self.owner.answers
        return [
            {
                "platform": platform,
                "last_post": day.isoformat(),
                "as_of": "" if told else until[platform].isoformat(),
            }
            for platform, day in sorted(last.items())
        ]

    def messages(self) -> list[Row]:
        """One row a message, in the order of time."""
        return [
            {
                "conv_id": self._id("t", one.platform, one.talk),
                "person_id": self._id("p", one.platform, one.person),
                "ts": _time(one.ts),
                "direction": "out" if one.ours else "in",
            }
            for one in sorted(self.kinds[Message], key=lambda one: (one.ts, one.id))
        ]

    def favours(self, name: str) -> list[Row]:
        """Mentions, promos, shares received or given, as the records name their table."""
        rows = []
        for one in sorted(self.kinds[Favour], key=lambda one: (one.ts, one.id)):
            if one.table == name:
                when = {"date": self._local(one.ts).isoformat(), "ts": _time(one.ts)}
                names = TABLES[name].names
                person = self._id("p", one.platform, one.person)
                rows.append({"person_id": person, **{k: v for k, v in when.items() if k in names}})
        return rows

    def timelog(self) -> list[Row]:
        """One row an entry of a time tracker or a calendar."""
        return [
            {
                "week": self._week(one.day),
                "platform": one.platform,
                "minutes": f"{one.minutes:.10g}",
                "purpose": one.purpose,
            }
            for one in sorted(self.kinds[TimeEntry], key=lambda one: (one.day, one.id))
        ]

    def clients(self) -> list[Row]:
        """One row a person who got in touch; buyers of whom nobody noted when, where nobody else is known."""
        bought: dict[str, date] = {}
        for order in self.kinds[Order]:
            bought[order.buyer] = min(order.day, bought.get(order.buyer, date.max))
        dated = [lead for lead in self.kinds[Lead] if lead.first_contact]
        leads = dated or self.kinds[Lead]
        if len(leads) < len(self.kinds[Lead]):
            self._leave_out(
                len(self.kinds[Lead]) - len(leads),
                "person",
                "people",
                "whose first contact is not known",
            )
        rows = [self._client(lead, bought.pop(lead.id, None)) for lead in leads]
        if rows and bought:
            self._leave_out(len(bought), "buyer", "buyers", "who stand in no list of contacts")
        elif bought:
            rows = [
                {"person_id": self._person(buyer), "won_on": day.isoformat()}
                for buyer, day in sorted(bought.items(), key=lambda item: item[1])
            ]
        return rows

    def spend(self) -> list[Row]:
        """One row a payment, in the currency that most of them are in."""
        payments = self.kinds[Payment]
        currencies = Counter(one.currency for one in payments)
        usual = currencies.most_common(1)[0][0] if currencies else ""
        if len(currencies) > 1:
            self._leave_out(
                len(payments) - currencies[usual],
                "payment",
                "payments",
                f"in another currency than {usual or 'most'}",
            )
        return [
            {
                "category": one.category,
                "amount": f"{one.amount:.10g}",
                "paid_on": one.day.isoformat() if one.day else "",
            }
            for one in sorted(payments, key=lambda one: (one.day or date.min, one.id))
            if one.currency == usual
        ]

    def weekly(self) -> list[Row]:
        """One row a week that all known numbers cover, where followers or leads are among them."""
        levels = [one for one in self.kinds[Followers] if one.level is not None]
        leads = [one.first_contact for one in self.kinds[Lead] if one.first_contact]
        columns = {
            "social": _by_week([self._posted(post) for post in self.kinds[Post]]),
            "other": _by_week([one.day for one in self.kinds[Mailing]]),
            "leads": _by_week(leads),
            "followers": _level_by_week(levels),
        }
        if self.monday is None or not (columns["leads"] or columns["followers"]):
            return []
        if levels:
            there = sorted({one.platform for one in levels})
            others = sorted({post.platform for post in self.kinds[Post]} - {*there})
            if others:
                self.notes.append(
                    f"Followers a week are those of {' and '.join(there)} alone, not of {', '.join(others)}: "
                    "no file tells those."
                )
        known = [set(column) for column in columns.values() if column]
        # Beyond the weeks that all of them cover, a number would be blank in one week and known in the next.
        mondays = sorted(
            monday
            for monday in set.intersection(*known) or set.union(*known)
            if monday >= self.monday
        )
        return [
            {
                "week": self._week(monday),
                **{name: _whole(column.get(monday)) for name, column in columns.items()},
            }
            for monday in mondays
        ]

    def _client(self, lead: Lead, bought: date | None) -> Row:
        wins = [
            day
            for day in (lead.won_on, bought)
            if day and (not lead.first_contact or day >= lead.first_contact)
        ]
        return {
            "person_id": self._person(lead.id),
            "first_contact": lead.first_contact.isoformat() if lead.first_contact else "",
            "won_on": min(wins).isoformat() if wins else "",
            "source": lead.source,
            "referred_by": self._person(lead.referred_by) if lead.referred_by else "",
            "reach": "email" if lead.email else "phone" if lead.phone else "",
        }

    def _leave_out(self, count: int, one: str, many: str, why: str) -> None:
        were = "was" if count == 1 else "were"
        self.notes.append(f"{counted(count, one, many)} {why} {were} left out of the tables.")

    def _person(self, name: str) -> str:
        return self._id("p", "", name)

    def _id(self, kind: str, *names: str) -> str:
        """An id that nobody without the salt can turn back into the names."""
        key = (kind, *names)
        if key not in self.ids:
            words = "\x1f".join(names).casefold().encode("utf-8", "surrogatepass")
            self.ids[key] = kind + hashlib.blake2b(words, key=self.salt, digest_size=8).hexdigest()
        return self.ids[key]

    def _posted(self, post: Post) -> date:
        """The day of a post, in the owner's calendar."""
        if post.ts:
            return self._local(post.ts)
        if post.day is None:
            raise ValueError(f"a post of {post.platform} has neither a time nor a day")
        return post.day

    def _local(self, moment: datetime) -> date:
        return moment.astimezone(self.owner.zone).date()

    def _week(self, day: date) -> str:
        return str((_monday(day) - (self.monday or _monday(day))).days // 7 + 1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _by_week(days: Sequence[date]) -> dict[date, int]:
    """How many days fall into each week, by its Monday, from the first of them to the last."""
    if not days:
        return {}
    counts = Counter(map(_monday, days))
    first, last = min(counts), max(counts)
    return {
        first + timedelta(weeks=w): counts[first + timedelta(weeks=w)]
        for w in range((last - first).days // 7 + 1)
    }


def _level_by_week(levels: Sequence[Followers]) -> dict[date, int]:
    """Followers at the end of each week, by its Monday, where every platform that has a level has one then."""
    by_platform: dict[str, dict[date, int]] = defaultdict(dict)
    for one in sorted(levels, key=lambda one: one.day):
        by_platform[one.platform][_monday(one.day)] = one.level or 0
    shared = (
        set.intersection(*(set(weeks) for weeks in by_platform.values())) if by_platform else set()
    )
    return {monday: sum(weeks[monday] for weeks in by_platform.values()) for monday in shared}


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)


def _time(moment: datetime) -> str:
    """A time as the course writes it: UTC, without saying so."""
    return moment.isoformat(" ", "seconds")[:19]
