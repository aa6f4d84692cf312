"""Reads tables of every layout there is a file for: CSV in any dress, and the sheets of workbooks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter

from course_lib.exports import sheets
from course_lib.exports.columns import is_unknown
from course_lib.exports.layouts import Layout, Match, fold, seen_in
from course_lib.exports.members import Member
from course_lib.exports.owner import Owner
from course_lib.exports.records import Followers, Record, Taken, day_of
from course_lib.exports.records_of_rows import Rows, plural, records, rows_named
from course_lib.exports.sheets import Sheet
from course_lib.exports.trouble import ExportError

_BEGINNING = 65_536  # bytes in which a header is looked for
_NO_ROWS = re.compile(
    r"((grand )?totals?|summe|gesamt(summe)?|gesamtergebnis|total general)\b[^,;]{0,40}:?"
    r"|showing (the )?(top|first) .*|powered by .*|generated (by|on) .*"
)
_TABLES = (".csv", ".tsv", ".txt")
_NO_TABLES = (".json", ".js", ".ics", ".html", ".htm", ".md")
_DAYS = ("ts", "day", "first_contact")
_KEYS = {"id", *_DAYS}
_NOUNS = {
    "post": "post", "followers": "day", "time": "entry", "payment": "payment", "lead": "record",
    "order": "order", "message": "message", "mailing": "mailing",
}  # fmt: skip


def groups(
    members: Sequence[Member], head: Callable[[Member], bytes], own: Sequence[Layout] = ()
) -> list[list[Member]]:
    """The members that are tables of a known layout, or of the owner's own, each by itself."""
    return [[member] for member in members if _layout_of(member, head(member), own)]


def read(group: Sequence[Member], owner: Owner, own: Sequence[Layout] = ()) -> Taken:
    """What the one table of the group holds. Raises ExportError where nothing of it can be used."""
    (member,) = group
    with member.open() as stream:
        head = stream.read(sheets.LEAST)
    parts = [
        _part(one, seen, owner) for one, seen in _known(sheets_of(member, head), member.name, own)
    ]
    useful = [part for part in parts if part.records] or parts
    if not useful:
        raise ExportError("is damaged: its header could be read, and then no more.")
    return Taken(
        useful[0].layout.name,
        tuple(record for part in parts for record in part.records),
        ((member.path, " ".join(dict.fromkeys(part.sentence for part in useful))),),
        tuple(dict.fromkeys(note for part in useful for note in part.notes)),
        tuple(dict.fromkeys(key for part in parts for key in part.questions)),
        tuple((table, tuple(names)) for part in useful for table, names in part.layout.unknown.items()),
    )  # fmt: skip


@dataclass(frozen=True)
class _Part:
    """What came of one sheet."""

    layout: Layout
    records: list[Record]
    sentence: str
    notes: list[str]
    questions: list[str]


def may_be_table(member: Member, head: bytes) -> bool:
    """Whether the member is neither by its name nor by its first byte something else than a table."""
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return not member.name.lower().endswith(_NO_TABLES) and first not in (b"{", b"[", b"<")


def _layout_of(member: Member, head: bytes, own: Sequence[Layout]) -> bool:
    """Whether the beginning of the member has a header that is known."""
    if not may_be_table(member, head):
        return False
    if sheets.is_workbook(head):
        try:
            return bool(_known(sheets.workbook(member), member.name, own))
        except ExportError:
            return False  # said of it as of a file that nobody knows
    if len(head) >= sheets.LEAST:
        try:
            with member.open() as stream:
                head = stream.read(_BEGINNING)
        except ExportError:
            return member.name.lower().endswith(_TABLES)  # reading it will say why
    try:
        text, _ = sheets.decoded(head)
    except ExportError:
        return False
    return bool(_known(_candidates(text), member.name, own))


def sheets_of(member: Member, head: bytes) -> list[Sheet]:
    """The sheets of a workbook, or a text once for each separator that may be its own. Raises ExportError."""
    if sheets.is_workbook(head):
        return sheets.workbook(member)
    text, note = sheets.whole_text(member)
    return [Sheet("", text, one.separator, note=note) for one in _candidates(text)]


def _candidates(text: str) -> list[Sheet]:
    return [Sheet("", text, separator) for separator in sheets.separators(text)]


def _known(
    candidates: Sequence[Sheet], name: str, own: Sequence[Layout]
) -> list[tuple[Sheet, Match]]:
    """The sheets whose layout is known; of a text, the reading whose separator fits best."""
    seen = [(one, seen_in(one.first_rows(), name, own)) for one in candidates]
    known = [(one, its) for one, its in seen if its]
    if known and known[0][0].separator:
        return [max(known, key=lambda pair: len(pair[1].places))]
    return known


def _part(sheet: Sheet, seen: Match, owner: Owner) -> _Part:
    """The records of one sheet, and the sentence on it."""
    layout = seen.layout
    if layout.record == "nothing":
        return _Part(layout, [], f"{layout.name}: {layout.says}.", [*layout.notes], [])
    rows, said = _rows(sheet, seen, owner)
    total = len(rows)
    taken = records(rows)
    sentence = f"{layout.name}: {_amount(layout, taken)}"
    if not taken and not total and not rows.left:
        sentence = (
            f"{layout.name}: known, with no row in it, so nothing could be taken. Choose a longer period "
            "and download it again."
        )
    elif not taken:
        count = plural(total or rows.left.total(), "row")
        sentence = f"{layout.name}: known, and of its {count} none could be used"
    left = [f"{count:,} {why}" for why, count in rows.left.items()]
    if left:
        sentence += f"; left out: {', '.join(left)}"
    remarks = [*said, *rows.remarks, *([sheet.note] if sheet.note else [])]
    sentence = " ".join([f"{sentence.rstrip('.')}.", *remarks])
    return _Part(layout, taken, sentence, [*layout.notes, *rows.notes], rows.questions)


def _rows(sheet: Sheet, seen: Match, owner: Owner) -> tuple[Rows, list[str]]:
    """The rows of a sheet by the layout's fields, and what is to be said of its damage."""
    layout = seen.layout
    cells: dict[str, list[str]] = {name: [] for name in seen.places}
    rows = Rows(layout, seen.platform, seen.names, cells, [], owner)
    notes: list[str] = []
    if seen.header < 0:
        notes.append(
            "It has no row of headers; its columns were taken in the usual order of this download."
        )
    broad: list[int] = []
    left_ids: set[str] = set()
    width = 0
    getters = [(cells[name].append, _cell(name, places)) for name, places in seen.places.items()]
    keys = [(name, _cell(name, seen.places[name])) for name in _KEYS & {*seen.places}]
    keys += [(name, _cell(name, seen.places[name])) for name in {*layout.leave_out, *layout.only, *layout.needed}
             if name in seen.places]  # fmt: skip
    try:
        for at, row in enumerate(sheet.rows(layout.escape)):
            if at <= seen.header:
                width = len(row)
                continue
            if len(row) < width:
                row += [""] * (width - len(row))
            elif len(row) > width > 0 and any(cell.strip() for cell in row[width:]):
                broad.append(at + 1)
                continue
            first = next((cell for cell in row if cell and not cell.isspace()), "")
            if not first:
                continue
            why = _no_row(layout, first, {name: get(row) for name, get in keys}, left_ids)
            if why is None:
                rows.numbers.append(at + 1)
                for append, get in getters:
                    append(get(row))
            elif why:
                rows.left[why] += 1
    except ExportError as trouble:
        if not rows.numbers:
            raise
        notes.append(f"It {trouble}")
    if broad:
        rows.left["with more cells than the header"] += len(broad)
        notes.append(f"{rows_named(broad).capitalize()} of it have more cells than the header: a separator "
                     "within a text, perhaps.")  # fmt: skip
    return rows, notes


def _cell(name: str, places: tuple[int, ...]) -> Callable[[Sequence[str]], str]:
    """What takes a field's cell out of a row: the first of its columns that says anything, of texts all."""
    if len(places) == 1:
        return itemgetter(places[0])
    several: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*places)
    if name == "text":
        return lambda row: "\n".join(dict.fromkeys(filter(str.strip, several(row))))
    return lambda row: next(filter(str.strip, several(row)), "")


def _no_row(layout: Layout, first: str, values: dict[str, str], left_ids: set[str]) -> str | None:
    """Why a row is none that counts ("" for a further line of one that was left out); None if it counts."""
    if is_total(first) and all(is_unknown(values.get(name, "")) for name in _DAYS):
        return "totals or notes"
    if any(is_unknown(values.get(name, "")) for name in layout.needed):
        return "totals or notes"
    number = values.get("id", "")
    if number and number in left_ids:
        return ""
    for name, reasons in layout.leave_out.items():
        value = values.get(name, "")
        why = reasons.get("*", "") if not is_unknown(value) else ""
        why = next((why for one, why in reasons.items() if fold(value) == fold(one)), why)
        if why:
            left_ids.add(number)
            return why
    for name, wanted in layout.only.items():
        if name in values and fold(values[name]) not in map(fold, wanted):
            left_ids.add(number)
            return "of another kind"
    return None


@lru_cache(4096)
def is_total(first: str) -> bool:
    """Whether the first cell of a row that has no day says that the row is a sum, or a note below the table."""
    return _NO_ROWS.fullmatch(fold(first)) is not None


def _amount(layout: Layout, taken: Sequence[Record]) -> str:
    """ "4 posts from 2026-03-30 to 2026-04-12"."""
    days = [day for record in taken if (day := day_of(record))]
    noun = _NOUNS[layout.record]
    many = "entries" if noun == "entry" else f"{noun}s"
    words = f"{len(taken):,} {noun if len(taken) == 1 else many}"
    if layout.record == "followers":
        counts = Counter(
            "level" if one.level is not None else "new"
            for one in taken
            if isinstance(one, Followers)
        )
        words += " of followers" if counts["level"] else " of new followers"
        last = max(taken, key=lambda one: day_of(one) or date.min, default=None)
        if isinstance(last, Followers) and last.level is not None:
            words += f" ({last.level:,} on the last)"
    if not days:
        return words
    return (
        f"{words} from {min(days)} to {max(days)}"
        if min(days) != max(days)
        else f"{words} of {min(days)}"
    )
