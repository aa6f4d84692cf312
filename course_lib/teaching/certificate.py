"""The certificate: who worked through which lessons, when, and nothing of their business."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from course_lib import catalogue
from course_lib.grammar import spoken_day
from course_lib.teaching.pages import render, spoken

LESSON = 25  # minutes, as they stand under a lesson's title


def page(name: str, titles: Sequence[str], day: date) -> str:
    """One A4 sheet for somebody who worked through the lessons of these titles, up to that day."""
    return render(
        "certificate.html.j2",
        "Certificate",
        name=name,
        titles=titles,
        total=len(catalogue.teaching_order()),
        hours=spoken(LESSON * len(titles)),
        day=spoken_day(day),
    )
