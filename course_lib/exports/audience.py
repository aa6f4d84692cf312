"""How many followed on which day, by a list of those who follow still."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, tzinfo

from course_lib.exports.records import Followers


def levels(platform: str, since: Iterable[datetime], zone: tzinfo) -> list[Followers]:
    """The number on each day on which somebody began to follow, counted up from 0."""
    days = Counter(moment.astimezone(zone).date() for moment in since)
    level, result = 0, []
    for day in sorted(days):
        level += days[day]
        result.append(Followers(platform, day, level))
    return result
