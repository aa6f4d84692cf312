"""Off Target: seventeen reasons social media fails, and how to tell which one is yours.

Everything a lesson or an exercise calls is here by name, and is loaded when first used:
`import course_lib` itself costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# The module of each, within the package.
HOME = {
    "shop": "lesson_shop",
    "chart": "widgets.chart",
    "measure": "catalogue",
    "look": "catalogue",
    "mystery_shop": "mystery",
    "diagnose": "widgets.diagnose",
    "checkpoint": "widgets.checkpoint",
    "follow_up": "widgets.checkpoint",
    "board": "widgets.board",
    "example": "simulate.examples",
    "recall": "widgets.recall",
    "predict": "widgets.predict",
    "guess": "guesses",
    "myth": "widgets.myth",
    "parsons": "widgets.parsons",
    "self_score": "widgets.self_score",
    "organisation": "widgets.organisation",
    "own_numbers": "widgets.own_numbers",
    "decide": "widgets.decide",
    "scorecard": "widgets.scorecard",
    "plan": "widgets.plan",
    "review": "widgets.review",
    "certificate": "widgets.certificate",
    "downloads": "widgets.downloads",
    "backup": "widgets.backup",
    "expect": "expectation",
    "tell": "finding",
    "wilson": "intervals",
    "poisson_ci": "intervals",
    "newcombe": "intervals",
    "rate_ratio": "intervals",
    "welch": "intervals",
    "detrend": "intervals",
    "corr_ci": "intervals",
    "contents": "overview",
    "set_aside": "overview",
    "truth": "overview",
}

__all__ = list(HOME)


def __getattr__(name: str) -> Any:
    if name not in HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
