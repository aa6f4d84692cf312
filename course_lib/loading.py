"""Packages loaded without a part of theirs that takes long and is not used here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# jsonschema, and with it nbformat and nbgrader, takes it where it finds it, to check international web
# addresses. A notebook's schema has none, and building its grammar is half of nbgrader's loading time.
NOT_USED = ("rfc3987_syntax",)


@contextmanager
def lean() -> Iterator[None]:
    """While it is entered, what is imported finds the packages of NOT_USED not installed."""
    hidden = [name for name in NOT_USED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: not to be imported
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
