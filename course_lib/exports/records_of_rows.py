"""Rows of a known table as records: one function a kind of record, which the layout names."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from course_lib.exports import columns, social
from course_lib.exports.columns import Values, is_unknown
from course_lib.exports.layouts import Layout, fold
from course_lib.exports.owner import Owner
from course_lib.exports.records import (
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
from course_lib.exports.trouble import ExportError
from course_lib.grammar import counted
from course_lib.tables import spelling
from course_lib.tables.data_dictionary import TABLES

Times = tuple[
    datetime, date, bool
]  # a moment in UTC, its day where it was written, whether it says a time
_COUNTS = ("comments", "saves", "shares", "clicks")
_ZONED = re.compile(r":\d\d(?:\.\d+)? ?(?:Z|UTC|[+-]\d\d:?\d\d)$")
_PURPOSES = next(one.values for one in TABLES["timelog"].columns if one.name == "purpose")
_ROWS_NAMED = 8  # rows that a sentence names before it says how many more there are


@dataclass
class Rows:
    """The cells of a known table, by the fields of its layout, without rows that are none.

    `numbers` are those that a spreadsheet shows beside the rows. What a kind of record finds is added to
    `left` (why rows were left out, and how many), `remarks` on this file, `notes` on all that are like it, and
    `questions`.
    """

    layout: Layout
    platform: str
    names: Mapping[str, str]  # by field, its header as written
    cells: Mapping[str, list[str]]
    numbers: list[int]
    owner: Owner
    left: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.numbers)

    def __contains__(self, name: str) -> bool:
        return name in self.cells

    def __getitem__(self, name: str) -> list[str]:
        """The cells of a field, blank where the table lacks it."""
        return self.cells.get(name) or [""] * len(self)

    def meanings(self, name: str) -> list[str]:
        """The cells of a field as what the layout says that their values mean, in small letters; "" not known."""
        meanings = {
            fold(value): meaning for value, meaning in self.layout.values.get(name, {}).items()
        }
        return [
            "" if is_unknown(cell) else meanings.get(fold(cell), cell.strip())
            for cell in self[name]
        ]

    def counts(self, name: str) -> list[int | None]:
        """The whole numbers of a field; says which cells are none."""
        return self._checked(name, columns.counts(self[name]))

    def amounts(self, name: str) -> list[float | None]:
        """The numbers of a field; says which cells are none."""
        return self._checked(name, columns.amounts(self[name], self.layout.mark))

    def times(self, name: str, clock: str = "", but: Sequence[object] = ()) -> list[Times | None]:
        """The times of a field, its clock times in another field added; not those that `but` knows better."""
        cells = self[name]
        if but:
            cells = ["" if better else cell for cell, better in zip(cells, but, strict=True)]
        if clock in self:
            both = zip(cells, self[clock], strict=True)
            cells = [f"{day} {time}".strip() if not is_unknown(day) else day for day, time in both]
        layout, owner = self.layout, self.owner
        values = columns.moments(cells, layout.formats, layout.first, owner.day_first, self.zone)
        if values.asks:
            self.questions.append(values.asks)
            self.remarks.append(
                f'Days and months of "{self.names.get(name, name)}" cannot be told apart, as in '
                f'"{next(cell for cell in cells if not is_unknown(cell))}": say day_first = true or '
                "day_first = false in your answers."
            )
        return self._checked(name, values)

    def day_list(self, name: str) -> list[date | None]:
        """The days of a field, also where they are written without a year."""
        if columns.is_yearless(self[name]):
            self.notes.append(
                "The days have no year in the file; they were read so that the last one is not after "
                f"{self.owner.today:%Y-%m-%d}, with a new year where December turns to January."
            )
            return self._checked(name, columns.yearless(self[name], self.owner.today))
        return [time and time[1] for time in self.times(name)]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of times that name none: the program's own, or the owner's."""
        answer = self.owner.answers.get(self.layout.zone_key) if self.layout.zone_key else None
        name = answer or self.layout.zone
        if name == "owner":
            return self.owner.zone
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise ExportError(
                f'expected a time zone such as "Europe/London" as {self.layout.zone_key} in your answers, '
                f'found "{name}".'
            ) from None

    def say_zone(self, name: str) -> None:
        """Say which zone was taken for the times of a field, if it names none."""
        if any(":" in cell and not _ZONED.search(cell.strip()) for cell in self[name]):
            whose = "the program's"
            if self.zone == self.owner.zone:
                whose = "yours" if self.owner.zone_asked else "the one this computer is set to"
            how = (
                f"; say {self.layout.zone_key} in your answers if it is another"
                if self.layout.zone_key
                else ""
            )
            self.notes.append(
                f"Times have no time zone in the file; {whose}, {self.zone}, was taken{how}."
            )

    def ids(self, *names: str) -> Callable[[int], str]:
        """What gives a row, by its place, an id made of its cells of these fields; rows alike get several."""
        seen: Counter[str] = Counter()
        cells = [self[name] for name in names]

        def number(at: int) -> str:
            words = "\x1f".join([column[at].strip() for column in cells]).encode()
            key = hashlib.blake2b(words, digest_size=10).hexdigest()
            seen[key] += 1
            return f"{key}-{seen[key]}"

        return number

    def where(self, places: Sequence[int]) -> str:
        """The rows at these places, as a person finds them."""
        return rows_named([self.numbers[at] for at in places])

    def _checked(self, name: str, values: Values) -> list:
        if values.bad:
            self.remarks.append(
                f'{plural(len(values.bad), "cell")} of "{self.names.get(name, name)}" could not be read '
                f"({self.where(values.bad)}) and stay not known."
            )
        return values.values


def plural(count: int, noun: str) -> str:
    """ "1 row", "3 rows"."""
    return counted(count, noun, f"{noun}s")


def rows_named(numbers: Sequence[int]) -> str:
    """ "row 2", "rows 2, 3 and 9", with at most eight of them."""
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    shown = [str(number) for number in numbers[:_ROWS_NAMED]]
    more = len(numbers) - len(shown)
    last = f"{more:,} more" if more else shown.pop()
    return f"rows {', '.join(shown)} and {last}"


def records(rows: Rows) -> list[Record]:
    """The records that the rows hold. Raises ExportError."""
    return list(_KINDS[rows.layout.record](rows))


def _posts(rows: Rows) -> Iterator[Record]:
    numbers = rows.layout.number
    exact = columns.by_number(rows["id"], **numbers) if numbers else [None] * len(rows)
    times = [
        (moment, moment.date(), True) if moment else time
        for moment, time in zip(exact, rows.times("ts", but=exact), strict=True)
    ]
    if not all(exact):
        rows.say_zone("ts")
    counts = {name: rows.counts(name) for name in _COUNTS}
    paid = rows.meanings("paid")
    # A file of days has a row a day and post: its counts are of the day, not of the post.
    daily = [bool(re.search(r"\d", cell)) for cell in rows["span"]]
    if any(daily):
        rows.notes.append(
            'Counts in it are of single days, not of a post as a whole; ask for "Lifetime" instead of '
            "daily numbers. They stay not known."
        )
    contents = rows.ids("ts", "text")
    for at, cell in enumerate(rows["id"]):
        time = times[at]
        if not time:
            rows.left["without a time of publishing"] += 1
            continue
        digits = re.search(numbers["pattern"], cell) if numbers else None
        moment, day, timed = time
        known = {name: None if daily[at] else values[at] for name, values in counts.items()}
        yield Post(
            rows.platform,
            rows["account"][at].strip(),
            digits[1] if digits else cell.strip() or contents(at),
            moment if timed else None,
            None if timed else day,
            rows["text"][at],
            paid={"yes": True, "no": False}.get(paid[at]),
            **known,
        )
    sponsored = paid.count("yes")
    if sponsored:
        is_ = "is" if sponsored == 1 else "are"
        rows.remarks.append(f"{plural(sponsored, 'sponsored post')} {is_} among them.")


def _followers(rows: Rows) -> Iterator[Record]:
    levels, new = rows.counts("level"), rows.counts("new")
    for day, level, more in zip(rows.day_list("day"), levels, new, strict=True):
        if not day:
            rows.left["without a day"] += 1
        elif level is None and more is None:
            rows.left["without a number"] += 1
        else:
            yield Followers(rows.platform, day, level, more)


def _times(rows: Rows) -> Iterator[Record]:
    starts, ends = rows.times("ts", "clock"), rows.times("end", "end_clock")
    if "minutes" in rows:
        lengths = rows._checked("minutes", columns.minutes(rows["minutes"], rows.layout.unit))
    else:
        lengths = [
            (end[0] - start[0]) / timedelta(minutes=1) if start and end else None
            for start, end in zip(starts, ends, strict=True)
        ]
    number = rows.ids("ts", "clock", "minutes", "end_clock", "project", "text", "who")
    others: Counter[str] = Counter()
    for at, (start, length) in enumerate(zip(starts, lengths, strict=True)):
        words = [rows[name][at] for name in ("project", "tags", "task", "text", "client")]
        if not start or length is None or length < 0:
            rows.left["without a day or a length"] += 1
            continue
        if not social.is_social(words):
            others[rows["project"][at].strip() or "without a project"] += length
            continue
        tags = re.split(r"[,;|]", f"{rows['tags'][at]},{rows['task'][at]}")
        purposes = {word for tag in tags if (word := spelling.same(tag, _PURPOSES))}
        yield TimeEntry(
            number(at),
            start[0] if start[2] else None,
            start[1],
            length,
            social.platform(words),
            purposes.pop() if len(purposes) == 1 else "",
            rows["text"][at],
        )
    if others:
        shown = ", ".join(
            f"{name} ({minutes:,.0f} minutes)" for name, minutes in others.most_common(5)
        )
        more = f" and {plural(len(others) - 5, 'other')}" if len(others) > 5 else ""
        rows.remarks.append(f"Left out as not social media: {shown}{more}. Is that right?")


def _payments(rows: Rows) -> Iterator[Record]:
    layout = rows.layout
    days = [time and time[1] for time in rows.times("day")]
    spent = _spent(rows)
    currencies = _currencies(rows)
    number = rows.ids("day", "amount", "debit", "credit", "text", "id")
    taken: list[int] = []
    credits: Counter[str] = Counter()
    unseen = 0
    for at, (amount, text) in enumerate(zip(spent, rows["text"], strict=True)):
        category = layout.category or social.payment(text)
        if not category:
            unseen += 1
        elif amount is None:
            rows.left["without an amount"] += 1
        elif amount < 0:
            credits[f"{-amount:,.2f} {currencies[at]} ({category})".replace("  ", " ")] += 1
        elif amount > 0:
            taken.append(at)
            yield Payment(number(at), days[at], amount, currencies[at], category, text)
    if not layout.category:
        looks = "looks" if len(taken) == 1 else "look"
        where = f" ({rows.where(taken)}: look them up and see whether they are)" if taken else ""
        rows.remarks.append(
            f"{plural(len(taken), 'payment')} {looks} like social media{where}; "
            f"{plural(unseen, 'other')} {'was' if unseen == 1 else 'were'} left out unseen."
        )
    for what, count in credits.items():
        rows.remarks.append(
            f"A credit of {what}{f', {count} times,' if count > 1 else ''} was not taken off."
        )


def _spent(rows: Rows) -> list[float | None]:
    """What each row paid out: more than 0 for a payment, less for a credit."""
    if "amount" in rows:
        amounts = rows.amounts("amount")
        return [a if a is None or rows.layout.spent == "positive" else -a for a in amounts]
    pairs = zip(rows.amounts("debit"), rows.amounts("credit"), strict=True)
    return [abs(debit) if debit else (-abs(credit) if credit else None) for debit, credit in pairs]


def _currencies(rows: Rows) -> list[str]:
    """The currency of each row: a column's, or the one that the amount's header names."""
    if "currency" in rows:
        return [cell.strip().upper() for cell in rows["currency"]]
    header = re.search(r"\b([A-Z]{3})\b|([€$£])", rows.names.get("amount", ""))
    symbols = {"€": "EUR", "$": "USD", "£": "GBP"}
    return [symbols.get(header[0], header[0]) if header else ""] * len(rows)


def _leads(rows: Rows) -> Iterator[Record]:
    firsts = [time and time[1] for time in rows.times("first_contact")]
    won = [time and time[1] for time in rows.times("won_on")]
    sources, raw = rows.meanings("source"), rows["source"]
    seen: set[str] = set()
    emails = {fold(cell) for cell in rows["email"] if cell.strip()}
    hidden: Counter[str] = Counter()
    late = 0
    contents = rows.ids("first_contact", "name", "phone")
    for at, cell in enumerate(rows["id"]):
        email = fold(rows["email"][at])
        number = cell.strip() or email or contents(at)
        if number in seen:
            rows.left["repeated"] += 1
            continue
        seen.add(number)
        if not sources[at] and not is_unknown(raw[at]):
            hidden[raw[at].strip()] += 1
        first, bought = firsts[at], won[at]
        if first and bought and bought < first:
            first, late = None, late + 1
        referrer = fold(rows["referred_by"][at])
        yield Lead(
            email or number,
            first,
            bought,
            sources[at].lower(),
            referrer if referrer in emails else "",
            bool(email) if "email" in rows else None,
            bool(rows["phone"][at].strip()) if "phone" in rows else None,
        )
    for value, count in hidden.items():
        rows.remarks.append(
            f'{plural(count, "source")} {"says" if count == 1 else "say"} "{value}": that tells how the record '
            "came in, not how the person found you, and is taken as not known. If it is a source, say so."
        )
    if late:
        rows.remarks.append(
            f"{plural(late, 'record')} bought before the day on which they were written down: their first "
            "contact is not known."
        )
    day, most = (
        Counter(first for first in firsts if first).most_common(1)[0] if any(firsts) else (None, 0)
    )
    if most >= 10 and most > len(seen) / 3:
        rows.remarks.append(
            f"{most} of {len(seen)} were written down on one day, {day}, as by an import: that is hardly "
            "the day on which they all got in touch."
        )


def _orders(rows: Rows) -> Iterator[Record]:
    days = [time and time[1] for time in rows.times("day", "clock")]
    amounts, statuses = rows.amounts("amount"), rows.meanings("status")
    lines: set[str] = set()
    back: set[str] = set()
    for at, cell in enumerate(rows["id"]):
        number = cell.strip()
        if number in lines:
            continue  # another line of the same order
        lines.add(number)
        buyer = fold(rows["buyer"][at]) or fold(rows["customer"][at])
        if not buyer:
            rows.left["without a customer"] += 1
        elif not (day := days[at]):
            rows.left["not paid"] += 1
        else:
            if fold(statuses[at]) == "refunded":
                back.add(number)
            yield Order(number, buyer, day, amounts[at])
    if back:
        rows.remarks.append(
            f"{plural(len(back), 'order')} {'was' if len(back) == 1 else 'were'} refunded later; "
            "the day of buying counts all the same."
        )


def _messages(rows: Rows) -> Iterator[Record]:
    rows.say_zone("ts")
    times = rows.times("ts")
    senders, talks = rows["sender"], rows["talk"]
    ours = _own_names(rows)
    if not ours:
        rows.questions.append("names")
        raise ExportError(
            "does not show which of the names in it is yours: say it as names in your answers."
        )
    number = rows.ids("ts", "talk", "sender", "text")
    groups = {talk for talk, to in zip(talks, rows["recipients"], strict=True) if to.count(",") > 0}
    others = {
        talk: sender
        for talk, sender in zip(talks, senders, strict=True)
        if fold(sender) not in ours
    }
    others |= {
        talk: to
        for talk, to in zip(talks, rows["to"], strict=True)
        if talk not in others and to.strip() and fold(to) not in ours
    }
    for at, talk in enumerate(talks):
        time = times[at]
        if not time or not talk.strip():
            rows.left["without a time or a talk"] += 1
        elif talk in groups:
            rows.left["in talks of several people"] += 1
        elif not rows["text"][at].strip():
            rows.left["without words"] += 1
        else:
            yield Message(
                rows.platform,
                talk.strip(),
                number(at),
                others.get(talk, "").strip() or talk.strip(),
                senders[at].strip(),
                time[0],
                fold(senders[at]) in ours,
                rows["text"][at],
            )


def _own_names(rows: Rows) -> set[str]:
    """Our names in the talks: those that the owner says, or the one that has a part in every talk."""
    there = {fold(name) for name in (*rows["sender"], *rows["to"]) if name.strip()}
    told = {fold(name) for name in rows.owner.names}
    if told & there:
        return told
    talks: dict[str, set[str]] = {}
    for talk, sender, to in zip(rows["talk"], rows["sender"], rows["to"], strict=True):
        talks.setdefault(talk, set()).update({fold(sender), *(fold(one) for one in to.split(","))})
    shared = set.intersection(*talks.values()) - {""} if len(talks) > 1 else set()
    if len(shared) == 1:
        rows.notes.append(
            "Which name is yours was read from the file: it has a part in every talk."
        )
        return shared
    return set()


def _mailings(rows: Rows) -> Iterator[Record]:
    number = rows.ids("id", "day", "text")
    for at, day in enumerate(rows.day_list("day")):
        if day:
            yield Mailing(number(at), day)
        else:
            rows.left["without a day"] += 1


def _nothing(rows: Rows) -> Iterable[Record]:
    return ()


_KINDS: dict[str, Callable[[Rows], Iterable[Record]]] = {
    "post": _posts,
    "followers": _followers,
    "time": _times,
    "payment": _payments,
    "lead": _leads,
    "order": _orders,
    "message": _messages,
    "mailing": _mailings,
    "nothing": _nothing,
}
