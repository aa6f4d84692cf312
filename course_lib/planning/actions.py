"""The 90-day plan: at most three actions, chosen by gap and minutes, with a rule to stop."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from course_lib import catalogue, counts
from course_lib.finding import FINE, NOT_SURE, Finding, plain
from course_lib.planning.scores import MOST, Row

AT_MOST = 3  # more is a wish list
# Where nothing was counted or scored: a target, a way to count, and answers, which cost least to begin.
START_WITH = (2, 14, 5)
# What an unsettled interval, or a belief without a count, weighs against a settled problem.
DOUBT = 0.5
CHECK_INS = {
    7: "Did it happen this week? Write yes or no.",
    30: "Did it happen in three weeks of four? If not, make it smaller. Count the number again.",
    60: "Count the number again. Is it past the end of its first interval, on the better side?",
    90: "Count once more. Past that end: keep it. Not past it: follow the stop rule.",
}


@dataclass(frozen=True)
class Action:
    """One line of the plan; text as a reader sees it, days as dates, minutes a week.

    `guess` says in brackets that the minutes are the course's own and why; "" where they were typed.
    """

    lesson: int
    title: str
    if_: str
    then: str
    owner: str
    minutes_week: int
    start: date
    sign: str
    now: str
    target: str
    review_day: date
    stop_rule: str
    why: str
    guess: str = ""

    @property
    def effort(self) -> str:
        """The minutes a week for a reader, with the guess where they are one."""
        return f"{self.minutes_week} minutes a week{self.guess}"


def choose(rows: Sequence[Row], minutes: Mapping[int, int]) -> tuple[int, ...]:
    """The numbers of at most three reasons to act on, the most promising first.

    Ranked by gap / minutes a week; `minutes` holds what the attendee typed, by number, and
    the reason's own assumption serves for the rest. Without any gap: the three that everyone can begin with.
    """
    worth = {row.number: _worth(row, minutes) for row in rows}
    ranked = sorted((number for number in worth if worth[number] > 0), key=lambda one: -worth[one])
    if all(row.belief is None and row.evidence is None for row in rows):
        return tuple(number for number in START_WITH if number in worth)
    return tuple(ranked[:AT_MOST])


def gap(row: Row) -> float:
    """How far from good, 0 to 1: by evidence where there is some, else by belief times DOUBT.

    For evidence it is the part of the bar that is missing (or, where below is good, the part of the
    estimate that is too much); an unsettled interval counts half, "fine" not at all.
    """
    finding = row.evidence
    if finding is None:
        return 0.0 if row.belief is None else DOUBT * (1 - row.belief / MOST)
    if finding.verdict == FINE:
        return 0.0
    return _shortfall(finding) * (DOUBT if finding.verdict == NOT_SURE else 1.0)


def action(row: Row, entered: Mapping[str, str], start: date) -> Action:
    """The plan line of a reason: what the attendee typed in its lesson, with the reason's hints for the rest.

    `entered` holds if, then, owner, minutes, count, target and review (ISO date) as text, "" where open.
    """
    reason = catalogue.reason(row.number)
    review = entered.get("review") or ""
    minutes = counts.minutes(entered.get("minutes") or "")
    # Whoever watches a number of their own must know which of the two was counted so far.
    number = "the lesson's number" if entered.get("count") else "the number"
    return Action(
        lesson=row.number,
        title=reason.title,
        if_=entered.get("if") or reason.decide.if_hint,
        then=deed(entered.get("then") or reason.decide.then_hint),
        owner=entered.get("owner") or "me",
        minutes_week=reason.act.usual if minutes is None else minutes,
        start=start,
        sign=entered.get("count") or reason.act.number,
        now=_now(row)
        + (", by the lesson's count" if entered.get("count") and row.evidence else ""),
        target=entered.get("target") or reason.sign.bar_words,
        review_day=date.fromisoformat(review) if review else start + timedelta(days=30),
        stop_rule=_stop_rule(row, start, number),
        why=_why(row),
        guess=_guess(entered.get("minutes") or "") if minutes is None else "",
    )


def deed(then: str) -> str:
    """What follows "then I", without a second I where one was typed."""
    return then[2:] if then.startswith("I ") else then


def _worth(row: Row, minutes: Mapping[int, int]) -> float:
    usual = catalogue.reason(row.number).act.usual
    # At least one minute: what costs none would be worth infinitely much.
    return gap(row) / max(minutes.get(row.number, usual), 1)


def _shortfall(finding: Finding) -> float:
    """How far an estimate lies on the bad side of its bar, 0 to 1, as `gap` says."""
    estimate, bar = finding.estimate or 0.0, finding.bar
    if finding.good == "above":
        part = 1 - estimate / bar if bar > 0 else 0.0
    elif finding.unit == "share":
        part = (estimate - bar) / (1 - bar) if bar < 1 else 0.0
    else:
        part = 1 - bar / estimate if estimate > 0 else 0.0
    return min(max(part, 0.0), 1.0)


def _guess(text: str) -> str:
    if not text.strip():
        return " (our guess)"
    return f" (our guess: “{counts.quote(text)}” is no number of minutes)"


def _now(row: Row) -> str:
    if row.evidence is not None:
        return row.evidence.figures
    return (
        "not counted yet"
        if row.belief is None
        else f"self-score {row.belief} of {MOST}, not counted yet"
    )


def _stop_rule(row: Row, start: date, number: str) -> str:
    end = start + timedelta(days=90)
    day = f"{end.day} {end:%B}"
    if row.evidence is None:
        return f"Stop on {day} if it happened in fewer than half the weeks, or if nobody counted."
    return f"Stop or change it on {day} unless {number} is then {_better(row.evidence)}."


def _better(finding: Finding) -> str:
    """Where the number must get to: past the good end of today's interval, or past a complete count."""
    side, edge, end = "above", finding.high, "top"
    if finding.good == "below":
        side, edge, end = "below", finding.low, "bottom"
    estimate = plain(finding.estimate, finding.unit)
    if finding.low == finding.high:
        return f"{side} today's {estimate}"
    if edge is None or edge in (0, math.inf) or (finding.unit == "share" and edge >= 1):
        return f"no worse than today's {estimate}"  # there is nothing beyond such an end
    return f"{side} {plain(edge, finding.unit)}, the {end} of today's interval"


def _why(row: Row) -> str:
    if row.evidence is not None:
        return f"{row.verdict.capitalize()}: {row.evidence.facts}."
    if row.belief is not None:
        return f"You scored yourself {row.belief} of {MOST}; count it before you spend money on it."
    return "Nothing counted yet: this is a good place to start."
