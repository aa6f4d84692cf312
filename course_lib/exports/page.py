"""The clinic as one page to read or print: the rows, the plan, and what became of every file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from course_lib.exports.clinic import Clinic
from course_lib.finding import VERDICTS
from course_lib.grammar import spoken_day
from course_lib.teaching.pages import render


def page(result: Clinic, lines: Sequence[str], day: date, name: str = "") -> str:
    """The text of an HTML page that is complete in itself. It holds no text and no name of anybody's messages.

    `lines` are sentences on the files, `day` the one that the downloads run to.
    """
    return render(
        "exports.html.j2",
        f"What my downloads say{f': {name}' if name else ''}",
        day=spoken_day(day),
        summary=result.summary,
        blocks=[
            (
                verdict,
                [
                    line
                    for row, line in zip(result.rows, result.table, strict=True)
                    if row.verdict == verdict
                ],
            )
            for verdict in VERDICTS
        ],
        plan=result.plan,
        lines=lines,
    )
