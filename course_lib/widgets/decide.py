"""Fields for one line of the plan: if this, then I do that; who, how long, until when, which number to watch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from course_lib import catalogue, progress, shapes
from course_lib.counts import NumberError, quote, settle, slips, still, whole
from course_lib.grammar import spoken_day
from course_lib.planning.actions import deed
from course_lib.widgets import organisation
from course_lib.widgets.controls import DatePicker
from course_lib.widgets.parts import Field, Note, Panel, line, text

Plan = dict[str, str]  # by FIELDS, all as typed; "review" is an ISO date

FIELDS = {
    "if": "If",
    "then": "then I",
    "owner": "Who does it",
    "minutes": "Minutes a week",
    "count": "Number to watch",
    "target": "Its target",
    "review": "Review on",
}
WORDING = "If, then: who, minutes a week, number to watch, target, review date"
# Under "slip" stands what is in the fields without counting, if anything is.
SHAPE = shapes.record(
    **dict.fromkeys(FIELDS, shapes.text) | {"review": shapes.day},
    slip=shapes.record(minutes=shapes.text, review=shapes.text),
)


def decide(number: int) -> Panel:
    """The plan line of reason `number`: fields saved as they are typed, and the sentence they make.

    Minutes or a day that cannot be read never take the place of those that could.
    """
    reason = catalogue.reason(number, organisation.stored())
    hints = reason.decide
    panel, note = Panel("decide", "Decide: one line of your plan"), Note()
    question = _question(number)
    saved = question.load() or {}
    plan, slip = _plan(saved), saved.get("slip", {})
    examples = {
        "if": hints.if_hint,
        "then": deed(hints.then_hint),
        "count": reason.act.number,
        "owner": "a name",
        "minutes": "such as 15",
        "target": "a number you could miss",
    }
    fields = {
        name: _field(name, slip.get(name, plan[name]), examples.get(name, "")) for name in FIELDS
    }

    def update(_: object) -> None:
        entered = {name: _as_text(field.value) for name, field in fields.items()}
        plan.update(settle(plan, entered, lambda name, words: not trouble(name, words)))
        slip = slips(plan, entered)
        note.clear()  # nothing is said of what may not be saved
        question.save(plan | ({"slip": slip} if slip else {}))
        note.say(*sentence(plan, slip))

    for field in fields.values():
        field.observe(panel.guard(update), "value")
    if any(plan.values()) or slip:
        note.say(*sentence(plan, slip), quiet=True)
    ask = text("What will you do, and how will you know it worked?", "ot-question")
    hint = text(
        "The words in the fields are examples. What you type is saved as you go.", "ot-hint"
    )
    return panel.show(ask, hint, *fields.values(), note)


def stored(number: int) -> Plan:
    """The saved plan line of reason `number`, by FIELDS, with "" for what is still open."""
    return _plan(_question(number).load() or {})


def _plan(saved: Mapping[str, Any]) -> Plan:
    """The plan line of a saved answer, by FIELDS, with "" for what is still open."""
    return {name: saved.get(name, "") for name in FIELDS}


def sentence(plan: Plan, slip: Mapping[str, str] | None = None) -> tuple[str, str]:
    """The plan line as a reader would say it, with what is still open, and the tone to say it in.

    `slip` is what stands in the fields without counting, by field.
    """
    texts = {name: " ".join(plan[name].split()).rstrip(".") for name in FIELDS}
    line = f"If {texts['if'] or '…'}, then I {deed(texts['then']) or '…'}. {_terms(texts)}".strip()
    entered = plan | dict(slip or {})
    troubles = list(filter(None, (trouble(name, entered[name]) for name in FIELDS)))
    if troubles:
        return " ".join(filter(None, (line, *troubles, still(plan, slip or {})))), "wrong"
    missing = [label[0].lower() + label[1:] for name, label in FIELDS.items() if not texts[name]]
    if missing:
        return f"{line} Still open: {', '.join(missing)}.", "plain"
    return f"{line} Complete, and saved.", "right"


def trouble(name: str, words: str) -> str:
    """Why a field's text cannot be read, in a sentence; "" if it can."""
    if name == "minutes":
        try:
            whole(words, FIELDS[name])
        except NumberError as error:
            return str(error)
    if name == "review" and words and not shapes.is_day(words):
        first, last = shapes.FIRST_DAY.year, shapes.LAST_DAY.year
        return f"The review should be on a day from {first} to {last}, found {quote(words)}."
    return ""


def _terms(texts: Plan) -> str:
    """Who and how long, then when to review what, as far as it is filled in."""
    minutes, target = texts["minutes"], texts["target"]
    effort = [texts["owner"], f"{minutes} minutes a week" if minutes else ""]
    watch = [texts["count"], f"target {target}" if target else ""]
    clauses = [", ".join(filter(None, part)) for part in (effort, watch)]
    if texts["review"]:
        clauses[1] = f"Review on {_day(texts['review'])}: {clauses[1]}".removesuffix(": ")
    return " ".join(f"{clause[0].upper()}{clause[1:]}." for clause in clauses if clause)


def _day(iso: str) -> str:
    try:
        return spoken_day(date.fromisoformat(iso))
    except ValueError:
        return iso


def _as_text(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def _field(name: str, value: str, example: str) -> Field | DatePicker:
    if name == "review":
        return DatePicker(value=_date(value), description=FIELDS[name], classes=("ot-short",))
    return line(FIELDS[name], value, example, short=name not in ("if", "then", "count"))


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _question(number: int) -> progress.Question:
    return progress.Question(f"{number:02}.decide", WORDING, SHAPE)
