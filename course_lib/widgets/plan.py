"""The 90-day plan: weekly minutes, the acts that fit them, each to keep or swap, and files to take away."""

from __future__ import annotations

import html
import uuid
from dataclasses import replace
from typing import Any

from course_lib import catalogue, progress
from course_lib.counts import still
from course_lib.grammar import spoken_day
from course_lib.planning import files
from course_lib.planning.actions import Action
from course_lib.planning.candidate import candidate
from course_lib.planning.choice import ASSUMED, AT_MOST, SETTLED
from course_lib.planning.scores import Row, summary
from course_lib.tables import Shop
from course_lib.widgets import decide
from course_lib.widgets.controls import HTML, DatePicker, Dropdown
from course_lib.widgets.parts import Column, Note, Panel, button, download, line, passing, text
from course_lib.widgets.saved_plan import (
    BUDGET,
    NONE,
    Plan,
    Settings,
    first_day,
    plan_of,
    plan_question,
    record,
    settings_of,
    trouble,
)
from course_lib.widgets.scorecard import rows

KINDS = {"plan.csv": "text/csv", "plan.ics": "text/calendar", "plan.html": "text/html"}


def plan(shop: Shop | None = None) -> Panel:
    """The 90-day plan: how many minutes a week, which acts, from when, and a button to save it."""
    panel, note, said = Panel("plan", "Your 90-day plan"), Note(), Note()
    scores, question = rows(shop), plan_question()
    settings = settings_of(question.load() or {})
    last = plan_of(scores, settings)
    budget = line("Minutes a week you can give", settings.entered(BUDGET), f"such as {ASSUMED}")
    day = DatePicker(value=settings.start, description="Start on")
    choices = [_dropdown(place, scores, number) for place, number in enumerate(last.places, 1)]
    minutes = [line(f"Minutes for action {place}") for place in range(1, AT_MOST + 1)]
    take = passing(
        "Take the suggestion", "Put what your scorecard suggests in place of your choice"
    )
    lines, links, why = Column(), HTML(), HTML()
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
        lines.fill((*map(_block, now.actions), _left_out(now)))
        links.value = ""

    def keep(settings: Settings, *sentences: str, tone: str = "plain") -> None:
        """Save, draw and answer."""
        now = plan_of(scores, settings)
        note.clear()
        said.clear()  # nothing is said of what may not be saved
        question.save(record(now))
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
        question.save(record(plan_of(scores, settings)))
        draw(plan_of(scores, settings))
        paths = files.write(progress.path().parent, actions, summary(scores), settings.id)
        note.say(f"Saved in {paths[0].parent}: {', '.join(path.name for path in paths)}.", "right")
        links.value = "".join(
            download(one.name, KINDS[one.name], one.read_bytes()) for one in paths
        )

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


def _why_these(now: Plan) -> str:
    """On what the suggestion rests, and that it can be changed."""
    if now.is_own:
        titles = {row.number: f"“{row.title}”" for row in now.scores}
        names = [titles[number] for number in now.suggestion.numbers]
        listed = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
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
        f"<li><b>{html.escape(titles[number])}.</b> {html.escape(why)}</li>"
        for number, why in reasons.items()
        if number not in chosen
    )
    if not items:
        return ""
    return (
        '<h3 class="ot-action">Settled too, and left out</h3>'
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
    options = [("none", NONE)] + [(row.title, row.number) for row in scores]
    value = number if number in {value for _, value in options} else NONE
    return Dropdown(options=options, value=value, description=f"Action {place}")


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
        terms["Review"] = spoken_day(one.review_day)
    rows = "".join(
        f"<dt>{name}</dt><dd>{html.escape(words)}</dd>" for name, words in terms.items() if words
    )
    line = html.escape(f"If {one.if_}, then I {one.then}.")
    title = html.escape(one.title)
    return f'<h3 class="ot-action">{title}</h3><p>{line}</p><dl class="ot-terms">{rows}</dl>'
