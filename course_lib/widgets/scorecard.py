"""The scorecard: one row a reason, belief beside evidence. No total: the reasons overlap too much to add up."""

from __future__ import annotations

import html

from course_lib import catalogue, progress
from course_lib.finding import NO_DATA, Finding
from course_lib.planning.scores import MOST, Row, summary
from course_lib.progress_data import Progress
from course_lib.tables import Shop
from course_lib.widgets.controls import HTML
from course_lib.widgets.entries import own_bar
from course_lib.widgets.own_numbers import own_finding
from course_lib.widgets.parts import Panel, score_table, text
from course_lib.widgets.self_score import score

HEADS = ("Reason", "What you believe", "What was counted", "Verdict")


def scorecard(shop: Shop | None = None) -> Panel:
    """Every reason with your self-score and what you answered or counted, or what a shop's tables say."""
    panel = Panel("scorecard", "Your scorecard")
    scores = rows(shop)
    lines = HTML(score_table(HEADS, map(_line, scores)))
    return panel.show(text(summary(scores)), lines)


def rows(shop: Shop | None = None, answers: Progress | None = None) -> tuple[Row, ...]:
    """One row a reason in teaching order, from the progress file and, if given, a shop's tables.

    `answers` are read in place of the file. The tables are held against the owner's own bars. One that the
    shop does not have, or that cannot be read, leaves its rows without data.
    """
    if answers is None:
        answers = progress.current()  # the file is read once, not for each of a hundred answers
    return tuple(_row(number, shop, answers) for number in catalogue.teaching_order())


def _row(number: int, shop: Shop | None, answers: Progress) -> Row:
    reason = catalogue.reason(number)
    bar = own_bar(reason, answers)
    data = catalogue.measure(number, shop, bar) if shop is not None else None
    return Row(number, reason.title, score(number, answers), own_finding(number, answers), data)


def _line(row: Row) -> tuple[str, ...]:
    tone = row.verdict.replace(" ", "-")
    outcome = row.verdict if row.evidence is None else row.evidence.outcome
    verdict = f'<span class="ot-verdict ot-{tone}">{outcome.replace(", ", ",<br>")}</span>'
    surprise = f"<br><em>{row.surprise}</em>" if row.surprise else ""
    return html.escape(row.title), _belief(row.belief), _count(row), verdict + surprise


def _belief(belief: int | None) -> str:
    if belief is None:
        return "not scored"
    bar = f'<span style="width:{100 * belief / MOST:.0f}%"></span>'
    return f'{belief} of {MOST}<span class="ot-belief" aria-hidden="true">{bar}</span>'


def _count(row: Row) -> str:
    finding: Finding | None = row.evidence
    if finding is None:
        silent = row.own or row.data  # what says where to look comes before what a table lacks
        return f"{NO_DATA}<br><small>{html.escape(silent.facts)}</small>" if silent else NO_DATA
    if finding.by_question:
        return f"{html.escape(finding.facts)}<br><small>your answer to the question</small>"
    source = "the tables" if finding is row.data else "your own count"
    return f"{html.escape(finding.figures)}<br><small>{source}</small>"
