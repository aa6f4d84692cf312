"""Day 0 and day 90 of each act in the plan: its counts to type, and what the two say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from course_lib import catalogue, progress, shapes
from course_lib.counts import NumberError, settle, slips, still, whole
from course_lib.grammar import spoken_day
from course_lib.planning.actions import Action
from course_lib.planning.difference import (
    FROM_ONE,
    SAMPLE,
    WEEKS,
    Count,
    compare,
    foresight,
)
from course_lib.tables import Shop
from course_lib.widgets.controls import Checkbox
from course_lib.widgets.parts import Column, Field, Note, Panel, line, text
from course_lib.widgets.saved_plan import stored
from course_lib.widgets.scorecard import rows
from course_lib.words import PLAN, Act

Texts = dict[str, str]

WORDING = "Day 0 and day 90: k of n of this act's number, and the weeks in which it happened"
_FIELDS = ("n0", "k0", "n1", "k1")  # of day 0, then of day 90
_WEEKS = "weeks"
_CLUMPED = {"clumped0": "day 0", "clumped1": "day 90"}
_TEXTS = dict.fromkeys((*_FIELDS, _WEEKS), shapes.text)
SHAPE = shapes.record(
    **_TEXTS,
    **dict.fromkeys(_CLUMPED, shapes.one_of(True, False)),
    slip=shapes.record(**_TEXTS),
)


def review(shop: Shop | None = None) -> Panel:
    """For each act in the plan the two counts to type, saved as typed, and what day 90 says of them."""
    panel = Panel("review", "Day 0 and day 90")
    plan = stored(rows(shop))
    if not plan.chosen:
        return panel.show(text("There is no act in your plan yet, so there is nothing to count."))
    blocks = [_block(panel, one) for one in plan.actions]
    days = " and ".join(map(spoken_day, (plan.settings.start, plan.actions[0].end)))
    return panel.show(text(f"Count on {days}, the same way both times."), *blocks)


def _block(panel: Panel, action: Action) -> Column:
    act, note, question = _act(action), Note(), _question(action.lesson)
    saved = question.load() or {}
    valid, marks = _texts(saved), {name: bool(saved.get(name)) for name in _CLUMPED}
    slip = saved.get("slip", {})
    fields = {name: _field(label, slip.get(name, valid[name]), act) for name, label in _labels(act)}
    ticks = {
        name: Checkbox(
            value=marks[name],
            description=f"More than {FROM_ONE} from one day, person or post, on {when}",
            indent=False,
        )
        for name, when in _CLUMPED.items()
        if act.count == "sample"
    }

    def tell(quiet: bool = False) -> None:
        entered = {name: field.value for name, field in fields.items()}
        words, tone = answer(act, valid, marks, slips(valid, entered))
        if words:
            note.say(words, tone, quiet=quiet)

    def update(_: object) -> None:
        entered = {name: field.value for name, field in fields.items()}
        valid.update(_settled(valid, entered))
        marks.update({name: tick.value for name, tick in ticks.items()})
        slip = slips(valid, entered)
        note.clear()  # nothing is said of what may not be saved
        question.save({**valid, **marks, **({"slip": slip} if slip else {})})
        tell()

    for control in (*fields.values(), *ticks.values()):
        control.observe(panel.guard(update), "value")
    tell(quiet=True)
    heading = text(f"{action.title}: {action.sign}", "ot-question")
    how = text(action.count, "ot-hint")
    controls = {**fields, **ticks}
    order = ("n0", "k0", "clumped0", "n1", "k1", "clumped1", _WEEKS)
    return Column([heading, how, *(controls[name] for name in order if name in controls), note])


def _act(action: Action) -> Act:
    """The act as day 90 judges it: an owner's own number is a share of which more is better."""
    act = catalogue.reason(action.lesson).act
    if action.sign == act.number:
        return act
    return replace(
        act, number=action.sign, of="looked at", good="above", count="sample", slow=False
    )


def answer(
    act: Act, valid: Mapping[str, str], marks: Mapping[str, bool], slip: Mapping[str, str]
) -> tuple[str, str]:
    """What to say of the counts of an act, and in which tone; "" as long as nothing is typed."""
    entered = {**valid, **slip}
    problems = [*(trouble(name, words) for name, words in entered.items()), *clashes(entered)]
    problems = [sentence for sentence in problems if sentence]
    before, after = (_count(valid, marks, day) for day in "01")
    if after is not None:
        weeks = whole(valid[_WEEKS], "") if not trouble(_WEEKS, valid[_WEEKS]) else None
        words = compare(before, after, act, weeks).text
    elif before is not None and before.n:
        words = f"Day 0 is counted: {before.k:,} of {before.n:,}. {foresight(before, act)}"
    else:
        words = "Saved. Both numbers of a day are needed." if any(entered.values()) else ""
    if problems:
        return " ".join(filter(None, (*problems, still(valid, slip), words))), "wrong"
    return words, "plain"


def trouble(name: str, words: str) -> str:
    """Why a field's text cannot be read, in a sentence; "" if it can."""
    label = "The number of weeks" if name == _WEEKS else "Each count"
    try:
        value = whole(words, label)
    except NumberError as error:
        return str(error)
    if name == _WEEKS and value is not None and value > WEEKS:
        return f"{label} should be at most {WEEKS}, which is the whole plan, found {value:,}."
    return ""


def clashes(texts: Mapping[str, str]) -> list[str]:
    """For each day on which a part is larger than its whole, the sentence that says so."""
    found = []
    for day, name in (("0", "day 0"), ("1", "day 90")):
        if trouble("", texts[f"n{day}"]) or trouble("", texts[f"k{day}"]):
            continue
        n, k = whole(texts[f"n{day}"], ""), whole(texts[f"k{day}"], "")
        if n is not None and k is not None and k > n:
            found.append(
                f"On {name} you counted {k:,} out of {n:,}, but a part cannot be larger than its whole."
            )
    return found


def _settled(saved: Mapping[str, str], entered: Mapping[str, str]) -> Texts:
    """The texts that count once these are typed: a slip leaves what could be read, by field or by pair."""
    texts = settle(saved, entered, lambda name, words: not trouble(name, words))
    for day in "01":
        names = (f"n{day}", f"k{day}")
        other = {f"{kind}{1 - int(day)}": "" for kind in "nk"}
        if clashes(texts | other) and not clashes({**saved, **other}):
            texts.update({name: saved[name] for name in names})
    return texts


def _count(texts: Mapping[str, str], marks: Mapping[str, bool], day: str) -> Count | None:
    """The count of day 0 ("0") or day 90 ("1"); None if it is not whole or cannot be right."""
    names = (f"n{day}", f"k{day}")
    if any(trouble(name, texts[name]) for name in names):
        return None
    n, k = (whole(texts[name], "") for name in names)
    return None if n is None or k is None or k > n else Count(k, n, marks[f"clumped{day}"])


def _labels(act: Act) -> list[tuple[str, str]]:
    """Each field's name and label, in order."""
    n0, k0 = f"Day 0: {act.of} in all", f"Day 0: {act.number}"
    n1, k1 = f"Day 90: {act.of} in all", f"Day 90: {act.number}"
    weeks = f"Weeks in which it happened, of {WEEKS}"
    return [("n0", n0), ("k0", k0), ("n1", n1), ("k1", k1), (_WEEKS, weeks)]


def _texts(saved: Mapping[str, Any]) -> Texts:
    return {name: saved.get(name, "") for name in _TEXTS}


def _field(label: str, value: str, act: Act) -> Field:
    example = f"such as {SAMPLE}" if act.count == "sample" and label.endswith("in all") else ""
    return line(label, value, example)


def _question(number: int) -> progress.Question:
    return progress.Question(f"{PLAN:02}.review.{number:02}", WORDING, SHAPE)
