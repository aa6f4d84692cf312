"""The verdict on what an owner typed: the gate first, then the count, against the horizon and bar fixed before it.

Pure functions of a reason's words and of entries as the progress file holds them, all as typed:

    {"gate": "open", "horizon": "24", "bar": "80", "planned": "50", "n": "", "k": "31", "no_more": false,
     "second": "", "beside": {"records": "yes"},
     "rows": [{"name": "Facebook", "words": "", "minutes": "40", "ticks": ["who"]}]}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from course_lib import counts, grammar
from course_lib.counts import NumberError
from course_lib.finding import FINE, NOT_SURE, PROBLEM, Estimate, Finding, complete, ruled, share
from course_lib.inquiry import (
    COUNT,
    LIST,
    SAMPLE,
    UNSURE,
    Beside,
    Choice,
    Count,
    Horizon,
    Softening,
)
from course_lib.intervals import clopper_pearson
from course_lib.judgement import finding_of
from course_lib.words import Reason

TEXTS = ("horizon", "bar", "planned", "n", "k", "second")  # the entries that hold a number
FIRST = 10  # all or none of the first ten settle it against a bar of half
_SAME = 0.0005

Entries = Mapping[str, Any]


@dataclass(frozen=True)
class Terms:
    """What stood before anything was counted: the horizon, the bar (as the sign's) and how many to count."""

    horizon: int | None
    bar: float
    planned: int | None


def diagnose(reason: Reason, entries: Entries) -> Finding | None:
    """The verdict on these entries; None as long as there is nothing to judge.

    Raises NumberError, in a sentence, for numbers that cannot be right.
    """
    option = choice(reason, entries)
    if option is None:
        return None
    if option.means != COUNT or reason.count is None:
        facts = grammar.literal(option.answer.rstrip("."))
        return finding_of(ruled(option.means, facts), reason.sign, "", "You")
    terms = terms_of(reason, entries)
    if terms is None:
        return None
    if reason.count.kind == LIST:
        finding = _listed(reason, entries, terms)
    elif reason.count.kind == SAMPLE:
        finding = _sampled(reason, entries, terms)
    else:
        finding = _completed(reason, entries, terms)
    return None if finding is None else soften(finding, reason.count.beside, entries)


def choice(reason: Reason, entries: Entries) -> Choice | None:
    """The option of the gate that was picked, or None."""
    return next((one for one in reason.gate.options if one.id == entries.get("gate")), None)


def terms_of(reason: Reason, entries: Entries) -> Terms | None:
    """What the owner has terms, None while any of it is open. Raises NumberError for what cannot be read."""
    horizon = read(reason, "horizon", entries)
    bar = read(reason, "bar", entries)
    planned = read(reason, "planned", entries)
    sampled = reason.count is not None and reason.count.kind == SAMPLE
    if bar is None or (reason.horizon and horizon is None) or (sampled and planned is None):
        return None
    ours = course_bar(reason, None if horizon is None else int(horizon))
    return Terms(
        None if horizon is None else int(horizon),
        ours if is_same_bar(bar, ours) else bar,
        None if planned is None else int(planned),
    )


def is_same_bar(bar: float, ours: float) -> bool:
    """Whether a bar as it was typed is the course's: 33.3% is a third."""
    return abs(bar - ours) < _SAME


def course_bar(reason: Reason, horizon: float | None) -> float:
    """The bar that the course lends, in the sign's unit; some follow from the owner's horizon."""
    if reason.horizon is not None and reason.horizon.bar is not None and horizon is not None:
        return reason.horizon.bar * horizon
    return reason.sign.bar


def course_numbers(reason: Reason, horizon: str) -> dict[str, str]:
    """The course's horizon, bar and number to count, as they would be typed, by entry.

    `horizon` is what the owner typed for it; no bar while what it follows from is open.
    """
    numbers: dict[str, str] = {}
    if reason.horizon and reason.horizon.usual is not None:
        numbers["horizon"] = str(reason.horizon.usual)
    try:
        length = read(reason, "horizon", {"horizon": horizon or numbers.get("horizon", "")})
    except NumberError:
        length = None
    if reason.horizon is None or reason.horizon.bar is None or length is not None:
        bar = course_bar(reason, length)
        numbers["bar"] = f"{100 * bar:.4g}" if reason.sign.unit == "share" else f"{bar:g}"
    if reason.count is not None and reason.count.kind == SAMPLE:
        numbers["planned"] = str(reason.count.n)
    return numbers


def read(reason: Reason, name: str, entries: Entries) -> float | None:
    """The number in one of TEXTS, None if it is empty or not asked for. Raises NumberError."""
    text, count = str(entries.get(name, "")), reason.count
    if name == "bar":
        over = count is not None and count.over
        return counts.bar(text, reason.sign.unit, most=1000 if over else 100)
    if name == "horizon":
        return _horizon(text, reason.horizon) if reason.horizon else None
    sampled = count is not None and count.kind == SAMPLE
    if name in ("planned", "second") and not sampled:
        return None
    labels = {"planned": "The number to count", "second": "Of the next"}
    if sampled:
        labels |= {"n": "The number counted", "k": "Of those"}
    else:
        labels |= {"n": "The first number", "k": "The second number"}
    return counts.whole(text, labels[name])


def _horizon(text: str, horizon: Horizon) -> int | None:
    number = counts.whole(text, f"The number of {horizon.unit}")
    if number is not None and not horizon.least <= number <= horizon.most:
        raise NumberError(
            f"The number of {horizon.unit} should be from {horizon.least} to {horizon.most:,}, "
            f"found {number:,}."
        )
    return number


def clash(reason: Reason, entries: Entries) -> str:
    """Why the numbers that can be read cannot all be right, in a sentence; "" if they can."""
    planned, n, k, second = (
        _readable(reason, name, entries) for name in ("planned", "n", "k", "second")
    )
    if reason.count is None or reason.count.kind == LIST:
        return ""
    if planned is not None and n is not None and n > planned:
        return (
            f"You fixed {planned:,.0f} beforehand and typed {n:,.0f}. Counting on until it settles would "
            f"settle too much: stop at {planned:,.0f}, and count the next ones on your review day."
        )
    n = planned if n is None else n
    for part, whole in ((k, n), (second, planned)):
        if part is not None and whole is not None and part > whole and not reason.count.over:
            return (
                f"You counted {part:,.0f} out of {whole:,.0f}, but a part cannot be larger than its "
                "whole. Check both numbers."
            )
    return ""


def _readable(reason: Reason, name: str, entries: Entries) -> float | None:
    try:
        return read(reason, name, entries)
    except NumberError:
        return None


def _held(reason: Reason, estimate: Estimate, terms: Terms, facts: str | None = None) -> Finding:
    assert reason.count is not None
    words = with_horizon(facts or reason.count.facts, reason.horizon, terms.horizon)
    return finding_of(replace(estimate, bar=terms.bar), reason.sign, words, "You")


def with_horizon(text: str, horizon: Horizon | None, length: int | None) -> str:
    """The text with "24 hours" for {horizon}; before there is one, "your hours"."""
    if horizon is None:
        return text
    if length is None:
        length = horizon.usual
    words = (
        f"your {horizon.unit}"
        if length is None
        else grammar.counted(length, horizon.one, horizon.unit)
    )
    return text.replace("{horizon}", words)


def _sampled(reason: Reason, entries: Entries, terms: Terms) -> Finding | None:
    n, k = read(reason, "n", entries), read(reason, "k", entries)
    if k is None:
        return None
    if trouble := clash(reason, entries):
        raise NumberError(trouble)
    assert terms.planned is not None
    planned, n = terms.planned, terms.planned if n is None else int(n)
    finding = _held(reason, share(int(k), int(n)), terms)
    no_more = entries.get("no_more") is True
    if n < planned:
        return _short(finding, planned, no_more)
    second = read(reason, "second", entries)
    if finding.verdict == NOT_SURE and second is not None and not no_more:
        return _together(reason, int(k + second), 2 * planned, terms)
    return replace(finding, advice=_advice(planned, no_more))


def _short(finding: Finding, planned: int, no_more: bool) -> Finding:
    """The finding of fewer than were to be counted."""
    at_half = finding.bar == 0.5 and finding.n == FIRST and finding.k in (0, FIRST)
    if no_more or at_half:
        return replace(finding, advice=_advice(planned, no_more))
    on = (
        f"You fixed {planned:,} before you counted, so a verdict waits for them: count on, or say that there "
        "are no more."
    )
    if finding.measured in (PROBLEM, FINE):
        return replace(finding, ruling=NOT_SURE, remark=on)
    return replace(finding, ruling=NOT_SURE, advice=on)


def _together(reason: Reason, k: int, n: int, terms: Terms) -> Finding:
    """Two counts as one. Exact limits keep a false problem at the bar under 5% over both looks."""
    triple = clopper_pearson(k, n)
    assert triple is not None  # k was typed, so n is not 0
    estimate = replace(share(k, n), low=triple[1], high=triple[2])
    end = "Two counts cannot part it from your bar. Leave it there, and look at what is settled."
    return replace(_held(reason, estimate, terms), advice=end)


def _advice(planned: int, no_more: bool) -> str:
    if no_more:
        return "There are no more to count yet: look again when there are."
    return (
        f"On your review day count the next {planned:,}, once; then both counts decide together. "
        "Counting on until it settles would call too much a problem."
    )


def _completed(reason: Reason, entries: Entries, terms: Terms) -> Finding | None:
    n, k = read(reason, "n", entries), read(reason, "k", entries)
    if n is None or k is None:
        return None
    if trouble := clash(reason, entries):
        raise NumberError(trouble)
    return _held(reason, complete(k, n), terms)


def _listed(reason: Reason, entries: Entries, terms: Terms) -> Finding | None:
    assert reason.count is not None
    rows = named_rows(entries.get("rows", ()))
    if not rows:
        return None
    is_good = good_rows(reason.count, rows)
    minutes = _minutes(reason.count, rows)
    weights = minutes or [1] * len(rows)
    wanted = reason.count.counts == "good"
    k = sum(weight for weight, good in zip(weights, is_good, strict=True) if good == wanted)
    facts = reason.count.facts_minutes if minutes else reason.count.facts
    return _held(reason, complete(k, sum(weights)), terms, facts)


def named_rows(rows: Sequence[Entries]) -> list[Entries]:
    """The rows of a list that hold anything at all."""
    return [row for row in rows if any(row.get(name) for name in ("name", "words", "ticks"))]


def good_rows(count: Count, rows: Sequence[Entries]) -> list[bool]:
    """Whether each row is good, as `inquiry.Count` says."""
    is_good = [
        (not count.words or bool(_plain(row.get("words", ""))))
        and any(set(ticks) <= set(row.get("ticks", ())) for ticks in count.good)
        for row in rows
    ]
    if not count.once:
        return is_good
    # The busier row first; of two without minutes, the first.
    busy = [_row_minutes(row) or 0 for row in rows]
    seen: set[str] = set()
    for place in sorted(range(len(rows)), key=lambda place: (-busy[place], place)):
        words = _plain(rows[place].get("words", ""))
        is_good[place] = is_good[place] and words not in seen
        seen.add(words)
    return is_good


def _minutes(count: Count, rows: Sequence[Entries]) -> list[int] | None:
    """The minutes of all rows, or None where they are not asked for, one is not known or all are 0."""
    if not count.minutes:
        return None
    minutes = [_row_minutes(row) for row in rows]
    known = [one for one in minutes if one is not None]
    return known if len(known) == len(rows) and sum(known) > 0 else None


def _row_minutes(row: Entries) -> int | None:
    try:
        return counts.whole(str(row.get("minutes", "")), "")
    except NumberError:
        return None


def _plain(words: str) -> str:
    """Words as they are compared: without case, and with single spaces."""
    return " ".join(words.split()).casefold()


def soften(finding: Finding, questions: Sequence[Beside], entries: Entries) -> Finding:
    """The finding with the verdict that the answers beside the count leave of it."""
    for question in questions:
        option = beside(question, entries)
        ruling = {PROBLEM: option.problem, FINE: option.fine}.get(finding.verdict)
        if ruling:
            remark = " ".join(filter(None, (finding.remark, option.answer)))
            finding = replace(finding, ruling=ruling, remark=remark, likely=None)
    return finding


def beside(question: Beside, entries: Entries) -> Softening:
    """The option that was picked of a question beside the count; as long as none is, the unsure one."""
    picks = entries.get("beside", {})
    pick = picks.get(question.id, UNSURE)
    return next((one for one in question.options if one.id == pick), question.options[-1])
