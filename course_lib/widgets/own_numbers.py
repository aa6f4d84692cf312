"""Fields for two counts of the attendee's own business, and the verdict on them, as on a shop's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ipywidgets import Checkbox, Layout, VBox

from course_lib import catalogue, counts, progress, shapes
from course_lib.counts import NumberError, settle, slips, still, whole
from course_lib.finding import Finding
from course_lib.progress_data import Progress
from course_lib.widgets import organisation, verdict
from course_lib.widgets.finding_line import picture
from course_lib.widgets.parts import Field, Note, Panel, text
from course_lib.words import Own, Reason

# What counts, as it was typed: {"n": "20", "k": "7", "bar": "80", "no_data": False}
Entries = dict[str, str | bool]

_TEXTS = {"n": shapes.text, "k": shapes.text, "bar": shapes.text}
# Under "slip" stands what is in the fields without counting, if anything is.
SHAPE = shapes.record(**_TEXTS, no_data=shapes.one_of(True, False), slip=shapes.record(**_TEXTS))


def own_numbers(number: int) -> Panel:
    """Reason `number`'s question and count (or still its two counts), and their Finding; saved as typed, at once.

    What cannot be right never takes the place of what could be judged: see `settle_pair`.
    """
    reason = catalogue.reason(number, organisation.stored())
    if reason.gate:
        return verdict.panel(reason)
    panel, note = Panel("own_numbers", "Your business: your own numbers"), Note()
    question = _question(reason)
    saved = question.load() or {}
    valid, slip = _entries(reason, saved), saved.get("slip", {})
    fields = {name: _field(name, slip.get(name, str(valid[name]))) for name in questions(reason)}
    no_data = Checkbox(
        value=bool(valid["no_data"]),
        description="I have no data yet",
        indent=False,
        layout=Layout(width="auto"),
    )

    def tell(quiet: bool = False) -> None:
        entered = {name: field.value for name, field in fields.items()}
        note.say(*answer(reason, valid, slips(_texts(valid), entered)), quiet=quiet)

    def update(_: object) -> None:
        entered = {name: field.value for name, field in fields.items()}
        valid.update(settle_pair(reason, _texts(valid), entered))
        valid["no_data"] = no_data.value
        slip = slips(_texts(valid), entered)
        note.clear()  # nothing is said of what may not be saved
        question.save(valid | ({"slip": slip} if slip else {}))
        tell()

    for control in (*fields.values(), no_data):
        control.observe(panel.guard(update), "value")
    if valid["no_data"] or any(fields[name].value for name in ("n", "k")):
        tell(quiet=True)
    wordings = questions(reason).items()
    rows = [VBox([text(words, "ot-question"), fields[name]]) for name, words in wordings]
    return panel.show(*rows, no_data, note)


def questions(reason: Reason) -> dict[str, str]:
    """What is asked, by the name it is stored under, in the order of asking."""
    words = _own(reason)
    wordings = {"n": words.n, "k": words.k}
    return wordings | ({"bar": words.bar_question} if words.bar_question else {})


def stored(reason: Reason, answers: Progress | None = None) -> Entries:
    """What counts of what was typed, or empty fields and the course's bar.

    `answers` are read in place of the progress file.
    """
    return _entries(reason, _question(reason).load(answers) or {})


def _entries(reason: Reason, saved: Mapping[str, Any]) -> Entries:
    """What counts of a saved answer, or empty fields and the course's bar."""
    share = _unit(reason) == "share"
    words = _own(reason)
    bar = reason.sign.bar if words.bar is None else words.bar
    blank: Entries = {
        "n": "",
        "k": "",
        "bar": f"{100 * bar if share else bar:g}" if words.bar_question else "",
        "no_data": False,
    }
    return blank | {name: value for name, value in saved.items() if name in blank}


def own_finding(number: int, answers: Progress | None = None) -> Finding | None:
    """The Finding of the numbers saved for this reason; None if there are none that can be judged."""
    reason = catalogue.reason(number, organisation.stored(answers))
    if reason.gate:
        return verdict.finding(reason, answers)
    try:
        return finding_from(reason, stored(reason, answers))
    except NumberError:
        return None


def settle_pair(
    reason: Reason, saved: Mapping[str, str], entered: Mapping[str, str]
) -> dict[str, str]:
    """The texts that count once these are typed, by field.

    A text that cannot be read leaves the saved one, and a pair that cannot be right the saved pair.
    """

    def readable(name: str, words: str) -> bool:
        try:
            _read(reason, name, words)
        except NumberError:
            return False
        return True

    texts = settle(saved, entered, readable)
    if _clash(reason, texts) and not _clash(reason, saved):
        return {name: saved[name] for name in entered}
    return texts


def finding_from(reason: Reason, entered: Entries) -> Finding | None:
    """The Finding of what was entered, None if there is nothing to judge yet.

    Raises NumberError, in a sentence, for what cannot be right.
    """
    if entered["no_data"]:
        return None
    n, k, bar = (_read(reason, name, str(entered[name])) for name in ("n", "k", "bar"))
    if n is None or k is None:
        return None
    if trouble := _clash(reason, _texts(entered)):
        raise NumberError(trouble)
    return catalogue.own(reason.number, int(k), int(n), bar)


def answer(
    reason: Reason, valid: Entries, slip: Mapping[str, str] | None = None
) -> tuple[str, str, str]:
    """What to say of what was typed: the text, its tone and a picture (SVG, or empty).

    `slip` is what stands in the fields without counting, by field.
    """
    if valid["no_data"]:
        return (
            (
                "No data yet. That is not the same as fine: your scorecard will say “no data”. "
                "Start counting this week, and come back to type two numbers."
            ),
            "plain",
            "",
        )
    try:
        finding = finding_from(reason, valid | dict(slip or {}))
    except NumberError as error:
        return _beside(reason, valid, slip or {}, str(error))
    if finding is None:
        missing = "the first number" if not str(valid["n"]).strip() else "the second number"
        return f"Saved. Nothing counts yet. Still to type: {missing}.", "plain", ""
    return _verdict(finding), "plain", picture(finding)


def _beside(
    reason: Reason, valid: Entries, slip: Mapping[str, str], trouble: str
) -> tuple[str, str, str]:
    """What is wrong in the fields, which earlier numbers count all the same, and with which verdict."""
    try:
        finding = finding_from(reason, valid)
    except NumberError:
        finding = None
    words = [trouble, still(_texts(valid), slip), _verdict(finding) if finding else ""]
    return " ".join(filter(None, words)), "wrong", picture(finding) if finding else ""


def _verdict(finding: Finding) -> str:
    return f"**{finding.verdict.capitalize()}.** {finding.sentence}"


def _read(reason: Reason, name: str, words: str) -> float | None:
    """The number in a field, None if it is empty or not asked for. Raises NumberError."""
    if name == "bar":
        return counts.bar(words, _unit(reason)) if _own(reason).bar_question else None
    return whole(words, {"n": "The first number", "k": "The second number"}[name])


def _clash(reason: Reason, texts: Mapping[str, str]) -> str:
    """Why the two numbers cannot both be right, in a sentence; "" if they can, or one cannot be read."""
    try:
        n, k = whole(texts["n"], ""), whole(texts["k"], "")
    except NumberError:
        return ""
    if n is None or k is None:
        return ""
    if k > n and _own(reason).interval != "rate":
        return (
            f"You counted {k:,} out of {n:,}, but a part cannot be larger than its whole. "
            "Check both numbers."
        )
    if n and k < _own(reason).least:
        return (
            f"You counted {k:,}, but where there are {n:,} it must be at least {_own(reason).least}. "
            "Check both numbers."
        )
    return ""


def _texts(entered: Entries) -> dict[str, str]:
    return {name: str(entered[name]) for name in _TEXTS}


def _field(name: str, value: str) -> Field:
    label = {"n": "First number", "k": "Second number", "bar": "My own bar"}[name]
    return Field(
        value=value, description=label, continuous_update=False, layout=Layout(width="18em")
    )


def _own(reason: Reason) -> Own:
    assert reason.own is not None  # whoever has none has a gate: see `own_numbers`
    return reason.own


def _unit(reason: Reason) -> str:
    return _own(reason).unit or reason.sign.unit


def _question(reason: Reason) -> progress.Question:
    return progress.Question(f"{reason.number:02}.own_numbers", _wording(reason), SHAPE)


def _wording(reason: Reason) -> str:
    return "\n".join(questions(reason).values())
