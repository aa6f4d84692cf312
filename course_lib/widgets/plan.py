"""The 90-day plan: weekly minutes, the acts that fit them, each to keep or swap, and files to take away."""

from __future__ import annotations

import base64
import html
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ipywidgets import HTML, DatePicker, Dropdown, Layout, VBox

from course_lib import catalogue, counts, progress, shapes
from course_lib.counts import NumberError, settle, slips, still, whole
from course_lib.planning import files
from course_lib.planning.actions import Action, action
from course_lib.planning.candidate import Candidate, candidate
from course_lib.planning.choice import (
    ASSUMED,
    AT_MOST,
    LEAST,
    MOST,
    SETTLED,
    Choice,
    Chosen,
    arrange,
    choose,
)
from course_lib.planning.scores import Row, summary
from course_lib.tables import Shop
from course_lib.widgets import decide, organisation
from course_lib.widgets.parts import Field, Note, Panel, button, text
from course_lib.widgets.scorecard import rows
from course_lib.words import PLAN

KEY, WORDING = f"{PLAN:02}.plan", "Which three reasons, from which day?"
NONE = 0  # the choice "no third action"
BUDGET = "budget"  # the name of that field, beside those named by a reason's number
KINDS = {"plan.csv": "text/csv", "plan.ics": "text/calendar", "plan.html": "text/html"}


@dataclass(frozen=True)
class Settings:
    """What the progress file holds of the plan, filled up.

    `chosen` are three reasons, NONE for none; None as long as the suggestion is taken as it comes. `suggested` is
    the last suggestion, `texts` holds what counts of the fields (BUDGET, or a reason's number for its minutes),
    `slips` what stands in them without counting, and `id` names this plan in a calendar.
    """

    start: date
    chosen: tuple[int, ...] | None = None
    suggested: tuple[int, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)
    id: str = ""

    @property
    def budget(self) -> int | None:
        """Minutes a week for the whole plan; None if none are typed that can be read."""
        words = self.texts.get(BUDGET, "")
        return None if trouble(BUDGET, words) else counts.minutes(words)

    def entered(self, name: str) -> str:
        """What stands in a field, whether it counts or not."""
        return self.slips.get(name, self.texts.get(name, ""))

    def with_entered(self, entered: Mapping[str, str]) -> Settings:
        """The same after these texts were typed: one that cannot be read leaves the one that counts."""
        before = {name: self.texts.get(name, "") for name in entered}
        valid = settle(before, entered, lambda name, words: not trouble(name, words))
        slip = {name: words for name, words in self.slips.items() if name not in entered}
        return replace(self, texts={**self.texts, **valid}, slips={**slip, **slips(valid, entered)})


@dataclass(frozen=True)
class Plan:
    """What the settings make of a scorecard: the acts, what they leave out, and the suggestion beside it."""

    scores: tuple[Row, ...]
    settings: Settings
    suggestion: Choice
    chosen: tuple[Chosen, ...]

    @property
    def actions(self) -> tuple[Action, ...]:
        """The plan's lines, in order."""
        by_number = {row.number: row for row in self.scores}
        return tuple(
            action(
                by_number[one.number],
                one,
                decide.stored(one.number),
                self.settings.start,
                self.settings.texts.get(str(one.number), ""),
                organisation.stored(),
            )
            for one in self.chosen
        )

    @property
    def places(self) -> list[int]:
        """The chosen reasons, one a place, with NONE for what stays empty."""
        numbers = [one.number for one in self.chosen]
        return (numbers + [NONE] * AT_MOST)[:AT_MOST]

    @property
    def is_own(self) -> bool:
        """Whether the owner chose something else than what is suggested."""
        return self.settings.chosen is not None


def plan(shop: Shop | None = None) -> Panel:
    """The 90-day plan: how many minutes a week, which acts, from when, and a button to save it."""
    panel, note, said = Panel("plan", "Your 90-day plan"), Note(), Note()
    scores, question = rows(shop), _question()
    settings = _settings(question.load() or {})
    last = _make(scores, settings)
    budget = _field("Minutes a week you can give", settings.entered(BUDGET), f"such as {ASSUMED}")
    day = DatePicker(value=settings.start, description="Start on")
    choices = [_dropdown(place, scores, number) for place, number in enumerate(last.places, 1)]
    minutes = [_field(f"Minutes for action {place}", "", "") for place in range(1, AT_MOST + 1)]
    take = button("Take the suggestion", "Put what your scorecard suggests in place of your choice")
    lines, links, why = VBox(), HTML(), HTML()
    save = button("Save my plan", "Save the plan as a table, a calendar file and a page")
    drawing = False  # while the controls are being set, they are not being used

    def draw(now: Plan) -> None:
        nonlocal last, drawing
        last, drawing = now, True
        for place, (choice, own) in enumerate(zip(choices, minutes, strict=True)):
            number = now.places[place]
            choice.value = number
            own.value = now.settings.entered(str(number)) if number else ""
            own.placeholder = _usual(now, number)
            own.disabled = not number
        drawing = False
        why.value = f'<p class="ot-text">{html.escape(_why_these(now))}</p>'
        take.layout.display = "" if now.is_own else "none"
        blocks = [HTML(_block(one)) for one in now.actions]
        lines.children = [*blocks, HTML(_left_out(now))]
        links.value = ""

    def keep(settings: Settings, *sentences: str, tone: str = "plain") -> None:
        """Save, draw and answer."""
        now = _make(scores, settings)
        note.clear()
        said.clear()  # nothing is said of what may not be saved
        question.save(_record(now))
        draw(now)
        if words := " ".join(filter(None, (*sentences, _sum(now)))):
            said.say(words, tone)

    def update(change: dict[str, Any]) -> None:
        if drawing:
            return
        start, trouble_day = first_day(day.value, last.settings.start)
        entered = {BUDGET: budget.value}
        for number, own in zip(last.places, minutes, strict=True):
            if number:
                entered[str(number)] = own.value
        settings = replace(last.settings, start=start).with_entered(entered)
        if change["owner"] in choices:
            settings = replace(settings, chosen=tuple(choice.value for choice in choices))
        troubles = [trouble_day, *(trouble(name, words) for name, words in entered.items())]
        slip = {name: settings.slips[name] for name in entered if name in settings.slips}
        sentences = [*troubles, still(settings.texts, slip)]
        keep(settings, *sentences, tone="wrong" if any(troubles) else "plain")

    def take_suggestion(_: object) -> None:
        keep(replace(last.settings, chosen=None))

    def write(_: object) -> None:
        actions = last.actions
        if not actions:
            note.say("There is no action in the plan yet: choose at least one reason.", "wrong")
            return
        settings = replace(last.settings, id=last.settings.id or str(uuid.uuid4()))
        question.save(_record(_make(scores, settings)))
        draw(_make(scores, settings))
        paths = files.write(progress.path().parent, actions, summary(scores), settings.id)
        note.say(f"Saved in {paths[0].parent}: {', '.join(path.name for path in paths)}.", "right")
        links.value = "".join(_link(path) for path in paths)

    draw(last)
    if words := _sum(last):
        said.say(words, quiet=True)
    for control in (budget, day, *choices, *minutes):
        control.observe(panel.guard(update), "value")
    take.on_click(panel.guard(take_suggestion))
    save.on_click(panel.guard(write))
    pairs = [
        one for pair in zip(choices, minutes, strict=True) for one in pair
    ]  # each act with its minutes
    ask = text("How many minutes a week can you give to changing something?", "ot-question")
    return panel.show(ask, budget, day, why, take, *pairs, said, lines, save, note, links)


def stored(scores: tuple[Row, ...]) -> Plan:
    """The plan as it was saved last; as far as nothing is saved, what the scorecard suggests from next Monday."""
    return _make(scores, _settings(_question().load() or {}))


def trouble(name: str, words: str) -> str:
    """Why a field's text is no number of minutes that a plan can use, in a sentence; "" if it is one."""
    label = "Your minutes a week" if name == BUDGET else f"The minutes for {name}"
    try:
        value = whole(words, label)
    except NumberError as error:
        return str(error)
    if value is None:
        return ""
    if value > MOST:
        return f"{label} should be at most {MOST:,}, which is a whole week, found {value:,}."
    if name == BUDGET and value < LEAST:
        return f"{label} should be {LEAST} or more, found {value}: fewer carry no act."
    return ""


def first_day(picked: date | None, before: date) -> tuple[date, str]:
    """The day that counts, and a sentence where it is not the one that was picked, else ""."""
    if picked is None:
        return date.today(), "No day is picked, so the plan starts today."
    if not shapes.is_day(picked.isoformat()):
        years = f"{shapes.FIRST_DAY.year} to {shapes.LAST_DAY.year}"
        return before, f"Start in a year from {years}; {before.isoformat()} still counts."
    return picked, ""


def _make(scores: tuple[Row, ...], settings: Settings) -> Plan:
    candidates = [candidate(row) for row in scores]
    typed = _typed(candidates, settings)
    budget = settings.budget or ASSUMED
    last = settings.suggested if settings.chosen is None else settings.chosen
    suggestion = choose(candidates, budget, last, typed)
    own = tuple(number for number in settings.chosen or () if number)
    if settings.chosen is None or own == suggestion.numbers:
        return Plan(scores, replace(settings, chosen=None), suggestion, suggestion.chosen)
    return Plan(
        scores, settings, suggestion, arrange(candidates, own, budget, typed, suggestion.chosen)
    )


def _typed(candidates: Sequence[Candidate], settings: Settings) -> dict[int, int]:
    """Minutes a week by reason, as far as they were typed: here, or else in the reason's Decide line."""
    typed = {}
    for one in candidates:
        words = settings.texts.get(str(one.number), "") or decide.stored(one.number)["minutes"]
        minutes = None if trouble("", words) else counts.minutes(words)
        if minutes is not None:
            typed[one.number] = minutes
    return typed


def _settings(saved: Mapping[str, Any]) -> Settings:
    """The settings of a saved answer, filled up."""
    today = date.today()
    monday = today + timedelta(days=7 - today.weekday())
    texts = dict(saved.get("minutes", {}))
    if "budget" in saved:
        texts[BUDGET] = saved["budget"]
    return Settings(
        start=date.fromisoformat(saved["start"]) if saved.get("start") else monday,
        chosen=tuple(saved["chosen"]) if "chosen" in saved else None,
        suggested=tuple(number for number in saved.get("suggested", ()) if number),
        texts=texts,
        slips=saved.get("slip", {}),
        id=saved.get("id", ""),
    )


def _record(now: Plan) -> dict[str, Any]:
    """What is saved of a plan. `chosen` is there only where the owner swapped something."""
    settings = now.settings
    texts = settings.texts.items()
    minutes = {name: words for name, words in texts if words and name != BUDGET}
    suggested = (list(now.suggestion.numbers) + [NONE] * AT_MOST)[:AT_MOST]
    record: dict[str, Any] = {
        "start": settings.start.isoformat(),
        "budget": settings.texts.get(BUDGET, ""),
        "minutes": minutes,
        "suggested": suggested,
    }
    own = {} if settings.chosen is None else {"chosen": list(settings.chosen)}
    slip = {"slip": dict(settings.slips)} if settings.slips else {}
    return record | own | slip | ({"id": settings.id} if settings.id else {})


def _question() -> progress.Question:
    """Answered as `_record` says; a plan saved before there was a budget holds only its start and its choice."""
    numbers = [reason.number for reason in catalogue.reasons()]
    chosen = shapes.row(AT_MOST, shapes.one_of(NONE, *numbers))
    minutes = dict.fromkeys(map(str, numbers), shapes.text)
    shape = shapes.record(
        start=shapes.filled(shapes.day),
        chosen=chosen,
        suggested=chosen,
        budget=shapes.text,
        minutes=shapes.record(**minutes),
        slip=shapes.record(**minutes, **{BUDGET: shapes.text}),
        id=shapes.filled(shapes.text),
    )
    return progress.Question(KEY, WORDING, shape)


def _why_these(now: Plan) -> str:
    """On what the suggestion rests, and that it can be changed."""
    if now.is_own:
        numbers = [str(number) for number in now.suggestion.numbers]
        listed = " and ".join(filter(None, (", ".join(numbers[:-1]), *numbers[-1:])))
        return f"This is your own choice. Your scorecard suggests {listed or 'no act'}."
    words = "The words come from your Decide lines, and from our examples where those are blank."
    bases = {one.basis for one in now.chosen}
    if SETTLED in bases:
        return (
            "Settled problems first, one of each habit, and no more than your minutes carry. Swap any of them. "
            f"{words}"
        )
    if bases:
        return f"Begin with what needs no verdict: nothing is settled as a problem yet. {words}"
    if all(candidate(row).fine for row in now.scores):
        return "Everything you looked at is fine, so there is nothing to change. Choose one if you know better."
    return "Nothing is settled, leans to the bad side or is believed to be bad: count one thing more, or choose."


def _sum(now: Plan) -> str:
    """How the minutes were shared out, in a sentence or two."""
    budget = now.settings.budget
    assumed = "" if budget else f"You have not said how many minutes; we take {ASSUMED} a week. "
    budget = budget or ASSUMED
    if not now.chosen:
        return assumed.strip()
    used = sum(one.minutes for one in now.chosen)
    empty = any(
        one.minutes == 0 and now.settings.texts.get(str(one.number), "").strip() != "0"
        for one in now.chosen
    )
    if empty:
        return f"{assumed}{budget} minutes a week are too few for all of these: drop one, or find more."
    whose = "" if assumed else "your "
    rest = f"; {budget - used} stay yours" if used < budget else ""
    return f"{assumed}{used} of {whose}{budget} a week{rest}."


def _left_out(now: Plan) -> str:
    """Every settled problem that is not in the plan, with what parted it, as HTML."""
    titles = {row.number: row.title for row in now.scores}
    reasons = {one.number: one.why for one in now.suggestion.left_out}
    chosen = {one.number for one in now.chosen}
    for one in now.suggestion.chosen:  # what was suggested, and swapped for something else
        if one.number not in chosen and one.basis == SETTLED:
            reasons[one.number] = "You chose something else."
    items = "".join(
        f"<li><b>{number} · {html.escape(titles[number])}.</b> {html.escape(why)}</li>"
        for number, why in reasons.items()
        if number not in chosen
    )
    if not items:
        return ""
    return (
        '<h4 class="ot-action">Settled too, and left out</h4>'
        f"<ul>{items}</ul><p>To swap one in, choose it above.</p>"
    )


def _usual(now: Plan, number: int) -> str:
    """What stands in a blank field of minutes."""
    if not number:
        return ""
    typed = decide.stored(number)["minutes"]
    if typed.strip() and not trouble("", typed):
        return f"{typed.strip()}, from its lesson"
    return f"our guess: {catalogue.reason(number).act.usual}"


def _dropdown(place: int, scores: tuple[Row, ...], number: int) -> Dropdown:
    options = [("none", NONE)] + [(f"{row.number} · {row.title}", row.number) for row in scores]
    value = number if number in {value for _, value in options} else NONE
    return Dropdown(options=options, value=value, description=f"Action {place}")


def _field(label: str, value: str, example: str) -> Field:
    return Field(
        value=value,
        description=label,
        placeholder=example,
        continuous_update=False,
        layout=Layout(width="auto", max_width="24em"),
    )


def _block(one: Action) -> str:
    terms = {
        "Why this": one.why,
        "First": one.first,
        "Who": f"{one.owner}, {one.effort}",
        "Number": f"{one.sign}. Target: {one.target}.",
        "Day 0 and 90": one.count,
        "Stop rule": one.stop_rule,
    }
    if one.review_day != one.end:
        terms["Review"] = f"{one.review_day.day} {one.review_day:%B %Y}"
    rows = "".join(
        f"<dt>{name}</dt><dd>{html.escape(words)}</dd>" for name, words in terms.items() if words
    )
    line = html.escape(f"If {one.if_}, then I {one.then}.")
    title = html.escape(f"{one.lesson} · {one.title}")
    return f'<h4 class="ot-action">{title}</h4><p>{line}</p><dl class="ot-terms">{rows}</dl>'


def _link(path: Path) -> str:
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    where = f"data:{KINDS[path.name]};base64,{data}"
    return f'<a class="ot-download" download="{path.name}" href="{where}">Download {path.name}</a> '
