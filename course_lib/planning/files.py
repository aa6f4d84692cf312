"""The plan to take away: a spreadsheet, a calendar file with the check-ins, and the page of `page.py`."""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from course_lib import sheet
from course_lib.errors import CourseError
from course_lib.planning.actions import CHECK_INS, DAYS, Action
from course_lib.planning.page import page

COLUMNS = (
    "lesson", "if", "then", "first", "owner", "minutes_week", "minutes_are", "start", "sign", "count", "target",
    "review_day", "stop_rule", "why",
)  # fmt: skip
REMIND_AT = 9  # o'clock, on the day itself
_STAMPS = re.compile(rb"^(DTSTAMP|SEQUENCE):.*\r?\n", re.MULTILINE)
_EPOCH = datetime(
    2026, 1, 1, tzinfo=UTC
)  # from which the versions of an entry are counted, in seconds


class PlanFileError(CourseError):
    """A file of the plan cannot be written."""


def spreadsheet(actions: Sequence[Action]) -> str:
    """The text of plan.csv: one row an action, columns COLUMNS, days as ISO dates, commas, CRLF line ends."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for action in actions:
        values = asdict(action) | {
            "lesson": action.title,
            "if": action.if_,
            "minutes_are": action.guess or "as you typed them",
        }
        writer.writerow([_cell(values[column]) for column in COLUMNS])
    return buffer.getvalue()


def calendar(actions: Sequence[Action], plan_id: str, now: datetime | None = None) -> bytes:
    """The bytes of plan.ics: a whole-day event with a reminder for each check-in, and each own review day.

    The ids of the events follow from `plan_id` and what each event is, never from its words or its day: a
    calendar that takes up the file again replaces what it had (RFC 5545: same UID, higher SEQUENCE). `now`
    (UTC) is when the file is made; the present if None.
    """
    from icalendar import Alarm, Calendar, Event

    stamp = now or datetime.now(UTC)
    plan = Calendar()
    plan.add("prodid", "-//Off Target//90-day plan//EN")
    plan.add("version", "2.0")
    for name, day, title, text in _days(actions):
        event = Event()
        event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_OID, f'{plan_id} {name}')}@off-target")
        event.add("dtstamp", stamp)
        event.add("sequence", max(int((stamp - _EPOCH).total_seconds()), 0))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))  # exclusive (RFC 5545)
        event.add("summary", title)
        event.add("description", text)
        reminder = Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("description", title)
        reminder.add("trigger", timedelta(hours=REMIND_AT))  # after midnight, when the day starts
        event.add_component(reminder)
        plan.add_component(event)
    return plan.to_ical()


def write(folder: Path, actions: Sequence[Action], summary: str, plan_id: str) -> tuple[Path, ...]:
    """Write plan.csv, plan.ics and plan.html into a folder, and return their paths.

    A file that is there already and differs is first renamed to a dated name, so nothing written into
    it by hand is lost. Raises PlanFileError.
    """
    contents = {
        # With a byte order mark, or Excel would take it for the machine's old code page.
        "plan.csv": spreadsheet(actions).encode("utf-8-sig"),
        "plan.ics": calendar(actions, plan_id),
        "plan.html": page(actions, summary).encode("utf-8"),
    }
    try:
        return tuple(_put(folder / name, data) for name, data in contents.items())
    except OSError as error:
        raise PlanFileError(
            f"Could not write the plan into {folder} ({error.strerror or error}); check that the disk has "
            "room and that you may write in that folder, then try again."
        ) from error


def _days(actions: Sequence[Action]) -> list[tuple[str, date, str, str]]:
    """What goes into the calendar: (what it is, day, title, text), by day."""
    lines = "\n".join(
        f"If {action.if_}, then I {action.then}. ({action.owner})" for action in actions
    )
    counting = "\n".join(f"{action.sign}: {action.count}" for action in actions)
    days = [
        (
            f"day {after}",
            actions[0].start + timedelta(days=after),
            f"Day {after} of my plan",
            f"{text}\n\n{counting if after in (0, DAYS) else lines}",
        )
        for after, text in CHECK_INS.items()
    ]
    for place, one in enumerate(actions, 1):
        if one.review_day != one.end:
            text = f"Target: {one.target}. {one.stop_rule}"
            days.append((f"review {place}", one.review_day, f"Review: {one.sign}", text))
    return sorted(days, key=lambda day: day[1])


def _put(path: Path, data: bytes) -> Path:
    """Write a file; another one of that name is renamed, to the microsecond so that no two meet.

    A calendar in which only the time of writing differs is the same calendar.
    """
    if path.exists():
        before = path.read_bytes()
        if _STAMPS.sub(b"", before) == _STAMPS.sub(b"", data):
            return path
        copy = path.with_name(
            f"{path.stem}-before-{datetime.now():%Y-%m-%d-%H%M%S-%f}{path.suffix}"
        )
        path.rename(copy)
    path.write_bytes(data)
    return path


def _cell(value: object) -> str:
    return sheet.cell(value.isoformat() if isinstance(value, date) else str(value))
