"""Reads numbers as people write them: the decimal mark is taken from a whole column, never guessed.

A cell such as "1.200" may be 1.2 or 1200. It is read only where other cells of its column show which
mark is the decimal one; then the column's reader is told so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from course_lib.tables.misread import Misread

_GROUPED = re.compile(r"([+-]?\d{1,3})((?:[\s'’]\d{3})+)([.,]\d*)?")  # 1 200, 1'200,50
_ONE_MARK = re.compile(r"[+-]?(\d*)([.,])(\d*)")  # 12.5, ,5, 1.200
_MARKED = re.compile(
    r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:([.,])\d*)?"
)  # 1.200.000, 1,200.50
# Of what float() takes, neither "nan" nor "1_0".
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_EXPECTED = "a plain number, such as 12.5, without units or thousands separators"


def decimal_mark(cells: Iterable[str]) -> tuple[str, str]:
    """(the decimal mark, a cell that shows it) of a column's cells; ("", "") where none shows, or both do."""
    examples: dict[str, str] = {}
    for cell in cells:
        mark = _own_mark(_ungrouped(cell)[0], _ungrouped(cell)[1])
        if mark:
            examples.setdefault(mark, cell)
    return next(iter(examples.items())) if len(examples) == 1 else ("", "")


def number(cell: str, mark: str) -> float:
    """The cell's number, where `mark` is the column's decimal mark ("" if it shows none).

    Raises Misread for a cell that is no number, that may be two, or that is below 0 or beyond counting.
    """
    plain, grouped = _ungrouped(cell)
    own = _own_mark(plain, grouped)
    if is_ambiguous(cell):
        if not mark:
            raise _two_readings(plain)
        own = mark
    mantissa, _, power = plain.lower().partition("e")
    # Thousands of a power of ten are nobody's way of writing, so a comma elsewhere settles nothing.
    if re.fullmatch(r"[+-]?0*\d{1,2}", power) and is_ambiguous(mantissa) and mark != ".":
        raise _two_readings(mantissa, f"e{power}")
    if own:
        plain = plain.replace("," if own == "." else ".", "").replace(own, ".")
    if not _PLAIN.fullmatch(plain):
        raise Misread(_EXPECTED)
    value = float(plain)
    if not 0 <= value < 1e15:  # beyond about 9e15 a float no longer holds every whole number
        raise Misread("a number that is not negative and not beyond counting")
    return value


def is_ambiguous(cell: str) -> bool:
    """Whether the cell's one mark may be the decimal one or stand between thousands, as in 1.200 and 12,000."""
    plain, grouped = _ungrouped(cell)
    one = _ONE_MARK.fullmatch(plain)
    if grouped or not one:
        return False
    # Thousands come in threes, and no number of thousands begins with a 0: 0.125 is plain.
    return len(one[3]) == 3 and 1 <= len(one[1]) <= 3 and one[1][0] != "0"


def _two_readings(plain: str, power: str = "") -> Misread:
    """The refusal of a number whose mark may be either; `power` is what follows it, such as "e3"."""
    small, large = (
        f"{float(digits + power):.15g}"
        for digits in (plain.replace(",", "."), re.sub("[.,]", "", plain))
    )
    return Misread(
        "a number that can be read in one way only",
        f"which may be {small} or {large}; write {small} or {large}",
    )


def _ungrouped(cell: str) -> tuple[str, bool]:
    """(the cell without spaces or apostrophes between thousands, whether there were any)."""
    match = _GROUPED.fullmatch(cell)
    if not match:
        return cell, False
    return match[1] + re.sub(r"\D", "", match[2]) + (match[3] or ""), True


def _own_mark(plain: str, grouped: bool) -> str:
    """The decimal mark that a cell shows by itself, or "" where it shows none."""
    one = _ONE_MARK.fullmatch(plain)
    if one:
        return "" if (not grouped and is_ambiguous(plain)) or not (one[1] or one[3]) else one[2]
    marked = _MARKED.fullmatch(plain)
    if not marked or marked[1] == marked[2]:
        return ""
    return marked[2] or (set(".,") - {marked[1]}).pop()
