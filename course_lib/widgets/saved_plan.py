"""The plan as the progress file holds it, and what its settings make of a scorecard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from course_lib import catalogue, counts, progress, shapes
from course_lib.counts import NumberError, settle, slips, whole
from course_lib.planning.actions import Action, action, next_monday
from course_lib.planning.candidate import Candidate, candidate
from course_lib.planning.choice import (
    ASSUMED,
    AT_MOST,
    LEAST,
    MOST,
    Choice,
    Chosen,
    arrange,
    choose,
)
from course_lib.planning.scores import Row
from course_lib.widgets import decide, organisation
from course_lib.words import PLAN

KEY, WORDING = f"{PLAN:02}.plan", "Which three reasons, from which day?"
NONE = 0  # the choice "no third action"
BUDGET = "budget"  # the name of that field, beside those named by a reason's number


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


def stored(scores: tuple[Row, ...]) -> Plan:
    """The plan as it was saved last; as far as nothing is saved, what the scorecard suggests from next Monday."""
    return plan_of(scores, settings_of(plan_question().load() or {}))


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


def plan_of(scores: tuple[Row, ...], settings: Settings) -> Plan:
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


def settings_of(saved: Mapping[str, Any]) -> Settings:
    """The settings of a saved answer, filled up."""
    texts = dict(saved.get("minutes", {}))
    if "budget" in saved:
        texts[BUDGET] = saved["budget"]
    return Settings(
        start=date.fromisoformat(saved["start"]) if saved.get("start") else next_monday(),
        chosen=tuple(saved["chosen"]) if "chosen" in saved else None,
        suggested=tuple(number for number in saved.get("suggested", ()) if number),
        texts=texts,
        slips=saved.get("slip", {}),
        id=saved.get("id", ""),
    )


def record(now: Plan) -> dict[str, Any]:
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


def plan_question() -> progress.Question:
    """Answered as `record` says; a plan saved before there was a budget holds only its start and its choice."""
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
