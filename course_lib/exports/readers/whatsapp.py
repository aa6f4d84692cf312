"""Chats that WhatsApp exports as text: who wrote what when, in the many forms that telephones write it.

Forms of Android and iOS in some twenty languages, 2016 to 2026, seen in public parsers and samples. A chat says
neither its time zone nor whose it is, and may leave open whether the day or the month stands first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from course_lib.exports import sentences, talks
from course_lib.exports import whatsapp_words as words
from course_lib.exports.members import Member
from course_lib.exports.owner import Owner
from course_lib.exports.records import Message, Taken
from course_lib.exports.sheets import decoded
from course_lib.exports.trouble import ExportError
from course_lib.grammar import counted, spoken_day

PLATFORM = "whatsapp"
_MARKS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\t ]+")
_HALF = r"[AaPp]\.? ?[Mm]\.?|오전|오후|上午|下午|午前|午後|凌晨|清晨|早上|中午|晚上|ص|م|[πμ]\.?μ\.?|[пс]\.?п\.?"
_STAMP = re.compile(
    r"(\d{1,4})(\. ?|/|-)(\d{1,2})\2(\d{1,4})\.?(?: ?г\.)?(?:[,،] ?| )"
    r"(?:(?:à|às|um|at|klo|kl\.?|в|о|om|alle|a las|الساعة) )?"
    rf"(?:({_HALF}) ?)?(\d{{1,2}})[:.](\d{{2}})(?:[:.](\d{{2}}))?(?: ?({_HALF}))?"
)
# Of these the most frequent one, which tells itself in a third of the time.
_ANDROID = re.compile(r"((\d{1,2})([/.-])(\d{1,2})\3(\d{4}|\d{2})),? (\d{1,2}):(\d{2}) - ")
_LONGEST_STAMP, _LONGEST_NAME = 48, 80
_FIRST_YEAR = 2009  # of WhatsApp: 1404 is a year of another calendar
_SLACK = timedelta(days=1)  # by which a later line may be earlier: a telephone that was offline
_UNKNOWN = (("messages", ("type", "by", "asked")),)
_BIASED = (
    "You chose which chats to save, so unless they are all there are, they are no sample: what they show of "
    "answering, of talks and of offers holds for these chats alone."
)


def groups(members: Sequence[Member], head: Callable[[Member], bytes]) -> list[list[Member]]:
    """All chats in one group, for what one leaves open another may settle."""
    chats = [
        member
        for member in members
        if member.name.lower().endswith((".txt", ".text")) and _is_chat(head(member))
    ]
    return [chats] if chats else []


def read(group: Sequence[Member], owner: Owner) -> Taken:
    """The chats' messages. Raises ExportError if there is none to read in any."""
    chats, of_files = [], {}
    for member in group:
        try:
            with member.open() as stream:
                text, _ = decoded(stream.read())
        except ExportError as error:
            of_files[member.path] = str(error)
            continue
        chats.append(_Chat(member.path, _lines(text)))
    _settle_order(chats, owner)
    for chat in chats:
        chat.understand(owner)
    records, notes, unsure = _messages(chats, owner)
    for chat in chats:
        of_files[chat.path] = chat.sentence(chat in unsure)
    asked = ["day_first"] if any(not chat.order for chat in chats) else []
    asked += ["names"] if unsure else []
    if records:
        zone = "your answer" if owner.zone_asked else "the one this computer is set to"
        notes.append(f"WhatsApp writes no time zone: {owner.zone.key} was taken, {zone}.")
        if owner.answers.get("chats") != "all":
            notes.append(_BIASED)
    return Taken(
        what="WhatsApp, exported chats",
        records=tuple(records),
        files=tuple((member.path, of_files[member.path]) for member in group),
        notes=(*_left_out(chats), *notes),
        questions=tuple(asked),
        unknown=_UNKNOWN,
    )


class _Line(NamedTuple):
    """A line that may begin a message: the numbers of its stamp, what follows, and the form that it has."""

    numbers: tuple[int, int, int]  # as they stand: 4, 1, 2026 or 2026, 1, 4
    hour: int
    minute: int
    second: int
    rest: str
    form: str


@dataclass
class _Chat:
    """One file. `order` is "dmy", "mdy" or "ymd", "" where it cannot be told."""

    path: str
    lines: list[_Line | str]  # a str goes on with what stood before it
    order: str = ""
    reason: str = ""  # by what the order is certain, if that is worth saying
    talk: talks.Talk = field(default_factory=lambda: talks.Talk(""))
    count: int = 0  # of its messages
    days: tuple[date, date] = (
        date.max,
        date.min,
    )  # of the first and the last, in the owner's calendar
    dateless: bool = False  # whether no line has a day that there was
    out: Counter[str] = field(default_factory=Counter)

    def __hash__(self) -> int:
        return id(self)

    __eq__ = object.__eq__

    @cached_property
    def stamps(self) -> list[_Line]:
        """The lines that begin something."""
        return [line for line in self.lines if isinstance(line, _Line)]

    def understand(self, owner: Owner) -> None:
        """Make the talk of the lines."""
        if not self.order:
            return
        entries = [(when, rest, *_sender(rest)) for when, rest in self._entries(owner)]
        self.lines = []  # they are as large as what is made of them
        vars(self).pop("stamps", None)
        senders = Counter([sender for _, _, sender, _ in entries])
        rows: list[tuple[datetime, str, str]] = []
        for when, rest, sender, text in entries:
            if not sender or (
                senders[sender] < 2 and words.NOTICE.search(rest.partition("\n")[0].casefold())
            ):
                self.out["notice"] += 1
                self.talk.group |= bool(words.GROUP.search(rest.casefold()))
                continue
            kind, text = _content(text)
            # Of old, the notice with which a chat begins bore a name and no mark.
            if not kind and not rows and len(text) > 40 and words.ENCRYPTED.search(text.casefold()):
                kind = "notice"
            if kind:
                self.out[kind] += 1
                self.talk.group |= kind == "notice" and bool(words.GROUP.search(text.casefold()))
                continue
            rows.append((when, sender, text))
        self.dateless = not entries
        self.count = len(rows)
        if rows:
            moments = [when for when, _, _ in rows]
            self.days = (
                min(moments).astimezone(owner.zone).date(),
                max(moments).astimezone(owner.zone).date(),
            )
        self.talk.people = {sender for _, sender, _ in rows}
        self.talk.group |= len(self.talk.people) > 2
        self.talk.title = _title(self.path, self.talk.people)
        self.talk.key = _other(self.path)
        same: dict[str, int] = {}
        for when, sender, text in rows:
            key = first = talks.identity(PLATFORM, when, sender, text, 1)
            same[first] = nth = same.get(first, 0) + 1
            if nth > 1:  # the same words in the same minute
                key = talks.identity(PLATFORM, when, sender, text, nth)
            self.talk.rows.append((when, sender, text, key))

    def _entries(self, owner: Owner) -> Iterator[tuple[datetime, str]]:
        """Each message or notice with its moment: lines put together, stamps that only a text mentions undone."""
        moments = [None if isinstance(line, str) else self._moment(line) for line in self.lines]
        real = iter(_real([moment for moment in moments if moment], owner))
        zone = owner.zone
        when, parts = None, list[str]()
        for line, moment in zip(self.lines, moments, strict=True):
            rest = line if isinstance(line, str) else line.rest
            if moment and next(real):
                if when:
                    yield when, "\n".join(parts)
                when = moment.replace(tzinfo=zone).astimezone(UTC)
                parts = [rest]
            else:
                parts.append(rest)
        if when:
            yield when, "\n".join(parts)

    def _moment(self, line: _Line) -> datetime | None:
        """The line's moment by the clock of whoever exported it, None where there is no such day."""
        day = _day(line.numbers, self.order)
        return day and day.replace(hour=line.hour, minute=line.minute, second=line.second)

    def misfits(self, order: str, owner: Owner) -> int:
        """How far dates are none (twice as bad), lie after today, or before what stands above, in that order."""
        # Lines of one date below each other are as good as one.
        dates = [numbers for numbers, _ in groupby([line.numbers for line in self.stamps])]
        days = [day for numbers in dates if (day := _day(numbers, order))]
        tomorrow = datetime.combine(owner.today, datetime.min.time()) + 2 * _SLACK
        late = sum(day > tomorrow for day in days)
        back = sum(later < earlier - _SLACK for earlier, later in pairwise(days))
        return 2 * (len(dates) - len(days)) + late + back

    def sentence(self, unsure: bool) -> str:
        """What was taken of it."""
        if not self.order:
            return (
                "cannot be read yet: nothing in it tells whether 03/04 is the 3rd of April or the 4th of March. "
                "Say it in the answers."
            )
        if not self.count:
            strange = (
                ""
                if self.out or not self.dateless
                else " Its dates are of a calendar that is not known here."
            )
            return f"holds no messages.{strange}"
        count = counted(self.count, "message", "messages")
        if unsure:
            return f"holds {count}, but nothing tells which name in it is yours. Say it in the answers."
        first, last = self.days
        days = (
            f"from {spoken_day(first)} to {spoken_day(last)}"
            if first != last
            else f"of {spoken_day(first)}"
        )
        return f"holds {count} {days}."


@lru_cache(1 << 14)
def _day(numbers: tuple[int, int, int], order: str) -> datetime | None:
    """The midnight at which a day begins, None where there is no such day."""
    first, second, third = numbers
    year, month, day = {
        "ymd": (first, second, third),
        "dmy": (third, second, first),
        "mdy": (third, first, second),
    }[order]
    year += 2000 if year < 100 else -543 if year > 2400 else 0  # Thai telephones count from Buddha
    try:
        return datetime(year, month, day) if year >= _FIRST_YEAR else None
    except ValueError:
        return None


def _is_chat(start: bytes) -> bool:
    try:
        text, _ = decoded(start)
    except ExportError:
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    return any(_line(line) for line in lines[:10])  # the first may be the end of what was cut off


def _lines(text: str) -> list[_Line | str]:
    """The lines of a chat; those in another form than most are not the telephone's but somebody's words."""
    texts = text.rstrip("\n").split("\n")
    lines = [_line(line) or line for line in texts]
    forms = Counter([line.form for line in lines if isinstance(line, _Line)])
    usual = forms.most_common(1)[0][0] if forms else ""
    return [
        line if isinstance(line, _Line) and line.form == usual else whole.rstrip("\r")
        for line, whole in zip(lines, texts, strict=True)
    ]


def _line(text: str) -> _Line | None:
    """What a line says that begins with a stamp, as "[04/01/26, 19:02:11] " or "04/01/2026, 19:02 - "."""
    if plain := _ANDROID.match(text):
        day, _, separator, _, _, hour, minute = plain.groups()
        hours, minutes = int(hour), int(minute)
        if hours < 24 and minutes < 60:
            rest = text[plain.end() :].rstrip("\r").lstrip(" ")
            return _Line(_numbers(day, separator), hours, minutes, 0, rest, f"-{separator}")
    start = text[:1] if text[:1].isascii() else _MARKS.sub("", text[:4])[:1]
    bracket = start == "["
    if not bracket and not start.isdigit():
        return None
    end = text.find("]" if bracket else " - ", 0, _LONGEST_STAMP)
    if end < 0:
        return None
    stamp = text[:end]
    if not stamp.isascii():
        stamp = _SPACES.sub(" ", _MARKS.sub("", stamp))
    match = _STAMP.fullmatch(stamp.strip().removeprefix("[").strip())
    if not match:
        return None
    first, separator, second, third, before, hour, minute, second_, after = match.groups()
    half = before or after
    hours = int(hour)
    if half:
        letters = half.lower().replace(".", "").replace(" ", "")
        hours = hours % 12 + words.HALVES.get(letters, 0)
    if hours > 23 or int(minute) > 59 or not _is_date(first, third):
        return None
    year = "y" if len(first) == 4 else ""
    form = f"{'[' if bracket else '-'}{separator.strip()}{year}{':' if second_ else ''}{'h' if half else ''}"
    rest = text[end + 1 :] if bracket else text[end + 3 :]
    return _Line(
        (int(first), int(second), int(third)),
        hours,
        int(minute),
        int(second_ or 0),
        rest.rstrip("\r").lstrip(" "),
        form,
    )


@lru_cache(1 << 14)
def _numbers(day: str, separator: str) -> tuple[int, int, int]:
    """The numbers of a date as they stand."""
    first, second, third = map(int, day.split(separator))
    return first, second, third


def _is_date(first: str, third: str) -> bool:
    """Whether the year stands first with four digits, or last with two or four."""
    return len(third) < 3 if len(first) == 4 else len(first) < 3 and len(third) in (2, 4)


def _settle_order(chats: Sequence[_Chat], owner: Owner) -> None:
    """Give each chat the order of its dates: by them all, else by other chats of that form, else by the answer."""
    for chat in chats:
        forms = {line.form for line in chat.stamps}
        if any("y" in form for form in forms):
            chat.order = "ymd"
        elif forms and not any("/" in form for form in forms):
            # With dots and hyphens the day stands first wherever telephones write so.
            chat.order = (
                "dmy" if chat.misfits("dmy", owner) <= chat.misfits("mdy", owner) else "mdy"
            )
        else:
            misfits = {order: chat.misfits(order, owner) for order in ("dmy", "mdy")}
            if misfits["dmy"] != misfits["mdy"]:
                chat.order = min(misfits, key=lambda order: misfits[order])
                chat.reason = "dates"
    by_form: dict[str, set[str]] = {}
    for chat in chats:
        for line in chat.stamps[:1]:
            by_form.setdefault(line.form, set()).add(chat.order)
    for chat in chats:
        if chat.order or not chat.stamps:
            continue
        known = by_form[chat.stamps[0].form] - {""}
        if len(known) == 1:
            chat.order, chat.reason = known.pop(), "other chats"
        elif owner.day_first is not None:
            chat.order, chat.reason = "dmy" if owner.day_first else "mdy", "answer"


def _real(moments: Sequence[datetime], owner: Owner) -> list[bool]:
    """Whether each moment is the chat's own: what is out of order by more than a day is only mentioned in a text.

    The order is that of the longest run of lines that never goes back.
    """
    tomorrow = datetime.combine(owner.today, datetime.min.time()) + 2 * _SLACK
    if not moments or moments[-1] <= tomorrow and moments == sorted(moments):
        return [True] * len(moments)
    if sum(moment > tomorrow for moment in moments) * 2 > len(moments):
        tomorrow = (
            datetime.max - _SLACK
        )  # today was said to be before the chat, or the clock is wrong
    ends: list[datetime] = []  # of runs of 1, 2, … lines, the earliest end of each
    by_length: list[list[int]] = []  # the lines at which a run of 1, 2, … lines can end
    for n, moment in enumerate(moments):
        if moment > tomorrow:
            continue
        at = bisect_right(ends, moment)
        ends[at : at + 1] = [moment]
        if at == len(by_length):
            by_length.append([])
        by_length[at].append(n)
    run = [False] * len(moments)
    last = by_length[-1][-1] if by_length else 0
    for places in reversed(by_length):
        # Of several that fit, the one nearest in time to what follows.
        last = next((n for n in places if n < last and moments[n] <= moments[last]), last)
        run[last] = True
    result, before = [], moments[0] if moments else tomorrow
    after = [tomorrow] * len(moments)
    for n in range(len(moments) - 2, -1, -1):
        after[n] = moments[n + 1] if run[n + 1] else after[n + 1]
    for n, moment in enumerate(moments):
        result.append(run[n] or before - _SLACK <= moment <= after[n] + _SLACK)
        before = moment if run[n] else before
    return result


def _sender(rest: str) -> tuple[str, str]:
    """Who sent it and what, "" for a notice, which nobody sent."""
    first, _, more = rest.partition("\n") if "\n" in rest else (rest, "", "")
    name, colon, text = first.partition(": ")
    if not colon and first.endswith(":"):
        name, colon = first[:-1], ":"
    if not colon or not 0 < len(name) <= _LONGEST_NAME:
        return "", rest
    name = (name if name.isascii() else _MARKS.sub("", name)).strip()
    return name, f"{text}\n{more}" if more else text


def _content(text: str) -> tuple[str, str]:
    """Why what somebody sent is no message ("" if it is one), and its text without WhatsApp's own words."""
    if text.isprintable():  # so it is one line, and without a mark or an odd space
        line = text.strip()
        if _tells_of_deletion(line):
            return "deleted", ""
        if line == "null" or line[-1:] in (">", ")") and _stands_for_media(line):
            return "", ""
        return "", words.EDITED.sub("", text).strip() if line[-1:] == ">" else line
    marked = text.startswith("\u200e")
    mark_within = "\u200e" in text.partition("\n")[0]
    clean = text if text.isascii() else _MARKS.sub("", text)
    first, _, more = clean.partition("\n")
    line = first.strip()
    if _tells_of_deletion(line):
        return "deleted", ""
    if line == "null" or line[-1:] in (">", ")") and _stands_for_media(line):
        return "", more
    if mark_within:
        plain = _SPACES.sub(" ", line).casefold()
        omitted = bool(words.OMITTED.search(plain))
        if marked and words.ENCRYPTED.search(plain):
            return "notice", text
        if marked and not omitted and words.CALL.search(plain):
            return "call", ""
        if marked and not omitted and len(plain.split()) > 4:
            return "notice", text
        if omitted or marked:
            return "", more
    if clean.rstrip().endswith(">"):
        clean = words.EDITED.sub("", clean)
    return "", clean.strip()


def _tells_of_deletion(line: str) -> bool:
    if not line or line.split(None, 1)[0].rstrip(".。").casefold() not in words.DELETED_FIRST:
        return False
    sentence = _SPACES.sub(" ", line).casefold().rstrip(".。 ")
    return sentence in words.DELETED or bool(words.DELETED_BY.fullmatch(sentence))


def _stands_for_media(line: str) -> bool:
    return bool(words.ATTACHED.fullmatch(line) or words.PLACEHOLDER.fullmatch(line))


def _stem(path: str) -> str:
    """What the file is called; of one that is only called _chat, what its zip or folder is."""
    parts = [part for part in path.split("/") if part]
    name = parts[-1]
    if name.lower() in ("_chat.txt", "chat.txt") and len(parts) > 1:
        name = parts[-2]
    name = re.sub(r"\.(txt|text|zip)$", "", name, flags=re.I)
    return talks.same(re.sub(r"[ _-]*\(\d+\)$", "", name))


def _title(path: str, people: set[str]) -> str:
    """The one of two whose name the file bears, "" where it bears neither or both."""
    stem = f" {_stem(path)} "
    digits = re.sub(r"[^\d+]", "", stem)
    named = [
        name
        for name in people
        if f" {talks.same(name)} " in stem or (talks.is_number(name) and talks.same(name) in digits)
    ]
    longest = max(named, key=len, default="")
    return longest if all(talks.same(name) in talks.same(longest) for name in named) else ""


def _other(path: str) -> str:
    """Whom the file is named after, if it has the name that WhatsApp gives: of use where only we wrote."""
    return re.sub(
        r"^.*whatsapp.*?( with | mit | con | avec | com | met | med | di | z | с | - )",
        "",
        _stem(path),
    )


def _messages(chats: Sequence[_Chat], owner: Owner) -> tuple[list[Message], list[str], list[_Chat]]:
    """Messages of all chats, what is to be said of them, and the chats in which nobody knows who we are."""
    full = [chat for chat in chats if chat.talk.rows]
    answered = {talks.same(name) for name in owner.names}
    common = {talks.in_all([chat.talk for chat in full])} - {""}
    records, unsure, sources = list[Message](), list[_Chat](), set[str]()
    seen: dict[str, set[str]] = {}  # ids of messages by talk
    twice = 0
    for chat in full:
        talk = chat.talk
        people = {talks.same(name) for name in talk.people}
        us, source = answered & people, "answer"
        if not us and (other := {talks.other_than_title(talk)} - {""}):
            us, source = other, "title"
        if not us and common & people:
            us, source = common, "all"
        if not us:
            alone = len(people) == 1 and (talk.title or answered or common)
            if not alone and not (talk.group and (answered or common)):
                unsure.append(chat)
                continue
            source = ""
        sources.add(source)
        if not talk.group:
            talk.key = " & ".join(sorted(people - us)) or talk.key
        known = seen.setdefault(talk.key, set())
        before = len(talk.rows)
        talk.rows = [row for row in talk.rows if row[3] not in known]
        twice += before - len(talk.rows)
        known.update(row[3] for row in talk.rows)
        if talk.rows:
            records += talks.messages(PLATFORM, talk, us, {})
    return records, list(_notes(full, sources, twice)), unsure


def _notes(chats: Sequence[_Chat], sources: set[str], twice: int) -> Iterator[str]:
    ways = {
        "answer": "read in your answers",
        "title": "read in the names of the files, which bear the other's",
        "all": "read in the chats: one name is in all of them",
    }
    if origins := [ways[source] for source in ways if source in sources]:
        yield f"Which name is yours was {'; or '.join(origins)}."
    for order, name in (("dmy", "day"), ("mdy", "month")):
        if reasons := {chat.reason for chat in chats if chat.order == order} - {""}:
            fits = ": no other order fits the whole of the chats"
            why = ", as you answered" if reasons == {"answer"} else fits
            yield f"Dates were read with the {name} first{why}."
    if any(chat.talk.group for chat in chats):
        yield sentences.GROUPS
    yield from sentences.twice({"": twice}, [("", "message", "messages")])


def _left_out(chats: Sequence[_Chat]) -> list[str]:
    out = sum((chat.out for chat in chats), Counter[str]())
    kinds = (
        ("notice", "notice of WhatsApp's own", "notices of WhatsApp's own"),
        ("deleted", "deleted message", "deleted messages"),
        ("call", "call", "calls"),
    )
    return sentences.left_out(out, kinds)
