"""Two counts from the attendee's own business, and the same honest verdict that the shops got."""

from __future__ import annotations

import math
import re

from ipywidgets import Checkbox, Layout, Text, VBox

from course_lib import catalogue, progress
from course_lib.errors import CourseError
from course_lib.finding import Finding, show
from course_lib.widgets.number_line import Mark, number_line
from course_lib.widgets.parts import Note, Panel, text
from course_lib.words import Reason

Typed = dict[
    str, str | bool
]  # {"n": "20", "k": "7", "bar": "80", "no_data": False}, as it was typed


class NumberError(CourseError):
    """What was typed cannot be counted with."""


def own_numbers(number: int) -> Panel:
    """Reason `number`'s two counts to type, and their Finding; what is typed is saved as typed, at once."""
    room = catalogue.reason(number)
    panel, note = Panel("own_numbers", "Your business: your own numbers"), Note()
    typed = stored(room)
    fields = {name: _field(name, str(typed[name])) for name in questions(room)}
    no_data = Checkbox(
        value=bool(typed["no_data"]),
        description="I have no data yet",
        indent=False,
        layout=Layout(width="auto"),
    )

    def tell(quiet: bool = False) -> None:
        note.say(*answer(room, typed), quiet=quiet)

    def keep(_: object) -> None:
        typed.update({name: field.value for name, field in fields.items()})
        typed["no_data"] = no_data.value
        tell()
        progress.save(_key(room), _wording(room), typed)

    for control in (*fields.values(), no_data):
        control.observe(panel.guard(keep), "value")
    if typed["no_data"] or typed["n"] or typed["k"]:
        tell(quiet=True)
    asked = questions(room).items()
    rows = [VBox([text(words, "ot-question"), fields[name]]) for name, words in asked]
    return panel.show(*rows, no_data, note)


def questions(room: Reason) -> dict[str, str]:
    """What is asked, by the name it is stored under, in the order of asking."""
    asked = {"n": room.own.n, "k": room.own.k}
    return asked | ({"bar": room.own.bar_question} if room.own.bar_question else {})


def stored(room: Reason) -> Typed:
    """What was typed last, or empty fields and the course's bar."""
    share = _unit(room) == "share"
    bar = room.sign.bar if room.own.bar is None else room.own.bar
    blank: Typed = {
        "n": "",
        "k": "",
        "bar": f"{100 * bar if share else bar:g}" if room.own.bar_question else "",
        "no_data": False,
    }
    found = progress.load(_key(room), _wording(room))
    known = found if isinstance(found, dict) else {}
    return blank | {name: value for name, value in known.items() if name in blank}


def own_finding(number: int) -> Finding | None:
    """The Finding of the numbers saved for this reason; None if there are none that can be judged."""
    room = catalogue.reason(number)
    try:
        return judged(room, stored(room))
    except NumberError:
        return None


def judged(room: Reason, typed: Typed) -> Finding | None:
    """The Finding of what was typed, None if there is nothing to judge yet.

    Raises NumberError, in a sentence, for what cannot be right.
    """
    if typed["no_data"]:
        return None
    n = whole(str(typed["n"]), "The first number")
    k = whole(str(typed["k"]), "The second number")
    bar = _bar(str(typed["bar"]), _unit(room)) if room.own.bar_question else None
    if n is None or k is None:
        return None
    if k > n and room.own.interval != "rate":
        raise NumberError(
            f"You counted {k:,} out of {n:,}, but a part cannot be larger than its whole. Check both numbers."
        )
    if n and k < room.own.least:
        raise NumberError(
            f"You counted {k:,}, but where there are {n:,} it must be at least {room.own.least}. "
            "Check both numbers."
        )
    return catalogue.own(room.number, k, n, bar)


def answer(room: Reason, typed: Typed) -> tuple[str, str, str]:
    """What to say of what was typed: the text, its tone and a picture (SVG, or empty)."""
    if typed["no_data"]:
        return (
            (
                "No data yet. That is not the same as fine: your scorecard will say “no data”. "
                "Start counting this week, and come back to type two numbers."
            ),
            "plain",
            "",
        )
    try:
        found = judged(room, typed)
    except NumberError as error:
        return str(error), "wrong", ""
    if found is None:
        missing = "the first number" if not str(typed["n"]).strip() else "the second number"
        return f"Saved. Still to type: {missing}.", "plain", ""
    return f"**{found.verdict.capitalize()}.** {found.sentence}", "plain", picture(found)


def picture(found: Finding) -> str:
    """The bar above the line, the count with its interval below it, as inline SVG; empty without data."""
    if found.estimate is None:
        return ""
    side = "or more" if found.good == "above" else "or less"
    bar = Mark(found.bar, f"The bar: {show(found.bar, found.unit)} {side} is fine")
    mine = Mark(found.estimate, f"You: {show(found.estimate, found.unit)}", found.low, found.high)
    span = (0.0, 1.0) if found.unit == "share" else (0.0, 1.2 * max(found.bar, found.estimate))
    return number_line(bar, mine, span, found.unit)


def whole(typed: str, which: str) -> int | None:
    """The whole number that was typed, None if the field is empty. Raises NumberError for anything else."""
    digits = typed.strip()
    if re.fullmatch(r"\d{1,3}([ ,]\d{3})+", digits):  # 1,200 or 1 200
        digits = re.sub(r"\D", "", digits)
    if not digits:
        return None
    if re.fullmatch(r"[-−]\s*\d+", digits):
        raise NumberError(f"{which} is {digits}, but a count cannot be below 0. Type 0 or more.")
    if not re.fullmatch(r"[0-9]{1,12}", digits):
        raise NumberError(f"{which} should be a whole number such as 20, found “{digits}”.")
    return int(digits)


def _bar(typed: str, unit: str) -> float | None:
    """The bar in the sign's unit (shares are typed as percent), None for the course's own."""
    digits = typed.strip().removesuffix("%").strip()
    if not digits:
        return None
    try:
        bar = float(digits.replace(",", "."))
    except ValueError:
        bar = math.nan
    most = 100 if unit == "share" else math.inf
    if not (0 <= bar <= most and math.isfinite(bar)):
        wanted = "a percentage from 0 to 100" if unit == "share" else "a number such as 1.5"
        raise NumberError(f"Your own bar should be {wanted}, found “{typed.strip()}”.")
    return bar / 100 if unit == "share" else bar


def _field(name: str, value: str) -> Text:
    label = {"n": "First number", "k": "Second number", "bar": "My own bar"}[name]
    return Text(
        value=value, description=label, continuous_update=False, layout=Layout(width="18em")
    )


def _unit(room: Reason) -> str:
    return room.own.unit or room.sign.unit


def _key(room: Reason) -> str:
    return f"{room.number:02}.own_numbers"


def _wording(room: Reason) -> str:
    return "\n".join(questions(room).values())
