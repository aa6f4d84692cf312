"""Whole numbers in fields: read, or refused in a sentence, and which text counts when one cannot be read."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

from course_lib.errors import CourseError
from course_lib.tables import numbers
from course_lib.tables.misread import Misread

_QUOTED = 40  # characters of what was typed that a sentence repeats


class NumberError(CourseError):
    """What was typed cannot be counted with."""


def whole(text: str, which: str) -> int | None:
    """The whole number in a field's text, None if it is empty. Raises NumberError, which begins with `which`."""
    digits = text.strip()
    # 1,200 or 1 200 with any kind of space. Not 1.200, which may be a little more than one.
    if re.fullmatch(r"\d{1,3}([\s,]\d{3})+", digits):
        digits = re.sub(r"\D", "", digits)
    if not digits:
        return None
    # A hyphen or the sign for minus. More than twelve digits are a slip of the keyboard in any shop.
    if re.fullmatch(r"[-−]\s*\d{1,12}", digits):
        raise NumberError(f"{which} is {digits}, but a count cannot be below 0. Type 0 or more.")
    if not re.fullmatch(r"[0-9]{1,12}", digits):
        raise NumberError(f"{which} should be a whole number such as 20, found “{quote(digits)}”.")
    return int(digits)


def bar(text: str, unit: str, most: float = 100) -> float | None:
    """The bar in a field's text, in the sign's unit (shares are typed as percent, to `most`); None if empty.

    Raises NumberError.
    """
    digits = text.strip().removesuffix("%").strip()
    if not digits:
        return None
    remark = ""
    try:
        number = numbers.number(digits, "")
    except Misread as trouble:
        number, remark = math.nan, trouble.remark and f", {trouble.remark}"
    # No bar of a business is higher; NaN is refused by it too.
    most = most if unit == "share" else 1e9
    # Powers of ten are for spreadsheets; in a field, as for the counts, they are a slip.
    if not 0 <= number <= most or "e" in digits.lower():
        expected = (
            f"a percentage from 0 to {most:,g}" if unit == "share" else "a number such as 1.5"
        )
        raise NumberError(f"Your own bar should be {expected}, found “{quote(text)}”{remark}.")
    return number / 100 if unit == "share" else number


def minutes(text: str) -> int | None:
    """The minutes a week in a field's text, None if it is empty or cannot be read."""
    try:
        return whole(text, "Minutes a week")
    except NumberError:
        return None


def quote(text: str) -> str:
    """A field's text as a sentence can repeat it: cut short where it is long."""
    words = text.strip()
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"


Texts = Mapping[str, str]  # what stands in each field, by the field's name


def settle(saved: Texts, entered: Texts, readable: Callable[[str, str], bool]) -> dict[str, str]:
    """The texts that count, by field: what was entered, unless it cannot be read and what is saved can.

    `readable` says of a field's name and text whether it can be read. A field that was emptied counts as
    empty: that was meant, a slip is not.
    """

    def counts(name: str) -> str:
        old, new = saved[name], entered[name]
        is_slip = bool(new.strip()) and not readable(name, new)
        return old if is_slip and old.strip() and readable(name, old) else new

    return {name: counts(name) for name in entered}


def slips(valid: Texts, entered: Texts) -> dict[str, str]:
    """What stands in the fields without counting, by field."""
    return {name: words for name, words in entered.items() if words != valid[name]}


def still(valid: Texts, slip: Texts) -> str:
    """A sentence that says which earlier texts count while others stand in their fields, or ""."""
    old = [quote(valid[name]) for name in slip if valid[name].strip()]
    if not old:
        return ""
    return f"{' and '.join(old)} still {'counts' if len(old) == 1 else 'count'}."
