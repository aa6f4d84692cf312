"""Two counts from the attendee's own business, and the same honest verdict that the shops got."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ipywidgets import Checkbox, Layout, VBox

from course_lib import catalogue, progress, shapes
from course_lib.counts import NumberError, quoted, settle, slips, still, whole
from course_lib.finding import Finding, show
from course_lib.progress_data import Progress
from course_lib.widgets.number_line import Mark, number_line
from course_lib.widgets.parts import Field, Note, Panel, text
from course_lib.words import Reason

# {"n": "20", "k": "7", "bar": "80", "no_data": False}: what counts, as it was typed
Typed = dict[str, str | bool]

_TEXTS = {"n": shapes.text, "k": shapes.text, "bar": shapes.text}
# Under "slip" stands what is in the fields without counting, if anything is.
SHAPE = shapes.record(**_TEXTS, no_data=shapes.one_of(True, False), slip=shapes.record(**_TEXTS))


def own_numbers(number: int) -> Panel:
    """Reason `number`'s two counts to type, and their Finding; what is typed is saved as typed, at once.

    What cannot be right never takes the place of what could be judged: see `settled`.
    """
    room = catalogue.reason(number)
    panel, note = Panel("own_numbers", "Your business: your own numbers"), Note()
    counting, slip = stored(room), stored_slip(room)
    fields = {name: _field(name, slip.get(name, str(counting[name]))) for name in questions(room)}
    no_data = Checkbox(
        value=bool(counting["no_data"]),
        description="I have no data yet",
        indent=False,
        layout=Layout(width="auto"),
    )

    def tell(quiet: bool = False) -> None:
        typed = {name: field.value for name, field in fields.items()}
        note.say(*answer(room, counting, slips(_texts(counting), typed)), quiet=quiet)

    def keep(_: object) -> None:
        typed = {name: field.value for name, field in fields.items()}
        counting.update(settled(room, _texts(counting), typed))
        counting["no_data"] = no_data.value
        slip = slips(_texts(counting), typed)
        tell()
        _question(room).save(counting | ({"slip": slip} if slip else {}))

    for control in (*fields.values(), no_data):
        control.observe(panel.guard(keep), "value")
    if counting["no_data"] or any(fields[name].value for name in ("n", "k")):
        tell(quiet=True)
    asked = questions(room).items()
    rows = [VBox([text(words, "ot-question"), fields[name]]) for name, words in asked]
    return panel.show(*rows, no_data, note)


def questions(room: Reason) -> dict[str, str]:
    """What is asked, by the name it is stored under, in the order of asking."""
    asked = {"n": room.own.n, "k": room.own.k}
    return asked | ({"bar": room.own.bar_question} if room.own.bar_question else {})


def stored(room: Reason, answers: Progress | None = None) -> Typed:
    """What counts of what was typed, or empty fields and the course's bar.

    `answers` are read in place of the progress file.
    """
    share = _unit(room) == "share"
    bar = room.sign.bar if room.own.bar is None else room.own.bar
    blank: Typed = {
        "n": "",
        "k": "",
        "bar": f"{100 * bar if share else bar:g}" if room.own.bar_question else "",
        "no_data": False,
    }
    saved = _question(room).load(answers) or {}
    return blank | {name: value for name, value in saved.items() if name in blank}


def stored_slip(room: Reason) -> dict[str, str]:
    """What was typed last and does not count, by field."""
    return (_question(room).load() or {}).get("slip", {})


def own_finding(number: int, answers: Progress | None = None) -> Finding | None:
    """The Finding of the numbers saved for this reason; None if there are none that can be judged."""
    room = catalogue.reason(number)
    try:
        return judged(room, stored(room, answers))
    except NumberError:
        return None


def settled(room: Reason, saved: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """The texts that count once these are typed, by field.

    A text that cannot be read leaves the saved one, and a pair that cannot be right the saved pair.
    """

    def readable(name: str, words: str) -> bool:
        try:
            _read(room, name, words)
        except NumberError:
            return False
        return True

    texts = settle(saved, typed, readable)
    if _clash(room, texts) and not _clash(room, saved):
        return {name: saved[name] for name in typed}
    return texts


def judged(room: Reason, typed: Typed) -> Finding | None:
    """The Finding of what was typed, None if there is nothing to judge yet.

    Raises NumberError, in a sentence, for what cannot be right.
    """
    if typed["no_data"]:
        return None
    n, k, bar = (_read(room, name, str(typed[name])) for name in ("n", "k", "bar"))
    if n is None or k is None:
        return None
    if trouble := _clash(room, _texts(typed)):
        raise NumberError(trouble)
    return catalogue.own(room.number, int(k), int(n), bar)


def answer(
    room: Reason, counting: Typed, slip: Mapping[str, str] | None = None
) -> tuple[str, str, str]:
    """What to say of what was typed: the text, its tone and a picture (SVG, or empty).

    `slip` is what stands in the fields without counting, by field.
    """
    if counting["no_data"]:
        return (
            (
                "No data yet. That is not the same as fine: your scorecard will say “no data”. "
                "Start counting this week, and come back to type two numbers."
            ),
            "plain",
            "",
        )
    try:
        found = judged(room, counting | dict(slip or {}))
    except NumberError as error:
        return _beside(room, counting, slip or {}, str(error))
    if found is None:
        missing = "the first number" if not str(counting["n"]).strip() else "the second number"
        return f"Saved. Nothing counts yet. Still to type: {missing}.", "plain", ""
    return _verdict(found), "plain", picture(found)


def _beside(
    room: Reason, counting: Typed, slip: Mapping[str, str], trouble: str
) -> tuple[str, str, str]:
    """What is wrong in the fields, which earlier numbers count all the same, and with which verdict."""
    try:
        found = judged(room, counting)
    except NumberError:
        found = None
    words = [trouble, still(_texts(counting), slip), _verdict(found) if found else ""]
    return " ".join(filter(None, words)), "wrong", picture(found) if found else ""


def _verdict(found: Finding) -> str:
    return f"**{found.verdict.capitalize()}.** {found.sentence}"


def picture(found: Finding) -> str:
    """The bar above the line, the count with its interval below it, as inline SVG; empty without data."""
    if found.estimate is None:
        return ""
    side = "or more" if found.good == "above" else "or less"
    bar = Mark(found.bar, f"The bar: {show(found.bar, found.unit)} {side} is fine")
    mine = Mark(found.estimate, f"You: {show(found.estimate, found.unit)}", found.low, found.high)
    span = (0.0, 1.0) if found.unit == "share" else (0.0, 1.2 * max(found.bar, found.estimate))
    return number_line(bar, mine, span, found.unit)


def _read(room: Reason, name: str, words: str) -> float | None:
    """The number in a field, None if it is empty or not asked for. Raises NumberError."""
    if name == "bar":
        return _bar(words, _unit(room)) if room.own.bar_question else None
    return whole(words, {"n": "The first number", "k": "The second number"}[name])


def _clash(room: Reason, texts: Mapping[str, str]) -> str:
    """Why the two numbers cannot both be right, in a sentence; "" if they can, or one cannot be read."""
    try:
        n, k = whole(texts["n"], ""), whole(texts["k"], "")
    except NumberError:
        return ""
    if n is None or k is None:
        return ""
    if k > n and room.own.interval != "rate":
        return (
            f"You counted {k:,} out of {n:,}, but a part cannot be larger than its whole. "
            "Check both numbers."
        )
    if n and k < room.own.least:
        return (
            f"You counted {k:,}, but where there are {n:,} it must be at least {room.own.least}. "
            "Check both numbers."
        )
    return ""


def _bar(typed: str, unit: str) -> float | None:
    """The bar in the sign's unit (shares are typed as percent), None for the course's own."""
    digits = typed.strip().removesuffix("%").strip()
    if not digits:
        return None
    try:
        bar = float(digits.replace(",", "."))
    except ValueError:
        bar = math.nan
    most = 100 if unit == "share" else 1e9
    if not 0 <= bar <= most:
        wanted = "a percentage from 0 to 100" if unit == "share" else "a number such as 1.5"
        raise NumberError(f"Your own bar should be {wanted}, found “{quoted(typed)}”.")
    return bar / 100 if unit == "share" else bar


def _texts(typed: Typed) -> dict[str, str]:
    return {name: str(typed[name]) for name in _TEXTS}


def _field(name: str, value: str) -> Field:
    label = {"n": "First number", "k": "Second number", "bar": "My own bar"}[name]
    return Field(
        value=value, description=label, continuous_update=False, layout=Layout(width="18em")
    )


def _unit(room: Reason) -> str:
    return room.own.unit or room.sign.unit


def _question(room: Reason) -> progress.Question:
    return progress.Question(f"{room.number:02}.own_numbers", _wording(room), SHAPE)


def _wording(room: Reason) -> str:
    return "\n".join(questions(room).values())
