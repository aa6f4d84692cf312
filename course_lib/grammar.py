"""Numbers in computed sentences: 1 lead in 1 day, 1,200 leads, and no more digits than anybody would say."""

from __future__ import annotations

import math
from datetime import date


def amount(value: float) -> str:
    """A number as people write it: "1,200", "1.85", "0.05"; whole from a hundred on, else to two decimals."""
    if not math.isfinite(value):
        return "no limit" if value > 0 else "unknown"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}".rstrip("0").removesuffix(".")


def counted(value: float, one: str, many: str) -> str:
    """A number with its noun: "1 day", "24 hours"."""
    return f"{amount(value)} {one if amount(value) == '1' else many}"


def spoken_day(day: date) -> str:
    """A day as people write it: "26 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def fill(template: str, k: float = 0, n: float = 0, **words: str) -> str:
    """A sentence with {k} and {n} as people write them, and other words in braces.

    {n:# post|# posts} is "1 post" or "20 posts": the first form where the number is 1, # for the number.
    """
    return template.format(k=_Number(k), n=_Number(n), **words)


def literal(words: str) -> str:
    """Words as they stand in a template of `fill`: their braces are only braces."""
    return words.replace("{", "{{").replace("}", "}}")


class _Number(float):
    """A number that knows how to stand in a sentence."""

    def __format__(self, forms: str) -> str:
        digits = amount(float(self))
        if not forms:
            return digits
        one, many = forms.split("|")
        return (one if digits == "1" else many).replace("#", digits)
