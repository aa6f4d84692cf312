"""One difference between a wrong answer and the expected one, in words; and values in short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from course_lib.comparison import Table, alike, plain, plain_key

SHORTEST = 5  # as many values a reader compares at a glance


def short(value: Any, longest: int = 60) -> str:
    """`value` in few words, for a sentence: tables by their size, long lists and texts cut off."""
    import pandas as pd

    if isinstance(value, pd.DataFrame):
        return f"a table of {len(value)} row{'' if len(value) == 1 else 's'}"
    simple = plain(value)
    if isinstance(simple, pd.Timestamp):
        return f"{simple:%Y-%m-%d}" if simple == simple.normalize() else f"{simple:%Y-%m-%d %H:%M}"
    if isinstance(simple, float):
        # Six digits are what a reader compares; a whole float keeps its .0, which tells it from an int.
        return f"{simple:.6g}" if simple % 1 else repr(simple)
    if isinstance(simple, list):
        inside = ", ".join(short(item) for item in value)
        text = f"({inside})" if isinstance(value, tuple) else f"[{inside}]"
    elif isinstance(simple, dict):
        inside = ", ".join(f"{plain_key(key)!r}: {short(item)}" for key, item in value.items())
        text = f"{{{inside}}}"
    else:
        text = repr(simple)
    return text if len(text) <= longest else text[: longest - 2].rstrip(" ,") + " …"


def remark(expected: Any, answer: Any, decimals: int = 2, ordered: bool = False) -> str:
    """What to say of an answer that is not the expected one: a phrase, or "" where there is nothing.

    Of a table, a dict, a list or a set it names the first difference, and no more than one. `decimals` and
    `ordered` are those of `comparison.alike`.
    """
    right, other = plain(expected), plain(answer)
    if isinstance(right, str) and isinstance(other, str):
        return _of_texts(right.strip().casefold(), other.strip().casefold())
    if isinstance(right, int | float) and isinstance(other, list):
        one = "True or False" if isinstance(right, bool) else "number"
        return f"one {one} is asked for, and {len(other)} came back"
    if isinstance(right, bool):
        asked = "True or False is asked for, so compare or wrap it in bool(...)"
        return "" if isinstance(other, bool) else asked
    if isinstance(right, int | float) and isinstance(other, str):
        return "a number is asked for, and text came back"
    if isinstance(right, Table):
        return _of_tables(right, other, decimals, ordered) if isinstance(other, Table) else ""
    if isinstance(right, dict):
        return _of_dicts(expected, answer, decimals, ordered) if type(other) is dict else ""
    if isinstance(right, set):
        return _too_few_or_many("value", right, other) if isinstance(other, set) else ""
    if isinstance(right, list) and hasattr(other, "__next__"):
        return "wrap it in list(...) to get the values themselves"
    if isinstance(right, list) and isinstance(other, list):
        return _of_lists(list(expected), list(answer), decimals, ordered)
    return ""


def _of_texts(right: str, other: str) -> str:
    if right == other:
        return "only the spelling differs"
    # "not sure" and "not sure yet" are one verdict to a reader, and two to ==.
    near = bool(right and other) and (right.startswith(other) or other.startswith(right))
    return "only the wording differs" if near else ""


def _of_tables(expected: Table, answer: Table, decimals: int, ordered: bool) -> str:
    """Columns first, then the first row that should not be there, held against the one most like it."""
    if expected.keys() != answer.keys():
        return _too_few_or_many("column", expected, answer)
    expected_rows, answer_rows = expected.rows(), answer.rows()
    if len(expected_rows) != len(answer_rows):
        return ""  # the sizes have been said
    unmatched, spare = _unmatched(expected_rows, answer_rows, decimals)
    if not spare:
        return "the rows are right, and in another order than asked for" if ordered else ""
    if ordered:
        unmatched, spare = expected_rows, list(enumerate(answer_rows))
        number = next(n for n, row in spare if not alike(expected_rows[n], row, decimals))
        row, nearest = answer_rows[number], expected_rows[number]
    else:
        number, row = spare[0]
        nearest = max(
            unmatched, key=lambda one: sum(alike(one[name], row[name], decimals) for name in one)
        )
    name = next(name for name in expected if not alike(nearest[name], row[name], decimals))
    return f"in row {number + 1}, column {name}: {_instead(nearest[name], row[name])}"


def _unmatched(
    expected: list[dict], answer: list[dict], decimals: int
) -> tuple[list[dict], list[tuple[int, dict]]]:
    """(the expected rows that are not in the answer, the places and rows of the answer that nothing expected)."""
    unmatched, spare = list(expected), []
    for number, row in enumerate(answer):
        match = next((one for one in unmatched if alike(one, row, decimals)), None)
        if match is None:
            spare.append((number, row))
        else:
            unmatched = [one for one in unmatched if one is not match]
    return unmatched, spare


def _of_dicts(expected: Mapping, answer: Mapping, decimals: int, ordered: bool) -> str:
    expected_items = {plain_key(key): value for key, value in expected.items()}
    answer_items = {plain_key(key): value for key, value in answer.items()}
    if expected_items.keys() != answer_items.keys():
        return _too_few_or_many("entry for", expected_items, answer_items)
    if len(expected_items) == 1 and "…" not in short(answer) and short(expected) != short(answer):
        return ""  # the sentence shows both in full
    for key, value in expected_items.items():
        if not alike(value, answer_items[key], decimals, ordered):
            return _at(f"for {short(key, 30)}", value, answer_items[key], decimals, ordered)
    return ""


def _of_lists(expected: list, answer: list, decimals: int, ordered: bool) -> str:
    if len(expected) != len(answer):
        return f"{len(answer)} value{'' if len(answer) == 1 else 's'} in place of {len(expected)}"
    unmatched = list(answer)
    for value in expected:
        match = next((i for i, one in enumerate(unmatched) if alike(value, one, decimals)), None)
        if match is None:
            break
        unmatched.pop(match)
    if not unmatched:
        return "the values are right, and in another order than asked for"
    plainly = len(expected) <= SHORTEST and not any("…" in short(one) for one in (expected, answer))
    if plainly and short(expected) != short(answer):
        return ""  # the sentence shows both in full
    for number, (value, other) in enumerate(zip(expected, answer, strict=True), 1):
        if not alike(value, other, decimals, ordered):
            return _at(f"in place {number}", value, other, decimals, ordered)
    return ""


def _at(where: str, expected: Any, answer: Any, decimals: int, ordered: bool) -> str:
    """A difference inside of something; of what is too long to show, the difference inside of that."""
    contrast = _instead(expected, answer)
    if "…" in contrast or short(expected, 30) == short(answer, 30):
        inner = remark(expected, answer, decimals, ordered)
        return f"{where}, {inner}" if inner else f"{where}: {contrast}"
    return f"{where}: {contrast}"


def _instead(expected: Any, answer: Any) -> str:
    kinds = _kind(expected), _kind(answer)
    expected_text, answer_text = short(expected, 30), short(answer, 30)
    if all(kinds) and kinds[0] != kinds[1]:
        expected_text, answer_text = (
            f"the {kinds[0]} {expected_text}",
            f"the {kinds[1]} {answer_text}",
        )
    return f"{answer_text}, where {expected_text} was expected"


def _kind(value: Any) -> str:
    """What a beginner would call it; "" where its kind shows."""
    import pandas as pd

    simple = plain(value)
    if isinstance(simple, bool) or simple is None:
        return ""
    if isinstance(simple, str):
        return "text"
    if isinstance(simple, int | float):
        return "number"
    return "date" if isinstance(simple, pd.Timestamp) else ""


def _too_few_or_many(what: str, expected: Iterable, answer: Iterable) -> str:
    """Which one is missing, or is there and should not be; both, where one stands for the other."""
    expected_names, answer_names = list(expected), list(answer)
    missing = [one for one in expected_names if one not in answer_names]
    more = [one for one in answer_names if one not in expected_names]
    name = (lambda one: str(one)) if what == "column" else (lambda one: short(one, 30))
    if missing and more:
        return f"the {what} {name(missing[0])} is missing, and {name(more[0])} is one too many"
    if missing:
        return f"the {what} {name(missing[0])} is missing"
    return f"the {what} {name(more[0])} is one too many" if more else ""
