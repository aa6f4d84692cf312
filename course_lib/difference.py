"""What to say of a wrong answer that is nearly right: one difference, in words, and values in short."""

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


def remark(wanted: Any, got: Any, decimals: int = 2, ordered: bool = False) -> str:
    """What to say of an answer that is not the wanted one: a phrase, or "" where there is nothing.

    Of a table, a dict, a list or a set it names the first difference, and no more than one. `decimals` and
    `ordered` are those of `comparison.alike`.
    """
    asked, came = plain(wanted), plain(got)
    if isinstance(asked, str) and isinstance(came, str):
        near = asked.strip().casefold() == came.strip().casefold()
        return "only the spelling differs" if near else ""
    if isinstance(asked, bool):
        return "True or False is asked for, so compare or wrap it in bool(...)"
    if isinstance(asked, int | float) and isinstance(came, str):
        return "a number is asked for, and text came back"
    if isinstance(asked, Table):
        return _of_tables(asked, came, decimals, ordered) if isinstance(came, Table) else ""
    if isinstance(asked, dict):
        return _of_dicts(wanted, got, decimals, ordered) if type(came) is dict else ""
    if isinstance(asked, set):
        return _too_few_or_many("value", asked, came) if isinstance(came, set) else ""
    if isinstance(asked, list) and hasattr(came, "__next__"):
        return "wrap it in list(...) to get the values themselves"
    if isinstance(asked, list) and isinstance(came, list):
        return _of_lists(list(wanted), list(got), decimals, ordered)
    return ""


def _of_tables(wanted: Table, got: Table, decimals: int, ordered: bool) -> str:
    """Columns first, then the first row that should not be there, held against the one most like it."""
    if wanted.keys() != got.keys():
        return _too_few_or_many("column", wanted, got)
    asked, came = wanted.rows(), got.rows()
    if len(asked) != len(came):
        return ""  # the sizes have been said
    left, spare = _unmatched(asked, came, decimals)
    if not spare:
        return "the rows are right, and in another order than asked for" if ordered else ""
    if ordered:
        left, spare = asked, list(enumerate(came))
        number = next(n for n, row in spare if not alike(asked[n], row, decimals))
        row, nearest = came[number], asked[number]
    else:
        number, row = spare[0]
        nearest = max(
            left, key=lambda one: sum(alike(one[name], row[name], decimals) for name in one)
        )
    name = next(name for name in wanted if not alike(nearest[name], row[name], decimals))
    return f"in row {number + 1}, column {name}: {_instead(nearest[name], row[name])}"


def _unmatched(
    asked: list[dict], came: list[dict], decimals: int
) -> tuple[list[dict], list[tuple[int, dict]]]:
    """(the wanted rows that did not come, the places and rows that came unwanted)."""
    left, spare = list(asked), []
    for number, row in enumerate(came):
        match = next((one for one in left if alike(one, row, decimals)), None)
        if match is None:
            spare.append((number, row))
        else:
            left = [one for one in left if one is not match]
    return left, spare


def _of_dicts(wanted: Mapping, got: Mapping, decimals: int, ordered: bool) -> str:
    asked = {plain_key(key): value for key, value in wanted.items()}
    came = {plain_key(key): value for key, value in got.items()}
    if asked.keys() != came.keys():
        return _too_few_or_many("entry for", asked, came)
    if len(asked) == 1 and "…" not in short(got) and short(wanted) != short(got):
        return ""  # the sentence shows both in full
    for key, value in asked.items():
        if not alike(value, came[key], decimals, ordered):
            return _at(f"for {short(key, 30)}", value, came[key], decimals, ordered)
    return ""


def _of_lists(wanted: list, got: list, decimals: int, ordered: bool) -> str:
    if len(wanted) != len(got):
        return f"{len(got)} value{'' if len(got) == 1 else 's'} in place of {len(wanted)}"
    left = list(got)
    for value in wanted:
        match = next((i for i, one in enumerate(left) if alike(value, one, decimals)), None)
        if match is None:
            break
        left.pop(match)
    if not left:
        return "the values are right, and in another order than asked for"
    plainly = len(wanted) <= SHORTEST and not any("…" in short(one) for one in (wanted, got))
    if plainly and short(wanted) != short(got):
        return ""  # the sentence shows both in full
    for number, (value, other) in enumerate(zip(wanted, got, strict=True), 1):
        if not alike(value, other, decimals, ordered):
            return _at(f"in place {number}", value, other, decimals, ordered)
    return ""


def _at(where: str, wanted: Any, got: Any, decimals: int, ordered: bool) -> str:
    """A difference inside of something; of what is too long to show, the difference inside of that."""
    said = _instead(wanted, got)
    if "…" in said or short(wanted, 30) == short(got, 30):
        inner = remark(wanted, got, decimals, ordered)
        return f"{where}, {inner}" if inner else f"{where}: {said}"
    return f"{where}: {said}"


def _instead(wanted: Any, got: Any) -> str:
    kinds = _kind(wanted), _kind(got)
    asked, came = short(wanted, 30), short(got, 30)
    if all(kinds) and kinds[0] != kinds[1]:
        asked, came = f"the {kinds[0]} {asked}", f"the {kinds[1]} {came}"
    return f"{came}, where {asked} was expected"


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


def _too_few_or_many(what: str, wanted: Iterable, got: Iterable) -> str:
    """Which one is missing, or is there and should not be; both, where one stands for the other."""
    asked, came = list(wanted), list(got)
    missing = [one for one in asked if one not in came]
    more = [one for one in came if one not in asked]
    name = (lambda one: str(one)) if what == "column" else (lambda one: short(one, 30))
    if missing and more:
        return f"the {what} {name(missing[0])} is missing, and {name(more[0])} is one too many"
    if missing:
        return f"the {what} {name(missing[0])} is missing"
    return f"the {what} {name(more[0])} is one too many" if more else ""
