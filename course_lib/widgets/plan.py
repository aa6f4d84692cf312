"""The 90-day plan: at most three actions from the scorecard, each to keep or swap, and files to take away."""

from __future__ import annotations

import base64
import html
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ipywidgets import HTML, DatePicker, Dropdown, VBox

from course_lib import catalogue, counts, progress, shapes
from course_lib.planning import files
from course_lib.planning.actions import AT_MOST, Action, action, choose
from course_lib.planning.scores import Row, summary
from course_lib.tables import Shop
from course_lib.widgets import decide
from course_lib.widgets.parts import Note, Panel, button, text
from course_lib.widgets.scorecard import rows
from course_lib.words import PLAN

KEY, WORDING = f"{PLAN:02}.plan", "Which three reasons, from which day?"
NONE = 0  # the choice "no third action"
KINDS = {"plan.csv": "text/csv", "plan.ics": "text/calendar", "plan.html": "text/html"}


def plan(shop: Shop | None = None) -> Panel:
    """The 90-day plan: which reasons to act on and from when, what that makes, and a button to save it."""
    panel, note = Panel("plan", "Your 90-day plan"), Note()
    scores, question = rows(shop), _question()
    start, chosen = _choice(question.load() or {}, scores)
    day = DatePicker(value=start, description="Start on")
    choices = [_dropdown(place, scores, number) for place, number in enumerate(chosen, 1)]
    lines, links = VBox(), HTML()
    save = button("Save my plan", "Save the plan as a table, a calendar file and a page")

    def now() -> tuple[Action, ...]:
        return actions(scores, start, [choice.value for choice in choices])

    def show() -> None:
        blocks = [HTML(_block(one)) for one in now()]
        lines.children = blocks or [text("Choose at least one reason.")]

    def update(_: object) -> None:
        nonlocal start
        start, trouble = first_day(day.value, start)
        show()
        note.clear()
        if trouble:
            note.say(trouble, "wrong")
        chosen = [choice.value for choice in choices]
        question.save({"start": start.isoformat(), "chosen": chosen})

    def write(_: object) -> None:
        if not now():
            note.say("There is no action in the plan yet: choose at least one reason.", "wrong")
            return
        paths = files.write(progress.path().parent, now(), summary(scores))
        note.say(f"Saved in {paths[0].parent}: {', '.join(path.name for path in paths)}.", "right")
        links.value = "".join(_link(path) for path in paths)

    for control in (day, *choices):
        control.observe(panel.guard(update), "value")
    save.on_click(panel.guard(write))
    show()
    return panel.show(text(_why_these(scores)), day, *choices, lines, save, note, links)


def stored(scores: tuple[Row, ...]) -> tuple[date, list[int]]:
    """(start, three reason numbers): what was chosen last, else next Monday and what the scorecard suggests."""
    return _choice(_question().load() or {}, scores)


def _choice(saved: Mapping[str, Any], scores: tuple[Row, ...]) -> tuple[date, list[int]]:
    """(start, three reason numbers) of a saved answer, each filled up as in `stored`."""
    today = date.today()
    monday = today + timedelta(days=7 - today.weekday())
    start = date.fromisoformat(saved["start"]) if saved.get("start") else monday
    if "chosen" in saved:
        return start, list(saved["chosen"])
    suggested = list(choose(scores, _minutes(scores)))
    return start, (suggested + [NONE] * AT_MOST)[:AT_MOST]


def _question() -> progress.Question:
    """Answered with the first day as ISO text and the numbers of the chosen reasons, NONE for none."""
    numbers = shapes.one_of(NONE, *(reason.number for reason in catalogue.reasons()))
    chosen = shapes.row(AT_MOST, numbers)
    return progress.Question(KEY, WORDING, shapes.record(start=shapes.day, chosen=chosen))


def first_day(picked: date | None, before: date) -> tuple[date, str]:
    """The day that counts, and a sentence where it is not the one that was picked, else ""."""
    if picked is None:
        return date.today(), "No day is picked, so the plan starts today."
    if not shapes.is_day(picked.isoformat()):
        years = f"{shapes.FIRST_DAY.year} to {shapes.LAST_DAY.year}"
        return before, f"Start in a year from {years}; {before.isoformat()} still counts."
    return picked, ""


def actions(scores: tuple[Row, ...], start: date, chosen: list[int]) -> tuple[Action, ...]:
    """The plan lines of the chosen reasons, each once, in the order chosen."""
    by_number = {row.number: row for row in scores}
    numbers = [number for number in dict.fromkeys(chosen) if number in by_number]
    return tuple(action(by_number[number], decide.stored(number), start) for number in numbers)


def _minutes(scores: tuple[Row, ...]) -> dict[int, int]:
    minutes_by_number = {
        row.number: counts.minutes(decide.stored(row.number)["minutes"]) for row in scores
    }
    return {number: minutes for number, minutes in minutes_by_number.items() if minutes is not None}


def _why_these(scores: tuple[Row, ...]) -> str:
    if any(row.belief is not None or row.evidence is not None for row in scores):
        return (
            "Suggested from your scorecard: the widest gap for the fewest minutes. "
            "Swap any of them. The words come from your Decide lines, and from our examples where those are blank."
        )
    return (
        "Nothing is scored or counted yet, so start with these three: a target, a way to count, and answers. "
        "Come back after a few lessons and the suggestions will be your own."
    )


def _dropdown(place: int, scores: tuple[Row, ...], number: int) -> Dropdown:
    options = [("none", NONE)] + [(f"{row.number} · {row.title}", row.number) for row in scores]
    value = number if number in {value for _, value in options} else NONE
    return Dropdown(options=options, value=value, description=f"Action {place}")


def _block(one: Action) -> str:
    terms = {
        "Who": f"{one.owner}, {one.effort}",
        "Number": f"{one.sign}. Now: {one.now}. Target: {one.target}.",
        "Review": f"{one.review_day.day} {one.review_day:%B %Y}",
        "Stop rule": one.stop_rule,
        "Why this": one.why,
    }
    rows = "".join(f"<dt>{name}</dt><dd>{html.escape(text)}</dd>" for name, text in terms.items())
    line = html.escape(f"If {one.if_}, then I {one.then}.")
    return f'<h4 class="ot-action">{html.escape(one.title)}</h4><p>{line}</p><dl class="ot-terms">{rows}</dl>'


def _link(path: Path) -> str:
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    where = f"data:{KINDS[path.name]};base64,{data}"
    return f'<a class="ot-download" download="{path.name}" href="{where}">Download {path.name}</a> '
