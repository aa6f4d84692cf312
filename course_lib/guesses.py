"""The guesses that learners locked, and the charts that they asked to see without one: a lesson, a shop each.

    {"05.predict": {"Oak Street": 60.0}, "05.aside": {"Corner Shop": true}}

A guess is stored in the slider's units, the latest last. Where a chart waits for one: `widgets.chart`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from course_lib import catalogue, progress, shapes

if TYPE_CHECKING:
    from course_lib.tables import Shop
    from course_lib.words import Reason

# "at-once" where nobody sits there to guess: a test, or a page made without a server.
SETTING, AT_ONCE = "OFF_TARGET_CHARTS", "at-once"


def guess(number: int, shop: Shop | None = None) -> float | None:
    """The locked prediction in the sign's unit (shares as 0..1): for this shop, or the latest one made.

    None if nothing is locked.
    """
    reason = catalogue.reason(number)
    predictions = locked(reason)
    value = (
        next(reversed(predictions.values()), None) if shop is None else predictions.get(shop.name)
    )
    return None if value is None else value / reason.predict.scale


def locked(reason: Reason) -> dict[str, float]:
    """The locked predictions of this lesson, in display units, by the shop's name."""
    return {name: float(value) for name, value in (_predictions(reason).load() or {}).items()}


def lock(reason: Reason, name: str, value: float, before: float | None) -> None:
    """Save a shop's prediction among the others; `before` is the one that its panel had."""
    question = _predictions(reason)
    others = question.load() or {}
    if others.pop(name, before) != before:
        question = _predictions(reason)  # one that saw nothing, so that what is replaced is kept
    question.save(others | {name: value})


def wave_aside(reason: Reason, name: str) -> None:
    """Save that this shop's chart was asked for without a guess; that is no guess."""
    question = _asides(reason)
    question.save((question.load() or {}) | {name: True})


def settled(reason: Reason, name: str | None) -> bool:
    """Whether the guess on this shop (None: on any of the lesson's) was locked or waved aside.

    Always, where the environment's OFF_TARGET_CHARTS is "at-once".
    """
    if os.environ.get(SETTING) == AT_ONCE:
        return True
    names = {*locked(reason), *(_asides(reason).load() or {})}
    return bool(names) if name is None else name in names


def _predictions(reason: Reason) -> progress.Question:
    """Answered with the locked predictions by shop, each within the slider's ends."""
    prompt = reason.predict
    shape = shapes.table(shapes.number(prompt.low, prompt.high))
    return progress.Question(f"{reason.number:02}.predict", _wording(reason), shape)


def _asides(reason: Reason) -> progress.Question:
    """Answered with the shops whose charts were asked for without a guess: {"Oak Street": True}."""
    shape = shapes.table(shapes.one_of(True))
    return progress.Question(f"{reason.number:02}.aside", _wording(reason), shape)


def _wording(reason: Reason) -> str:
    return f"{reason.predict.question}\n{reason.predict.unit}"
