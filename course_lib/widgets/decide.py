"""One line of the plan: if this, then I do that; who, how long, until when, and which number to watch."""

from __future__ import annotations

from datetime import date

from ipywidgets import DatePicker, Layout, Text

from course_lib import catalogue, progress
from course_lib.planning.actions import deed
from course_lib.widgets.own_numbers import NumberError, whole
from course_lib.widgets.parts import Note, Panel, text

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


def decide(number: int) -> Panel:
    """The plan line of reason `number`: fields saved as they are typed, and the sentence they make."""
    hints = catalogue.reason(number).decide
    panel, note = Panel("decide", "Decide: one line of your plan"), Note()
    plan = stored(number)
    examples = {
        "if": hints.if_hint,
        "then": deed(hints.then_hint),
        "count": hints.count_hint,
        "owner": "a name",
        "minutes": "such as 15",
        "target": "a number you could miss",
    }
    fields = {name: _field(name, plan[name], examples.get(name, "")) for name in FIELDS}

    def keep(_: object) -> None:
        plan.update({name: _typed(field.value) for name, field in fields.items()})
        note.say(*sentence(plan))
        progress.save(_key(number), WORDING, plan)

    for field in fields.values():
        field.observe(panel.guard(keep), "value")
    if any(plan.values()):
        note.say(*sentence(plan), quiet=True)
    ask = text("What will you do, and how will you know it worked?", "ot-question")
    hint = text(
        "The words in the fields are examples. What you type is saved as you go.", "ot-hint"
    )
    return panel.show(ask, hint, *fields.values(), note)


def stored(number: int) -> Plan:
    """The saved plan line of reason `number`, by FIELDS, with "" for what is still open."""
    found = progress.load(_key(number), WORDING)
    known = found if isinstance(found, dict) else {}
    return {name: str(known.get(name) or "") for name in FIELDS}


def sentence(plan: Plan) -> tuple[str, str]:
    """The plan line as a reader would say it, with what is still open, and the tone to say it in."""
    filled = {name: " ".join(plan[name].split()).rstrip(".") for name in FIELDS}
    said = (
        f"If {filled['if'] or '…'}, then I {deed(filled['then']) or '…'}. {_terms(filled)}".strip()
    )
    try:
        whole(plan["minutes"], "Minutes a week")
    except NumberError as error:
        return f"{said} {error}", "wrong"
    missing = [label[0].lower() + label[1:] for name, label in FIELDS.items() if not filled[name]]
    if missing:
        return f"{said} Still open: {', '.join(missing)}.", "plain"
    return f"{said} Complete, and saved.", "right"


def _terms(filled: Plan) -> str:
    """Who and how long, then when to review what, as far as it is filled in."""
    minutes, target = filled["minutes"], filled["target"]
    effort = [filled["owner"], f"{minutes} minutes a week" if minutes else ""]
    watch = [filled["count"], f"target {target}" if target else ""]
    clauses = [", ".join(filter(None, part)) for part in (effort, watch)]
    if filled["review"]:
        clauses[1] = f"Review on {_day(filled['review'])}: {clauses[1]}".removesuffix(": ")
    return " ".join(f"{clause[0].upper()}{clause[1:]}." for clause in clauses if clause)


def _day(iso: str) -> str:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {day:%B %Y}"


def _typed(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def _field(name: str, value: str, example: str) -> Text | DatePicker:
    if name == "review":
        return DatePicker(value=_date(value), description=FIELDS[name], layout=Layout(width="20em"))
    width = "auto" if name in ("if", "then", "count") else "24em"
    return Text(
        value=value,
        description=FIELDS[name],
        placeholder=example,
        continuous_update=False,
        layout=Layout(width=width),
    )


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _key(number: int) -> str:
    return f"{number:02}.decide"
