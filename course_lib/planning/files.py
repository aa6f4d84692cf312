"""The plan to take away: a spreadsheet, a calendar file with the check-ins, and one page to print or send."""

from __future__ import annotations

import csv
import html
import io
import uuid
from collections.abc import Sequence
from dataclasses import astuple, fields
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from course_lib.errors import CourseError
from course_lib.planning.actions import CHECK_INS, Action

COLUMNS = (
    "lesson", "if", "then", "owner", "minutes_week", "start", "sign", "now", "target", "review_day", "stop_rule",
)  # fmt: skip


class PlanFileError(CourseError):
    """A file of the plan cannot be written."""


def spreadsheet(actions: Sequence[Action]) -> str:
    """The text of plan.csv: one row an action, columns COLUMNS, days as ISO dates, commas, CRLF line ends."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    names = [field.name for field in fields(Action)]
    for action in actions:
        values = dict(zip(names, astuple(action), strict=True)) | {"if": action.if_}
        writer.writerow([_cell(values[column]) for column in COLUMNS])
    return buffer.getvalue()


def calendar(actions: Sequence[Action], now: datetime | None = None) -> bytes:
    """The bytes of plan.ics: a whole-day event for each check-in (days 7, 30, 60, 90) and each review day.

    `now` (UTC) is the time stamp that the format (RFC 5545) asks for; the present if None.
    """
    from icalendar import Calendar, Event

    stamp = now or datetime.now(UTC)
    plan = Calendar()
    plan.add("prodid", "-//Off Target//90-day plan//EN")
    plan.add("version", "2.0")
    for day, title, text in _days(actions):
        event = Event()
        # The same for the same event on every machine, so that a calendar knows it again.
        event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_OID, f'{day} {title} {text}')}@off-target")
        event.add("dtstamp", stamp)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))  # exclusive (RFC 5545)
        event.add("summary", title)
        event.add("description", text)
        plan.add_component(event)
    return plan.to_ical()


def page(actions: Sequence[Action], summary: str) -> str:
    """The text of plan.html: the plan on one A4 page, complete in itself, black on white."""
    start = actions[0].start if actions else date.today()
    checks = "".join(
        f"<li><b>Day {day}, {_spoken(start + timedelta(days=day))}.</b> {html.escape(text)} <i>________</i></li>"
        for day, text in CHECK_INS.items()
    )
    body = "".join(_block(place, action) for place, action in enumerate(actions, 1))
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>My 90-day plan</title>'
        f"<style>{_PAGE_STYLE}</style></head><body><h1>My 90-day plan, from {_spoken(start)}</h1>"
        f"<p>{html.escape(summary)}</p>{body}<h2>Check-ins</h2><ul>{checks}</ul></body></html>\n"
    )


def write(folder: Path, actions: Sequence[Action], summary: str) -> tuple[Path, ...]:
    """Write plan.csv, plan.ics and plan.html into a folder, and return their paths.

    A file that is there already and differs is first renamed to a dated name, so nothing written into
    it by hand is lost. Raises PlanFileError.
    """
    contents = {
        # With a byte order mark, or Excel would take it for the machine's old code page.
        "plan.csv": spreadsheet(actions).encode("utf-8-sig"),
        "plan.ics": calendar(actions, datetime.combine(actions[0].start, time(), UTC)),
        "plan.html": page(actions, summary).encode("utf-8"),
    }
    try:
        return tuple(_put(folder / name, data) for name, data in contents.items())
    except OSError as error:
        raise PlanFileError(
            f"Could not write the plan into {folder} ({error.strerror or error}); check that the disk has "
            "room and that you may write in that folder, then try again."
        ) from error


def _days(actions: Sequence[Action]) -> list[tuple[date, str, str]]:
    """What goes into the calendar: (day, title, text), in order."""
    lines = "\n".join(
        f"If {action.if_}, then I {action.then}. ({action.owner})" for action in actions
    )
    days = []
    for start in sorted({action.start for action in actions}):
        days += [
            (start + timedelta(days=after), f"Day {after} of my plan", f"{text}\n\n{lines}")
            for after, text in CHECK_INS.items()
        ]
    for one in actions:
        text = f"Now: {one.now}. Target: {one.target}. {one.stop_rule}"
        days.append((one.review_day, f"Review: {one.sign}", text))
    return sorted(days)


def _put(path: Path, data: bytes) -> Path:
    """Write a file; another one of that name is renamed, to the microsecond so that no two meet."""
    if path.exists() and path.read_bytes() != data:
        copy = path.with_name(
            f"{path.stem}-before-{datetime.now():%Y-%m-%d-%H%M%S-%f}{path.suffix}"
        )
        path.rename(copy)
    path.write_bytes(data)
    return path


def _block(place: int, action: Action) -> str:
    terms = {
        "Why": action.why,
        "Who": f"{action.owner}, {action.effort} from {_spoken(action.start)}",
        "Number": f"{action.sign}. Now: {action.now}. Target: {action.target}.",
        "Review": _spoken(action.review_day),
        "Stop rule": action.stop_rule,
    }
    rows = "".join(f"<dt>{name}</dt><dd>{html.escape(text)}</dd>" for name, text in terms.items())
    line = f"If {action.if_}, then I {action.then}."
    title = html.escape(f"{place}. {action.title}")
    return (
        f"<section><h2>{title}</h2><p class=line>{html.escape(line)}</p><dl>{rows}</dl></section>"
    )


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _cell(value: object) -> str:
    """Text for a spreadsheet; what begins like a formula is quoted, so that opening the file runs nothing."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@")) else text


_PAGE_STYLE = (
    "@page{size:A4;margin:14mm 16mm}"
    "body{font:11pt/1.45 Georgia,serif;max-width:44em;margin:2em auto;padding:0 1em;color:#111;background:#fff}"
    "h1{font-size:18pt;margin:0 0 .3em}h2{font-size:12.5pt;margin:.9em 0 .2em}"
    "section{border-top:1px solid #999;break-inside:avoid}.line{font-style:italic;margin:.2em 0}"
    "dl{display:grid;grid-template-columns:6em 1fr;gap:.1em .8em;margin:.3em 0}dt{font-weight:bold}dd{margin:0}"
    "ul{padding-left:1.2em;margin:.3em 0}"
    "@media print{body{font-size:10pt;line-height:1.35;max-width:none;margin:0;padding:0}}"
)
