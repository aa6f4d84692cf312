"""What counts of what an owner typed for a verdict, what it comes to, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from course_lib import catalogue, counts, diagnosis, progress, shapes
from course_lib.counts import NumberError, slips, still
from course_lib.diagnosis import TEXTS
from course_lib.finding import NOT_SURE, Finding
from course_lib.inquiry import LIST
from course_lib.progress_data import Progress
from course_lib.widgets.finding_line import picture
from course_lib.words import Reason

ROWS = 40  # of a list in a progress file; no reason asks for as many
_NUMBERS = dict.fromkeys(TEXTS, shapes.text)
ROW = shapes.record(
    name=shapes.text,
    words=shapes.text,
    minutes=shapes.text,
    slip=shapes.text,  # minutes that cannot be read, beside the last that could
    ticks=shapes.listing(20, shapes.text),
)


def finding(reason: Reason, answers: Progress | None = None) -> Finding | None:
    """The verdict on what is saved for this reason; None if nothing that can be judged is.

    `answers` are read in place of the progress file.
    """
    return judged(reason, verdict_question(reason).load(answers) or {})


def is_begun(reason: Reason) -> bool:
    """Whether the question that comes before the count is answered."""
    return bool((verdict_question(reason).load() or {}).get("gate"))


def own_bar(reason: Reason, answers: Progress | None = None) -> float | None:
    """The bar that the owner set for this reason, in its sign's unit; None if it is the course's, or none.

    `answers` are read in place of the progress file.
    """
    saved = verdict_question(reason).load(answers) or {}
    try:
        bar, horizon = (diagnosis.read(reason, name, saved) for name in ("bar", "horizon"))
    except NumberError:
        return None
    is_course = bar is None or diagnosis.is_same_bar(bar, diagnosis.course_bar(reason, horizon))
    return None if is_course else bar


def settle(reason: Reason, saved: Mapping[str, Any], entered: Mapping[str, str]) -> dict[str, str]:
    """The texts that count once these are in the fields.

    A text that cannot be read leaves the saved one, and numbers that cannot all be right the saved ones.
    """
    old = {name: str(saved.get(name, "")) for name in TEXTS}
    texts = counts.settle(old, entered, lambda name, words: not _unreadable(reason, name, words))
    if diagnosis.clash(reason, texts) and not diagnosis.clash(reason, old):
        return {name: old[name] for name in entered}
    return texts


def answer(
    reason: Reason, valid: Mapping[str, Any], entered: Mapping[str, str]
) -> tuple[str, str, str]:
    """What to say of what was entered: the text, its tone and a picture (SVG, or empty).

    `valid` is what counts, `entered` what stands in the fields of TEXTS.
    """
    trouble = _trouble(reason, valid, entered)
    result = judged(reason, valid)
    parts = [trouble, still(valid, slips({n: str(valid.get(n, "")) for n in TEXTS}, entered))]
    if result is not None:
        parts += [_verdict(result), _unanswered(reason, valid, result)]
        return " ".join(filter(None, parts)), "wrong" if trouble else "plain", picture(result)
    option = diagnosis.choice(reason, valid)
    if option is None:
        return "", "plain", ""
    if not trouble:
        parts += [option.answer, _missing(reason, valid)]
    return " ".join(filter(None, parts)), "wrong" if trouble else "plain", ""


def _trouble(reason: Reason, valid: Mapping[str, Any], entered: Mapping[str, str]) -> str:
    """What is wrong with what stands in the fields, in sentences; "" if nothing is."""
    readings = [_unreadable(reason, name, words) for name, words in entered.items()]
    readings.append(diagnosis.clash(reason, entered))
    readings += [
        f"Minutes should be a whole number such as 90, found “{counts.quote(row['slip'])}”."
        for row in valid.get("rows", ())
        if row.get("slip")
    ]
    return " ".join(filter(None, readings))


def _missing(reason: Reason, valid: Mapping[str, Any]) -> str:
    """What is still to be entered before there is a verdict, in a sentence."""
    if fixed_terms(reason, valid) is None:
        return "Before you count, fix what stands above: then the result cannot move it."
    if reason.count is not None and reason.count.kind == LIST:
        return "Still to type: the first name in the list."
    return "Still to type: what you counted."


def _unanswered(reason: Reason, valid: Mapping[str, Any], result: Finding) -> str:
    """The questions beside the count that keep the verdict open until they are answered; "" if none does."""
    if reason.count is None or not result.ruling or result.by_question:
        return ""
    questions = [one for one in reason.count.beside if one.id not in valid.get("beside", {})]
    return " ".join(f"Still to answer: {one.question}" for one in questions)


def judged(reason: Reason, valid: Mapping[str, Any]) -> Finding | None:
    """The verdict on what counts; None too where that cannot be right, as a file may hold anything."""
    try:
        return diagnosis.diagnose(reason, valid)
    except NumberError:
        return None


def is_second_open(reason: Reason, valid: Mapping[str, Any]) -> bool:
    """Whether a next count may be typed: where the first one, at its full number, was not sure."""
    first, terms = judged(reason, {**valid, "second": ""}), fixed_terms(reason, valid)
    if first is None or terms is None or first.n != terms.planned or valid.get("no_more"):
        return False
    # What only a question beside the count keeps open, no further count would close.
    return first.measured == NOT_SURE and not first.few


def fixed_terms(reason: Reason, valid: Mapping[str, Any]) -> diagnosis.Terms | None:
    """What is fixed before the count; None too where it cannot be read."""
    try:
        return diagnosis.terms_of(reason, valid)
    except NumberError:
        return None


def _verdict(result: Finding) -> str:
    return f"**{result.outcome.capitalize()}.** {result.sentence}"


def _unreadable(reason: Reason, name: str, words: str) -> str:
    """Why a field's text cannot be read, in a sentence; "" if it can."""
    try:
        diagnosis.read(reason, name, {name: words})
    except NumberError as error:
        return str(error)
    return ""


def verdict_question(reason: Reason) -> progress.Question:
    return progress.Question(f"{reason.number:02}.own_numbers", wording(reason), _shape(reason))


def _shape(reason: Reason) -> shapes.Shape:
    """What can be used of an answer; an option that is no more is somebody's reply, so it is kept as earlier."""
    questions = reason.count.beside if reason.count else ()
    return shapes.record(
        gate=shapes.one_of(*(option.id for option in reason.gate.options)),
        **_NUMBERS,
        no_more=shapes.one_of(True, False),
        beside=shapes.record(
            **{one.id: shapes.one_of(*(option.id for option in one.options)) for one in questions}
        ),
        rows=shapes.listing(ROWS, ROW),
        # What is in the fields without counting, if anything is.
        slip=shapes.record(**_NUMBERS),
    )


def wording(reason: Reason) -> str:
    """The words that its answers belong to, the same for every kind of organisation.

    Whoever picks another kind keeps the answers.
    """
    usual = catalogue.reason(reason.number)
    asked: Sequence[str] = [usual.gate.question]
    if count := usual.count:
        rows = [tick.text for tick in count.ticks]
        asked = [*asked, count.which, str(count.k), *rows]
    return "\n".join(asked)
