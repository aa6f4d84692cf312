"""Calendars (.ics): the minutes of events whose title, category or calendar names social media.

Of all other events nothing is looked at but that. Repeats are worked out by RFC 5545 (icalendar, dateutil) up
to today; those without an end up to the day on which the calendar was saved, where that is known. Nobody knows
whether an event took place as it stands, and one that is yet to come is no time spent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from course_lib.exports import sheets, social
from course_lib.exports.members import Member
from course_lib.exports.owner import Owner
from course_lib.exports.records import Taken, TimeEntry
from course_lib.grammar import amount, counted, spoken_day
from course_lib.tables import spelling
from course_lib.tables.data_dictionary import TABLES

_MOST = 10_000  # repeats of one event: every day for 27 years
_LONGEST = timedelta(hours=24)
_BLOCK = re.compile(r"^BEGIN:VEVENT\r?$.*?^END:VEVENT\r?$", re.M | re.S | re.I)
_ZONES = re.compile(r"^BEGIN:VTIMEZONE\r?$.*?^END:VTIMEZONE\r?$", re.M | re.S | re.I)
_ALARM = re.compile(r"^BEGIN:VALARM\r?$.*?^END:VALARM\r?$", re.M | re.S | re.I)
_REPEATS = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_PURPOSES = next(one.values for one in TABLES["timelog"].columns if one.name == "purpose")
_UNKNOWN = (("timelog", ("planned", "purpose", "with_whom")),)


def groups(members: Sequence[Member], head: Callable[[Member], bytes]) -> list[list[Member]]:
    """Each calendar by itself."""
    return [
        [member]
        for member in members
        if re.match(rb"(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR", head(member)[:100], re.I)
    ]


def read(group: Sequence[Member], owner: Owner) -> Taken:
    """Time entries of one calendar. Raises ExportError if nothing in it can be read."""
    (member,) = group
    text, _ = sheets.whole_text(member)
    text = re.sub(r"\r?\n[ \t]", "", text)  # long lines are folded
    calendar = _Calendar(text, owner)
    entries = calendar.entries()
    minutes = sum(entry.minutes for entry in entries)
    other = counted(calendar.others, "other event", "other events")
    if entries:
        sentence = (
            f"gave {counted(len(entries), 'entry', 'entries')} of {amount(minutes)} minutes in all, whose words "
            f"name social media. {other} left out unseen."
        )
    elif not calendar.others and not calendar.out:
        sentence = "is a calendar without events."
    else:
        sentence = (
            f"holds no event to count whose words name social media. {other} left out unseen."
        )
    if not text.rstrip().upper().endswith("END:VCALENDAR"):
        sentence += " It is cut off: save it again."
    return Taken(
        what="Calendar (.ics)",
        records=tuple(entries),
        files=((member.path, sentence),),
        notes=tuple(calendar.notes(bool(entries))),
        unknown=_UNKNOWN,
    )


@dataclass
class _Event:
    """A block of the calendar's text, with what decides whether it is looked into."""

    text: str
    uid: str
    words: list[str]  # its title, then its categories
    is_social: bool


@dataclass
class _Calendar:
    """One calendar's text, its lines unfolded."""

    text: str
    owner: Owner
    others: int = 0  # events that are not looked into
    out: Counter[str] = field(default_factory=Counter)
    floating: bool = False  # whether a time had no zone
    until: date | None = None  # to which day repeats without an end were worked out, if not today

    def entries(self) -> list[TimeEntry]:
        """Each event about social media, and each of its repeats, up to today."""
        about = social.is_social([_value(self.text.partition("BEGIN:VEVENT")[0], "X-WR-CALNAME")])
        events = [_event(block[0], about) for block in _BLOCK.finditer(self.text)]
        self.others = sum(not event.is_social for event in events)
        uids = {event.uid for event in events if event.is_social and event.uid}
        wanted = [event for event in events if event.is_social or event.uid in uids]
        if not wanted:
            return []
        tomorrow = self.owner.today + timedelta(days=1)
        end = datetime.combine(tomorrow, datetime.min.time(), self.owner.zone)
        moved = self._moved(wanted)
        result: dict[str, TimeEntry] = {}
        for event in wanted:
            if not event.is_social:
                continue  # one of a series that was given another title
            try:
                for entry in self._of(event, moved.get(event.uid, set()), end):
                    result[entry.id] = entry
            except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
                self.out["damaged"] += 1
        return sorted(result.values(), key=lambda entry: (entry.day, entry.id))

    def _saved(self) -> datetime | None:
        """When the calendar was saved, None if it does not say so."""
        stamps = re.findall(r"^DTSTAMP:(\d{8}T\d{6})Z", self.text, re.M)
        if len(stamps) < 2 or len(set(stamps)) > 1:  # Google's are all of the moment of saving
            return None
        return datetime.strptime(stamps[0], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)

    def _moved(self, events: Sequence[_Event]) -> dict[str, set[datetime]]:
        """By uid, the moments of a series' repeats that stand elsewhere as events of their own."""
        moved: dict[str, set[datetime]] = {}
        for event in events:
            if re.search(r"^RECURRENCE-ID", event.text, re.M | re.I):
                try:
                    when = self._parsed(event)["RECURRENCE-ID"].dt
                except (AttributeError, KeyError, ValueError):
                    continue
                if isinstance(when, datetime):
                    moved.setdefault(event.uid, set()).add(self._aware(when))
        return moved

    def _parsed(self, event: _Event) -> Any:
        """The event as icalendar reads it, with the calendar's own time zones."""
        from icalendar import Calendar

        zones = "\r\n".join(match[0] for match in _ZONES.finditer(self.text))
        lines = f"BEGIN:VCALENDAR\r\n{zones}\r\n{_ALARM.sub('', event.text)}\r\nEND:VCALENDAR\r\n"
        return Calendar.from_ical(re.sub(r"(?:\r?\n)+", "\r\n", lines)).walk("VEVENT")[0]

    def _of(self, event: _Event, moved: set[datetime], end: datetime) -> Iterator[TimeEntry]:
        """The entries of one event and its repeats."""
        parsed = self._parsed(event)
        start = parsed["DTSTART"].dt
        if str(parsed.get("STATUS", "")).upper() == "CANCELLED":
            self.out["cancelled"] += 1
            return
        if not isinstance(start, datetime):
            self.out["whole day"] += 1
            return
        if "DURATION" in parsed:
            length = parsed["DURATION"].dt
        elif "DTEND" in parsed:
            length = self._aware(parsed["DTEND"].dt) - self._aware(start)
        else:
            length = timedelta(0)
        if not timedelta(0) < length <= _LONGEST:
            self.out["long" if length > _LONGEST else "without a length"] += 1
            return
        zone = start.tzinfo or self._zone()
        repeats = self._repeats(parsed, start, zone, end)
        tags = [spelling.same(word, _PURPOSES) for word in event.words[1:]]
        purposes = {tag for tag in tags if tag}
        for when in repeats:
            if when in moved and "RECURRENCE-ID" not in parsed:
                continue
            if when >= end:
                self.out["to come"] += 1
                continue
            yield TimeEntry(
                id=f"{event.uid or event.words[0]}:{when:%Y%m%dT%H%M%SZ}",
                start=when,
                day=when.astimezone(self.owner.zone).date(),
                minutes=length.total_seconds() / 60,
                platform=social.platform(event.words),
                purpose=purposes.pop() if len(purposes) == 1 else "",
                text=event.words[0],
            )

    def _repeats(self, parsed: Any, start: datetime, zone: tzinfo, end: datetime) -> list[datetime]:
        """The moments at which an event begins, in UTC, of a rule only those up to `end`."""
        moments = {self._aware(start)}
        for rule in _listed(parsed.get("RRULE")):
            if str(rule.get("FREQ", [""])[0]).upper() not in _REPEATS:
                self.out["odd repeats"] += 1
                continue
            moments |= set(self._by_rule(rule, start.replace(tzinfo=None), zone, end))
        for dates in _listed(parsed.get("RDATE")):
            moments |= {self._aware(one.dt) for one in dates.dts if isinstance(one.dt, datetime)}
        gone, days = set[datetime](), set[date]()
        for dates in _listed(parsed.get("EXDATE")):
            gone |= {self._aware(one.dt) for one in dates.dts if isinstance(one.dt, datetime)}
            days |= {one.dt for one in dates.dts if not isinstance(one.dt, datetime)}
        return sorted(
            moment for moment in moments - gone if moment.astimezone(zone).date() not in days
        )

    def _by_rule(
        self, rule: Any, start: datetime, zone: tzinfo, end: datetime
    ) -> Iterator[datetime]:
        """The moments of one rule, worked out by the clock of the event's zone, so that summer moves none."""
        from dateutil.rrule import rrulestr

        parts = rule.copy()
        until = parts.pop("UNTIL", [None])[0]
        saved = self._saved()
        if (
            until is None
            and "COUNT" not in parts
            and saved
            and start.replace(tzinfo=zone) < saved < end
        ):
            end, self.until = saved, saved.astimezone(self.owner.zone).date()
        last = end.astimezone(zone).replace(tzinfo=None)
        if isinstance(until, datetime):
            until = until.astimezone(zone).replace(tzinfo=None) if until.tzinfo else until
            last = min(last, until + timedelta(seconds=1))
        elif until:
            last = min(last, datetime.combine(until + timedelta(days=1), datetime.min.time()))
        repeats = rrulestr(parts.to_ical().decode(), dtstart=start)
        before = takewhile(lambda moment: moment < last, repeats)
        count = 0
        for moment in islice(before, _MOST + 1):
            count += 1
            yield moment.replace(tzinfo=zone).astimezone(UTC)
        if count > _MOST:
            raise ValueError("repeats without end")

    def _aware(self, moment: datetime | date) -> datetime:
        """A moment in UTC; one without a zone by the calendar's own, else by the owner's."""
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, datetime.min.time())
        return moment.replace(tzinfo=moment.tzinfo or self._zone()).astimezone(UTC)

    def _zone(self) -> tzinfo:
        name = _value(self.text.partition("BEGIN:VEVENT")[0], "X-WR-TIMEZONE")
        try:
            return ZoneInfo(name) if name else self._owners()
        except (KeyError, OSError, ValueError):
            return self._owners()

    def _owners(self) -> tzinfo:
        self.floating = True
        return self.owner.zone

    def notes(self, any_taken: bool) -> Iterator[str]:
        """What was left out of the events about social media, and what was taken for granted."""
        for kind, one, many in (
            ("cancelled", "cancelled event was", "cancelled events were"),
            ("whole day", "event of a whole day was", "events of whole days were"),
            ("without a length", "event without a length was", "events without a length were"),
            ("long", "event of more than a day was", "events of more than a day were"),
            ("damaged", "damaged event was", "damaged events were"),
            ("odd repeats", "repeat by the hour or oftener was", "repeats by the hour or oftener were"),
            ("to come", "event yet to come was", "events yet to come were"),
        ):  # fmt: skip
            if count := self.out[kind]:
                yield f"{counted(count, one, many)} left out."
        if not any_taken:
            return
        yield "Which events are about social media was told by words in their titles. Is that right?"
        yield "A calendar tells what was meant to be done, and not whether it was; planned minutes are asked once."
        if self.until:
            yield f"Repeats without an end count up to {spoken_day(self.until)}, when the calendar was saved."
        if self.floating:
            which = "your answer" if self.owner.zone_asked else "the one this computer is set to"
            yield f"Some events name no time zone: {self.owner.zone.key} was taken, {which}."


def _event(text: str, is_all: bool) -> _Event:
    plain = _ALARM.sub("", text)
    categories = re.findall(r"^CATEGORIES[^:\r\n]*:([^\r\n]*)", plain, re.M | re.I)
    words = [
        _value(plain, "SUMMARY"),
        *(word.strip() for line in categories for word in line.split(",")),
    ]
    return _Event(text, _value(plain, "UID"), words, is_all or social.is_social(words))


def _value(text: str, name: str) -> str:
    """The value of a line of that name, "" where there is none."""
    line = re.search(rf'^{name}(?:;(?:[^":\r\n]|"[^"\r\n]*")*)?:([^\r\n]*)', text, re.M | re.I)
    return re.sub(r"\\([\\,;])", r"\1", line[1].replace("\\n", " ")).strip() if line else ""


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
