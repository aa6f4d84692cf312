"""Tables that nobody knows: their columns, and the layout that their owner's picks make of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import PurePosixPath

from course_lib.exports import columns, delimited, members, sheets
from course_lib.exports.columns import is_unknown
from course_lib.exports.layouts import fold, layouts
from course_lib.exports.members import Member
from course_lib.exports.sheets import Sheet
from course_lib.exports.trouble import ExportError

_BEGINNING = 250_000  # bytes of a text from which its columns are shown
_ROWS = 2_000  # by which a column tells how its days are written
_ABOVE = 25  # rows in which the names of the columns are looked for
_LONGEST = 60  # signs in the name of a column
_SHOWN = 20  # signs of a value
_DAYS = ("ts", "first_contact", "won_on", "day")
_DAY_FORMATS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%d/%m/%y", "%m/%d/%y", "%d.%m.%y",
    "%d-%m-%y", "%Y/%m/%d", "%Y.%m.%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y",
)  # fmt: skip
_FORMATS = (
    "iso",
    *(day + time for day in _DAY_FORMATS for time in ("", " %H:%M", " %H:%M:%S", " %I:%M %p")),
)
# What a table of ours has, and a list may lack: by kind of row.
_MAY_LACK = {
    "post": ("posts", ("comments", "saves", "shares", "clicks")),
    "lead": ("clients", ("won_on", "source", "referred_by")),
}
ORDER, UNIT, PLATFORM = "order", "unit", "platform"


@dataclass(frozen=True)
class Field:
    """What a column may hold: its name in layouts, and its words."""

    name: str
    words: str
    needed: bool = False


@dataclass(frozen=True)
class Kind:
    """What a row may be: the kind of record, its words, and its fields."""

    record: str
    words: str
    fields: tuple[Field, ...] = ()


KINDS = (
    Kind("post", "a post", (
        Field("ts", "the day it went out", True), Field("text", "its words"), Field("comments", "comments"),
        Field("saves", "saves"), Field("shares", "shares"), Field("clicks", "clicks on its link"),
    )),
    Kind("message", "a message", (
        Field("ts", "the day and time", True), Field("sender", "who wrote it", True),
        Field("talk", "which talk it belongs to", True), Field("text", "its words", True),
    )),
    Kind("lead", "somebody who got in touch", (
        Field("first_contact", "the day they first got in touch", True), Field("name", "a name or a number"),
        Field("won_on", "the day they first bought"), Field("source", "how they came"),
        Field("referred_by", "who sent them"), Field("email", "their e-mail"), Field("phone", "their telephone"),
    )),
    Kind("time", "time spent", (
        Field("ts", "the day", True), Field("minutes", "how long", True),
        Field("text", "on what (only what names social media counts)", True),
    )),
    Kind("payment", "money spent", (
        Field("day", "the day", True), Field("amount", "how much", True),
        Field("text", "to whom, or for what (only what names social media counts)", True),
    )),
    Kind("nothing", "nothing of these"),
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A table by its columns: the first cells of each, by its name as written."""

    path: str
    columns: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return PurePosixPath(self.path).stem

    def first(self, column: str) -> str:
        """Up to three values of a column, each in quotation marks."""
        values = [cell.strip() for cell in self.columns[column] if not is_unknown(cell)][:3]
        return ", ".join(
            f'"{one if len(one) <= _SHOWN else f"{one[: _SHOWN - 1]}…"}"' for one in values
        )


def tables(strangers: Sequence[Member]) -> tuple[list[Table], list[str]]:
    """(the tables among files that nobody knows, of the same columns one; sentences on nameless columns)."""
    seen: dict[tuple[str, ...], Table] = {}
    nameless = []
    for member in strangers:
        try:
            rows = _rows(member)
        except ExportError:
            continue  # its line among the files says why
        if not rows:
            continue
        at = _header(rows)
        if at is None:
            nameless.append(
                f"{member.name}: no row of it names its columns, each differently. Write a name above each "
                "column, save it, and read the folder again."
            )
            continue
        places = [place for place, cell in enumerate(rows[at]) if cell.strip()]
        body = rows[at + 1 :]
        cells = {
            rows[at][place].strip(): tuple(_at(row, place) for row in body) for place in places
        }
        seen.setdefault(tuple(sorted(map(fold, cells))), Table(member.path, cells))
    return [*seen.values()], nameless


def guess(record: str, field: str, table: Table) -> str:
    """The column that other programs' tables call as this one does, "" where none or several are called so."""
    names = {
        fold(header)
        for one in layouts()
        if one.record == record
        for header in one.columns.get(field, ())
        if "*" not in header
    }
    known = [column for column in table.columns if fold(column) in names]
    return known[0] if len(known) == 1 else ""


def questions(table: Table, record: str, picks: Mapping[str, str]) -> list[str]:
    """What the picked columns do not tell: ORDER of day and month, UNIT of time, PLATFORM."""
    asked = [PLATFORM] if record == "post" else []
    days = [table.columns[column] for field, column in picks.items() if field in _DAYS]
    if any({"day", "month"} <= {columns.order(one) for one in _formats(cells)} for cells in days):
        asked.append(ORDER)
    if record == "time" and "minutes" in picks:
        cells = [cell for cell in table.columns[picks["minutes"]] if not is_unknown(cell)]
        if not all(set(cell.lower()) & set(":hm") for cell in cells):
            asked.append(UNIT)
    return asked


def layout_text(
    table: Table, record: str, picks: Mapping[str, str], answers: Mapping[str, str]
) -> str:
    """The layout, as the text of its TOML file, that reads the table by `picks`, columns by field.

    `answers` are those to `questions`: "day" or "month", "h" or "m", a platform. Raises ExportError for what
    is left open, and for a column that holds something else.
    """
    import tomlkit

    kind = next(one for one in KINDS if one.record == record)
    for field in kind.fields:
        if field.needed and field.name not in picks:
            raise ExportError(f"Which column holds {field.words.partition(' (')[0]}? Pick one.")
    for question in questions(table, record, picks):
        if not answers.get(question):
            raise ExportError(_OPEN[question])
    document = tomlkit.document()
    document.add(
        tomlkit.comment(
            "Your columns, as you picked them on the page Your downloads. Change what is wrong,"
        )
    )
    document.add(tomlkit.comment("or delete this file to be asked anew."))
    lines: dict[str, object] = {
        "name": f"Your own table, {table.name}",
        "date": f"{date.today():%Y-%m}",
        "source": "Picked by its owner.",
        "record": record,
        "required": [*picks],
        "headers": [*table.columns],
    }  # fmt: skip
    if record == "nothing":
        lines["says"] = "left out, as you said that its rows are nothing that a table needs"
    formats, order = _days(table, picks, answers.get(ORDER, ""))
    if formats:
        lines["formats"] = formats
    if order:
        lines["first"] = order
    if record == "post":
        lines["platform"] = answers[PLATFORM]
    if record == "time":
        lines["unit"] = answers.get(UNIT) or "h"
    if record == "payment":
        lines["spent"] = _spent(table, picks["amount"])
    for key, value in lines.items():
        document.add(key, value)  # type: ignore[arg-type]  # tomlkit turns lists and texts into its own
    document.add("columns", tomlkit.item({field: [column] for field, column in picks.items()}))
    where, may_lack = _MAY_LACK.get(record, ("", ()))
    if lacks := [one for one in may_lack if one not in picks]:
        document.add("unknown", tomlkit.item({where: lacks}))
    return tomlkit.dumps(document)


_OPEN = {
    ORDER: "Is 03/04 the third of April or the fourth of March? The column cannot tell: say which.",
    UNIT: "Are its numbers hours or minutes? The column cannot tell: say which.",
    PLATFORM: "Where did the posts go out? Pick the platform.",
}


def _days(table: Table, picks: Mapping[str, str], order: str) -> tuple[list[str], str]:
    """(the formats of the days, which of day and month comes first if the columns or `order` tell)."""
    formats: list[str] = []
    for field, column in picks.items():
        if field not in _DAYS:
            continue
        there = _formats(table.columns[column])
        if not there:
            if not any(not is_unknown(cell) for cell in table.columns[column]):
                raise ExportError(
                    f'The column "{column}" is empty, so it tells no days. Pick another.'
                )
            raise ExportError(
                f'The column "{column}" holds no days that can be read, such as {table.first(column)}. Pick '
                "another, or write its days as 2026-03-31."
            )
        formats += [one for one in there if not order or columns.order(one) in ("", order)] or there
    orders = {columns.order(one) for one in formats} - {""}
    return list(dict.fromkeys(formats)), order or (orders.pop() if len(orders) == 1 else "")


def _formats(cells: Sequence[str]) -> list[str]:
    """The formats that read most of the cells, and at least half; [] where there is none."""
    return columns.formats_of([cell for cell in cells if not is_unknown(cell)], _FORMATS)


def _spent(table: Table, column: str) -> str:
    """The sign of what was paid out: a list of costs has none."""
    values = columns.amounts(table.columns[column]).values
    if not any(value is not None for value in values):
        raise ExportError(
            f'The column "{column}" holds no amounts that can be read, such as {table.first(column)}. '
            "Pick another."
        )
    return "negative" if any(value is not None and value < 0 for value in values) else "positive"


def _rows(member: Member) -> list[list[str]]:
    """The rows of a table's beginning, of a workbook's longest sheet; [] if it is none. Raises ExportError."""
    head = members.head(member)
    if not delimited.may_be_table(member, head):
        return []
    if sheets.is_workbook(head):
        candidates = sheets.workbook(member)
    else:
        with member.open() as stream:
            data = stream.read(_BEGINNING)
        text, _ = sheets.decoded(data)
        if len(data) == _BEGINNING:
            text = text.rpartition("\n")[0]  # the last row may be half of one
        candidates = [Sheet("", text, one) for one in sheets.separators(text)]
    every = [[row for row in _beginning(one) if any(map(str.strip, row))] for one in candidates]
    if sheets.is_workbook(head):
        longest = max(every, key=len, default=[])
        return longest if len(longest) > 1 and _width(longest) > 1 else []
    return max(filter(_is_table, every), key=_width, default=[])


def _beginning(sheet: Sheet) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(islice(sheet.rows(), _ROWS))
    except ExportError:
        return sheet.first_rows()  # what is damaged is said of the file
    return rows


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of a text are those of a table: most of them as wide as the widest of the first."""
    width = max(map(len, rows[:_ABOVE]), default=0)
    return len(rows) > 1 and width > 1 and sum(len(row) == width for row in rows) * 2 > len(rows)


def _width(rows: Sequence[Sequence[str]]) -> int:
    """The most cells that say something in one of the first rows."""
    return max((sum(bool(cell.strip()) for cell in row) for row in rows[:_ABOVE]), default=0)


def _header(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row that fills every column, if it names them; None if it does not."""
    width = _width(rows)
    for at, row in enumerate(rows[:_ABOVE]):
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) == width:
            distinct = len({fold(cell) for cell in cells}) == len(cells)
            return at if distinct and all(map(_is_name, cells)) and rows[at + 1 :] else None
    return None


def _is_name(cell: str) -> bool:
    """Whether a cell may name a column: neither a number nor a day, and nobody's address."""
    return (
        len(cell) <= _LONGEST
        and "@" not in cell
        and any(map(str.isalpha, cell))
        and not columns.formats_of([cell], _FORMATS)
    )


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""
