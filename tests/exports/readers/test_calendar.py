"""Calendars: the minutes of events about social media, each repeat at its hour, and of others only how many."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from course_lib.exports.readers import calendar
from course_lib.exports.records import Taken, TimeEntry
from tests.exports.readers.downloads import head, member, of, owner, read, said

BERLIN = """BEGIN:VTIMEZONE
TZID:Our Clock
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""
HOUR = ("DTSTART;TZID=Europe/Berlin:20260304T090000", "DTEND;TZID=Europe/Berlin:20260304T100000")


def event(*lines: str, title: str = "Instagram", uid: str = "1", stamp: str = "") -> str:
    stamps = [f"DTSTAMP:{stamp}"] if stamp else []
    return "\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *stamps, *lines, "END:VEVENT"]
    )


def ics(*events: str, about: str = "") -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x", *([about] if about else []), *events]
    return "\r\n".join("\n".join([*lines, "END:VCALENDAR", ""]).split("\n"))


def diary(*events: str, about: str = "", **more: Any) -> Taken:
    return read(calendar, [member("diary.ics", ics(*events, about=about))], owner(**more))


def starts(taken: Taken) -> list[str]:
    return [f"{entry.start:%m-%d %H:%M}" for entry in of(taken, TimeEntry)]


def test_an_event_is_a_time_entry_with_its_minutes_day_and_platform() -> None:
    (entry,) = of(
        diary(event(*HOUR, "CATEGORIES:create,work", title="Reels für Insta\\, Teil 2")), TimeEntry
    )
    assert (entry.start, entry.day, entry.minutes) == (
        datetime(2026, 3, 4, 8, 0, tzinfo=UTC),
        date(2026, 3, 4),
        60,
    )
    assert (entry.platform, entry.purpose, entry.text) == (
        "instagram",
        "create",
        "Reels für Insta, Teil 2",
    )


@pytest.mark.parametrize(
    "title",
    [
        "Social media",
        "Soziale Medien planen",
        "Redes sociales",
        "Réseaux sociaux",
        "Facebook & Insta",
        "TIKTOK!",
    ],
)
def test_words_for_social_media_are_known_in_several_languages(title: str) -> None:
    taken = diary(event(*HOUR, title=title), event(*HOUR, title="Dentist", uid="2"))
    assert [entry.text for entry in of(taken, TimeEntry)] == [title]
    assert "1 other event left out unseen" in said(taken)
    assert "Dentist" not in said(taken)


def test_a_calendar_that_is_about_social_media_counts_whole() -> None:
    taken = diary(event(*HOUR, title="Fotos"), about="X-WR-CALNAME:Social Media Plan")
    assert [(entry.text, entry.platform) for entry in of(taken, TimeEntry)] == [("Fotos", "")]


@pytest.mark.parametrize(
    ("lines", "start", "minutes"),
    [
        (("DTSTART:20260304T090000Z", "DURATION:PT1H30M"), "03-04 09:00", 90),
        (
            ("DTSTART;TZID=W. Europe Standard Time:20260304T090000", "DURATION:PT45M"),
            "03-04 08:00",
            45,
        ),
        (
            ("DTSTART;TZID=Our Clock:20260704T090000", "DTEND;TZID=Our Clock:20260704T100000"),
            "07-04 07:00",
            60,
        ),
        (("DTSTART:20260304T090000", "DTEND:20260304T100000"), "03-04 00:00", 60),
        (("DTSTART;TZID=Nowhere/Land:20260304T090000", "DURATION:PT1H"), "03-04 00:00", 60),
        (('DTSTART;TZID="America/New_York":20260304T090000', "DURATION:PT1H"), "03-04 14:00", 60),
    ],
)
def test_times_are_by_their_own_zone_and_those_without_one_by_ours(
    lines: tuple[str, str], start: str, minutes: float
) -> None:
    taken = diary(BERLIN, event(*lines), zone="Asia/Tokyo")
    assert starts(taken) == ([start] if "07-" not in start else [])  # July is yet to come
    assert all(entry.minutes == minutes for entry in of(taken, TimeEntry))
    assert ("Asia/Tokyo was taken" in said(taken)) == (start == "03-04 00:00")


def test_a_time_without_a_zone_is_by_the_calendars_own_if_it_names_one() -> None:
    taken = diary(
        event("DTSTART:20260304T090000", "DURATION:PT1H"),
        about="X-WR-TIMEZONE:Europe/Berlin",
        zone="Asia/Tokyo",
    )
    assert starts(taken) == ["03-04 08:00"]
    assert "was taken" not in said(taken)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("RRULE:FREQ=WEEKLY;COUNT=3", ["03-04 08:00", "03-11 08:00", "03-18 08:00"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260318T080000Z", ["03-04 08:00", "03-11 08:00", "03-18 08:00"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260318", ["03-04 08:00", "03-11 08:00", "03-18 08:00"]),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3", ["03-04 08:00", "03-18 08:00", "04-01 07:00"]),  # summer time
        ("RRULE:FREQ=WEEKLY;BYDAY=WE,FR;COUNT=3", ["03-04 08:00", "03-06 08:00", "03-11 08:00"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=1WE;COUNT=2", ["03-04 08:00", "04-01 07:00"]),
        ("RDATE;TZID=Europe/Berlin:20260305T120000,20260306T120000",
         ["03-04 08:00", "03-05 11:00", "03-06 11:00"]),
        ("RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20260311T090000,20260325T090000",
         ["03-04 08:00", "03-18 08:00"]),
        ("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20260311T080000Z\nEXDATE;VALUE=DATE:20260318", ["03-04 08:00"]),
    ],
)  # fmt: skip
def test_repeats_come_at_their_hour_but_for_those_taken_out(rule: str, expected: list[str]) -> None:
    taken = diary(event(*HOUR, *rule.split("\n")))
    assert starts(taken) == expected
    assert len({entry.id for entry in of(taken, TimeEntry)}) == len(expected)


def test_repeats_without_an_end_go_on_to_today_or_to_the_day_of_saving() -> None:
    endless = "RRULE:FREQ=WEEKLY"
    assert starts(diary(event(*HOUR, endless)))[-1] == "05-27 07:00"
    stamp = "20260320T120000Z"
    saved = diary(event(*HOUR, endless, stamp=stamp), event(*HOUR, uid="2", title="x", stamp=stamp))
    assert starts(saved)[-1] == "03-18 08:00"
    assert "up to 20 March 2026, when the calendar was saved" in said(saved)
    early = "20260101T000000Z"  # before all there is: no day of saving
    same = diary(event(*HOUR, endless, stamp=early), event(*HOUR, uid="2", title="x", stamp=early))
    assert starts(same)[-1] == "05-27 07:00"


def test_one_of_a_series_that_was_moved_renamed_or_cancelled_counts_as_it_is() -> None:
    def changed(day: int, *lines: str, title: str = "Instagram") -> str:
        return event(
            f"RECURRENCE-ID;TZID=Europe/Berlin:202603{day:02d}T090000", *lines, title=title
        )

    moved = ("DTSTART;TZID=Europe/Berlin:20260312T180000", "DURATION:PT15M")
    same = ("DTSTART;TZID=Europe/Berlin:20260318T090000", "DURATION:PT1H")
    gone = ("DTSTART;TZID=Europe/Berlin:20260325T090000", "DURATION:PT1H", "STATUS:CANCELLED")
    taken = diary(
        event(*HOUR, "RRULE:FREQ=WEEKLY;COUNT=4"),
        changed(11, *moved),
        changed(18, *same, title="Dentist"),
        changed(25, *gone),
    )
    assert starts(taken) == ["03-04 08:00", "03-12 17:00"]
    assert [entry.minutes for entry in of(taken, TimeEntry)] == [60, 15]
    assert "1 other event left out unseen" in said(taken)
    assert "1 cancelled event was left out." in taken.notes


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((*HOUR, "STATUS:CANCELLED"), "1 cancelled event was left out."),
        (
            ("DTSTART;VALUE=DATE:20260304", "DTEND;VALUE=DATE:20260305"),
            "1 event of a whole day was left out.",
        ),
        (("DTSTART:20260304T090000Z",), "1 event without a length was left out."),
        (
            ("DTSTART:20260304T090000Z", "DTEND:20260304T090000Z"),
            "1 event without a length was left out.",
        ),
        (
            ("DTSTART:20260304T090000Z", "DTEND:20260307T090000Z"),
            "1 event of more than a day was left out.",
        ),
        (("DTSTART:20260701T090000Z", "DURATION:PT1H"), "1 event yet to come was left out."),
        (("DTSTART:garbage", "DURATION:PT1H"), "1 damaged event was left out."),
        (("DURATION:PT1H",), "1 damaged event was left out."),
    ],
)
def test_what_tells_no_minutes_spent_is_left_out_and_said(
    lines: tuple[str, ...], words: str
) -> None:
    taken = diary(event(*lines), event("DTSTART:20260305T090000Z", "DURATION:PT1H", uid="2"))
    assert starts(taken) == ["03-05 09:00"]
    assert words in taken.notes


def test_a_rule_that_repeats_by_the_minute_counts_once_and_is_said() -> None:
    taken = diary(event(*HOUR, "RRULE:FREQ=MINUTELY"))
    assert starts(taken) == ["03-04 08:00"]
    assert "1 repeat by the hour or oftener was left out." in taken.notes


def test_long_lines_are_unfolded_and_an_alarms_words_are_not_the_events() -> None:
    alarm = "BEGIN:VALARM\nACTION:EMAIL\nSUMMARY:Instagram\nTRIGGER:-PT5M\nEND:VALARM"
    taken = diary(
        event(*HOUR, title="Etwas ganz anderes und sehr Langes: Insta\n gram"),
        event(*HOUR, alarm, title="Dentist", uid="2"),
    )
    assert [entry.platform for entry in of(taken, TimeEntry)] == ["instagram"]


def test_an_empty_calendar_one_without_such_events_and_one_cut_off_are_sentences() -> None:
    assert "is a calendar without events." in said(diary())
    assert "holds no event to count" in said(diary(event(*HOUR, title="Dentist")))
    whole = ics(event(*HOUR), event(*HOUR, uid="2"))
    taken = read(calendar, [member("x.ics", whole[: whole.index("UID:2")])])
    assert len(of(taken, TimeEntry)) == 1
    assert "cut off" in said(taken)


def test_calendars_are_told_by_their_content_and_minutes_planned_stay_not_known() -> None:
    files = [member("a.txt", ics()), member("b.ics", "hello"), member("c.ics", "\ufeff" + ics())]
    assert calendar.groups(files, head) == [[files[0]], [files[2]]]
    assert "planned" in dict(diary(event(*HOUR)).unknown)["timelog"]
