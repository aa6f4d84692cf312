"""What goes over between a student's process and the tests: typed plain values, and words for the rest."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from course_lib import tagged
from course_lib.comparison import plain
from course_lib.tagged import TaggedError

WORDS = 200  # characters of what stands for a value that cannot be sent


class Opaque:
    """Stands for a value that is nothing plain. It equals nothing but itself, and shows as the value did."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __repr__(self) -> str:
        return self.words


class OpaqueIterator(Opaque):
    """As Opaque, for a generator and its like, so that a test can advise list(...)."""

    def __iter__(self) -> OpaqueIterator:
        return self

    def __next__(self) -> Any:
        raise StopIteration


def packed(value: Any) -> dict:
    """`value` as a message: {"typed": text}, or {"opaque": words, …} where it cannot be written so."""
    for attempt in (lambda: value, lambda: _simple(value)):
        try:
            return {"typed": tagged.dumps(attempt(), 1 << 30)}
        except Exception:  # it may be anything, and misbehave in any way
            continue
    words, equals_all = f"<{type(value).__name__}>", False
    with suppress(Exception):
        words = repr(value)
    with suppress(Exception):  # a Series, say, or a class that refuses
        equals_all = bool(value == object())  # what nobody else has ever seen
    iterator = hasattr(type(value), "__next__")
    return {"opaque": words[:WORDS], "iterator": iterator, "equals_all": equals_all}


def unpacked(message: Any) -> Any:
    """The value that `packed` wrote; of what is opaque, an Opaque. Raises TaggedError for anything else."""
    fields = message if isinstance(message, dict) else {}
    if isinstance(text := fields.get("typed"), str):
        try:
            return tagged.loads(text)
        except TaggedError:
            raise
        except Exception as error:  # built to break what reads it
            raise TaggedError(f"This is not typed JSON as the course writes it: {error}.") from None
    if isinstance(words := fields.get("opaque"), str):
        return (OpaqueIterator if fields.get("iterator") else Opaque)(words[:WORDS])
    raise TaggedError("A value came over in no form that the course knows.")


def _simple(value: Any) -> Any:
    """As `comparison.plain`, but a tuple stays a tuple, and a table one with plain cells."""
    import pandas as pd

    if isinstance(value, pd.DataFrame):
        columns = {str(name): list(map(plain, value[name])) for name in value.columns}
        return pd.DataFrame(columns, index=range(len(value)), dtype=object)
    return tuple(plain(value)) if isinstance(value, tuple) else plain(value)
