"""Pure functions on what the progress file holds: from bytes, to bytes, and two of them into one."""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any

from course_lib.errors import CourseError
from course_lib.shapes import Shape, Unfit

WHAT = "Off Target progress"
VERSION = 1
NEWEST = 1000  # a number beyond it is no version of a course, but a slip
DIGITS = 1000  # of a whole number; Python refuses to read more than 4,300
LEVELS = 100  # of lists within lists; Python refuses to write about 1,000
RENAMED = {"18.plan": "99.plan"}  # the plan was lesson 18 as long as there were 17 reasons

# {"what": WHAT, "version": 1, "answers": {key: entry}, "earlier": [entry with key]}
Progress = dict[str, Any]


class ProgressError(CourseError):
    """The progress file cannot be read, written or restored."""


def empty() -> Progress:
    """Progress without answers."""
    return {"what": WHAT, "version": VERSION, "answers": {}, "earlier": []}


def fingerprint(wording: str) -> str:
    """Twelve hex digits of SHA-256 that change with a question's words, and not with its line breaks."""
    return hashlib.sha256(" ".join(wording.split()).encode()).hexdigest()[:12]


def to_bytes(progress: Progress) -> bytes:
    """The progress as readable JSON in UTF-8 that any reader takes, answers in the order of their keys.

    NaN and infinity, which JSON cannot hold, are written as `parse` reads them, half an emoji as its escape.
    """
    tidy = progress | {"answers": dict(sorted(progress["answers"].items()))}
    plain = _loads(json.dumps(tidy))
    words = json.dumps(plain, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    # Only half an emoji cannot be encoded, and Python's escape for it is also JSON's: \ud83d.
    return words.encode(errors="backslashreplace")


def parse(data: bytes) -> Any:
    """The JSON value in these bytes, in which everything can be written again; None if they hold none.

    A number that none can be written for (NaN, 1e400, more than DIGITS digits) is {"number": "NaN"}, and
    lists LEVELS deep are their text. No widget can use them; like this they block no saving and are not lost.
    """
    try:
        return _loads(data.decode("utf-8-sig"))  # an editor may have added a BOM
    except (ValueError, RecursionError):
        return None


def from_bytes(data: bytes) -> Progress | None:
    """The progress in these bytes under today's keys, mended where entries are none; None if they hold none.

    Raises ProgressError if a newer version of the course wrote it.
    """
    progress = mend(parse(data))
    return None if progress is None else with_new_keys(progress)


def mend(raw: Any) -> Progress | None:
    """The progress in a JSON value, equal to it if it is whole; what is no entry moves to `earlier`.

    None if the value is neither marked as progress nor holds any entry. Raises ProgressError if a newer
    version of the course wrote it.
    """
    if not isinstance(raw, dict):
        return None
    answers, earlier = raw.get("answers"), raw.get("earlier")
    if not isinstance(answers, dict):
        answers = {} if answers is None else {"answers": answers}
    entries = {key: entry for key, entry in answers.items() if _is_entry(entry)}
    if raw.get("what") != WHAT and not entries:
        return None
    version = raw.get("version")
    if isinstance(version, int) and VERSION < version < NEWEST:
        raise ProgressError(
            "This progress file was written by a newer version of the course; "
            "update the course to read it. Nothing was changed."
        )
    if not isinstance(earlier, list):
        earlier = [] if earlier is None else [{"key": "earlier", "value": earlier}]
    odd = [_earlier(key, entry) for key, entry in answers.items() if key not in entries]
    return raw | {"what": WHAT, "answers": entries, "earlier": earlier + odd}


def usable(entry: dict[str, Any], shape: Shape) -> Any:
    """What a widget can use of an entry's value; None if nothing."""
    try:
        return shape(entry["value"])
    except Unfit:
        return None


def put(progress: Progress, key: str, entry: dict[str, Any], seen: Any = None) -> Progress:
    """The progress with this entry under `key`.

    The one that was there moves to `earlier` if it answers another wording, or if its value is neither the
    new one nor `seen`, what the saver last loaded or saved: then nobody saw what is replaced.
    """
    old = progress["answers"].get(key)
    unseen = old is not None and (
        old["wording"] != entry["wording"]
        or not (_same(old["value"], seen) or _same(old["value"], entry["value"]))
    )
    return progress | {
        "answers": progress["answers"] | {key: entry},
        "earlier": progress["earlier"] + ([_earlier(key, old)] if unseen else []),
    }


def merge(mine: Progress, theirs: Progress) -> Progress:
    """One from two: the later answer to each question counts, the other one joins `earlier`.

    So does what stands in both under a name that this course does not know, where it differs.
    """
    answers = dict(mine["answers"])
    earlier = list(mine["earlier"])
    there = {_canonical(entry) for entry in earlier}
    earlier += [entry for entry in theirs["earlier"] if _canonical(entry) not in there]
    there |= {_canonical(entry) for entry in theirs["earlier"]}
    superseded = []
    for key, entry in theirs["answers"].items():
        old = answers.get(key, entry)
        first, last = sorted((old, entry), key=lambda answer: answer["saved"])
        answers[key] = last
        if not _same(first, last):
            superseded.append(_earlier(key, first))
    for name in theirs:
        if name in mine and name not in empty() and not _same(mine[name], theirs[name]):
            superseded.append({"key": name, "value": theirs[name]})
    earlier += [entry for entry in superseded if _canonical(entry) not in there]
    return theirs | mine | {"answers": answers, "earlier": earlier}


def _earlier(key: str, entry: Any) -> dict[str, Any]:
    """An entry as it stands in `earlier`, under the key that it had."""
    inside = entry if isinstance(entry, dict) and "value" in entry else {"value": entry}
    return {"key": key} | inside


def with_new_keys(progress: Progress) -> Progress:
    """The progress with RENAMED keys; an answer under both is merged, so that the later one counts."""
    for old, new in RENAMED.items():
        if old in progress["answers"]:
            answers = dict(progress["answers"])
            successor = empty() | {"answers": {new: answers.pop(old)}}
            progress = merge(progress | {"answers": answers}, successor)
    return progress


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and "value" in entry
        and isinstance(entry.get("wording"), str)
        and isinstance(entry.get("saved"), str)
    )


def _same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON: to Python, True is 1, and in JSON it is not."""
    return _canonical(one) == _canonical(other)


def _canonical(value: Any) -> str:
    """One text for all values that are the same JSON."""
    return json.dumps(value, sort_keys=True)


def _loads(words: str) -> Any:
    """The JSON value in a text, as `parse` says. Raises ValueError or RecursionError."""
    value = json.loads(words, parse_constant=_number, parse_float=_float, parse_int=_int)
    return _flat(value, LEVELS)


def _number(digits: str) -> dict[str, str]:
    """A number that cannot be written as one; no text, or it would pass for what somebody typed."""
    return {"number": digits}


def _float(digits: str) -> float | dict[str, str]:
    value = float(digits)
    return value if math.isfinite(value) else _number(digits)


def _int(digits: str) -> int | dict[str, str]:
    return int(digits) if len(digits) <= DIGITS else _number(digits)


def _flat(value: Any, levels: int) -> Any:
    """The value with whatever lies more than so many levels deep as its JSON text."""
    if not isinstance(value, dict | list):
        return value
    if levels == 0:
        return json.dumps(value)
    if isinstance(value, dict):
        return {name: _flat(inside, levels - 1) for name, inside in value.items()}
    return [_flat(inside, levels - 1) for inside in value]
